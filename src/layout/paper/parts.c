/* parts: code, tables, formulas and pictures in items, through layout/block.h. */
#include "layout/paper/exam_int.h"

struct part_box {
    const struct box *box;
    struct block_list *list;
    mpt left;
    const uint32_t **tags; /* made with the first box that is drawn */
};

static void draw_part(struct exam *e, const struct row *r, const struct spot *s) {
    const struct part_box *p = r->data;
    if (!*p->tags)
        *p->tags = block_tags(e->a, p->list, e->pages, e->sect);
    struct block_out out = {.pages = e->pages, .page = s->page, .tags = *p->tags};
    box_draw(p->box, &out, s->x + p->left, s->y);
}

void part_rows(struct exam *e, const struct part *parts, size_t n, row_vec *rows, mpt left,
               mpt width) {
    if (!n)
        return;
    struct block_list *list = block_open(e->a, e->fonts, &e->block_look, e->d);
    struct block_place where = {0};
    block_parts(list, parts, n, &where);
    struct block_area area = {
        .size = e->look.size, .pitch = e->look.pitch, .measure = width, .frame = e->look.height};
    struct boxes b = block_break(e->a, list, &area);
    const uint32_t **tags = arena_new(e->a, const uint32_t *);
    for (size_t i = 0; i < b.n; i++) {
        struct part_box *p = arena_new(e->a, struct part_box);
        *p = (struct part_box){&b.v[i], list, left, tags};
        vec_push(e->a, rows,
                 (struct row){.gap = i ? b.v[i].gap : MM(1),
                              .height = b.v[i].height,
                              .glued = i && b.v[i - 1].penalty >= BOX_NEVER,
                              .draw = draw_part,
                              .data = p});
    }
    if (b.n)
        vec_push(e->a, rows, (struct row){.height = MM(1), .draw = NULL});
}
