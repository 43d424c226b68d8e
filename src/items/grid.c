/* grid: reads tables and nested points into one shape, and finds which side is compared. */
#include "items/grid.h"

#include "base/utf8.h"
#include "base/vec.h"

#define ASPECTS_SHARE  300 /* thousandths of row heads that are aspects, and at least two */
#define ASPECTS_MIN    2
#define CELL_CELLS_MAX 90

static bool is_fit(const struct rules *r, const struct clean *c) {
    unsigned bad = CLEAN_HOLE | CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_STRUCK | CLEAN_ARROW |
                   CLEAN_VERSUS | CLEAN_RAGGED | CLEAN_DISPLAY;
    struct str s = c->text.plain;
    if (s.n == 0 || (c->trouble & bad) || str_starts(s, STR("- ")) || s.p[0] == '<' ||
        str_has(s, STR(" - ")) || words_is(r->table_empty, s) || !clean_is_balanced(s))
        return false;
    return utf8_cells(s) <= CELL_CELLS_MAX && !words_start(r->deictic_start, s) &&
           !words_in(r->deictic_inside, s) && !words_in(r->person, s) && !str_has(s, STR("？")) &&
           !str_has(s, STR("?"));
}

static struct grid_cell cell_of(struct gen *g, const struct rich *text) {
    struct clean c = clean_rich(g->a, text, CLEAN_STATEMENT);
    return (struct grid_cell){.text = clean_without_stop(g->a, &c.text),
                              .fit = is_fit(g->v->r, &c)};
}

static struct rich head_of(struct gen *g, const struct rich *text) {
    struct rich head = clean_rich(g->a, text, CLEAN_NAME).text;
    return clean_without_stop(g->a, &head);
}

/* Whether a row head names an aspect (性能, 适用场景) and not a thing. */
static bool is_aspect(const struct rules *r, struct str s) {
    return words_is(r->table_aspects, s) || words_end(r->table_aspects, s) > 0;
}

static bool rows_are_aspects(const struct rules *r, const struct grid *grid) {
    size_t n = 0;
    for (size_t i = 0; i < grid->n_rows; i++)
        n += is_aspect(r, grid->rows[i].plain);
    return n >= ASPECTS_MIN && n * 1000 >= grid->n_rows * ASPECTS_SHARE;
}

/* 1XX, 2XX; 0x01: what is in the rows are things with codes for names. */
static bool rows_are_codes(const struct grid *grid) {
    size_t n = 0;
    for (size_t i = 0; i < grid->n_rows; i++)
        n += str_has_digit(grid->rows[i].plain) && utf8_count_han(grid->rows[i].plain) == 0;
    return n * 2 > grid->n_rows;
}

static bool columns_are_aspects(const struct rules *r, const struct grid *grid) {
    for (size_t i = 0; i < grid->n_columns; i++) {
        struct str head = grid->columns[i].plain;
        if (is_aspect(r, head) || words_in(r->table_not_fact, head) || words_is(r->key_not, head) ||
            words_end(r->usage_end, head))
            return true;
    }
    return false;
}

/* Columns of one name are one list broken into columns. */
static bool has_repeated_heads(const struct grid *grid) {
    for (size_t i = 0; i < grid->n_columns; i++)
        for (size_t k = i + 1; k < grid->n_columns; k++)
            if (str_eq(grid->columns[i].plain, grid->columns[k].plain))
                return true;
    return false;
}

/* The title names two of the column heads: they are what is compared. */
static bool title_names_columns(struct gen *g, const struct grid *grid) {
    struct str title = sim_fold(g->a, g->v->title.text.plain);
    size_t named = 0;
    for (size_t i = 0; i < grid->n_columns; i++) {
        struct str head = sim_fold(g->a, grid->columns[i].plain);
        named += head.n && str_has(title, head);
    }
    return named >= 2;
}

static bool is_field_name(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' ||
              (i && s.p[i] >= '0' && s.p[i] <= '9')))
            return false;
    return s.n > 0;
}

/* id, name, salary: rows of a database somebody made up. */
static bool is_dataset(const struct grid *grid, struct str corner) {
    size_t n = is_field_name(corner);
    for (size_t i = 0; i < grid->n_columns; i++)
        n += is_field_name(grid->columns[i].plain);
    return n * 2 > grid->n_columns + 1;
}

