/* authored_choice: choice questions: stem, options, key. */
#include "study/authored.h"

#include "study/asks.h"
#include "study/key_list.h"
#include "study/lines.h"
#include "study/pins.h"

struct choice {
    struct stem stem;
    struct option_run run;
    struct tail tail;
    bool malformed;
};

/* ---- what is wrong with one ---- */

static struct str shown(const struct choice *c) {
    return asks_bare(c->stem.text.plain);
}

/* Letters' case counts: an option may differ from another in it alone (`$_POST`, `$_Post`). */
static bool has_duplicates(struct scan *s, const struct choice *c) {
    for (size_t i = 0; i < c->run.n; i++)
        for (size_t k = 0; k < i; k++) {
            struct str x = c->run.v[i].text.plain, y = c->run.v[k].text.plain;
            if (x.n == 0 || c->run.v[i].n_parts + c->run.v[k].n_parts > 0 || !str_eq(x, y))
                continue;
            build_problem2(s->b, DIAG_AUTHORED_DUPLICATE_OPTION, c->run.v[i].span, shown(c), x);
            return true;
        }
    return false;
}

static bool any_right(const struct choice *c) {
    for (size_t i = 0; i < c->run.n; i++)
        if (c->run.v[i].right)
            return true;
    return false;
}

static bool repeats_option(const struct choice *c, struct str rest) {
    for (size_t i = 0; i < c->run.n; i++)
        if (key_same_text(rest, c->run.v[i].text.plain))
            return true;
    return false;
}

/* "B。因为……": what follows the letters explains them, unless it is the option's text again. */
static void keep_rest(struct scan *s, struct choice *c, struct str rest) {
    size_t from = rest.n ? (size_t)(rest.p - c->tail.key.plain.p) : c->tail.key.plain.n;
    while (from < c->tail.key.plain.n && strchr(".:,)- ", c->tail.key.plain.p[from]))
        from++;
    const struct str marks[] = {STR("。"), STR("："), STR("，"), STR("、"),
                                STR("．"), STR("）"), STR("–"),  STR("—")};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(str_from(c->tail.key.plain, from), marks[i]))
            from += marks[i].n;
    struct rich text = build_slice(s->b, &c->tail.key, from, c->tail.key.plain.n);
    bool repeats = repeats_option(c, text.plain);
    build_mark(s->b, &c->tail.key, 0, repeats ? c->tail.key.plain.n : from);
    if (text.plain.n == 0 || repeats)
        return;
    part_vec parts = {0};
    if (c->tail.explanation.plain.n > 0) {
        struct part first = {
            .kind = PART_TEXT, .span = c->tail.explanation.span, .text = c->tail.explanation};
        vec_push(s->b->a, &parts, first);
    }
    for (size_t i = 0; i < c->tail.parts.n; i++)
        vec_push(s->b->a, &parts, c->tail.parts.v[i]);
    c->tail.explanation = text;
    c->tail.parts = parts;
}

/* The key below, in the stem, or in the options themselves; what is wrong with it is reported. */
static void find_key(struct scan *s, struct choice *c) {
    struct str rest = {0};
    if (rich_has(&c->tail.key, RICH_IMAGE)) { /* a picture of the answer names no letter */
        tail_keep_key(s, &c->tail);
        c->tail.has_key = false;
    }
    enum key_result result =
        c->tail.has_key ? key_apply(s, c->tail.key.plain, &c->run, &rest) : KEY_NONE;
    if (c->tail.has_key)
        keep_rest(s, c, result == KEY_FOUND ? rest : (struct str){0});
    bool in_stem = key_in_stem(s, &c->stem.text, &c->run);
    if (result == KEY_BAD) {
        build_problem2(s->b, DIAG_AUTHORED_BAD_KEY, c->tail.key_span, rest, shown(c));
        c->malformed = true;
        return;
    }
    if (result == KEY_NONE && !in_stem)
        options_read_marks(s, &c->run);
    const struct rich *listed =
        any_right(c) ? NULL : key_listed(s->b, s->cx->section, c->stem.number);
    if (listed)
        key_apply(s, listed->plain, &c->run, &rest);
    if (!any_right(c)) {
        build_problem(s->b, DIAG_AUTHORED_NO_KEY, c->stem.text.span, shown(c));
        c->malformed = true;
    }
}

