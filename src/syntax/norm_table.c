/* norm_table: delimiter rows of tables.
 *
 * Terms: cell, what bars divide; bars in code, math, wiki links and behind a backslash divide none.
 */
#include "syntax/norm_state.h"

#include "syntax/wiki.h"

bool norm_is_delimiter_row(struct normer *n, uint32_t from, uint32_t end) {
    char c = byte_at(n, from);
    if ((c != '|' && c != ':' && c != '-') || from >= end)
        return false;
    struct str s = origin_slice(n, from, end);
    return str_find_byte(s, '|') != SIZE_MAX &&
           pat_test(rule_pattern(n->rules, RULE_TABLE_BREAK), s);
}

static size_t run_at(struct str s, size_t at) {
    size_t i = at;
    while (i < s.n && s.p[i] == s.p[at])
        i++;
    return i - at;
}

/* Behind the code span, math or wiki link that begins at `at`; `at` itself when none does. */
static size_t behind_span(struct str s, size_t at) {
    bool embed;
    size_t end = s.p[at] == '[' ? wiki_end(s, at, &embed) : 0;
    if (end || (s.p[at] != '`' && s.p[at] != '$'))
        return end ? end : at;
    size_t run = run_at(s, at);
    for (size_t i = at + run; i < s.n; i++) {
        if (s.p[i] != s.p[at])
            continue;
        size_t other = run_at(s, i);
        if (other == run)
            return i + run;
        i += other - 1;
    }
    return at;
}

static size_t count_cells(struct str row) {
    size_t cells = 1;
    row = str_trim(row);
    for (size_t i = row.n && row.p[0] == '|'; i < row.n; i++) {
        size_t behind = behind_span(row, i);
        if (behind > i)
            i = behind - 1;
        else if (row.p[i] == '\\')
            i++;
        else
            cells += row.p[i] == '|' && i + 1 < row.n;
    }
    return cells;
}

/* At least as many as count_cells finds, but quickly; 0 for a line without a bar. */
static size_t count_bars(struct str row) {
    size_t bars = 0;
    row = str_trim(row);
    for (const char *p = row.p, *end = row.p + row.n;
         p < end && (p = memchr(p, '|', (size_t)(end - p))); p++)
        bars++;
    return bars ? bars + 1 - (row.p[0] == '|') - (bars > 1 && row.p[row.n - 1] == '|') : 0;
}

/* The most cells any row of the table has whose delimiter row is `l`. */
static size_t widest_row(const struct normer *n, const struct line *l) {
    uint32_t end = norm_line_end(n, n->header_at);
    size_t most = count_cells(origin_slice(n, n->header_at, end));
    for (uint32_t at = l->end + 1; at < n->len;) {
        struct line row = {.beg = at, .end = norm_line_end(n, at)};
        norm_keep_boxes(n, &row);
        struct str text = origin_slice(n, row.body, MAX(row.body, row.end));
        size_t bars = row.kept < n->n_boxes ? 0 : count_bars(text);
        if (bars == 0)
            break;
        if (bars > most)
            most = MAX(most, count_cells(text));
        at = row.end + 1;
    }
    return most;
}

/* md4c drops the cells of a row that are too many. */
static void add_columns(struct normer *n, const struct line *l, size_t missing) {
    struct buf b = buf_in(n->a);
    struct str row = str_trim_end(origin_slice(n, l->body, l->end));
    bool closed = row.p[row.n - 1] == '|';
    for (size_t i = 0; i < missing; i++)
        buf_c(&b, closed ? "---|" : "|---");
    norm_edit(n, RULE_TABLE_COLUMNS, l->body + (uint32_t)row.n, 0, buf_get(&b));
}

/* md4c 0.4.8 wants three characters in each cell of the row. */
static void lengthen_dashes(struct normer *n, const struct line *l) {
    struct str s = origin_slice(n, l->body, l->end);
    struct match m;
    for (size_t from = 0; pat_find(rule_pattern(n->rules, RULE_TABLE_DASH), s, from, &m);) {
        size_t dash = m.from[1] + (s.p[m.from[1]] == ':');
        norm_edit(n, RULE_TABLE_DASH, l->body + (uint32_t)dash, 0, STR("--"));
        from = m.to[0];
    }
}

void norm_delimiter_row(struct normer *n, const struct line *l) {
    size_t cells = count_cells(origin_slice(n, l->body, l->end));
    if (cells > NORM_COLUMNS_MAX) {
        n->out->wide_at = MIN(n->out->wide_at, l->body);
        norm_edit(n, RULE_TABLE_DASH, l->body, 0, STR(GUARD));
        return;
    }
    if (rule_on(n->rules, RULE_TABLE_DASH))
        lengthen_dashes(n, l);
    size_t widest = rule_on(n->rules, RULE_TABLE_COLUMNS) ? widest_row(n, l) : 0;
    if (widest > cells && widest <= NORM_COLUMNS_MAX)
        add_columns(n, l, widest - cells);
}
