/* key_rubric: what earns which marks, item by item. */
#include "layout/paper/exam_int.h"
#include "plan/score.h"

#define SIZE     PT(9.5)
#define PITCH    PT(13.4)
#define PAD      PT(1.4)
#define NUMBER_W MM(8)
#define MARKS_W  MM(14)
#define SOURCE_W MM(34)

struct line { /* of the table: a number, a text, marks at the right */
    struct para_lines lines;
    const struct para *number, *marks, *source;
    mpt top; /* weight of the rule above, 0 = none */
    bool last;
};

static struct str points_words(struct exam *e, int half_marks) {
    return wording_fill(e->a, e->w, "key.points", "marks", word_marks(e, half_marks),
                        (const char *)NULL);
}

static void draw_line(struct exam *e, const struct row *r, const struct spot *s) {
    const struct line *l = r->data;
    mpt right = s->x + e->look.column, base = s->y + PAD + para_baseline(&l->lines.shape);
    uint32_t tag = pages_tag(e->pages, s->tag, TAG_P);
    if (l->top)
        ink_rule(e, s->page, s->x, s->y, e->look.column, 0, l->top, COLOR_BLACK);
    if (l->number)
        ink_para(e, s->page, l->number, SIZE, s->x + NUMBER_W / 2, base, INK_CENTER, tag);
    para_draw(&l->lines, 0, l->lines.n, e->pages, s->page, s->x + NUMBER_W, s->y + PAD, tag);
    if (l->source)
        ink_para(e, s->page, l->source, PT(8.5), right - MARKS_W, base, INK_RIGHT, tag);
    if (l->marks)
        ink_para(e, s->page, l->marks, SIZE, right - MM(1), base, INK_RIGHT, tag);
    if (l->last)
        ink_rule(e, s->page, s->x, s->y + r->height, e->look.column, 0, PT(0.25), COLOR_BLACK);
}

static struct line *line_of(struct exam *e, const struct para *text, mpt room, mpt top) {
    struct line *l = arena_new(e->a, struct line);
    struct para_shape shape = {.size = SIZE,
                               .pitch = PITCH,
                               .measure = e->look.column - NUMBER_W - MARKS_W - room,
                               .align = ALIGN_RAGGED,
                               .avoid_orphan = true};
    l->lines = para_break(e->a, text, &shape);
    l->top = top;
    return l;
}

static void add_line(struct exam *e, row_vec *rows, struct line *l) {
    bool first = rows->n == 0;
    vec_push(
        e->a, rows,
        (struct row){
            .height = l->lines.height + 2 * PAD, .glued = first, .draw = draw_line, .data = l});
}

static void add_head(struct exam *e, const struct paper_item *pi, row_vec *rows) {
    struct ink bold = HEI(SIZE), note = e->look.latin ? SONG(PT(8.5)) : KAI(PT(8.5));
    struct str from = key_source(e, pi->item, false);
    struct line *l = line_of(e, ink_shape_rich(e, &pi->item->stem, &bold), SOURCE_W, PT(0.8));
    l->number = ink_shape(e, str_format(e->a, "%u", pi->number), &bold);
    l->marks = ink_shape(e, points_words(e, pi->half_marks), &bold);
    l->source = from.n ? ink_shape(e, from, &note) : NULL;
    add_line(e, rows, l);
}

static void add_points(struct exam *e, const struct paper_item *pi, row_vec *rows) {
    struct ink song = SONG(SIZE), red = RED_HEI(SIZE);
    struct part_marks m = score_parts(e->a, pi->item, pi->half_marks);
    for (size_t i = 0; i < pi->item->n_answers; i++) {
        struct line *l =
            line_of(e, written_point(e, &pi->item->answers[i], &song), 0, i ? PT(0.25) : PT(0.4));
        l->number = ink_shape(e, str_format(e->a, "%zu", i + 1), &song);
        if (i < m.n)
            l->marks = ink_shape(e, points_words(e, m.v[i]), &red);
        else if (i == 0)
            l->marks = ink_shape(e, points_words(e, pi->half_marks), &red);
        l->last = i + 1 == pi->item->n_answers && !m.any;
        add_line(e, rows, l);
    }
    if (!m.any)
        return;
    struct ink kai = e->look.latin ? SONG(SIZE) : KAI(SIZE);
    struct str any =
        wording_fill(e->a, e->w, "any-points", "n", word_count(e, m.any), (const char *)NULL);
    struct line *l = line_of(e, ink_shape(e, any, &kai), 0, PT(0.25));
    l->last = true;
    add_line(e, rows, l);
}

static void add_item(struct exam *e, const struct paper_item *pi, exam_unit_vec *out) {
    struct exam_unit u = {.role = TAG_SECT,
                          .gap = MM(1.8),
                          .gap_least = MM(1),
                          .gap_most = MM(4),
                          .number = pi->number};
    row_vec rows = {0};
    add_head(e, pi, &rows);
    add_points(e, pi, &rows);
    unit_close(&u, &rows);
    vec_push(e->a, out, u);
}

void key_rubric_units(struct exam *e, exam_unit_vec *out) {
    for (size_t i = 0; i < e->paper->n_sections; i++) {
        const struct paper_section *s = &e->paper->sections[i];
        for (size_t k = 0; k < s->n_items; k++)
            if (s->kind == ITEM_TERM || s->kind == ITEM_SHORT_ANSWER)
                add_item(e, &s->items[k], out);
    }
}
