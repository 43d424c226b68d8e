/* odd-one: single choice: which of these does not belong to a facet. Three points of it and one of
 * the facet that complements it; the negative word is set bold. */
#include "items/contrast.h"

#define RIGHT   3 /* points that belong, and are wrong to choose */
#define OPTIONS 4

static struct rich stem_of(struct gen *g, const struct view_facet *f) {
    bool asks = g->v->title.class == TITLE_ASKS && f->label.n == 0;
    struct slot slots[] = {
        {"T", asks ? g->v->title.text : clean_inner_quotes(g->a, &g->v->title.text)},
        {"L", gen_words(g, f->label)}};
    const char *key = gen_by_class(g, f->label.n ? "odd-one.label" : "odd-one.list");
    return gen_stem(g, gen_fill(g, key, slots, COUNT_OF(slots)));
}

/* The last place of the word in the stem: the title in front may hold it, too. */
static struct str negative_in(struct gen *g, const struct rich *stem, const struct view_facet *f) {
    bool asks = g->v->title.class == TITLE_ASKS && f->label.n == 0;
    struct str word =
        wording_get(g->v->doc->wording, asks ? "odd-one.negative-asks" : "odd-one.negative");
    for (size_t at = stem->plain.n; word.n && at > 0; at--)
        if (str_starts(str_from(stem->plain, at - 1), word))
            return str_slice(stem->plain, at - 1, at - 1 + word.n);
    return (struct str){0};
}

static void make_one(struct gen *g, const struct view_facet *f, const struct contrast *c) {
    struct item it = gen_item(g, ITEM_SINGLE_CHOICE, "", f, NULL);
    it.stem = stem_of(g, f);
    it.negative = negative_in(g, &it.stem, f);
    if (it.stem.plain.n == 0 || it.negative.n == 0) {
        gen_reject(g, GATE_NO_WORDING, &it);
        return;
    }
    if (c->n_right < RIGHT || c->n_wrong < 1) {
        gen_reject(g, GATE_TOO_FEW, &it);
        return;
    }
    struct gate_option v[OPTIONS] = {c->wrong[0]};
    v[0].right = true;
    for (size_t i = 0; i < RIGHT; i++) {
        v[i + 1] = c->right[i];
        v[i + 1].right = false;
    }
    struct gate_choice choice = {.v = v,
                                 .n = OPTIONS,
                                 .known = &g->v->title_sim,
                                 .stem = sim_text(g->a, it.stem.plain, &g->v->r->stops),
                                 .alike = CONTRAST_ALIKE};
    enum gate gate = gate_choice(g->a, &choice);
    if (gate == GATE_PASSED) {
        gate_to_options(g, &it, v, OPTIONS);
        gate_score_choice(g->a, &it, v, OPTIONS, (struct score_parts){.own = 8});
        it.explanation = c->explanation;
    }
    gen_judged(g, gate, &it);
}

static void make(struct gen *g) {
    if (g->v->title.class == TITLE_STATES)
        return;
    for (size_t i = 0; i < g->v->n_facets; i++) {
        const struct view_facet *f = &g->v->facets[i];
        struct contrast c;
        if (contrast_applies(g->v, f) && f->n - f->n_missing >= RIGHT && contrast_of(g, f, &c))
            make_one(g, f, &c);
    }
}

const struct generator generator_odd_one = {.name = "odd-one", .make = make};
