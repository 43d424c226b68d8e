/* verdict: true or false: an explanation as written or a sibling's in its place (swap), a statement
 * with one direction word turned round (flip), a yes-no title as a statement (lead). Never by
 * adding 不.
 *
 * Terms: direction word = one of a pair like 增加/减少; own tokens as in view.h. */
#include "items/gates.h"

#include "base/utf8.h"

/* How many of eight statements are wanted false: true ones are turned down more often. */
#define FALSE_OF_8     3
#define FALSE_OF_8_FEW 4   /* of a list with few points that could change places */
#define SWAPS_MOST     750 /* thousandths of a list's points that can: not few */
#define OWN_MIN_TRUE   3
#define OWN_MIN_SWAP   4
#define SWAP_DICE      250 /* thousandths */
#define SWAP_JACCARD   200
#define SWAP_SHARED    3
#define FLIP_CELLS_MIN 16
#define BARE_CELLS_MIN 24 /* a statement without a key in less is a fragment */

static bool wants_false(struct gen *g, const struct view_point *p, uint32_t of_8) {
    return gen_draw(g, "verdict", gen_name(p), 8) < of_8;
}

static struct rich whole_point(struct gen *g, const struct view_point *p) {
    struct rich parts[2] = {p->key, p->text.text};
    if (p->key.plain.n == 0)
        return p->text.text;
    return rich_join(g->a, parts, 2, g->v->title.zh ? STR("：") : STR(": "));
}

static void hand_in(struct gen *g, struct item *it, const struct view_point *p,
                    const struct rich *stem) {
    it->stem = gen_stem(g, *stem);
    it->explanation = whole_point(g, p);
    gate_score_plain(it, (struct score_parts){.own = p->own, .shortened = p->e.shortened});
    it->difficulty = it->is_true ? 400 : 600;
    enum gate gate = GATE_PASSED;
    if (it->stem.plain.n == 0)
        gate = GATE_NO_WORDING;
    else if (utf8_cells(it->stem.plain) > STEM_CELLS_MAX)
        gate = GATE_TOO_LONG;
    gen_judged(g, gate, it);
}

static struct rich swap_stem(struct gen *g, const struct view_facet *f, const struct view_point *p,
                             const struct rich *e) {
    struct slot slots[] = {
        {"about", gen_about(g, f->label)}, {"K", clean_inner_quotes(g->a, &p->key)}, {"E", *e}};
    return gen_fill(g, "verdict.swap", slots, COUNT_OF(slots));
}

static bool names_any(const struct view_facet *f, const struct sim_text *e) {
    for (size_t i = 0; i < f->n; i++)
        if (f->points[i].key_sim.fold.n && str_has(e->fold, f->points[i].key_sim.fold))
            return true;
    return false;
}

/* Whether s's explanation is plainly not p's, yet of its kind. */
static bool is_plainly_wrong(struct gen *g, const struct view_facet *f, struct view_point *p,
                             struct view_point *s) {
    uint32_t a = p->e_sim.cells, b = s->e_sim.cells;
    if (!s->usable || s->own < OWN_MIN_SWAP || 2 * a < b || 2 * b < a ||
        explain_is_bare_list(s->e.text.plain))
        return false;
    return sim_dice(g->a, &p->e_sim, &s->e_sim) < SWAP_DICE &&
           sim_jaccard(&p->e_sim, &s->e_sim) <= SWAP_JACCARD &&
           sim_common(&p->e_sim, &s->e_sim) < SWAP_SHARED &&
           sim_common(&p->key_sim, &s->e_sim) == 0 && !names_any(f, &s->e_sim);
}

/* Both mostly Chinese, or neither. */
static bool same_language(const struct view_point *p, const struct view_point *s) {
    return (p->e_sim.han * 4 > p->e_sim.cells) == (s->e_sim.han * 4 > s->e_sim.cells);
}

static struct view_point *find_swap(struct gen *g, const struct view_facet *f, size_t at,
                                    bool *used) {
    for (size_t step = 1; step < f->n; step++) {
        size_t i = (at + step) % f->n;
        if (!used[i] && same_language(&f->points[at], &f->points[i]) &&
            is_plainly_wrong(g, f, &f->points[at], &f->points[i])) {
            used[i] = true;
            return &f->points[i];
        }
    }
    return NULL;
}

static bool in_brackets(struct str s, size_t at) {
    int depth = 0;
    for (const char *p = s.p, *end = s.p + at; p < end;) {
        uint32_t c = utf8_next(&p, s.p + s.n);
        depth += c == '(' || c == 0xFF08;
        depth -= c == ')' || c == 0xFF09;
    }
    return depth > 0;
}

/* The text with its one direction word turned round; empty when it has none, or anything else that
 * has a direction. One that begins with it tells what to do, unless a label says what it is. */
