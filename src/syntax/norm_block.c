/* norm_block: beginnings of lines. Follows, line by line, which boxes md4c will have open and what
 * kind of block it will be in, so that rules apply exactly where their mark begins a line's text
 * and never inside fences, math, comments and raw HTML. */
#include "syntax/norm_state.h"

/* Moves over blanks; returns their columns (tabs go to multiples of 4). */
static uint32_t pass_blanks(const struct normer *n, struct line *l) {
    uint32_t from = l->column;
    for (; l->body < l->end && is_blank(n->s[l->body]); l->body++)
        l->column = n->s[l->body] == '\t' ? (l->column | 3) + 1 : l->column + 1;
    return l->column - from;
}

/* One blank behind a '>' belongs to it. */
static void pass_quote_mark(const struct normer *n, struct line *l) {
    l->body++;
    l->column++;
    l->indent = pass_blanks(n, l);
    l->indent -= l->indent > 0;
}

/* The boxes of the lines above that this line repeats. A blank line needs no indent. */
void norm_keep_boxes(const struct normer *n, struct line *l) {
    l->body = l->beg;
    l->indent = pass_blanks(n, l);
    for (; l->kept < n->n_boxes; l->kept++) {
        const struct box *b = &n->box[l->kept];
        if (b->mark == '>') {
            if (l->body >= l->end || n->s[l->body] != '>')
                break;
            pass_quote_mark(n, l);
        } else if (l->indent >= b->content) {
            l->indent -= b->content;
        } else {
            break;
        }
    }
    while (l->body >= l->end && l->kept < n->n_boxes && n->box[l->kept].mark != '>')
        l->kept++;
}

/* What a line made by us has to begin with to be inside the first `boxes` boxes. */
static void put_prefix(struct buf *b, const struct normer *n, size_t boxes) {
    for (size_t i = 0; i < boxes; i++) {
        if (n->box[i].mark == '>')
            buf_c(b, "> ");
        for (uint32_t k = 0; n->box[i].mark != '>' && k < n->box[i].content; k++)
            buf_byte(b, ' ');
    }
}

static struct str blank_line(struct normer *n, size_t boxes) {
    struct buf b = buf_in(n->a);
    put_prefix(&b, n, boxes);
    buf_byte(&b, '\n');
    return buf_get(&b);
}

/* `head`, the end of the line, then the beginning of another one in the same boxes, then `tail`. */
static struct str new_line(struct normer *n, const char *head, const char *tail) {
    struct buf b = buf_in(n->a);
    buf_c(&b, head);
    buf_byte(&b, '\n');
    put_prefix(&b, n, n->n_boxes);
    buf_c(&b, tail);
    return buf_get(&b);
}

/* md4c's marks are counted anew from `at` on. */
static void count_from(struct normer *n, uint32_t at) {
    n->paragraph_at = n->specials_to = at;
    n->n_specials = 0;
}

static void end_paragraph(struct normer *n, const struct line *l) {
    n->paragraph = n->table = n->delimiter = false;
    count_from(n, l->end + 1);
}

static void break_before(struct normer *n, const struct line *l, enum rule rule) {
    norm_edit(n, rule, l->beg, 0, blank_line(n, l->kept));
    n->paragraph = n->table = false;
}

/* ---- what begins on a line ---- */

static uint32_t run_length(const struct normer *n, uint32_t at, uint32_t end, char c) {
    uint32_t i = at;
    while (i < end && n->s[i] == c)
        i++;
    return i - at;
}

static bool is_thematic_break(const struct normer *n, const struct line *l) {
    char c = n->s[l->body];
    int marks = 0;
    if (c != '-' && c != '*' && c != '_')
        return false;
    for (uint32_t i = l->body; i < l->end; i++) {
        if (n->s[i] == c)
            marks++;
        else if (!is_blank(n->s[i]))
            return false;
    }
    return marks >= 3;
}

