/* explain-key: single choice between the keyed points of one list: which key an explanation belongs
 * to (form A), which explanation a key has (form B). Siblings are the only wrong options. */
#include "items/pick.h"

#include "base/utf8.h"

#define NAME_SENTENCE_CELLS     18 /* a first sentence so short is a translation of the key */
#define SIBLINGS_MIN            4
#define OWN_MIN                 3 /* own tokens an explanation needs to point at one key */
#define KEY_NAMED               600 /* thousandths of a sibling key's tokens in the stem that name it */
#define EXPLAIN_ALIKE           400 /* Dice of two explanations that could stand for each other */
#define SHARED_MIN              3   /* tokens in common, with … */
#define SHARED_JACCARD          200 /* … this Jaccard: B options too alike */
#define LENGTH_STEP_KEY         6
#define LENGTH_STEP_EXPLANATION 10

/* The explanation with the key's own name masked where it opens it; elsewhere the words around the
 * gap would tell what fits. */
static struct rich mask_key(struct gen *g, const struct rich *e, struct str key) {
    if (!str_starts(e->plain, key) || words_at(g->v->r->not_after_key, e->plain, key.n))
        return *e;
    return rich_replace(g->a, e, 0, key.n, STR("____"));
}

/* 等待策略。决定了…: the explanation opens with the name in other words. */
static bool opens_with_name(const struct rich *e) {
    size_t n = explain_sentence(e->plain);
    return n < e->plain.n && utf8_cells(str_slice(e->plain, 0, n)) <= NAME_SENTENCE_CELLS;
}

static bool names_key(const struct sim_text *text, const struct view_point *sibling) {
    if (sibling->key_sim.fold.n && str_has(text->fold, sibling->key_sim.fold))
        return true;
    size_t in = sim_common(text, &sibling->key_sim);
    return sibling->key_sim.n_tokens && in * 1000 >= sibling->key_sim.n_tokens * KEY_NAMED;
}

/* Whether the clue could mean a sibling as well. */
static bool fits_sibling(struct gen *g, const struct view_facet *f, const struct view_point *p,
                         struct sim_text *clue) {
    for (size_t i = 0; i < f->n; i++) {
        struct view_point *s = &f->points[i];
        if (s == p)
            continue;
        if (names_key(clue, s) || sim_dice(g->a, &s->text_sim, clue) >= EXPLAIN_ALIKE)
            return true;
    }
    return false;
}

static size_t key_candidates(struct gen *g, const struct view_facet *f, const struct view_point *p,
                             struct pick_candidate *out) {
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct view_point *s = &f->points[i];
        if (s == p || !s->is_name || s->is_claim)
            continue;
        out[n++] = (struct pick_candidate){gate_option(g, s->key, false), s,
                                           gen_draw(g, "distractor", gen_name(s), 1u << 31)};
    }
    return n;
}

/* Takes the first three candidates into the options behind the key. */
static void take_three(struct gate_option *options, struct gate_option key,
                       const struct pick_candidate *c) {
    options[0] = key;
    for (size_t i = 1; i < PICK_OPTIONS; i++)
        options[i] = c[i - 1].option;
}

static struct rich whole_point(struct gen *g, const struct view_point *p) {
    struct rich parts[2] = {p->key, p->text.text};
    return rich_join(g->a, parts, 2, g->v->title.zh ? STR("：") : STR(": "));
}

static void judge_and_hand_in(struct gen *g, struct item *it, struct gate_choice *c,
                              const struct view_point *p) {
    enum gate gate = gate_choice(g->a, c);
    if (gate == GATE_PASSED) {
        gate_to_options(g, it, c->v, c->n);
        gate_score_choice(g->a, it, c->v, c->n,
                          (struct score_parts){.own = p->own, .shortened = p->e.shortened});
        it->explanation = whole_point(g, p);
    }
    gen_judged(g, gate, it);
}

