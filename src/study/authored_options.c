/* authored_options: options below each other, side by side in a line, as task items. */
#include "study/authored.h"

#include "base/utf8.h"
#include "study/points.h"

/* "v A. 泰山", "√ B. 华山": the mark of the right one before its letter. */
static size_t mark_before(struct str s) {
    const struct str marks[] = {STR("v "), STR("√"), STR("✓"), STR("✔"), STR("✅")};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(s, marks[i]) && s.n > marks[i].n)
            return marks[i].n + (marks[i].n > 2 && s.p[marks[i].n] == ' ');
    return 0;
}

bool option_of_row(const struct row *row, uint8_t *letter, uint8_t *style, size_t *at, bool *weak) {
    if (row->kind == ROW_BLOCK || row->kind == ROW_IMAGE || row->taken || row->hidden)
        return false;
    *letter = row->signs.letter;
    *style = row->signs.style;
    *at = row->signs.option_at;
    *weak = (row->signs.set & SIGN_OPTION_WEAK) != 0;
    if (row->signs.set & (SIGN_OPTION | SIGN_OPTION_WEAK))
        return true;
    if (row->kind == ROW_ITEM && row->marker.n >= 3) {
        size_t unused;
        struct str marked = {row->marker.p, row->marker.n};
        char room[8];
        if (marked.n + 2 > sizeof(room))
            return false;
        memcpy(room, marked.p, marked.n);
        memcpy(room + marked.n, " x", 2);
        *at = 0;
        return signs_option((struct str){room, marked.n + 2}, letter, style, &unused, weak) &&
               *style == LETTER_CIRCLED;
    }
    size_t mark = mark_before(row->text.plain);
    if (mark == 0 || !signs_option(str_from(row->text.plain, mark), letter, style, at, weak) ||
        *weak)
        return false;
    *at += mark;
    return true;
}

static bool is_task(const struct row *row) {
    return row->kind == ROW_ITEM && row->task != TASK_NONE && !row->taken;
}

bool options_begin(const struct scan *s, size_t at) {
    uint8_t letter, style;
    size_t text;
    bool weak;
    if (is_task(&s->rows[at]))
        return at == 0 || !is_task(&s->rows[at - 1]) || s->rows[at - 1].depth != s->rows[at].depth;
    return option_of_row(&s->rows[at], &letter, &style, &text, &weak) && letter == 0;
}

static struct authored_option *add_option(struct option_run *run, struct rich text,
                                          struct str letter, struct span span) {
    struct authored_option *o = &run->v[run->n++];
    *o = (struct authored_option){.letter = letter, .text = text, .span = span};
    return o;
}

/* Where the option with this letter begins in a line after byte `from`; SIZE_MAX: nowhere. */
static size_t next_in_line(const struct rich *line, size_t from, uint8_t letter,
                           const struct option_run *run, size_t *text_at) {
    struct str s = line->plain;
    for (size_t at = from; at < s.n; at++) {
        const char *p = s.p + at;
        uint8_t l, st;
        bool weak;
        if (at == 0 || ((unsigned char)s.p[at] & 0xC0) == 0x80)
            continue;
        uint32_t before = utf8_prev(&p, s.p);
        if (!code_is_space(before) && before != ';' && before != 0xFF1B && before != 0x3002)
            continue;
        if (signs_option(str_from(s, at), &l, &st, text_at, &weak) && weak == run->weak &&
            l == letter && st == run->style && !build_is_verbatim(line, at)) {
            *text_at += at;
            return at;
        }
    }
    return SIZE_MAX;
}

/* All options a row holds, side by side: "A. x  B. y". */
static void add_row(struct scan *s, const struct row *row, uint8_t letter, size_t at,
                    struct option_run *run) {
    build_mark(s->b, &row->text, 0, at);
    for (;;) {
        size_t next_text = 0;
        size_t next = run->n + 1 < OPTIONS_MOST
                          ? next_in_line(&row->text, at, (uint8_t)(letter + 1), run, &next_text)
                          : SIZE_MAX;
        struct rich text = build_slice(s->b, &row->text, at, next);
        add_option(run, text, signs_letter(letter, run->style),
                   text.span.len ? text.span : row->span);
        if (next == SIZE_MAX || run->n == OPTIONS_MOST)
            return;
        build_mark(s->b, &row->text, next, next_text);
        at = next_text;
        letter++;
    }
}

/* Rows that carry on the option before them: its listing, its picture, its further lines. */
static bool belongs_to(const struct row *row, const struct row *option) {
    if (row->taken || row->hidden)
        return false;
    if (row->signs.set & (SIGN_KEY | SIGN_EXPLANATION | SIGN_REMARK | SIGN_QUESTION | SIGN_LABEL))
        return false;
    if (row->depth > option->depth || row->kind == ROW_IMAGE)
        return true;
    if (row->kind == ROW_BLOCK)
        return row->node->kind == NODE_CODE_BLOCK || row->node->kind == NODE_MATH_BLOCK;
    return row->kind == ROW_LINE && row->block == option->block;
}

static size_t below_option(const struct scan *s, size_t at) {
    size_t end = at + 1;
    uint8_t letter, style;
    size_t text;
    bool weak;
    while (end < s->n && belongs_to(&s->rows[end], &s->rows[at]) &&
           !(option_of_row(&s->rows[end], &letter, &style, &text, &weak) &&
             s->rows[end].depth <= s->rows[at].depth))
        end++;
    return end;
}

static void add_below(struct scan *s, size_t from, size_t to, struct option_run *run) {
    part_vec parts = {0};
    if (from == to)
        return;
    points_add(s->b, s->rows, from, to, &parts);
    run->v[run->n - 1].parts = parts.v;
    run->v[run->n - 1].n_parts = parts.n;
}

