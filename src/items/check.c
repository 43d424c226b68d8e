/* check: plays the guessers, counts letters and truths, and looks for points nothing asks. */
#include "items/check.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "items/sim.h"

#include <math.h>

#define BEATS_BY    0.03
#define BEATS_ITEMS 10 /* fewer may all be alike: their interval says nothing */
#define Z95         1.96

struct option_view {
    struct sim_text sim;
    bool right, latin, digit, bracket;
};

struct choice_view {
    const struct item *it;
    struct sim_text stem;
    struct option_view v[26];
    size_t n, key;
};

/* Marks the options a rule would pick (or strike out): each gets a number, the greatest are it. */
typedef int rate_fn(struct arena *a, struct choice_view *c, size_t i);

static int rate_long(struct arena *a, struct choice_view *c, size_t i) {
    (void)a;
    return (int)c->v[i].sim.cells;
}

static int rate_short(struct arena *a, struct choice_view *c, size_t i) {
    (void)a;
    return -(int)c->v[i].sim.cells;
}

static int rate_stem_tokens(struct arena *a, struct choice_view *c, size_t i) {
    (void)a;
    return (int)sim_common(&c->v[i].sim, &c->stem);
}

static int rate_stem_bigrams(struct arena *a, struct choice_view *c, size_t i) {
    return sim_dice(a, &c->v[i].sim, &c->stem);
}

static int rate_like_others(struct arena *a, struct choice_view *c, size_t i) {
    int sum = 0;
    for (size_t k = 0; k < c->n; k++)
        sum += k == i ? 0 : sim_dice(a, &c->v[i].sim, &c->v[k].sim);
    return sum;
}

static int rate_unlike_others(struct arena *a, struct choice_view *c, size_t i) {
    return -rate_like_others(a, c, i);
}

/* 1 for the only option with a property, 0 for all when there is none or several. */
static int only_one(const struct choice_view *c, size_t i, size_t offset) {
    size_t with = 0;
    for (size_t k = 0; k < c->n; k++)
        with += *(const bool *)((const char *)&c->v[k] + offset);
    return with == 1 && *(const bool *)((const char *)&c->v[i] + offset);
}

static int rate_only_latin(struct arena *a, struct choice_view *c, size_t i) {
    (void)a;
    return only_one(c, i, offsetof(struct option_view, latin));
}

static int rate_only_digit(struct arena *a, struct choice_view *c, size_t i) {
    (void)a;
    return only_one(c, i, offsetof(struct option_view, digit));
}

static int rate_only_bracket(struct arena *a, struct choice_view *c, size_t i) {
    (void)a;
    return only_one(c, i, offsetof(struct option_view, bracket));
}

static const struct {
    const char *name;
    rate_fn *rate;
    bool strikes; /* an eliminator: what it rates highest goes */
} choice_rules[] = {
    {"longest", rate_long, false},
    {"shortest", rate_short, false},
    {"most words of the stem", rate_stem_tokens, false},
    {"most letters of the stem", rate_stem_bigrams, false},
    {"most like the others", rate_like_others, false},
    {"least like the others", rate_unlike_others, false},
    {"only one with Latin letters", rate_only_latin, false},
    {"only one with a digit", rate_only_digit, false},
    {"only one with a bracket", rate_only_bracket, false},
    {"not the longest", rate_long, true},
    {"not the shortest", rate_short, true},
    {"not the most words of the stem", rate_stem_tokens, true},
    {"not the most like the others", rate_like_others, true},
    {"not the least like the others", rate_unlike_others, true},
};

/* How often the rule is right on one item: ties are broken by a coin. */
static double play(struct arena *a, struct choice_view *c, rate_fn *rate, bool strikes) {
    int best = INT32_MIN;
    size_t ties = 0;
    bool key = false;
    for (size_t i = 0; i < c->n; i++) {
        int r = rate(a, c, i);
        if (r > best) {
            best = r;
            ties = 0;
            key = false;
        }
        if (r == best) {
            ties++;
            key = key || i == c->key;
        }
    }
    if (!strikes)
        return key ? 1.0 / (double)ties : 0;
    double struck = key ? 1.0 / (double)ties : 0;
    return (1 - struck) / (double)(c->n - 1);
}

struct tally {
    size_t n;
    double score, chance, square;
};

static void count(struct tally *t, double score, double chance) {
    t->n++;
    t->score += score;
    t->square += score * score;
    t->chance += chance;
}

static void put_rule(struct check *c, enum check_group g, const char *name, const char *about,
                     const struct tally *t) {
    if (c->n_rules[g] == CHECK_RULES_MAX)
        return;
    double n = t->n ? (double)t->n : 1, mean = t->score / n;
    double variance = t->square / n - mean * mean;
    struct check_rule r = {.name = name,
                           .about = about,
                           .items = t->n,
                           .score = mean,
                           .chance = t->chance / n,
                           .margin = Z95 * sqrt((variance > 0 ? variance : 0) / n)};
    r.beats_chance = t->n >= BEATS_ITEMS && r.score - r.margin > r.chance + BEATS_BY;
    c->rules[g][c->n_rules[g]++] = r;
}