static void form_a(struct gen *g, const struct view_facet *f, const struct view_point *p,
                   struct pick_candidate *candidates) {
    struct item it = gen_item(g, ITEM_SINGLE_CHOICE, "A", f, p);
    it.form = "explain-key.key";
    struct rich e = mask_key(g, &p->e.text, p->key.plain);
    struct slot slots[] = {{"about", gen_about(g, f->label)}, {"E", clean_inner_quotes(g->a, &e)}};
    it.stem = gen_stem(g, gen_fill(g, "explain-key.a", slots, COUNT_OF(slots)));
    struct gate_choice c = {.n = PICK_OPTIONS, .known = &g->v->title_sim};
    c.stem = sim_text(g->a, it.stem.plain, &g->v->r->stops);
    c.text = it.stem.plain;
    c.clue = sim_text(g->a, e.plain, &g->v->r->stops);
    c.clue_text = e.plain;
    size_t n = key_candidates(g, f, p, candidates);
    if (p->own < OWN_MIN) {
        gen_reject(g, GATE_VAGUE, &it);
    } else if (n < PICK_OPTIONS - 1) {
        gen_reject(g, GATE_TOO_FEW, &it);
    } else if (fits_sibling(g, f, p, &c.clue)) {
        gen_reject(g, GATE_SECOND_KEY, &it);
    } else if (str_has(c.clue.fold, p->key_sim.fold) || opens_with_name(&e)) {
        gen_reject(g, GATE_CUE, &it);
    } else {
        struct gate_option options[PICK_OPTIONS], key = gate_option(g, p->key, true);
        pick_rank(g, &key, &c.stem, LENGTH_STEP_KEY, candidates, n);
        take_three(options, key, candidates);
        c.v = options;
        judge_and_hand_in(g, &it, &c, p);
    }
}

/* Explanations of siblings that could not be said of p, nor tell whose they are. */
static size_t explanation_candidates(struct gen *g, const struct view_facet *f,
                                     const struct view_point *p, struct pick_candidate *out) {
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        struct view_point *s = &f->points[i];
        bool other_language = (p->e_sim.han > 0) != (s->e_sim.han > 0);
        if (s == p || other_language || !s->usable || s->own < OWN_MIN || names_key(&s->e_sim, s) ||
            names_key(&s->e_sim, p))
            continue;
        if (sim_common(&s->e_sim, &p->e_sim) >= SHARED_MIN &&
            sim_jaccard(&s->e_sim, &p->e_sim) >= SHARED_JACCARD)
            continue;
        out[n++] = (struct pick_candidate){gate_option(g, s->e.text, false), s,
                                           gen_draw(g, "distractor", gen_name(s), 1u << 31)};
    }
    return n;
}

static void form_b(struct gen *g, const struct view_facet *f, const struct view_point *p,
                   struct pick_candidate *candidates) {
    struct item it = gen_item(g, ITEM_SINGLE_CHOICE, "B", f, p);
    it.form = "explain-key.text";
    struct slot slots[] = {{"about", gen_about(g, f->label)},
                           {"K", clean_inner_quotes(g->a, &p->key)}};
    it.stem = gen_stem(g, gen_fill(g, "explain-key.b", slots, COUNT_OF(slots)));
    size_t n = explanation_candidates(g, f, p, candidates);
    struct gate_choice c = {.n = PICK_OPTIONS, .known = &g->v->title_sim};
    c.stem = sim_text(g->a, it.stem.plain, &g->v->r->stops);
    c.text = it.stem.plain;
    c.clue = p->key_sim;
    if (p->own < OWN_MIN) {
        gen_reject(g, GATE_VAGUE, &it);
    } else if (n < PICK_OPTIONS - 1) {
        gen_reject(g, GATE_TOO_FEW, &it);
    } else if (explain_is_bare_list(p->e.text.plain)) {
        gen_reject(g, GATE_VAGUE, &it);
    } else if (str_has(p->e_sim.fold, p->key_sim.fold) || view_repeats_key(p)) {
        gen_reject(g, GATE_CUE, &it);
    } else {
        struct gate_option options[PICK_OPTIONS], key = gate_option(g, p->e.text, true);
        pick_rank(g, &key, &c.stem, LENGTH_STEP_EXPLANATION, candidates, n);
        take_three(options, key, candidates);
        c.v = options;
        judge_and_hand_in(g, &it, &c, p);
    }
}

static bool is_askable(const struct gen *g, const struct view_facet *f) {
    const struct title *t = &g->v->title;
    return t->lists_set && f->direct && f->regular && !f->examples && f->n >= SIBLINGS_MIN &&
           t->class != TITLE_STATES && !title_claims(g->v->r, t) &&
           !words_in(g->v->r->differs, t->text.plain);
}

static void make(struct gen *g) {
    for (size_t i = 0; i < g->v->n_facets; i++) {
        const struct view_facet *f = &g->v->facets[i];
        if (!is_askable(g, f))
            continue;
        struct pick_candidate *candidates = arena_array(g->a, struct pick_candidate, f->n);
        for (size_t k = 0; k < f->n; k++) {
            const struct view_point *p = &f->points[k];
            if (p->missing || !p->is_name || p->is_claim)
                continue;
            if (p->e.gate != GATE_PASSED) {
                struct item it = gen_item(g, ITEM_SINGLE_CHOICE, "A", f, p);
                it.stem = p->text.text;
                gen_reject(g, p->e.gate, &it);
                continue;
            }
            form_a(g, f, p, candidates);
            form_b(g, f, p, candidates);
        }
    }
}

const struct generator generator_explain_key = {.name = "explain-key", .make = make};