static bool read_letters(struct scan *s, size_t at, struct option_run *out) {
    uint8_t letter, style;
    size_t text;
    bool weak;
    if (!option_of_row(&s->rows[at], &letter, &out->style, &text, &weak) || letter != 0)
        return false;
    out->weak = weak;
    uint8_t depth = s->rows[at].depth;
    for (size_t i = at; i < s->n && out->n < OPTIONS_MOST;) {
        if (!option_of_row(&s->rows[i], &letter, &style, &text, &weak) || letter != out->n ||
            style != out->style || s->rows[i].depth != depth || weak != out->weak)
            break;
        add_row(s, &s->rows[i], letter, text, out);
        if (mark_before(s->rows[i].text.plain) > 0)
            out->v[out->n - 1].right = out->marked = true;
        size_t end = below_option(s, i);
        add_below(s, i + 1, end, out);
        out->end = i = end;
    }
    return out->n > 0;
}

/* The last option's listing: a single one right below it. */
static bool at_last_listing(const struct scan *s, size_t from, size_t to) {
    return to == from + 1 && s->rows[from].kind == ROW_BLOCK;
}

/* What stands below a task item; a listing on the margin, too, when another option follows. */
static size_t below_task(const struct scan *s, size_t at) {
    size_t own = rows_after(s->rows, s->n, at), end = own;
    while (end < s->n && belongs_to(&s->rows[end], &s->rows[at]) && !is_task(&s->rows[end]))
        end++;
    bool goes_on = end < s->n && is_task(&s->rows[end]) && s->rows[end].depth == s->rows[at].depth;
    return goes_on || at_last_listing(s, own, end) ? end : own;
}

static bool read_tasks(struct scan *s, size_t at, struct option_run *out) {
    uint8_t depth = s->rows[at].depth;
    size_t checked = 0, i = at;
    while (i < s->n && is_task(&s->rows[i]) && s->rows[i].depth == depth) {
        const struct row *row = &s->rows[i];
        size_t text = 0;
        uint8_t letter, style;
        bool weak;
        if (out->n == OPTIONS_MOST)
            return false;
        if (option_of_row(row, &letter, &style, &text, &weak) && letter == out->n && !weak)
            build_mark(s->b, &row->text, 0, text);
        else
            text = 0;
        struct rich own = build_slice(s->b, &row->text, text, row->text.plain.n);
        add_option(out, own, signs_letter((uint8_t)out->n, LETTER_UPPER), row->span)->right =
            row->task == TASK_DONE;
        checked += row->task == TASK_DONE;
        size_t end = below_task(s, i);
        add_below(s, i + 1, end, out);
        i = end;
    }
    out->end = i;
    out->by_task = true;
    return out->n >= 2 && checked > 0;
}

bool options_read(struct scan *s, size_t at, struct option_run *out) {
    *out = (struct option_run){0};
    if (!options_begin(s, at))
        return false;
    return is_task(&s->rows[at]) ? read_tasks(s, at, out) : read_letters(s, at, out);
}

/* ---- options marked right in themselves ---- */

static bool all_have(const struct rich *text, uint32_t flag) {
    for (size_t i = 0; i < text->n; i++)
        if (!(text->runs[i].flags & flag) && str_trim(text->runs[i].text).n > 1)
            return false;
    return text->n > 0 && rich_has(text, flag);
}

/* The one or the few that stand out: some have the look, and some do not. */
static bool mark_by_look(struct option_run *run, uint32_t flag) {
    size_t n = 0;
    for (size_t i = 0; i < run->n; i++)
        n += all_have(&run->v[i].text, flag);
    if (n == 0 || n == run->n)
        return false;
    for (size_t i = 0; i < run->n; i++)
        run->v[i].right = all_have(&run->v[i].text, flag);
    return true;
}

/* "text ✓", "text {✓}", "text (correct)", "text - Correct": the length of the mark, or 0. */
static size_t mark_after(const struct labels *l, struct str s) {
    const struct str ticks[] = {STR("{✓}"), STR("✓"), STR("✔"), STR("✅"), STR("√")};
    for (size_t i = 0; i < COUNT_OF(ticks); i++)
        if (str_ends(s, ticks[i]))
            return ticks[i].n;
    const struct str opens[] = {STR("（"), STR("("), STR(" - "), STR("【")};
    for (size_t i = 0; i < COUNT_OF(opens); i++) {
        struct str tail = str_slice(s, s.n - MIN(s.n, 32), s.n);
        size_t at = str_find(tail, opens[i]);
        if (at == SIZE_MAX)
            continue;
        struct str word = str_from(tail, at + opens[i].n);
        const struct str closes[] = {STR("）"), STR(")"), STR("】")};
        for (size_t k = 0; k < COUNT_OF(closes); k++)
            if (str_ends(word, closes[k]))
                word.n -= closes[k].n;
        if (labels_has(l, WORDS_RIGHT_MARK, word))
            return tail.n - at;
    }
    return 0;
}

static bool mark_by_ticks(struct scan *s, struct option_run *run) {
    bool any = false;
    for (size_t i = 0; i < run->n; i++) {
        struct authored_option *o = &run->v[i];
        size_t n = mark_after(s->b->labels, o->text.plain);
        if (n == 0 || n >= o->text.plain.n)
            continue;
        build_mark(s->b, &o->text, o->text.plain.n - n, o->text.plain.n);
        o->text = build_slice(s->b, &o->text, 0, o->text.plain.n - n);
        o->right = any = true;
    }
    return any;
}

void options_read_marks(struct scan *s, struct option_run *run) {
    if (run->by_task || run->marked || mark_by_ticks(s, run) || mark_by_look(run, RICH_COLOR))
        return;
    mark_by_look(run, RICH_BOLD);
}
