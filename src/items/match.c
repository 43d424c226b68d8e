/* match: pair the keys of one list with their explanations. With five points or more one
 * explanation has no partner, so that the last pair cannot be had by elimination. */
#include "items/gates.h"

#include "base/utf8.h"

#define PAIRS_MIN 4
#define PAIRS_MAX 6
#define OWN_MIN   3
#define ALIKE     400 /* Dice of two explanations that could change places */
#define EASY_MAX  1
#define UNEVEN    4 /* longest explanation : shortest */

static bool names_any_key(const struct view_facet *f, const struct sim_text *e) {
    for (size_t i = 0; i < f->n; i++)
        if (f->points[i].key_sim.fold.n && str_has(e->fold, f->points[i].key_sim.fold))
            return true;
    return false;
}

static bool is_alike_taken(struct gen *g, struct view_point *const *taken, size_t n,
                           struct view_point *p) {
    for (size_t i = 0; i < n; i++) {
        uint32_t a = taken[i]->e_sim.cells, b = p->e_sim.cells;
        if (sim_dice(g->a, &taken[i]->e_sim, &p->e_sim) >= ALIKE || a > UNEVEN * b ||
            b > UNEVEN * a || str_eq(taken[i]->key_sim.fold, p->key_sim.fold))
            return true;
    }
    return false;
}

/* Words the key shares with its own explanation, when hardly another explanation shares as many: it
 * gives itself away. */
static size_t cue_of(const struct gen *g, const struct view_facet *f, const struct view_point *p) {
    size_t own = sim_common_without(&p->key_sim, &p->e_sim, &g->v->title_sim), others = 0;
    for (size_t i = 0; i < f->n; i++)
        others += &f->points[i] != p &&
                  sim_common_without(&p->key_sim, &f->points[i].e_sim, &g->v->title_sim) >= own;
    return others == 0 ? own : 0;
}

/* A word of one key that stands in the other's explanation and in neither's name: 唯一 of 唯一索引
 * in what is said of 主键索引. */
static bool may_change_places(const struct gen *g, const struct view_point *p,
                              const struct view_point *s) {
    const struct sim_text *title = &g->v->title_sim;
    return sim_common_without(&p->key_sim, &s->e_sim, title) >
           sim_common_without(&p->key_sim, &s->key_sim, title);
}

static bool is_ambiguous(const struct gen *g, struct view_point *const *taken, size_t n,
                         const struct view_point *p) {
    for (size_t i = 0; i < n; i++)
        if (may_change_places(g, p, taken[i]) || may_change_places(g, taken[i], p))
            return true;
    return false;
}

/* The points that pass one by one, in order; of those that share a word with their explanation no
 * more than one, since the others have to be known then. */
static size_t passing(struct gen *g, const struct view_facet *f, struct view_point **out) {
    size_t n = 0, easy = 0;
    for (size_t i = 0; i < f->n && n < PAIRS_MAX; i++) {
        struct view_point *p = &f->points[i];
        if (!p->usable || p->is_claim || p->own < OWN_MIN || names_any_key(f, &p->e_sim) ||
            is_alike_taken(g, out, n, p) || is_ambiguous(g, out, n, p))
            continue;
        size_t cue = cue_of(g, f, p);
        if (cue > 1 || (cue == 1 && easy == EASY_MAX))
            continue;
        easy += cue;
        out[n++] = p;
    }
    return n;
}

static void make_one(struct gen *g, const struct view_facet *f) {
    struct view_point *points[PAIRS_MAX];
    struct item it = gen_item(g, ITEM_MATCHING, "", f, NULL);
    size_t n = passing(g, f, points);
    struct slot slots[] = {{"about", gen_about(g, f->label)}};
    it.stem = gen_stem(g, gen_fill(g, "match", slots, COUNT_OF(slots)));
    if (n < PAIRS_MIN) {
        gen_reject(g, GATE_TOO_FEW, &it);
        return;
    }
    size_t spare = n > PAIRS_MIN ? gen_draw(g, "match", g->v->title.text.plain, (uint32_t)n) : n;
    struct item_answer *v = arena_array(g->a, struct item_answer, n);
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (i != spare)
            v[k++] = (struct item_answer){.left = points[i]->key, .text = points[i]->e.text};
    if (spare < n)
        v[k++] = (struct item_answer){.text = points[spare]->e.text};
    it.answers = v;
    it.n_answers = n;
    gate_score_plain(&it, (struct score_parts){.own = 8});
    it.difficulty = (int)MIN(n * 120, 1000);
    gen_why(&it, "difficulty:pairs", it.difficulty);
    gen_judged(g, it.stem.plain.n ? GATE_PASSED : GATE_NO_WORDING, &it);
}

static void make(struct gen *g) {
    if (g->v->title.class == TITLE_STATES || !g->v->title.lists_set)
        return;
    for (size_t i = 0; i < g->v->n_facets; i++) {
        const struct view_facet *f = &g->v->facets[i];
        if (f->direct && f->regular && !f->examples && f->n_usable >= PAIRS_MIN)
            make_one(g, f);
    }
}

const struct generator generator_match = {.name = "match", .make = make};