static bool is_setext_underline(const struct normer *n, const struct line *l) {
    char c = n->s[l->body];
    if ((c != '-' && c != '=') || !n->paragraph || l->kept < n->n_boxes || l->opened)
        return false;
    uint32_t i = l->body + run_length(n, l->body, l->end, c);
    while (i < l->end && is_blank(n->s[i]))
        i++;
    return i == l->end;
}

/* A list's mark at the body, as written or as a rule reads it. */
struct mark {
    char kind;
    uint32_t size;  /* bytes of the origin */
    uint32_t width; /* columns, as normalised */
    long value;     /* of an ordered mark */
    enum rule rule; /* that made it, or RULE_COUNT */
    struct str with;
    uint32_t edit_at, edit_len;
};

static bool written_mark(const struct normer *n, const struct line *l, struct mark *m) {
    uint32_t i = l->body;
    char c = n->s[i];
    *m = (struct mark){.kind = c, .size = 1, .width = 1, .value = 1, .rule = RULE_COUNT};
    if (is_digit(c)) {
        for (m->value = 0; i < l->end && is_digit(n->s[i]) && i < l->body + 9; i++)
            m->value = m->value * 10 + (n->s[i] - '0');
        m->kind = byte_at(n, i);
        m->size = m->width = i + 1 - l->body;
        if (i >= l->end || (m->kind != '.' && m->kind != ')'))
            return false;
    } else if (c != '-' && c != '+' && c != '*') {
        return false;
    }
    i = l->body + m->size;
    return i >= l->end || is_blank(n->s[i]);
}

/* Digits, full-width ones too. */
static long number_in(struct str s) {
    long v = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        v = v * 10 + (long)(c >= 0xFF10 ? c - 0xFF10 : c - '0');
    }
    return v;
}

static bool mark_without_space(struct normer *n, const struct line *l, struct mark *m,
                               enum rule rule) {
    struct str s = origin_slice(n, l->body, l->end);
    struct match found;
    if (!(n->rules->first[(unsigned char)s.p[0]] & rule_bit(rule)) ||
        !pat_find(rule_pattern(n->rules, rule), s, 0, &found))
        return false;
    m->size = (uint32_t)found.to[0];
    m->kind = s.p[m->size - 1];
    m->value = is_digit(s.p[0]) ? number_in(str_slice(s, 0, m->size - 1)) : 1;
    m->width = (uint32_t)utf8_count(str_slice(s, 0, m->size)) + 1;
    m->rule = rule;
    m->with = STR(" ");
    m->edit_at = l->body + m->size;
    m->edit_len = 0;
    return true;
}

/* 1、 1） （1） (1) ①: group 1, 2 or 3 of the pattern holds the number. */
static bool mark_of_cjk(struct normer *n, const struct line *l, struct mark *m) {
    struct str s = origin_slice(n, l->body, l->end);
    struct match found;
    if (!(n->rules->first[(unsigned char)s.p[0]] & rule_bit(RULE_OL_MARK)) ||
        !pat_find(rule_pattern(n->rules, RULE_OL_MARK), s, 0, &found))
        return false;
    size_t group = found.n - 1;
    struct str digits = match_group(&found, s, group);
    m->value = group == 3 && digits.n == 3 ? (unsigned char)digits.p[2] - 0x9F : number_in(digits);
    m->kind = group == 1 ? '.' : ')';
    m->size = m->edit_len = (uint32_t)found.to[0];
    m->edit_at = l->body;
    m->with = str_format(n->a, "%ld%c ", m->value, m->kind);
    m->width = (uint32_t)m->with.n;
    m->rule = RULE_OL_MARK;
    return true;
}

static bool find_mark(struct normer *n, const struct line *l, struct mark *m) {
    const uint32_t rules =
        rule_bit(RULE_OL_SPACE) | rule_bit(RULE_OL_MARK) | rule_bit(RULE_UL_SPACE);
    if (written_mark(n, l, m))
        return true;
    if (!(n->rules->first[(unsigned char)n->s[l->body]] & rules))
        return false;
    return mark_without_space(n, l, m, RULE_OL_SPACE) || mark_of_cjk(n, l, m) ||
           mark_without_space(n, l, m, RULE_UL_SPACE);
}