static void check_options(struct scan *s, struct choice *c) {
    if (c->run.n == 1) {
        build_problem(s->b, DIAG_AUTHORED_FEW_OPTIONS, c->run.v[0].span, shown(c));
        c->malformed = true;
    } else if (has_duplicates(s, c)) {
        c->malformed = true;
    }
}

/* ---- making it ---- */

/* Two options without letters, right and wrong, are a verdict; lettered ones the author's choice.
 */
static bool is_verdict(const struct scan *s, const struct choice *c, bool *is_true) {
    if (c->run.n != 2 || (!c->run.by_task && s->cx->type != TYPE_TRUTH))
        return false;
    int x = key_truth(s->b->labels, c->run.v[0].text.plain);
    int y = key_truth(s->b->labels, c->run.v[1].text.plain);
    *is_true = c->run.v[0].right ? x == 1 : y == 1;
    return x >= 0 && y >= 0 && x != y;
}

static bool wants_several(const struct scan *s, const struct choice *c) {
    size_t right = 0;
    for (size_t i = 0; i < c->run.n; i++)
        right += c->run.v[i].right;
    struct str stem = c->stem.text.plain;
    return right > 1 || s->cx->type == TYPE_SEVERAL || str_has(stem, STR("多选")) ||
           str_has(stem, STR("ll that apply"));
}

static struct authored *make(struct scan *s, struct choice *c) {
    struct authored *a = arena_new(s->b->a, struct authored);
    struct authored_option *options = arena_array(s->b->a, struct authored_option, c->run.n);
    memcpy(options, c->run.v, c->run.n * sizeof(*options));
    *a = (struct authored){.kind = AUTHORED_CHOICE,
                           .malformed = c->malformed,
                           .several = wants_several(s, c),
                           .stem = c->stem.text,
                           .stem_parts = c->stem.parts.v,
                           .n_stem_parts = c->stem.parts.n,
                           .options = options,
                           .n_options = c->run.n,
                           .explanation = c->tail.explanation,
                           .explanation_parts = c->tail.parts.v,
                           .n_explanation_parts = c->tail.parts.n,
                           .scheduling = c->tail.scheduling,
                           .span = c->stem.text.span};
    if (is_verdict(s, c, &a->is_true))
        a->kind = AUTHORED_TRUE_FALSE;
    return a;
}

/* Parts of a question, not options: "a. What …? b. Why …?" */
static bool options_ask(const struct choice *c) {
    for (size_t i = 0; i < c->run.n; i++)
        if (asks_mark(c->run.v[i].text.plain))
            return true;
    return false;
}

/* Whether lettered lines ask at all, or are a list somebody lettered: a key says so, or the stem
 * does. */
static bool is_question(const struct scan *s, const struct choice *c) {
    bool key = c->tail.has_key;
    bool typed = s->cx->type == TYPE_CHOICE || s->cx->type == TYPE_SEVERAL;
    if (c->run.weak || (c->run.style == LETTER_CIRCLED && !key))
        return key || (typed && c->run.n >= 3);
    bool is_true;
    if (c->run.by_task)
        return stem_asks(s, &c->stem) || is_verdict(s, c, &is_true);
    if (c->run.n < 2)
        return key && c->tail.key.plain.n <= 8;
    return key || any_right(c) || (stem_asks(s, &c->stem) && !options_ask(c));
}

static void take_pins(struct scan *s, struct choice *c) {
    for (size_t i = 0; i < c->run.n; i++) {
        struct pins p = pins_take(s->b, &c->run.v[i].text);
        c->run.v[i].pin = pins_place(&p, i);
    }
}

static void finish(struct scan *s, struct choice *c, size_t begin) {
    stem_parts(s, begin, &c->stem);
    take_pins(s, c);
    find_key(s, c);
    check_options(s, c);
    scan_take(s, c->stem.is_title ? 0 : c->stem.from, c->tail.end);
    scan_add(s, &c->stem, make(s, c), NULL);
}

/* Options given twice, as pictures and then as text, or statements whose letters the options below
 * combine ("A or B"): the first are part of the stem. */
