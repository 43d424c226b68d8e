/* key_why: explanations of objective items, with their place in the notes. */
#include "layout/paper/exam_int.h"

#define SIZE    PT(9)
#define PITCH   PT(13)
#define KEY_AT  MM(7)
#define TEXT_AT MM(18)
#define SOURCE  PT(8.5)
#define CLEAR   MM(3)

struct why {
    const struct paper_item *pi;
    const struct para *number, *key, *source;
};

static bool is_objective(const struct paper_section *s) {
    return s->kind != ITEM_TERM && s->kind != ITEM_SHORT_ANSWER;
}

/* The explanation, then why options are wrong (or right), by their printed letters. */
static const struct para *why_text(struct exam *e, const struct paper_item *pi) {
    struct text_format f = {.family = FAMILY_SERIF, .scale = 1000};
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    bool any = pi->explanation.plain.n > 0;
    if (any)
        pictures_put(e->pictures, b, &pi->explanation, &f);
    for (size_t i = 0; i < pi->n_order && pi->item->n_options; i++) {
        const struct item_option *o = &pi->item->options[pi->order[i]];
        if (!o->why.n)
            continue;
        para_text(b,
                  str_format(e->a, "%s%c%s%.*s", any && e->look.latin ? " " : "", (int)('A' + i),
                             e->look.latin ? ": " : "：", STR_ARG(o->why)),
                  &f, (struct span){0});
        any = true;
    }
    const struct para *p = para_end(b, e->d);
    return any ? p : NULL;
}

static void draw_beside(struct exam *e, const struct text_rows *t, size_t i, const struct spot *s,
                        mpt baseline) {
    const struct why *w = t->data;
    if (i + 1 == t->lines.n && w->source)
        ink_para(e, s->page, w->source, SOURCE, s->x + e->look.column, baseline, INK_RIGHT, s->tag);
    if (i)
        return;
    if (w->key)
        ink_para(e, s->page, w->key, SIZE, s->x + KEY_AT, baseline, INK_LEFT, s->tag);
    else if (w->pi->item->kind == ITEM_TRUE_FALSE)
        ink_verdict(e, s->page, w->pi->item->is_true, s->x + KEY_AT + MM(1.5),
                    baseline - SIZE * 38 / 100, SIZE, s->tag);
}

/* Room for the source is kept on the last line; it may cost one. */
static struct para_lines why_lines(struct exam *e, const struct para *text, mpt source) {
    struct para_shape shape = {.size = SIZE,
                               .pitch = PITCH,
                               .measure = e->look.column - TEXT_AT,
                               .align = ALIGN_RAGGED,
                               .avoid_orphan = true};
    struct para_lines l = para_break(e->a, text, &shape);
    if (!l.n)
        return l;
    const struct para_line *last = &l.v[l.n - 1];
    if (last->x + last->width + source + CLEAR <= shape.measure)
        return l;
    struct para_shape narrow = shape;
    narrow.measure = shape.measure - source - CLEAR;
    struct para_lines other = para_break(e->a, text, &narrow);
    if (other.n <= l.n + 1)
        return other;
    return l;
}

/* --- items without an explanation: number, key and source, as many to a row as fit --- */

#define A_ROW_MOST 4
#define KEY_W      MM(6)

struct bare {
    const struct why *v;
    size_t n, a_row;
};

static mpt bare_width(struct exam *e, const struct why *w) {
    mpt key = w->key ? MAX(ink_width(e, w->key, SIZE) + MM(2), KEY_W)
              : w->pi->item->kind == ITEM_TRUE_FALSE ? KEY_W
                                                     : 0;
    return KEY_AT + key + ink_width(e, w->source, SOURCE);
}

static void draw_bare(struct exam *e, const struct why *w, const struct spot *s, mpt x) {
    mpt base = s->y + PITCH * 70 / 100, at = x + KEY_AT;
    uint32_t tag = pages_tag(e->pages, s->tag, TAG_P);
    ink_para(e, s->page, w->number, SIZE, x, base, INK_LEFT, tag);
    if (w->key) {
        at += MAX(ink_para(e, s->page, w->key, SIZE, at, base, INK_LEFT, tag) + MM(2), KEY_W);
    } else if (w->pi->item->kind == ITEM_TRUE_FALSE) {
        ink_verdict(e, s->page, w->pi->item->is_true, at + MM(1.5), base - SIZE * 38 / 100, SIZE,
                    tag);
        at += KEY_W;
    }
    ink_para(e, s->page, w->source, SOURCE, at, base, INK_LEFT, tag);
}