/* The number that begins the line at `at`, 0 for none: its neighbour in a list. */
static long leading_number(const struct normer *n, uint32_t at) {
    struct line l = {.beg = at, .end = norm_line_end(n, at), .body = at};
    long v = 0;
    pass_blanks(n, &l);
    for (; is_digit(byte_at(n, l.body)) && v < 1000; l.body++)
        v = v * 10 + (n->s[l.body] - '0');
    return v;
}

/* Whether the author meant a list by a number other than 1 right under paragraph text. */
static bool ends_in_stop(const struct normer *n, uint32_t end) {
    static const char *const stops[] = {"：", ":", "。", "；", ";"};
    while (end > 0 && is_blank(n->s[end - 1]))
        end--;
    uint32_t from = end > 3 ? end - 3 : 0;
    return str_ends_any(origin_slice(n, from, end), stops, COUNT_OF(stops)) > 0;
}

static bool meant_as_list(const struct normer *n, const struct line *l, const struct mark *m) {
    if (m->value > 99 || n->table || l->body + m->size >= l->end)
        return false;
    return (l->beg > 0 && ends_in_stop(n, l->beg - 1)) ||
           leading_number(n, l->end + 1) == m->value + 1;
}

/* md4c lets no empty item, and no number but 1, interrupt a paragraph. */
static bool may_begin(struct normer *n, const struct line *l, const struct mark *m) {
    bool interrupts = n->paragraph && l->kept == n->n_boxes && !l->opened;
    if (!interrupts)
        return true;
    if (l->body + m->size >= l->end)
        return false;
    bool ordered = m->kind == '.' || m->kind == ')';
    if (!ordered || m->value == 1)
        return true;
    if (!rule_on(n->rules, RULE_OL_BREAK) || !meant_as_list(n, l, m))
        return false;
    break_before(n, l, RULE_OL_BREAK);
    return true;
}

static void push_box(struct normer *n, struct line *l, struct box b) {
    if (!l->opened)
        n->n_boxes = l->kept;
    l->opened = true;
    n->paragraph = n->table = n->delimiter = false;
    count_from(n, l->beg);
    n->box[n->n_boxes++] = b;
}

static bool too_deep(struct normer *n, const struct line *l) {
    if ((l->opened ? n->n_boxes : l->kept) < NORM_BOXES_MAX)
        return false;
    n->out->deep_at = MIN(n->out->deep_at, l->body);
    norm_flatten(n, l->body, l);
    return true;
}

static void open_item(struct normer *n, struct line *l, const struct mark *m) {
    uint32_t content = l->indent + m->width;
    if (m->rule != RULE_COUNT)
        norm_edit(n, m->rule, m->edit_at, m->edit_len, m->with);
    l->body += m->size;
    l->column += m->width;
    uint32_t blanks = pass_blanks(n, l);
    l->indent = 0;
    if (m->rule == RULE_COUNT)
        content += l->body >= l->end ? 1 : blanks;
    push_box(n, l, (struct box){m->kind, content});
}

/* One more box at the body; false when the line's text begins here. */
static bool open_box(struct normer *n, struct line *l) {
    struct mark m;
    if (l->body >= l->end)
        return false;
    if (n->s[l->body] == '>') {
        if (too_deep(n, l))
            return false;
        pass_quote_mark(n, l);
        push_box(n, l, (struct box){'>', 0});
        return true;
    }
    if (is_setext_underline(n, l) || is_thematic_break(n, l) || !find_mark(n, l, &m) ||
        !may_begin(n, l, &m) || too_deep(n, l))
        return false;
    open_item(n, l, &m);
    return true;
}

/* ---- fences, math, comments, HTML ---- */

static void enter(struct normer *n, const struct line *l, enum inside what) {
    end_paragraph(n, l);
    n->inside = what;
    n->inside_boxes = n->n_boxes;
}

