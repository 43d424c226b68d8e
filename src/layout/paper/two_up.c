/* two_up: two logical A4 pages side by side on an A3 sheet, untouched, with a rule between them.
 * The paper's pages and those only the key has never share a sheet. */
#include "layout/paper/exam_int.h"

#define RULE_FROM MM(14)

struct joining {
    struct exam *e;
    VEC(struct page *) sheets;
    uint32_t *sheet_of; /* by logical page */
    mpt *shift;
};

static void put_half(struct joining *j, struct page *sheet, size_t page, mpt dx) {
    const struct page *half = j->e->pages->v.v[page];
    for (size_t i = 0; i < half->ops.n; i++) {
        struct op op = half->ops.v[i];
        op.x += dx;
        vec_push(j->e->pages->a, &sheet->ops, op);
    }
    j->sheet_of[page] = (uint32_t)(j->sheets.n - 1);
    j->shift[page] = dx;
}

static void join(struct joining *j, size_t from, size_t to, enum layer layer) {
    struct exam *e = j->e;
    for (size_t i = from; i < to; i += 2) {
        struct page *sheet = arena_new(e->pages->a, struct page);
        sheet->width = 2 * e->look.page_w;
        sheet->height = e->look.page_h;
        vec_push(e->a, &j->sheets, sheet);
        put_half(j, sheet, i, 0);
        if (i + 1 < to)
            put_half(j, sheet, i + 1, e->look.page_w);
        size_t op = sheet->ops.n;
        ink_rule(e, sheet, e->look.page_w, RULE_FROM, 0, e->look.page_h - 2 * RULE_FROM, PT(0.5),
                 COLOR_BLACK);
        ink_layer(sheet, op, layer);
    }
}

static void move_places(struct joining *j) {
    struct pages *p = j->e->pages;
    for (size_t i = 0; i < p->dests.n; i++) {
        struct dest *d = &p->dests.v[i];
        d->x += j->shift[d->page];
        d->page = j->sheet_of[d->page];
    }
    for (size_t i = 0; i < j->e->places.n; i++) {
        struct paper_place *place = &j->e->places.v[i];
        place->x += j->shift[place->page];
        place->page = j->sheet_of[place->page];
    }
    for (size_t i = 0; i < j->e->r->fields.n; i++) {
        struct exam_field *f = &j->e->r->fields.v[i];
        f->x += j->shift[f->page];
        f->page = j->sheet_of[f->page];
    }
}

void two_up(struct exam *e) {
    struct joining j = {.e = e};
    struct pages *p = e->pages;
    j.sheet_of = arena_array(e->a, uint32_t, p->v.n);
    j.shift = arena_array(e->a, mpt, p->v.n);
    join(&j, 0, e->r->n_pages, LAYER_BOTH);
    size_t paper = j.sheets.n;
    join(&j, e->r->n_pages, p->v.n, LAYER_KEY);
    move_places(&j);
    p->v.n = 0;
    for (size_t i = 0; i < j.sheets.n; i++)
        vec_push(p->a, &p->v, j.sheets.v[i]);
    e->r->n_pages = paper;
    e->r->n_key_pages = p->v.n - paper;
}
