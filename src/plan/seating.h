/* seating: who sits where with which variant. Variants tile each room so that of four none stands
 * beside, before, behind or diagonally to itself; together with options that never have the same
 * letter twice (plan/shuffle.h) no neighbour can copy a letter. For layout/paper and cli. */
#ifndef PLAN_SEATING_H
#define PLAN_SEATING_H

#include "plan/paper.h"
#include "plan/roster.h"

struct seat {
    const struct sitter *sitter; /* NULL: a spare */
    uint32_t copy;               /* from 1, in the order papers are handed out */
    uint16_t row, column;        /* from 0, front left first */
    uint16_t variant;            /* index into paper_set.v */
};

struct room {
    struct str name; /* may be empty */
    size_t rows, columns;
    const struct seat *v; /* rows * columns at most, row by row */
    size_t n, n_sitters;
    struct agreement neighbours; /* over all pairs of neighbours and the items they share */
};

struct seating {
    const struct room *v;
    size_t n;
    size_t copies;
};

struct seating_options {
    size_t rows, columns; /* of a room */
    size_t spares;        /* seats at the end of each room, where there is room for them */
};

/* Seats the roster in its order, room by room as it names them, further rooms as they fill. Without
 * a roster: one room of empty seats. Owned by `a`. */
const struct seating *seating_plan(struct arena *a, const struct paper_set *set,
                                   const struct roster *roster, const struct seating_options *o);

/* The variant at a place of a room. */
size_t seating_variant(size_t n_variants, size_t row, size_t column);

#endif