/* A block right below a table ends it (GFM 4.10); md4c takes headings, fences and raw HTML for one
 * more row, and below the delimiter row anything. */
static void end_table(struct normer *n, const struct line *l) {
    if (n->table && rule_on(n->rules, RULE_TABLE_BREAK))
        break_before(n, l, RULE_TABLE_BREAK);
}

static bool begin_fence(struct normer *n, const struct line *l) {
    char c = n->s[l->body];
    if (c != '`' && c != '~')
        return false;
    uint32_t run = run_length(n, l->body, l->end, c);
    uint32_t info = l->body + run;
    if (run < 3 || (c == '`' && info < l->end && memchr(n->s + info, '`', l->end - info)))
        return false;
    end_table(n, l);
    n->fence = c;
    n->fence_len = run;
    enter(n, l, IN_FENCE);
    return true;
}

/* A closing fence with a tab behind it closes nothing in md4c 0.4.8. */
static void continue_fence(struct normer *n, const struct line *l) {
    uint32_t run = run_length(n, l->body, l->end, n->fence);
    if (l->body >= l->end || run < n->fence_len)
        return;
    uint32_t rest = l->body + run, i = rest;
    while (i < l->end && is_blank(n->s[i]))
        i++;
    if (i < l->end)
        return;
    if (rest < l->end)
        norm_edit(n, RULE_TABLE_DASH, rest, l->end - rest, (struct str){0});
    n->inside = IN_TEXT;
}

static uint32_t find_in(const struct normer *n, uint32_t from, uint32_t to, const char *what) {
    size_t at = from < to ? str_find(origin_slice(n, from, to), str_of(what)) : SIZE_MAX;
    return at == SIZE_MAX ? UINT32_MAX : from + (uint32_t)at;
}

/* Whether a `$$` before any heading, fence, or end of the boxes it stands in closes the one at the
 * body. */
static bool math_closes(const struct normer *n, const struct line *l) {
    for (uint32_t at = l->end + 1; at < n->len;) {
        struct line k = {.beg = at, .end = norm_line_end(n, at)};
        norm_keep_boxes(n, &k);
        char c = byte_at(n, k.body);
        uint32_t run = c == '#' || c == '`' ? run_length(n, k.body, k.end, c) : 0;
        if (k.kept < n->n_boxes || (c == '#' && run <= 6 && is_blank(byte_at(n, k.body + run))) ||
            (c == '`' && run >= 3))
            return false;
        if (find_in(n, k.body, k.end, "$$") != UINT32_MAX)
            return true;
        at = k.end + 1;
    }
    return false;
}

static bool begin_math(struct normer *n, const struct line *l, bool in_html) {
    uint32_t at = l->body;
    if (!rule_on(n->rules, RULE_DISPLAY_MATH) || n->s[at] != '$' || byte_at(n, at + 1) != '$' ||
        find_in(n, at + 2, l->end, "$$") != UINT32_MAX || !math_closes(n, l))
        return false;
    end_table(n, l);
    if (in_html) /* a fence cannot interrupt raw HTML */
        norm_edit(n, RULE_DISPLAY_MATH, l->beg, 0, blank_line(n, n->n_boxes));
    bool alone = at + 2 == l->end;
    norm_edit(n, RULE_DISPLAY_MATH, at, 2,
              alone ? STR("```" GUARD_MATH) : new_line(n, "```" GUARD_MATH, ""));
    enter(n, l, IN_MATH);
    return true;
}

enum { CODE_INDENT = 4 }; /* columns: to CommonMark the line is code */

static void text_line(struct normer *n, struct line *l);

/* What stands behind the closing dollars (`{#eq}`, a stop, a sentence) is a paragraph of its own.
 */
