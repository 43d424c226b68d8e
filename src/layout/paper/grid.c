/* grid: lettered texts in columns of equal width: options, steps. As many to a row as the widest
 * lets, of 4, 2 and 1 (five: 5, 3, 2, 1): never four and one. */
#include "layout/paper/exam_int.h"

#define LABEL_EM       1250
#define LABEL_LATIN_EM 1750
#define CLEAR_EM       2100 /* beside the widest text: letter and white */

struct cell {
    const struct para *label;
    struct para_lines lines;
    mpt x;
    mpt drop; /* from the row's top: its first line shares a baseline with taller ones */
    row_vec parts;
};

struct grid {
    struct cell *v;
    size_t n, columns;
    uint32_t tag; /* of the list, made with its first row */
};

static mpt em(const struct exam *e, int v) {
    return (mpt)((int64_t)e->look.size * v / 1000);
}

/* Columns tried for n texts, widest first. */
static const uint8_t *columns_for(size_t n) {
    static const uint8_t of_five[] = {5, 3, 2, 1, 0}, of_three[] = {3, 1, 0},
                         of_six[] = {3, 2, 1, 0}, usual[] = {4, 2, 1, 0}, of_two[] = {2, 1, 0};
    return n == 5 ? of_five : n == 3 ? of_three : n == 6 ? of_six : n == 2 ? of_two : usual;
}

static size_t choose_columns(struct exam *e, const struct grid_cell *v, size_t n, mpt measure) {
    mpt widest = 0;
    const uint8_t *c = columns_for(n);
    for (size_t i = 0; i < n; i++) {
        if (v[i].n_parts)
            return 1;
        widest = MAX(widest, para_width(v[i].text, e->look.size));
    }
    if (e->look.one_option_a_row)
        return 1;
    while (*c > 1 && widest + em(e, CLEAR_EM + (e->look.latin ? 500 : 0)) > measure / *c)
        c++;
    return *c;
}

static void draw_grid_row(struct exam *e, const struct row *r, const struct spot *s) {
    struct grid *g = (struct grid *)r->data;
    if (!g->tag)
        g->tag = pages_tag(e->pages, e->sect, TAG_L);
    for (size_t i = r->i; i < g->n && i < r->i + g->columns; i++) {
        struct cell *c = &g->v[i];
        uint32_t item = pages_tag(e->pages, g->tag, TAG_LI);
        mpt y = s->y + c->drop;
        uint32_t label = pages_tag(e->pages, item, TAG_LBL),
                 body = pages_tag(e->pages, item, TAG_LBODY);
        mpt base = y + para_baseline(&c->lines.shape) + (c->lines.n ? c->lines.v[0].ascent : 0);
        ink_para(e, s->page, c->label, e->look.size, s->x + c->x, base, INK_LEFT, label);
        mpt text = s->x + c->x + em(e, e->look.latin ? LABEL_LATIN_EM : LABEL_EM);
        para_draw(&c->lines, 0, c->lines.n, e->pages, s->page, text, y, body);
        struct spot below = {s->page, text, y + c->lines.height, body};
        for (size_t k = 0; k < c->parts.n; k++) {
            below.y += c->parts.v[k].gap;
            if (c->parts.v[k].draw)
                c->parts.v[k].draw(e, &c->parts.v[k], &below);
            below.y += c->parts.v[k].height;
        }
    }
}

static struct cell make_cell(struct exam *e, const struct grid_cell *from, mpt x, mpt width) {
    struct cell c = {.label = from->label, .x = x};
    mpt label = em(e, e->look.latin ? LABEL_LATIN_EM : LABEL_EM);
    struct para_shape shape = {.size = e->look.size,
                               .pitch = e->look.option_pitch,
                               .measure = width - label,
                               .align = e->look.align,
                               .avoid_orphan = true};
    c.lines = para_break(e->a, from->text, &shape);
    if (c.lines.n > 1) { /* lines of one option stand as lines of a stem do */
        shape.pitch = e->look.pitch;
        c.lines = para_break(e->a, from->text, &shape);
    }
    e->r->n_overfull += c.lines.n_overfull;
    part_rows(e, from->parts, from->n_parts, &c.parts, 0, width - label);
    return c;
}

static mpt cell_height(const struct exam *e, const struct cell *c) {
    mpt h = MAX(c->lines.height, e->look.option_pitch);
    if (c->lines.n > 1)
        h = c->lines.height + e->look.option_pitch - e->look.pitch;
    for (size_t i = 0; i < c->parts.n; i++)
        h += c->parts.v[i].gap + c->parts.v[i].height;
    return h;
}