static struct rich flipped(struct gen *g, const struct rich *e, bool may_begin) {
    const struct rules *r = g->v->r;
    struct str s = e->plain;
    size_t at = 0, n = words_find(r->directions_all, s, &at);
    if (n == 0 || (at == 0 && !may_begin) || words_count(r->directions_all, s) != 1 ||
        str_has(s, STR("。")) || str_has(s, STR("；")))
        return (struct rich){0};
    struct str word = str_slice(s, at, at + n), other = {0};
    for (size_t i = 0; i < r->directions.n && other.n == 0; i++) {
        if (str_eq(word, r->directions.v[i].first))
            other = r->directions.v[i].second;
        else if (str_eq(word, r->directions.v[i].second))
            other = r->directions.v[i].first;
    }
    if (str_has(g->v->title.text.plain, word) || in_brackets(s, at))
        return (struct rich){0}; /* the 提升 of 提升树 has no direction */
    if (words_at(r->direction_not_after, s, at + n) ||
        words_in(r->direction_other, str_slice(s, 0, at)) ||
        words_in(r->direction_other, str_from(s, at + n)) || words_in(r->direction_foreign, s))
        return (struct rich){0};
    return rich_replace(g->a, e, at, at + n, other);
}

/* A statement turned round. The key must not say which way it goes. */
static bool flip(struct gen *g, const struct view_facet *f, const struct view_point *p) {
    const struct rules *r = g->v->r;
    if (!g->v->title.zh || p->e.gate != GATE_PASSED ||
        utf8_cells(p->e.text.plain) < (p->key.plain.n ? FLIP_CELLS_MIN : BARE_CELLS_MIN) ||
        view_repeats_key(p) || words_in(r->directions_all, p->key.plain) ||
        words_in(r->direction_other, p->key.plain))
        return false;
    struct rich turned = flipped(g, &p->e.text, f->label.n > 0);
    if (turned.plain.n == 0)
        return false;
    struct item it = gen_item(g, ITEM_TRUE_FALSE, "flip", f, p);
    it.is_true = !wants_false(g, p, FALSE_OF_8);
    it.form = p->key.plain.n == 0 ? "verdict.bare" : it.is_true ? "verdict.true" : "verdict.flip";
    const struct rich *e = it.is_true ? &p->e.text : &turned;
    struct slot slots[] = {{"about", gen_about(g, f->label)},
                           {"T", clean_inner_quotes(g->a, &g->v->title.about)},
                           {"L", gen_words(g, f->label)},
                           {"E", *e}};
    const char *key = f->label.n ? gen_by_class(g, "verdict.flip-label") : "verdict.flip";
    struct rich stem =
        p->key.plain.n ? swap_stem(g, f, p, e) : gen_fill(g, key, slots, COUNT_OF(slots));
    hand_in(g, &it, p, &stem);
    return true;
}

static bool is_keyed(const struct view_facet *f, const struct view_point *p) {
    return !p->missing && p->usable && !p->is_claim && f->n > 1 && f->regular;
}

/* How many of eight statements about the points of a list are wanted false. */
static uint32_t false_share(struct gen *g, const struct view_facet *f) {
    bool *used = arena_array(g->a, bool, f->n);
    size_t n = 0, can = 0;
    for (size_t i = 0; i < f->n; i++) {
        if (!is_keyed(f, &f->points[i]))
            continue;
        n++;
        can += find_swap(g, f, i, used) != NULL;
    }
    return can * 1000 >= n * SWAPS_MOST ? FALSE_OF_8 : FALSE_OF_8_FEW;
}

static void keyed(struct gen *g, const struct view_facet *f, size_t at, uint32_t of_8, bool *used) {
    struct view_point *p = &f->points[at];
    struct item it = gen_item(g, ITEM_TRUE_FALSE, "", f, p);
    it.stem = p->text.text;
    it.is_true = !wants_false(g, p, of_8);
    it.form = it.is_true ? "verdict.true" : "verdict.swap";
    const struct rich *e = &p->e.text;
    if (p->own < (it.is_true ? OWN_MIN_TRUE : OWN_MIN_SWAP) ||
        (it.is_true && (view_repeats_key(p) || explain_is_bare_list(p->e.text.plain)))) {
        gen_reject(g, GATE_VAGUE, &it);
        return;
    }
    if (!it.is_true) {
        const struct view_point *s = find_swap(g, f, at, used);
        if (!s) {
            if (!flip(g, f, p))
                gen_reject(g, GATE_TOO_FEW, &it);
            return;
        }
        e = &s->e.text;
    }
    struct rich stem = swap_stem(g, f, p, e);
    hand_in(g, &it, p, &stem);
}

/* …的原因之一是 can be said; …的总结之一是 cannot. */
static bool can_be_one_of(const struct rules *r, const struct view_facet *f) {
    return f->label.n == 0 || words_is(r->flip_label, f->canonical);
}

/* The numbered points of a how are things to do: true of nothing. */
static bool is_instruction(const struct gen *g, const struct view_facet *f) {
    return f->ordered && words_in(g->v->r->how_or_why, g->v->title.text.plain);
}