static void continue_math(struct normer *n, const struct line *l) {
    uint32_t at = find_in(n, l->body, l->end, "$$");
    if (at == UINT32_MAX)
        return;
    norm_edit(n, RULE_DISPLAY_MATH, at, 2, at == l->body ? STR("```") : new_line(n, "", "```"));
    n->inside = IN_TEXT;
    struct line rest = *l;
    rest.body = at + 2;
    rest.opened = true;
    pass_blanks(n, &rest);
    if (rest.body >= rest.end)
        return;
    norm_edit(n, RULE_DISPLAY_MATH, rest.body, 0, new_line(n, "", GUARD));
    text_line(n, &rest);
}

static bool begin_comment(struct normer *n, const struct line *l) {
    if (!rule_on(n->rules, RULE_COMMENT) || n->s[l->body] != '%' ||
        byte_at(n, l->body + 1) != '%' || find_in(n, l->body + 2, l->end, "%%") != UINT32_MAX)
        return false;
    if (find_in(n, l->end, n->len, "%%") == UINT32_MAX)
        n->out->open_comment = l->body;
    norm_cut(n, RULE_COMMENT, l->body, l->end - l->body);
    enter(n, l, IN_COMMENT);
    return true;
}

/* The line below, or the one behind a blank line, is indented. */
static bool indents_below(const struct normer *n, const struct line *l) {
    struct line next = {.beg = l->end + 1, .end = norm_line_end(n, l->end + 1)};
    norm_keep_boxes(n, &next);
    if (next.body >= next.end && next.end < n->len) {
        next = (struct line){.beg = next.end + 1, .end = norm_line_end(n, next.end + 1)};
        norm_keep_boxes(n, &next);
    }
    return next.body < next.end && next.indent >= l->indent + 2;
}

/* A line of another program's: its mark goes, its title is a paragraph of its own. */
static bool begin_directive(struct normer *n, const struct line *l) {
    enum { LONGEST = 200 };
    struct str s = origin_slice(n, l->body, l->end);
    char c = n->s[l->body];
    struct match m;
    if (!(n->rules->first[(unsigned char)c] & rule_bit(RULE_DIRECTIVE)) || s.n > LONGEST ||
        !pat_find(rule_pattern(n->rules, RULE_DIRECTIVE), s, 0, &m) ||
        ((c == '!' || c == '?') && !indents_below(n, l)))
        return false;
    struct str title = match_group(&m, s, 1);
    uint32_t at = l->body + (uint32_t)m.from[1], end = at + (uint32_t)title.n;
    if (n->paragraph && !l->opened)
        break_before(n, l, RULE_DIRECTIVE);
    if (title.n) {
        norm_cut(n, RULE_DIRECTIVE, l->body, at - l->body);
        norm_cut(n, RULE_DIRECTIVE, end, l->end - end);
        norm_edit(n, RULE_DIRECTIVE, l->end, 0, new_line(n, "", ""));
    } else {
        norm_cut(n, RULE_DIRECTIVE, l->body, l->end - l->body);
    }
    end_paragraph(n, l);
    return true;
}

static void continue_comment(struct normer *n, const struct line *l) {
    uint32_t at = find_in(n, l->beg, l->end, "%%");
    uint32_t to = at == UINT32_MAX ? l->end : at + 2;
    norm_cut(n, RULE_COMMENT, l->beg, to - l->beg);
    if (at != UINT32_MAX)
        n->inside = IN_TEXT;
}

/* Kinds 1 to 5 of raw HTML blocks (CommonMark 4.6) by the texts that begin and end them. */
struct html_pair {
    const char *begins, *ends;
    bool is_name; /* a blank, '>' or the line's end must follow */
};
static const struct html_pair html_pairs[] = {
    {"<pre", "</pre>", true},     {"<script", "</script>", true},
    {"<style", "</style>", true}, {"<!--", "-->", false},
    {"<?", "?>", false},          {"<![CDATA[", "]]>", false},
    {"<!", ">", false},
};

static bool begins_with(const struct normer *n, uint32_t at, uint32_t end, const char *what) {
    for (; *what; what++, at++) {
        char c = at < end ? n->s[at] : '\0';
        if (c != *what && !(c >= 'A' && c <= 'Z' && *what >= 'a' && c + 32 == *what))
            return false;
    }
    return true;
}

