/* answer_grid: 题号 | 答案 under a section's heading, so that the marker need not leaf through the
 * paper: blueprints with answer-grid. */
#include "layout/paper/exam_int.h"

#define A_ROW   10
#define LABEL_W MM(15)
#define TOP_H   MM(6)
#define CELL_H  MM(8)

struct strip {
    const struct paper_item *v;
    size_t n;
};

static void draw_cell(struct exam *e, const struct spot *s, mpt x, mpt w, mpt h, struct str text) {
    ink_box(e, s->page, x, s->y, w, h, PT(0.5), COLOR_BLACK);
    ink_text(e, s->page, text, SONG(PT(9.5)), x + w / 2, ink_middle(s->y, h, PT(9.5)), INK_CENTER,
             s->tag);
}

static void draw_strip(struct exam *e, const struct row *r, const struct spot *s) {
    const struct strip *t = r->data;
    mpt w = (e->look.column - LABEL_W) / A_ROW;
    struct spot at = *s;
    draw_cell(e, &at, s->x, LABEL_W, TOP_H, word_get(e, "table.number"));
    for (size_t i = 0; i < t->n; i++)
        draw_cell(e, &at, s->x + LABEL_W + (mpt)i * w, w, TOP_H,
                  str_format(e->a, "%u", t->v[i].number));
    at.y += TOP_H;
    draw_cell(e, &at, s->x, LABEL_W, CELL_H, word_get(e, "table.answer"));
    for (size_t i = 0; i < t->n; i++) {
        mpt x = s->x + LABEL_W + (mpt)i * w;
        draw_cell(e, &at, x, w, CELL_H, (struct str){0});
        exam_mark(e, &t->v[i], 0, x, at.y, w, CELL_H);
        answer_draw(e, &t->v[i], &at, x + w / 2, ink_middle(at.y, CELL_H, e->look.size));
    }
}

struct exam_unit grid_unit(struct exam *e, const struct paper_section *s) {
    struct exam_unit u = {.role = TAG_P,
                          .is_head = true,
                          .gap = e->look.head_below,
                          .gap_least = e->look.head_below,
                          .gap_most = e->look.head_below};
    row_vec rows = {0};
    for (size_t i = 0; i < s->n_items; i += A_ROW) {
        struct strip *t = arena_new(e->a, struct strip);
        *t = (struct strip){&s->items[i], MIN((size_t)A_ROW, s->n_items - i)};
        vec_push(
            e->a, &rows,
            (struct row){.gap = MM(1), .height = TOP_H + CELL_H, .draw = draw_strip, .data = t});
    }
    unit_close(&u, &rows);
    return u;
}
