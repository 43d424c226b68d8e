/* pick: ranks candidates by a number made of what makes them implausible. */
#include "items/pick.h"

#include <stdlib.h>

struct ranked {
    uint64_t cost; /* what is against it, most important first */
    struct pick_candidate c;
};

static int by_cost(const void *pa, const void *pb) {
    const struct ranked *a = pa, *b = pb;
    return a->cost < b->cost ? -1 : a->cost > b->cost;
}

static uint64_t distance(uint64_t a, uint64_t b) {
    return a > b ? a - b : b - a;
}

static uint64_t cost_of(struct gen *g, const struct gate_option *key, size_t key_shared,
                        const struct sim_text *stem, unsigned length_step,
                        const struct pick_candidate *c) {
    const struct sim_text *known = &g->v->title_sim;
    bool claim = c->point && c->point->is_claim;
    bool other_script = key_script(c->option.text.plain) != key_script(key->text.plain);
    uint64_t shared = sim_common_without(&c->option.sim, stem, known);
    uint64_t words = MIN(distance(shared, key_shared), 15);
    uint64_t length = MIN(distance(c->option.sim.cells, key->sim.cells) / length_step, 255);
    return (uint64_t)claim << 62 | (uint64_t)other_script << 61 | words << 52 | length << 32 |
           c->draw;
}

void pick_rank(struct gen *g, const struct gate_option *key, const struct sim_text *stem,
               unsigned length_step, struct pick_candidate *v, size_t n) {
    struct ranked *r = arena_array(g->a, struct ranked, n);
    size_t shared = sim_common_without(&key->sim, stem, &g->v->title_sim);
    for (size_t i = 0; i < n; i++)
        r[i] = (struct ranked){cost_of(g, key, shared, stem, length_step, &v[i]), v[i]};
    if (n)
        qsort(r, n, sizeof *r, by_cost);
    for (size_t i = 0; i < n; i++)
        v[i] = r[i].c;
}