static bool has_ending(const struct normer *n, uint32_t at, uint32_t end, const char *what) {
    for (; at < end; at++)
        if (n->s[at] == what[0] && begins_with(n, at, end, what))
            return true;
    return false;
}

static int html_kind(struct normer *n, const struct line *l) {
    for (size_t i = 0; i < COUNT_OF(html_pairs); i++) {
        const struct html_pair *p = &html_pairs[i];
        uint32_t next = l->body + (uint32_t)strlen(p->begins);
        if (begins_with(n, l->body, l->end, p->begins) &&
            (!p->is_name || next >= l->end || is_blank(n->s[next]) || n->s[next] == '>'))
            return (int)i + 1;
    }
    struct str s = origin_slice(n, l->body, l->end);
    if (rules_html_block(n->rules, s, 6))
        return -6;
    return !n->paragraph && rules_html_block(n->rules, s, 7) ? -7 : 0;
}

static void leave_html_at_end(struct normer *n, const struct line *l, uint32_t from) {
    if (n->html_kind > 0 && has_ending(n, from, l->end, html_pairs[n->html_kind - 1].ends))
        n->inside = IN_TEXT;
}

/* Markdown under a line of <details> would stay raw up to the next blank line. */
static void break_html(struct normer *n, const struct line *l) {
    struct str s = origin_slice(n, l->body, l->end);
    if (!rule_on(n->rules, RULE_HTML_BREAK) || byte_at(n, l->body) != '<' || l->end >= n->len ||
        !pat_test(rule_pattern(n->rules, RULE_HTML_BREAK), s))
        return;
    struct line next = {.beg = l->end + 1, .end = norm_line_end(n, l->end + 1)};
    norm_keep_boxes(n, &next);
    if (next.body >= next.end)
        return;
    norm_edit(n, RULE_HTML_BREAK, l->end, 0, new_line(n, "", ""));
    n->inside = IN_TEXT;
}

/* md4c 0.4.8 knows <h1> only; <div> in front says the same and leaves no trace. */
static void name_block(struct normer *n, const struct line *l) {
    char level = byte_at(n, l->body + 2);
    if ((byte_at(n, l->body + 1) | 32) == 'h' && level >= '2' && level <= '6')
        norm_edit(n, RULE_HTML_BREAK, l->body, 0, STR("<div>"));
}

/* To md4c 0.4.8 `<prefix>` begins a <pre>. */
static bool looks_raw(const struct normer *n, const struct line *l) {
    for (size_t i = 0; i < COUNT_OF(html_pairs); i++)
        if (html_pairs[i].is_name && begins_with(n, l->body, l->end, html_pairs[i].begins))
            return true;
    return false;
}

static bool begin_html(struct normer *n, const struct line *l) {
    if (n->s[l->body] != '<')
        return false;
    n->html_kind = html_kind(n, l);
    if (n->html_kind <= 0 && looks_raw(n, l)) {
        norm_edit(n, RULE_COUNT, l->body, 0, STR(GUARD));
        return false;
    }
    if (n->html_kind == 0)
        return false;
    end_table(n, l);
    enter(n, l, IN_HTML);
    if (n->html_kind < 0) {
        norm_tags(n, l);
        name_block(n, l);
        break_html(n, l);
    }
    leave_html_at_end(n, l, l->body);
    return true;
}

/* `$$…$$` on a line of its own amid raw HTML: a blank line makes it Markdown. */
static bool math_amid_html(struct normer *n, const struct line *l) {
    if (!rule_on(n->rules, RULE_DISPLAY_MATH) || !begins_with(n, l->body, l->end, "$$") ||
        find_in(n, l->body + 2, l->end, "$$") == UINT32_MAX)
        return false;
    norm_edit(n, RULE_DISPLAY_MATH, l->beg, 0, blank_line(n, n->n_boxes));
    n->inside = IN_TEXT;
    return true;
}