static enum check_group group_of(const struct item *it) {
    return strcmp(it->generator, "authored") == 0 ? CHECK_AUTHORED : CHECK_GENERATED;
}

static bool has_latin(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')
            return true;
    return false;
}

static bool has_bracket(struct str s) {
    return str_has(s, STR("(")) || str_has(s, STR("（"));
}

static struct choice_view view_choice(struct arena *a, const struct item *it) {
    struct choice_view c = {.it = it, .n = MIN(it->n_options, 26u)};
    c.stem = sim_text(a, it->stem.plain, NULL);
    for (size_t i = 0; i < c.n; i++) {
        struct str s = it->options[i].text.plain;
        c.v[i].sim = sim_text(a, s, NULL);
        c.v[i].right = it->options[i].right;
        c.v[i].latin = has_latin(s);
        c.v[i].digit = c.v[i].sim.digits > 0;
        c.v[i].bracket = has_bracket(s);
        if (it->options[i].right)
            c.key = i;
    }
    return c;
}

static void play_choices(struct arena *scratch, struct check *c, enum check_group g) {
    struct tally t[COUNT_OF(choice_rules)] = {0};
    struct arena_mark mark = arena_mark(scratch);
    for (size_t i = 0; i < c->bank->n; i++) {
        const struct item *it = c->bank->v[i];
        if (it->kind != ITEM_SINGLE_CHOICE || it->use != USE_PAPER || group_of(it) != g ||
            it->n_options < 2)
            continue;
        struct choice_view v = view_choice(scratch, it);
        for (size_t r = 0; r < COUNT_OF(choice_rules); r++)
            count(&t[r], play(scratch, &v, choice_rules[r].rate, choice_rules[r].strikes),
                  1.0 / (double)v.n);
        c->choices[g]++;
        arena_reset(scratch, mark);
    }
    for (size_t r = 0; r < COUNT_OF(choice_rules) && c->choices[g]; r++)
        put_rule(c, g, choice_rules[r].name, "single-choice", &t[r]);
}

static unsigned median_stem(struct arena *a, const struct check *c, enum check_group g) {
    VEC(unsigned) cells = {0};
    for (size_t i = 0; i < c->bank->n; i++) {
        const struct item *it = c->bank->v[i];
        if (it->kind == ITEM_TRUE_FALSE && group_of(it) == g)
            vec_push(a, &cells, (unsigned)utf8_cells(it->stem.plain));
    }
    for (size_t i = 1; i < cells.n; i++)
        for (size_t k = i; k > 0 && cells.v[k - 1] > cells.v[k]; k--) {
            unsigned t = cells.v[k];
            cells.v[k] = cells.v[k - 1];
            cells.v[k - 1] = t;
        }
    return cells.n ? cells.v[cells.n / 2] : 0;
}

/* Always 对; and long statements are true. */
static void play_truths(struct arena *scratch, struct check *c, enum check_group g) {
    struct tally always = {0}, long_ones = {0};
    unsigned median = median_stem(scratch, c, g);
    for (size_t i = 0; i < c->bank->n; i++) {
        const struct item *it = c->bank->v[i];
        if (it->kind != ITEM_TRUE_FALSE || it->use != USE_PAPER || group_of(it) != g)
            continue;
        count(&always, it->is_true, 0.5);
        bool says = utf8_cells(it->stem.plain) >= median;
        count(&long_ones, says == it->is_true, 0.5);
        if (it->is_true)
            c->truths++;
        else
            c->falsehoods++;
    }
    if (always.n) {
        put_rule(c, g, "always true", "true-false", &always);
        put_rule(c, g, "long is true", "true-false", &long_ones);
    }
}

/* An option longer than the median of its item is right. */
static void play_several(struct check *c, enum check_group g) {
    struct tally t = {0};
    for (size_t i = 0; i < c->bank->n; i++) {
        const struct item *it = c->bank->v[i];
        if (it->kind != ITEM_MULTIPLE_RESPONSE || it->use != USE_PAPER || group_of(it) != g)
            continue;
        size_t sum = 0;
        for (size_t k = 0; k < it->n_options; k++)
            sum += utf8_cells(it->options[k].text.plain);
        for (size_t k = 0; k < it->n_options; k++) {
            bool is_long = utf8_cells(it->options[k].text.plain) * it->n_options > sum;
            count(&t, is_long == it->options[k].right, 0.5);
        }
    }
    if (t.n)
        put_rule(c, g, "long is right", "multiple-response", &t);
}

