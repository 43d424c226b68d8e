/* impose: each old page goes to a cell of a sheet, moved and perhaps turned half round; its ops,
 * and the destinations on it, go with it. */
#include "layout/impose.h"

#define TICK       8504 /* 3 mm */
#define TICK_THICK 250
#define CUT_THICK  400
#define CUT_DASH   3000
#define CREEP      283 /* 0.1 mm: how far each inner sheet of a booklet moves out when folded */
#define NO_PAGE    SIZE_MAX

/* Where a page stands on its sheet. */
struct cell {
    size_t page; /* NO_PAGE: empty */
    int column, row;
    bool turned;
    mpt shift; /* to the right */
};

struct scheme {
    int columns, rows;
    size_t sheet_multiple; /* sides made together */
    struct cell (*cell)(size_t side, size_t place, size_t n_sides);
};

static struct cell in_order_2(size_t side, size_t place, size_t n_sides) {
    (void)n_sides;
    return (struct cell){.page = side * 2 + place, .column = (int)place};
}

static struct cell in_order_4(size_t side, size_t place, size_t n_sides) {
    (void)n_sides;
    return (struct cell){
        .page = side * 4 + place, .column = (int)(place % 2), .row = (int)(place / 2)};
}

static struct cell in_order_9(size_t side, size_t place, size_t n_sides) {
    (void)n_sides;
    return (struct cell){
        .page = side * 9 + place, .column = (int)(place % 3), .row = (int)(place / 3)};
}

/* Two columns of four; the backs are mirrored, so that each lies behind its front. */
static struct cell in_cards(size_t side, size_t place, size_t n_sides) {
    (void)n_sides;
    bool back = side % 2 == 1;
    int column = (int)(place % 2);
    return (struct cell){.page = (side / 2 * 8 + place) * 2 + back,
                         .column = back ? 1 - column : column,
                         .row = (int)(place / 2)};
}

/* Sheet k of a booklet of n pages: n - 2k and 2k + 1 in front, 2k + 2 and n - 2k - 1 behind. */
static struct cell in_booklet(size_t side, size_t place, size_t n_sides) {
    size_t n = n_sides * 2, k = side / 2;
    bool front = side % 2 == 0, low = front == (place == 1);
    size_t page = low ? 2 * k + (front ? 0 : 1) : n - 1 - 2 * k - (front ? 0 : 1);
    mpt creep = (mpt)k * CREEP;
    return (struct cell){.page = page, .column = (int)place, .shift = place ? -creep : creep};
}

/* Cut along the middle fold's inner half, fold lengthwise, push together:
 * above, upside down, 5 4 3 2; below 6 7 8 1. */
static struct cell in_fold(size_t side, size_t place, size_t n_sides) {
    static const size_t pages[] = {4, 3, 2, 1, 5, 6, 7, 0};
    (void)n_sides;
    return (struct cell){.page = side * 8 + pages[place],
                         .column = (int)(place % 4),
                         .row = (int)(place / 4),
                         .turned = place < 4};
}

static const struct scheme schemes[] = {
    [IMPOSE_TWO_UP] = {2, 1, 1, in_order_2},  [IMPOSE_FOUR_UP] = {2, 2, 1, in_order_4},
    [IMPOSE_BOOKLET] = {2, 1, 2, in_booklet}, [IMPOSE_FOLD] = {4, 2, 1, in_fold},
    [IMPOSE_NINE_UP] = {3, 3, 1, in_order_9}, [IMPOSE_CARDS] = {2, 4, 2, in_cards},
};

struct imposing {
    struct arena *a;
    struct pages *to;
    mpt w, h; /* of a cell */
};

static void turn_op(struct imposing *m, struct op *op) {
    op->x = m->w - op->x;
    op->y = m->h - op->y;
    if (op->kind == OP_GLYPHS) {
        struct glyph_run *run = arena_new(m->a, struct glyph_run);
        *run = *op->run;
        run->turn = (uint8_t)((run->turn + 2) % 4);
        op->run = run;
    } else if (op->kind == OP_LINE || op->kind == OP_IMAGE) {
        op->w = -op->w; /* a picture of negative size is drawn turned */
        op->h = -op->h;
    } else {
        op->x -= op->w;
        op->y -= op->h;
    }
}

