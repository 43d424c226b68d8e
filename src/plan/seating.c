/* seating: tiles rooms with variants and counts what neighbours share. */
#include "plan/seating.h"

#include "base/vec.h"

#include <stdlib.h>

size_t seating_variant(size_t n_variants, size_t row, size_t column) {
    if (n_variants < 4) /* too few to part diagonals, too */
        return n_variants == 3 ? (column + 2 * row) % 3 : column % n_variants;
    size_t width = n_variants / 2;
    return row % 2 * width + column % width;
}

struct seater {
    struct arena *a;
    const struct paper_set *set;
    const struct seating_options *o;
    struct agreement *pairs; /* of two variants, n * n; counted once */
    VEC(struct room) rooms;
    uint32_t copy;
};

static void count_pairs(struct seater *s) {
    size_t n = s->set->n;
    s->pairs = arena_array(s->a, struct agreement, n * n);
    for (size_t v = 0; v < n; v++)
        for (size_t w = 0; w < n; w++)
            s->pairs[v * n + w] = paper_agreement(s->set, v, w);
}

/* Each pair once: a seat and those to its right and behind it. */
static void count_neighbours(const struct seater *s, struct room *r) {
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = i + 1; k < r->n; k++) {
            const struct seat *x = &r->v[i], *y = &r->v[k];
            int apart = abs(x->column - y->column);
            if (y->row - x->row > 1)
                break;
            if (apart > 1)
                continue;
            const struct agreement *g = &s->pairs[x->variant * s->set->n + y->variant];
            r->neighbours.same += g->same;
            r->neighbours.of += g->of;
        }
}

/* A room for n of the roster from `from` on (NULL: empty seats only). */
static void add_room(struct seater *s, struct str name, const struct sitter *from, size_t n,
                     size_t seats) {
    struct room r = {.name = name,
                     .rows = (seats + s->o->columns - 1) / s->o->columns,
                     .columns = s->o->columns,
                     .n_sitters = n};
    struct seat *v = arena_array(s->a, struct seat, seats);
    for (size_t i = 0; i < seats; i++) {
        size_t row = i / r.columns, column = i % r.columns;
        v[i] = (struct seat){.sitter = i < n ? &from[i] : NULL,
                             .copy = ++s->copy,
                             .row = (uint16_t)row,
                             .column = (uint16_t)column,
                             .variant = (uint16_t)seating_variant(s->set->n, row, column)};
    }
    r.v = v;
    r.n = seats;
    count_neighbours(s, &r);
    vec_push(s->a, &s->rooms, r);
}

/* Those of one room of the roster, over as many rooms as they take. */
static void seat_group(struct seater *s, const struct sitter *v, size_t n) {
    size_t all = s->o->rows * s->o->columns, most = all - MIN(s->o->spares, all - 1);
    for (size_t at = 0; at < n; at += most) {
        size_t here = MIN(most, n - at);
        add_room(s, v[0].room, v + at, here, MIN(here + s->o->spares, all));
    }
}

const struct seating *seating_plan(struct arena *a, const struct paper_set *set,
                                   const struct roster *roster, const struct seating_options *o) {
    struct seater s = {.a = a, .set = set, .o = o};
    count_pairs(&s);
    if (!roster)
        add_room(&s, (struct str){0}, NULL, 0, o->rows * o->columns);
    for (size_t from = 0, to; roster && from < roster->n; from = to) {
        for (to = from + 1; to < roster->n && str_eq(roster->v[to].room, roster->v[from].room);)
            to++;
        seat_group(&s, &roster->v[from], to - from);
    }
    struct seating *seating = arena_new(a, struct seating);
    *seating = (struct seating){s.rooms.v, s.rooms.n, s.copy};
    return seating;
}