/* Letters as a paper with seed 1 might print them: drawn by the item's own id. */
static void draw_letters(struct arena *a, struct check *c) {
    size_t run = 0, n = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < c->bank->n; i++) {
        const struct item *it = c->bank->v[i];
        if (it->kind != ITEM_SINGLE_CHOICE || it->n_options != 4 || it->use != USE_PAPER ||
            it->ordered_options)
            continue;
        struct rng r = rng_keyed(1, STR("options"), hash_hex(a, it->id));
        uint32_t letter = rng_below(&r, 4);
        c->letters[letter]++;
        run = letter == last ? run + 1 : 1;
        c->longest_run = MAX(c->longest_run, run);
        last = letter;
        n++;
    }
    double expected = (double)n / 4;
    for (size_t i = 0; i < 4 && n; i++)
        c->chi2 +=
            ((double)c->letters[i] - expected) * ((double)c->letters[i] - expected) / expected;
}

static struct str key_of(const void *p, const void **room) {
    *room = p;
    return (struct str){(const char *)room, sizeof *room};
}

/* A pointer as a map's key; the map is only looked up, never walked. */
static struct map_entry *entry_of(struct map *m, struct arena *a, const void *p, bool make) {
    const void *room;
    struct str key = key_of(p, &room);
    if (!make)
        return map_find(m, key);
    return map_put(m, str_copy(a, key));
}

struct coverage {
    struct arena *a;
    struct map asked;    /* points some item asks */
    struct map rejected; /* points -> 1 + gate */
    struct map papers;   /* questions with a paper item: 2, with any: 1 */
    VEC(struct check_point) unasked;
};

static void note_items(struct coverage *v, const struct bank *b) {
    for (size_t i = 0; i < b->n; i++) {
        const struct item *it = b->v[i];
        if (it->source.point)
            entry_of(&v->asked, v->a, it->source.point, true);
        struct map_entry *e = entry_of(&v->papers, v->a, it->source.question, true);
        e->num = MAX(e->num, it->use == USE_PAPER ? 2 : 1);
    }
    for (size_t i = 0; i < b->n_rejected; i++) {
        const struct item_rejected *r = &b->rejected[i];
        if (r->source.point)
            entry_of(&v->rejected, v->a, r->source.point, true)->num = 1 + r->gate;
    }
}

/* A recall on paper or a question in explicit syntax asks all its points. */
static bool asks_whole(const struct bank *b, const struct question *q, struct map *whole,
                       struct arena *a, bool fill) {
    if (fill) {
        for (size_t i = 0; i < b->n; i++) {
            const struct item *it = b->v[i];
            bool all = it->kind == ITEM_SHORT_ANSWER || group_of(it) == CHECK_AUTHORED;
            if (all && it->use == USE_PAPER)
                entry_of(whole, a, it->source.question, true);
        }
        return false;
    }
    return entry_of(whole, a, q, false) != NULL;
}

static void cover_point(struct coverage *v, struct check_coverage *out, const struct question *q,
                        const struct point *p, bool whole) {
    out->points++;
    if (whole || entry_of(&v->asked, v->a, p, false)) {
        out->asked++;
        return;
    }
    const struct map_entry *e = entry_of(&v->rejected, v->a, p, false);
    uint8_t gate = e ? (uint8_t)(e->num - 1) : GATE_PASSED;
    if (e)
        out->why[gate]++;
    else
        out->untried++;
    vec_push(v->a, &v->unasked, (struct check_point){q, p, gate});
}

static void cover(struct arena *a, struct check *c, const struct study *s) {
    struct coverage v = {.a = a, .asked = map_in(a), .rejected = map_in(a), .papers = map_in(a)};
    struct map whole = map_in(a);
    note_items(&v, c->bank);
    asks_whole(c->bank, NULL, &whole, a, true);
    struct check_coverage *out = &c->coverage;
    for (size_t i = 0; i < s->n_questions; i++) {
        const struct question *q = s->questions[i];
        const struct map_entry *e = entry_of(&v.papers, a, q, false);
        out->questions++;
        out->answered += q->status != STATUS_MISSING;
        out->on_paper += e && e->num == 2;
        out->card_only += e && e->num == 1;
        out->nothing += !e && q->status != STATUS_MISSING;
        bool all = asks_whole(c->bank, q, &whole, a, false);
        for (size_t f = 0; f < q->n_facets; f++)
            for (size_t k = 0; k < q->facets[f].n_parts; k++)
                if (q->facets[f].parts[k].kind == PART_POINT &&
                    q->facets[f].parts[k].point->status == STATUS_ANSWERED)
                    cover_point(&v, out, q, q->facets[f].parts[k].point, all);
    }
    c->unasked = v.unasked.v;
    c->n_unasked = v.unasked.n;
}

struct check *bank_check(struct arena *a, const struct bank *b, const struct study *s) {
    struct check *c = arena_new(a, struct check);
    struct arena **held = arena_hold(a), *scratch = *held;
    c->bank = b;
    for (int g = 0; g < CHECK_GROUPS; g++) {
        play_choices(scratch, c, (enum check_group)g);
        play_truths(scratch, c, (enum check_group)g);
        play_several(c, (enum check_group)g);
    }
    draw_letters(scratch, c);
    arena_release(held);
    cover(a, c, s);
    return c;
}