static void put_ops(struct imposing *m, const struct page *from, struct page *to,
                    const struct cell *c) {
    mpt dx = (mpt)c->column * m->w + c->shift, dy = (mpt)c->row * m->h;
    for (size_t i = 0; i < from->ops.n; i++) {
        struct op op = from->ops.v[i];
        if (c->turned)
            turn_op(m, &op);
        op.x += dx;
        op.y += dy;
        vec_push(m->a, &to->ops, op);
    }
}

static void move_dests(struct imposing *m, const struct pages *from, const struct cell *c,
                       uint32_t sheet) {
    for (size_t i = 0; i < from->dests.n; i++) {
        if (from->dests.v[i].page != c->page)
            continue;
        struct dest *d = &m->to->dests.v[i];
        d->page = sheet;
        d->x = (mpt)c->column * m->w + c->shift + (c->turned ? m->w - d->x : d->x);
        d->y = (mpt)c->row * m->h + (c->turned ? m->h - d->y : d->y);
    }
}

static void put_ticks(struct imposing *m, struct page *page, const struct scheme *s) {
    mpt w = page->width, h = page->height;
    for (int i = 1; i < s->columns; i++) {
        page_line(m->to, page, (mpt)i * m->w, 0, 0, TICK, TICK_THICK);
        page_line(m->to, page, (mpt)i * m->w, h - TICK, 0, TICK, TICK_THICK);
    }
    for (int i = 1; i < s->rows; i++) {
        page_line(m->to, page, 0, (mpt)i * m->h, TICK, 0, TICK_THICK);
        page_line(m->to, page, w - TICK, (mpt)i * m->h, TICK, 0, TICK_THICK);
    }
}

/* Crosses where cuts meet: the edges of the paper may not print. */
static void put_crosses(struct imposing *m, struct page *page, const struct scheme *s) {
    for (int i = 0; i <= s->columns; i++)
        for (int k = 1; k < s->rows; k++) {
            mpt x = (mpt)i * m->w, y = (mpt)k * m->h;
            page_line(m->to, page, MAX(0, x - TICK), y,
                      MIN(page->width, x + TICK) - MAX(0, x - TICK), 0, TICK_THICK);
            page_line(m->to, page, x, y - TICK, 0, 2 * TICK, TICK_THICK);
        }
}

static void put_cut(struct imposing *m, struct page *page) {
    struct op *cut = page_op(m->to, page, OP_LINE, 0);
    cut->x = m->w;
    cut->y = m->h;
    cut->w = 2 * m->w;
    cut->thick = CUT_THICK;
    cut->dash[0] = cut->dash[1] = CUT_DASH;
}

/* What is not of one page goes over as it is. */
static struct pages *copy_tree(struct arena *a, const struct pages *p) {
    struct pages *to = arena_new(a, struct pages);
    *to = *p;
    to->a = a;
    memset(&to->v, 0, sizeof(to->v));
    struct dest *dests = arena_array(a, struct dest, p->dests.n);
    if (p->dests.n)
        memcpy(dests, p->dests.v, p->dests.n * sizeof(*dests));
    to->dests.v = dests;
    to->dests.cap = p->dests.n;
    return to;
}

struct pages *pages_impose(struct arena *a, struct pages *p, enum impose_scheme scheme) {
    if (scheme == IMPOSE_NONE || !p->v.n)
        return p;
    const struct scheme *s = &schemes[scheme];
    size_t each = (size_t)(s->columns * s->rows), n_sides = (p->v.n + each - 1) / each;
    n_sides += (s->sheet_multiple - n_sides % s->sheet_multiple) % s->sheet_multiple;
    struct imposing m = {
        .a = a, .to = copy_tree(a, p), .w = p->v.v[0]->width, .h = p->v.v[0]->height};
    for (size_t side = 0; side < n_sides; side++) {
        struct page *page = pages_add(m.to, m.w * s->columns, m.h * s->rows);
        for (size_t i = 0; i < each; i++) {
            struct cell c = s->cell(side, i, n_sides);
            if (c.page >= p->v.n)
                continue;
            put_ops(&m, p->v.v[c.page], page, &c);
            move_dests(&m, p, &c, (uint32_t)side);
        }
        put_ticks(&m, page, s);
        if (scheme == IMPOSE_CARDS || scheme == IMPOSE_NINE_UP)
            put_crosses(&m, page, s);
        if (scheme == IMPOSE_FOLD)
            put_cut(&m, page);
    }
    return m.to;
}