static bool from_table(struct gen *g, const struct study_table *t, struct grid *grid) {
    if (t->n_head != 1 || t->n_columns < 2 || t->n_rows < 3 || t->n_columns > GRID_SIDE_MAX ||
        t->n_rows > GRID_SIDE_MAX)
        return false;
    grid->n_rows = t->n_rows - 1;
    grid->n_columns = t->n_columns - 1;
    grid->cells = arena_array(g->a, struct grid_cell, grid->n_rows * grid->n_columns);
    for (size_t c = 1; c < t->n_columns; c++)
        grid->columns[c - 1] = head_of(g, &t->cells[c].text);
    for (size_t r = 1; r < t->n_rows; r++) {
        const struct table_cell *row = &t->cells[r * t->n_columns];
        grid->rows[r - 1] = head_of(g, &row[0].text);
        for (size_t c = 1; c < t->n_columns; c++)
            grid->cells[(r - 1) * grid->n_columns + c - 1] = cell_of(g, &row[c].text);
    }
    struct str corner = head_of(g, &t->cells[0].text).plain;
    if (words_in(g->v->r->table_many, corner))
        return false; /* Benefits beside Challenges: two lists, no rows */
    if (has_repeated_heads(grid) || is_dataset(grid, corner))
        return false;
    bool aspects = corner.n == 0 || words_end(g->v->r->table_corner, corner) > 0 ||
                   rows_are_aspects(g->v->r, grid) || title_names_columns(g, grid);
    aspects = aspects && !rows_are_codes(grid);
    grid->columns_are_entities = aspects && !columns_are_aspects(g->v->r, grid);
    if (aspects && !grid->columns_are_entities)
        return false; /* aspects both ways: nothing is compared */
    return true;
}

static size_t sub_points(const struct point *p) {
    size_t n = 0;
    for (size_t i = 0; i < p->n_parts; i++)
        n += p->parts[i].kind == PART_POINT;
    return n;
}

static const struct point *sub_point(const struct point *p, size_t nth) {
    for (size_t i = 0; i < p->n_parts; i++)
        if (p->parts[i].kind == PART_POINT && nth-- == 0)
            return p->parts[i].point;
    return NULL;
}

/* All points of the facet have the same keyed subpoints in the same order. */
static bool shares_subkeys(const struct view_facet *f, size_t n_columns) {
    for (size_t i = 0; i < f->n; i++) {
        const struct point *p = f->points[i].point;
        if (p->key.plain.n == 0 || sub_points(p) != n_columns)
            return false;
        for (size_t c = 0; c < n_columns; c++) {
            const struct point *s = sub_point(p, c), *first = sub_point(f->points[0].point, c);
            if (s->key.plain.n == 0 || s->status != STATUS_ANSWERED ||
                !str_eq(s->key.plain, first->key.plain))
                return false;
        }
    }
    return true;
}

static bool from_points(struct gen *g, const struct view_facet *f, struct grid *grid) {
    size_t columns = f->n >= 2 ? sub_points(f->points[0].point) : 0;
    if (columns < 2 || columns > GRID_SIDE_MAX || f->n > GRID_SIDE_MAX ||
        !shares_subkeys(f, columns))
        return false;
    *grid = (struct grid){.n_rows = f->n, .n_columns = columns, .facet = f};
    grid->span = f->points[0].span;
    grid->cells = arena_array(g->a, struct grid_cell, f->n * columns);
    for (size_t c = 0; c < columns; c++)
        grid->columns[c] = head_of(g, &sub_point(f->points[0].point, c)->key);
    for (size_t r = 0; r < f->n; r++) {
        grid->rows[r] = f->points[r].key;
        grid->points[r] = &f->points[r];
        for (size_t c = 0; c < columns; c++)
            grid->cells[r * columns + c] = cell_of(g, &sub_point(f->points[r].point, c)->text);
    }
    grid->columns_are_entities = rows_are_aspects(g->v->r, grid);
    return true;
}

typedef VEC(struct grid) grid_vec;

/* Tables among parts, with the facet they stand in. */
static void read_tables(struct gen *g, const struct part *parts, size_t n_parts,
                        const struct view_facet *f, grid_vec *out) {
    for (size_t i = 0; i < n_parts; i++) {
        if (parts[i].kind != PART_TABLE)
            continue;
        struct grid grid = {.facet = f, .span = parts[i].span};
        if (from_table(g, parts[i].table, &grid))
            vec_push(g->a, out, grid);
    }
}

const struct grid *grids_of(struct gen *g, size_t *n) {
    const struct view *v = g->v;
    grid_vec out = {0};
    read_tables(g, v->q->lead, v->q->n_lead, NULL, &out);
    for (size_t i = 0; i < v->n_facets; i++) {
        const struct view_facet *f = &v->facets[i];
        struct grid grid;
        if (from_points(g, f, &grid))
            vec_push(g->a, &out, grid);
        bool own_label = f->label.n && f->canonical.n == 0;
        if (!own_label)
            read_tables(g, f->facet->parts, f->facet->n_parts, f, &out);
    }
    *n = out.n;
    return out.v;
}