/* False when the line is Markdown. */
static bool continue_html(struct normer *n, const struct line *l) {
    if (n->html_kind > 0) {
        leave_html_at_end(n, l, l->body);
    } else if (l->body >= l->end) {
        n->inside = IN_TEXT;
    } else if (math_amid_html(n, l)) {
        return false;
    } else if (!begin_math(n, l, true)) {
        norm_tags(n, l);
        break_html(n, l);
    }
    return true;
}

/* The line is outside the boxes of what was begun above. md4c 0.4.8 loses the beginning of a line
 * that ends a box and begins like the fence open in it, as math does once it is one: such a fence
 * is closed. */
static void end_inside(struct normer *n, const struct line *l) {
    bool fence = l->body < l->end && (n->s[l->body] == n->fence || n->s[l->body] == '$');
    if (n->inside == IN_FENCE && fence) {
        struct buf b = buf_in(n->a);
        put_prefix(&b, n, n->inside_boxes);
        for (uint32_t i = 0; i < n->fence_len; i++)
            buf_byte(&b, n->fence);
        buf_byte(&b, '\n');
        norm_edit(n, RULE_TABLE_DASH, l->beg, 0, buf_get(&b));
    }
    n->inside = IN_TEXT;
}

/* True when the line is inside of something begun above. */
static bool continue_inside(struct normer *n, const struct line *l) {
    if (n->inside == IN_TEXT)
        return false;
    if (n->inside == IN_COMMENT) {
        continue_comment(n, l);
        return true;
    }
    if (l->kept < n->inside_boxes) {
        end_inside(n, l);
        return false;
    }
    if (n->inside == IN_HTML)
        return continue_html(n, l);
    if (n->inside == IN_FENCE)
        continue_fence(n, l);
    else
        continue_math(n, l);
    return true;
}

/* ---- headings, rules, tables, text ---- */

static bool begin_heading(struct normer *n, struct line *l) {
    struct str s = origin_slice(n, l->body, l->end);
    uint32_t rules = n->rules->first[(unsigned char)s.p[0]];
    struct match m;
    uint32_t run = run_length(n, l->body, l->end, '#');
    l->heading = run > 0 && run <= 6 && (run == s.n || is_blank(s.p[run]));
    if (l->heading)
        return true;
    if ((rules & rule_bit(RULE_HEADING_SPACE)) &&
        pat_find(rule_pattern(n->rules, RULE_HEADING_SPACE), s, 0, &m)) {
        norm_edit(n, RULE_HEADING_SPACE, l->body + (uint32_t)m.to[0], 0, STR(" "));
        l->heading = true;
    } else if ((rules & rule_bit(RULE_HEADING_WIDE)) &&
               pat_find(rule_pattern(n->rules, RULE_HEADING_WIDE), s, 0, &m)) {
        size_t level = m.to[1] / strlen("＃");
        norm_edit(n, RULE_HEADING_WIDE, l->body, (uint32_t)m.to[0],
                  str_format(n->a, "%.*s ", (int)level, "######"));
        l->heading = true;
    }
    return l->heading;
}

static bool in_list(const struct normer *n) {
    for (size_t i = 0; i < n->n_boxes; i++)
        if (n->box[i].mark != '>')
            return true;
    return false;
}

/* Thematic breaks, and underlines of headings; `---` under text is meant as the former. */
static bool begin_rule(struct normer *n, const struct line *l) {
    if (is_setext_underline(n, l)) {
        struct str s = origin_slice(n, l->body, l->end);
        if ((n->rules->first[(unsigned char)s.p[0]] & rule_bit(RULE_SETEXT)) && !in_list(n) &&
            !n->table && pat_test(rule_pattern(n->rules, RULE_SETEXT), s))
            break_before(n, l, RULE_SETEXT);
        return true;
    }
    return is_thematic_break(n, l);
}

