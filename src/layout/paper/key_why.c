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
        para_rich(b, &pi->explanation, &f);
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

static void add_item(struct exam *e, const struct paper_item *pi, exam_unit_vec *out) {
    struct why *w = arena_new(e->a, struct why);
    struct ink bold = HEI(SIZE), red = RED_HEI(SIZE),
               source = e->look.latin ? SONG(SOURCE) : KAI(SOURCE);
    struct str from = key_source(e, pi->item);
    const struct para *text = why_text(e, pi);
    struct exam_unit u = {
        .role = TAG_P, .gap = PT(0.4), .gap_least = 0, .gap_most = MM(1.5), .number = pi->number};
    row_vec rows = {0};
    bool letters = pi->item->n_options > 0 || (pi->item->kind == ITEM_TRUE_FALSE && e->look.latin);
    if (!text && !from.n)
        return;
    if (!text)
        text = ink_shape(e, STR(" "), &source);
    w->pi = pi;
    w->key = letters ? ink_shape(e, paper_key(e->a, pi), &red) : NULL;
    w->source = from.n ? ink_shape(e, from, &source) : NULL;
    struct text_rows t = {.lines = why_lines(e, text, from.n ? ink_width(e, w->source, SOURCE) : 0),
                          .x = TEXT_AT,
                          .label = ink_shape(e, str_format(e->a, "%u", pi->number), &bold),
                          .label_size = SIZE,
                          .with = draw_beside,
                          .data = w};
    text_rows_add(e, &t, &rows);
    unit_close(&u, &rows);
    vec_push(e->a, out, u);
}

void key_why_units(struct exam *e, exam_unit_vec *out) {
    for (size_t s = 0; s < e->paper->n_sections; s++)
        for (size_t i = 0; i < e->paper->sections[s].n_items; i++)
            if (is_objective(&e->paper->sections[s]))
                add_item(e, &e->paper->sections[s].items[i], out);
}
