/* grid: a comparison as rows and columns: a table with a header row and a header column, or points
 * that share their subpoints' keys. For compare. */
#ifndef ITEMS_GRID_H
#define ITEMS_GRID_H

#include "items/gen.h"

#define GRID_SIDE_MAX 24

struct grid_cell {
    struct rich text; /* cleaned, without final stop; empty when it says nothing */
    bool fit;         /* may be quoted */
};

struct grid {
    size_t n_rows, n_columns; /* headers not counted */
    struct rich rows[GRID_SIDE_MAX], columns[GRID_SIDE_MAX];
    struct grid_cell *cells;   /* row by row */
    bool columns_are_entities; /* what is compared stands in the columns, its aspects in the rows */
    const struct view_facet *facet;
    const struct view_point *points[GRID_SIDE_MAX]; /* of the rows, when made from points */
    struct span span;
};

static inline const struct grid_cell *grid_cell(const struct grid *g, size_t row, size_t column) {
    return &g->cells[row * g->n_columns + column];
}

/* The grids of a question, in order; *n of them. */
const struct grid *grids_of(struct gen *g, size_t *n);

#endif