/* A line with a bar may be the header of a table that begins here. */
static void begin_table(struct normer *n, struct line *l) {
    if (!n->table) {
        struct line next = {.beg = l->end + 1, .end = norm_line_end(n, l->end + 1)};
        norm_keep_boxes(n, &next);
        if (next.kept < n->n_boxes || !norm_is_delimiter_row(n, next.body, next.end))
            return;
        if (n->paragraph && !l->opened && l->kept == n->n_boxes &&
            rule_on(n->rules, RULE_TABLE_BREAK))
            break_before(n, l, RULE_TABLE_BREAK);
        n->table = true;
        n->header_at = l->body;
    }
    l->row = true;
}

/* Eight bytes of which none is ASCII hold none that a rule asks for. */
static bool is_all_wide(const char *p) {
    const uint64_t high = 0x8080808080808080ULL;
    uint64_t eight;
    memcpy(&eight, p, sizeof(eight));
    return (eight & high) == high;
}

static uint32_t bytes_seen(const struct normer *n, const struct line *l) {
    const uint32_t *needs = n->rules->needs;
    uint32_t seen = 0, i = l->body;
    for (; i + 8 <= l->end; i += 8) {
        const unsigned char *p = (const unsigned char *)n->s + i;
        if (is_all_wide(n->s + i))
            continue;
        seen |= needs[p[0]] | needs[p[1]] | needs[p[2]] | needs[p[3]];
        seen |= needs[p[4]] | needs[p[5]] | needs[p[6]] | needs[p[7]];
    }
    for (; i < l->end; i++)
        seen |= needs[(unsigned char)n->s[i]];
    return seen;
}

static void text_line(struct normer *n, struct line *l) {
    uint32_t seen = bytes_seen(n, l);
    if (l->indent >= CODE_INDENT && !n->paragraph && rule_on(n->rules, RULE_INDENTED))
        norm_use(n, RULE_INDENTED, l->body);
    if (!l->opened && !(n->paragraph && !l->heading))
        n->n_boxes = l->kept; /* else a lazy line: it continues the paragraph in its boxes */
    bool in_table = n->table && !l->heading;
    l->row = in_table; /* with or without a bar */
    if (in_table)
        count_from(n, l->beg);
    if (!l->heading && (seen & SEEN_BAR))
        begin_table(n, l);
    bool below_header = l->row && in_table && l->beg == norm_line_end(n, n->header_at) + 1;
    if (below_header && norm_is_delimiter_row(n, l->body, l->end)) {
        norm_delimiter_row(n, l);
        n->paragraph = false;
        n->delimiter = true;
        return;
    }
    if (n->s[l->body] == '[' && !l->heading &&
        (n->no_definitions || rule_on(n->rules, RULE_REFDEF)))
        seen |= rule_bit(RULE_REFDEF);
    if ((seen & ~(SEEN_TARGET | SEEN_BAR)) || l->end - n->paragraph_at > NORM_SPECIALS_MAX)
        norm_inline(n, l, seen);
    n->paragraph = !l->heading && !in_table;
    n->delimiter = false;
    if (l->heading)
        end_paragraph(n, l);
}

/* What ends the boxes this line is not in. */
static bool begin_leaf(struct normer *n, struct line *l) {
    size_t boxes = n->n_boxes;
    if (!l->opened)
        n->n_boxes = l->kept;
    if (begin_rule(n, l)) {
        if (n->delimiter)
            end_table(n, l);
        end_paragraph(n, l);
        return true;
    }
    if (begin_heading(n, l)) {
        end_table(n, l);
        text_line(n, l);
        return true;
    }
    if (begin_comment(n, l) || begin_directive(n, l) || begin_fence(n, l) ||
        begin_math(n, l, false) || begin_html(n, l))
        return true;
    n->n_boxes = boxes;
    return false;
}

void norm_block(struct normer *n, struct line *l) {
    norm_keep_boxes(n, l);
    if (continue_inside(n, l))
        return;
    if (l->body >= l->end) {
        n->n_boxes = l->kept;
        end_paragraph(n, l);
        return;
    }
    while (open_box(n, l))
        ;
    if (l->body >= l->end)
        end_paragraph(n, l);
    else if (!begin_leaf(n, l))
        text_line(n, l);
}