static size_t skip_repeated(struct scan *s, size_t at, struct option_run *run,
                            struct build_mark_point before) {
    struct option_run second;
    size_t next = run->end;
    while (next < s->n && s->rows[next].kind == ROW_BLOCK && !s->rows[next].hidden &&
           s->rows[next].node->kind == NODE_CODE_BLOCK)
        next++;
    if (run->by_task || next >= s->n)
        return at;
    size_t stem = stem_start(s, next, at);
    if (stem >= run->end && stem < next)
        return at; /* another question */
    struct build_mark_point first = build_save(s->b);
    if (!options_read(s, next, &second) || (second.n != run->n && !second.by_task)) {
        build_restore(s->b, first);
        return at;
    }
    build_restore(s->b, before);
    options_read(s, next, run);
    return next;
}

size_t authored_choice(struct scan *s, size_t at) {
    struct choice c = {0};
    struct build_mark_point before = build_save(s->b);
    if (!options_begin(s, at))
        return at;
    size_t begin = at;
    bool found = options_read(s, at, &c.run);
    if (found) {
        begin = skip_repeated(s, at, &c.run, before);
        found = stem_read(s, at, &c.stem);
    }
    if (found)
        tail_read(s, c.run.end, c.stem.is_title, &c.tail);
    if (!found || !is_question(s, &c)) {
        build_restore(s->b, before);
        return at;
    }
    finish(s, &c, begin);
    return c.tail.end;
}

/* ---- options in a table ---- */

static bool read_row(struct scan *s, const struct node *row, struct option_run *run) {
    const struct node *first = row->first, *second = first ? first->next : NULL;
    if (!second || second->next || run->n == OPTIONS_MOST)
        return false;
    struct rich letter = lines_whole(&s->b->lines, first), text = lines_whole(&s->b->lines, second);
    uint8_t at, style;
    size_t end;
    bool weak;
    struct str l = str_trim(letter.plain);
    char room[8];
    if (l.n == 0 || l.n > 4)
        return false;
    memcpy(room, l.p, l.n);
    memcpy(room + l.n, " x", 2);
    if (!signs_option((struct str){room, l.n + 2}, &at, &style, &end, &weak) || at != run->n ||
        style == LETTER_LOWER)
        return false;
    build_mark(s->b, &letter, 0, letter.plain.n);
    run->style = style;
    run->v[run->n++] = (struct authored_option){
        .letter = signs_letter(at, style),
        .text = text,
        .span = text.span,
        .right = rich_has(&letter, RICH_COLOR | RICH_BOLD) && !row->is_head};
    return true;
}

static void mark_cells(struct scan *s, const struct node *row) {
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        struct rich text = lines_whole(&s->b->lines, cell);
        build_mark(s->b, &text, 0, text.plain.n);
    }
}

size_t authored_choice_table(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    struct choice c = {0};
    struct build_mark_point before = build_save(s->b);
    size_t rows = 0;
    bool whole = true;
    if (row->kind != ROW_BLOCK || row->node->kind != NODE_TABLE)
        return at;
    for (const struct node *n = row->node->first; n && whole; n = n->next, rows++) {
        if (read_row(s, n, &c.run))
            continue;
        whole = whole && rows == 0 && n->is_head;
        mark_cells(s, n);
    }
    whole = whole && c.run.n >= 2;
    c.run.end = at + 1;
    if (!whole || !stem_read(s, at, &c.stem)) {
        build_restore(s->b, before);
        return at;
    }
    tail_read(s, at + 1, c.stem.is_title, &c.tail);
    bool marked = any_right(&c);
    size_t right = 0;
    for (size_t i = 0; i < c.run.n; i++)
        right += c.run.v[i].right;
    if (right == c.run.n)
        for (size_t i = 0; i < c.run.n; i++)
            c.run.v[i].right = false;
    if (!c.tail.has_key && !(marked && right < c.run.n) && !stem_asks(s, &c.stem)) {
        build_restore(s->b, before);
        return at;
    }
    c.run.by_task = marked && right < c.run.n && !c.tail.has_key;
    finish(s, &c, at);
    return c.tail.end;
}