static mpt first_ascent(const struct cell *c) {
    return c->lines.n ? c->lines.v[0].ascent : 0;
}

void grid_rows(struct exam *e, const struct grid_cell *v, size_t n, row_vec *rows, mpt left) {
    struct grid *g = arena_new(e->a, struct grid);
    mpt measure = e->look.column - left;
    g->n = n;
    g->columns = choose_columns(e, v, n, measure);
    g->v = arena_array(e->a, struct cell, n);
    mpt width = measure / (mpt)g->columns;
    for (size_t i = 0; i < n; i++)
        g->v[i] = make_cell(e, &v[i], left + (mpt)(i % g->columns) * width, width);
    for (size_t i = 0; i < n; i += g->columns) {
        mpt height = 0, above = 0;
        for (size_t k = i; k < n && k < i + g->columns; k++)
            above = MAX(above, first_ascent(&g->v[k]));
        for (size_t k = i; k < n && k < i + g->columns; k++) {
            g->v[k].drop = above - first_ascent(&g->v[k]);
            height = MAX(height, g->v[k].drop + cell_height(e, &g->v[k]));
        }
        vec_push(e->a, rows,
                 (struct row){.height = height, .draw = draw_grid_row, .data = g, .i = i});
    }
}

static struct grid_cell lettered(struct exam *e, size_t place, const struct rich *text) {
    struct ink k = SONG(e->look.size);
    int letter = 'A' + (int)place;
    struct str s =
        e->look.latin ? str_format(e->a, "(%c)", letter) : str_format(e->a, "%c.", letter);
    return (struct grid_cell){.label = ink_shape(e, s, &k), .text = ink_shape_rich(e, text, &k)};
}

void option_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left) {
    struct grid_cell *v = arena_array(e->a, struct grid_cell, pi->n_order);
    for (size_t i = 0; i < pi->n_order; i++) {
        const struct item_option *o = &pi->item->options[pi->order[i]];
        v[i] = lettered(e, i, paper_option(pi, pi->order[i]));
        v[i].parts = o->parts;
        v[i].n_parts = o->n_parts;
    }
    grid_rows(e, v, pi->n_order, rows, left);
}

/* --- ordering: steps and boxes --- */

#define BOX_W   MM(10)
#define BOX_H   MM(8)
#define ARROW_W MM(7.5)

struct boxes_row {
    const struct paper_item *pi;
    mpt left;
    size_t a_row;
};

static void draw_boxes(struct exam *e, const struct row *r, const struct spot *s) {
    const struct boxes_row *b = r->data;
    struct str key = paper_key(e->a, b->pi);
    for (size_t i = r->i; i < b->pi->n_order && i < r->i + b->a_row; i++) {
        mpt x = s->x + b->left + (mpt)(i - r->i) * (BOX_W + ARROW_W);
        mpt base = ink_middle(s->y, BOX_H, e->look.size);
        ink_box(e, s->page, x, s->y, BOX_W, BOX_H, PT(0.6), COLOR_BLACK);
        exam_mark(e, b->pi, (uint32_t)i, x, s->y, BOX_W, BOX_H);
        if (i + 1 < b->pi->n_order)
            ink_text(e, s->page, STR("→"), SONG(e->look.size), x + BOX_W + ARROW_W / 2, base,
                     INK_CENTER, s->tag);
        size_t from = s->page->ops.n;
        ink_box(e, s->page, x, s->y, BOX_W, BOX_H, PT(0.9), RED);
        ink_text(e, s->page, str_slice(key, i, i + 1), RED_HEI(e->look.size), x + BOX_W / 2,
                 base - PT(0.4), INK_CENTER, pages_tag(e->pages, s->tag, TAG_SPAN));
        ink_layer(s->page, from, LAYER_KEY);
    }
}

void step_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left) {
    struct grid_cell *v = arena_array(e->a, struct grid_cell, pi->n_order);
    struct boxes_row *b = arena_new(e->a, struct boxes_row);
    for (size_t i = 0; i < pi->n_order; i++)
        v[i] = lettered(e, i, &pi->item->answers[pi->order[i]].text);
    grid_rows(e, v, pi->n_order, rows, left);
    b->pi = pi;
    b->left = left;
    b->a_row = (size_t)((e->look.column - left + ARROW_W) / (BOX_W + ARROW_W));
    b->a_row = MAX(b->a_row, (size_t)1);
    for (size_t i = 0; i < pi->n_order; i += b->a_row)
        vec_push(e->a, rows,
                 (struct row){.gap = MM(2),
                              .height = BOX_H,
                              .glued = true,
                              .draw = draw_boxes,
                              .data = b,
                              .i = i});
}