static void draw_bare_row(struct exam *e, const struct row *r, const struct spot *s) {
    const struct bare *b = r->data;
    mpt width = e->look.column / (mpt)b->a_row;
    for (size_t i = r->i; i < b->n && i < r->i + b->a_row; i++)
        draw_bare(e, &b->v[i], s, s->x + (mpt)(i - r->i) * width);
}

static void add_bare(struct exam *e, const struct why *w, size_t n, exam_unit_vec *out) {
    struct bare *b = arena_new(e->a, struct bare);
    mpt widest = 1;
    for (size_t i = 0; i < n; i++)
        widest = MAX(widest, bare_width(e, &w[i]) + CLEAR);
    *b = (struct bare){w, n, (size_t)MIN(MAX(e->look.column / widest, 1), A_ROW_MOST)};
    for (size_t i = 0; i < n; i += b->a_row) {
        struct exam_unit u = {
            .role = TAG_SECT, .gap = PT(0.4), .gap_least = 0, .gap_most = MM(1.5)};
        row_vec rows = {0};
        vec_push(e->a, &rows,
                 (struct row){.height = PITCH, .draw = draw_bare_row, .data = b, .i = i});
        unit_close(&u, &rows);
        if (i == 0)
            u.gap = MM(1);
        vec_push(e->a, out, u);
    }
}

/* --- items with one --- */

static bool has_letters(const struct exam *e, const struct item *it) {
    return it->n_options > 0 || (it->kind == ITEM_TRUE_FALSE && e->look.latin);
}

static struct why why_of(struct exam *e, const struct paper_item *pi) {
    struct ink bold = HEI(SIZE), red = RED_HEI(SIZE),
               source = e->look.latin ? SONG(SOURCE) : KAI(SOURCE);
    struct str from = key_source(e, pi->item, true);
    struct why w = {.pi = pi};
    w.number = ink_shape(e, str_format(e->a, "%u", pi->number), &bold);
    w.key = has_letters(e, pi->item) ? ink_shape(e, paper_key(e->a, pi), &red) : NULL;
    w.source = from.n ? ink_shape(e, from, &source) : NULL;
    return w;
}

/* Code, tables and formulas of the explanation, and the text between them. */
static void add_parts(struct exam *e, const struct item *it, row_vec *rows) {
    struct look paper = e->look;
    e->look.size = SIZE;
    e->look.pitch = PITCH;
    part_rows(e, it->explanation_parts, it->n_explanation_parts, rows, TEXT_AT,
              e->look.column - TEXT_AT);
    e->look = paper;
}

static void add_item(struct exam *e, const struct why *w, const struct para *text,
                     exam_unit_vec *out) {
    struct exam_unit u = {.role = TAG_P,
                          .gap = PT(0.4),
                          .gap_least = 0,
                          .gap_most = MM(1.5),
                          .number = w->pi->number};
    row_vec rows = {0};
    struct why *kept = arena_new(e->a, struct why);
    *kept = *w;
    struct text_rows t = {.lines =
                              why_lines(e, text, w->source ? ink_width(e, w->source, SOURCE) : 0),
                          .x = TEXT_AT,
                          .label = w->number,
                          .label_size = SIZE,
                          .with = draw_beside,
                          .data = kept};
    text_rows_add(e, &t, &rows);
    add_parts(e, w->pi->item, &rows);
    unit_close(&u, &rows);
    vec_push(e->a, out, u);
}

void key_why_units(struct exam *e, exam_unit_vec *out) {
    struct why *bare = arena_array(e->a, struct why, e->paper->n_items);
    size_t n_bare = 0;
    for (size_t s = 0; s < e->paper->n_sections; s++)
        for (size_t i = 0; i < e->paper->sections[s].n_items; i++) {
            const struct paper_item *pi = &e->paper->sections[s].items[i];
            if (!is_objective(&e->paper->sections[s]))
                continue;
            struct why w = why_of(e, pi);
            const struct para *text = why_text(e, pi);
            if (text)
                add_item(e, &w, text, out);
            else if (w.source)
                bare[n_bare++] = w;
        }
    add_bare(e, bare, n_bare, out);
}