/* A bare statement is understood under a label, or where nothing introduces the list. */
static bool stands_without_lead(const struct gen *g, const struct view_facet *f,
                                const struct view_point *p) {
    return (f->label.n || g->v->lead_cells == 0) && can_be_one_of(g->v->r, f) && !p->nested &&
           !is_instruction(g, f) && !words_end(g->v->r->flip_end, p->e.text.plain) &&
           !words_in(g->v->r->anaphora, p->e.text.plain) &&
           !explain_names_step(g->v->r, p->e.text.plain);
}

static void facet(struct gen *g, const struct view_facet *f) {
    bool *used = arena_array(g->a, bool, f->n);
    uint32_t of_8 = false_share(g, f);
    bool apart = words_in(g->v->r->differs, g->v->title.text.plain);
    for (size_t i = 0; i < f->n; i++) {
        const struct view_point *p = &f->points[i];
        if (p->missing)
            continue;
        if (is_keyed(f, p) && !apart)
            keyed(g, f, i, of_8, used);
        else if (p->key.plain.n == 0 && stands_without_lead(g, f, p))
            flip(g, f, p);
    }
}

/* +1 yes, -1 no, 0 neither: the first clause of the lead is one of the words and nothing else. */
static int lead_says(const struct view *v) {
    const struct question *q = v->q;
    if (q->n_lead == 0 || q->lead[0].kind != PART_TEXT)
        return 0;
    struct str s = str_trim(q->lead[0].text.plain);
    for (int yes = 1; yes >= 0; yes--) {
        size_t n = words_start(yes ? v->r->lead_yes : v->r->lead_no, s);
        struct str rest = str_from(s, n);
        bool ends = rest.n == 0 || rest.p[0] == '\n' || rest.p[0] == ',' || rest.p[0] == '.' ||
                    str_starts(rest, STR("，")) || str_starts(rest, STR("。")) ||
                    str_starts(rest, STR("；")) || str_starts(rest, STR("！"));
        if (n && ends)
            return yes ? 1 : -1;
    }
    return 0;
}

/* 大模型有推理能力吗 -> 大模型有推理能力; empty when it cannot be said so. */
static struct rich as_statement(struct gen *g) {
    const struct rules *r = g->v->r;
    struct rich t = g->v->title.text;
    bool changed = false;
    if (str_ends(t.plain, STR("吗"))) {
        t = rich_slice(g->a, &t, 0, t.plain.n - strlen("吗"));
        changed = true;
    }
    for (size_t i = 0; i < r->assertions.n; i++) {
        size_t at = str_find(t.plain, r->assertions.v[i].first);
        if (at == SIZE_MAX)
            continue;
        t = rich_replace(g->a, &t, at, at + r->assertions.v[i].first.n, r->assertions.v[i].second);
        changed = true;
        break;
    }
    if (!changed || words_in(r->yes_no, t.plain) || words_start(r->no_subject, t.plain))
        return (struct rich){0};
    return t;
}

/* 不会。以下场景仍优：… tells only its first sentence without the list behind it. */
static struct rich without_lead_in(struct gen *g, struct rich s) {
    struct str text = str_trim_end(s.plain);
    if (!str_ends(text, STR("：")) && !str_ends(text, STR(":")))
        return s;
    return rich_slice(g->a, &s, 0, explain_sentence(s.plain));
}

static void yes_no(struct gen *g) {
    const struct title *t = &g->v->title;
    int says = t->yes_no && !t->two_part && !words_in(g->v->r->yes_no_open, t->text.plain)
                   ? lead_says(g->v)
                   : 0;
    if (says == 0)
        return;
    struct item it = gen_item(g, ITEM_TRUE_FALSE, "lead", NULL, NULL);
    struct rich statement = as_statement(g);
    it.stem = statement;
    it.is_true = says > 0;
    it.form = "verdict.lead";
    if (statement.plain.n == 0)
        return;
    struct slot slots[] = {{"S", statement}};
    it.stem = gen_stem(g, gen_fill(g, "verdict.statement", slots, COUNT_OF(slots)));
    it.explanation =
        without_lead_in(g, clean_rich(g->a, &g->v->q->lead[0].text, CLEAN_STATEMENT).text);
    gate_score_plain(&it, (struct score_parts){.own = 8});
    it.difficulty = 300;
    gen_judged(g, it.stem.plain.n ? GATE_PASSED : GATE_NO_WORDING, &it);
}

static void make(struct gen *g) {
    yes_no(g);
    for (size_t i = 0; i < g->v->n_facets; i++) {
        const struct view_facet *f = &g->v->facets[i];
        if (f->direct && !f->examples && g->v->title.lists_set && g->v->title.class != TITLE_STATES)
            facet(g, f);
    }
}

const struct generator generator_verdict = {.name = "verdict", .make = make};
