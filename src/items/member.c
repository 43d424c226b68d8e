/* member: multiple response: which of these belong to a facet. Wrong options come only from the
 * facet of the same question that complements it (原因 – 对策), as keys, or as statements when the
 * keys do not do. */
#include "items/contrast.h"

#define RIGHT_MIN 2
#define RIGHT_MAX 3
#define WRONG_MIN 2
#define OPTIONS   5

static struct rich stem_of(struct gen *g, const struct view_facet *f) {
    struct slot slots[] = {{"T", g->v->title.class == TITLE_NAMES || f->label.n
                                     ? clean_inner_quotes(g->a, &g->v->title.text)
                                     : g->v->title.text},
                           {"L", gen_words(g, f->label)}};
    const char *key = gen_by_class(g, f->label.n ? "member.label" : "member.list");
    return gen_stem(g, gen_fill(g, key, slots, COUNT_OF(slots)));
}

static void make_one(struct gen *g, const struct view_facet *f, const struct contrast *c) {
    struct item it = gen_item(g, ITEM_MULTIPLE_RESPONSE, "", f, NULL);
    it.stem = stem_of(g, f);
    if (c->n_right < RIGHT_MIN || c->n_wrong < WRONG_MIN) {
        gen_reject(g, GATE_TOO_FEW, &it);
        return;
    }
    size_t most = MIN(RIGHT_MAX, MIN(c->n_right, OPTIONS - WRONG_MIN));
    size_t right =
        RIGHT_MIN + gen_draw(g, "member", c->right[0].text.plain, (uint32_t)(most - RIGHT_MIN + 1));
    if (c->n_wrong < OPTIONS - right)
        right = most;
    size_t wrong = MIN(c->n_wrong, OPTIONS - right);
    struct gate_option v[OPTIONS];
    for (size_t i = 0; i < right; i++)
        v[i] = c->right[i];
    for (size_t i = 0; i < wrong; i++)
        v[right + i] = c->wrong[i];
    struct gate_choice choice = {.v = v,
                                 .n = right + wrong,
                                 .known = &g->v->title_sim,
                                 .stem = sim_text(g->a, it.stem.plain, &g->v->r->stops),
                                 .alike = CONTRAST_ALIKE};
    enum gate gate = it.stem.plain.n ? gate_choice(g->a, &choice) : GATE_NO_WORDING;
    if (gate == GATE_PASSED) {
        gate_to_options(g, &it, v, choice.n);
        gate_score_choice(g->a, &it, v, choice.n, (struct score_parts){.own = 8});
        it.explanation = c->explanation;
    }
    gen_judged(g, gate, &it);
}

static void make(struct gen *g) {
    const struct title *t = &g->v->title;
    if (t->class == TITLE_STATES)
        return;
    for (size_t i = 0; i < g->v->n_facets; i++) {
        const struct view_facet *f = &g->v->facets[i];
        struct contrast c;
        if (contrast_applies(g->v, f) && f->n - f->n_missing >= RIGHT_MIN && contrast_of(g, f, &c))
            make_one(g, f, &c);
    }
}

const struct generator generator_member = {.name = "member", .make = make};
