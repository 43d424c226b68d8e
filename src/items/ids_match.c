/* ids_match: candidates by equal content or shared tokens (topics), then one number for how alike
 * two identities are.
 *
 * How alike, in thousandths: 900 when the items give the same as right and wrong; else half for the
 * key, 0.3 for the question's title and 0.2 for the titles above it (Dice of bigrams each); without
 * a key 0.7 and 0.3. */
#include "items/ids_match.h"

#include "base/hash.h"
#include "base/map.h"
#include "items/topics.h"

#define ALIKE_MIN    600
#define ALIKE_BODY   900
#define ALIKE_MARGIN 50 /* a second best this near makes the match unclear */
#define NEAR_MAX     24

struct identity { /* an identity taken apart */
    struct str form;
    struct sim_text key, title, above;
};

struct side {       /* a new item or a remaining entry */
    uint32_t index; /* in now or old */
    const struct ids_entry *e;
    struct identity id;
    uint32_t best; /* 1 + index among the other side, 0 = none */
    int score, second;
    uint32_t second_best;
};

struct guess {
    struct arena *a;
    VEC(struct side) items;
    VEC(struct side) entries;
};

void ids_take(struct ids_found *f, size_t item, size_t entry) {
    f->was[item] = (uint32_t)entry + 1;
    f->taken[entry] = true;
}

static struct identity take_apart(struct arena *a, struct str s) {
    struct identity id = {0};
    struct str above = {0};
    id.form = ids_part(&s);
    struct str path = ids_part(&s), key = ids_part(&s);
    for (size_t at; (at = str_find(path, STR(" › "))) != SIZE_MAX;) {
        struct str title = str_slice(path, 0, at);
        above = above.n ? (struct str){above.p, above.n + strlen(" › ") + title.n} : title;
        path = str_from(path, at + strlen(" › "));
    }
    id.key = sim_text(a, key, NULL);
    id.title = sim_text(a, path, NULL);
    id.above = sim_text(a, above, NULL);
    return id;
}

static int alike_of(struct arena *a, struct side *x, struct side *y) {
    if (!str_eq(x->id.form, y->id.form))
        return 0;
    int title = sim_dice(a, &x->id.title, &y->id.title);
    int above = sim_dice(a, &x->id.above, &y->id.above);
    int key = sim_dice(a, &x->id.key, &y->id.key);
    bool keyed = x->id.key.fold.n > 0 || y->id.key.fold.n > 0;
    int score =
        keyed ? (500 * key + 300 * title + 200 * above) / 1000 : (700 * title + 300 * above) / 1000;
    if (x->e->body == y->e->body) /* of several alike the nearer one in name is better */
        score = MAX(score, ALIKE_BODY + score / 10);
    return score;
}

static void note_score(struct side *x, uint32_t other, int score) {
    if (score > x->score) {
        x->second = x->score;
        x->second_best = x->best;
        x->score = score;
        x->best = other + 1;
    } else if (score > x->second && x->best != other + 1) {
        x->second = score;
        x->second_best = other + 1;
    }
}

static void compare(struct guess *g, uint32_t item, uint32_t entry) {
    struct side *x = &g->items.v[item], *y = &g->entries.v[entry];
    if (x->best == entry + 1 || x->second_best == entry + 1)
        return;
    int score = alike_of(g->a, x, y);
    note_score(x, entry, score);
    note_score(y, item, score);
}

static void compare_same_body(struct guess *g) {
    struct map bodies = map_in(g->a);
    uint32_t *next = arena_array(g->a, uint32_t, g->entries.n + 1);
    for (size_t i = g->entries.n; i > 0; i--) {
        struct map_entry *e = map_put(&bodies, hash_hex(g->a, g->entries.v[i - 1].e->body));
        next[i - 1] = (uint32_t)e->num;
        e->num = (int64_t)i;
    }
    for (uint32_t i = 0; i < g->items.n; i++) {
        const struct map_entry *e = map_find(&bodies, hash_hex(g->a, g->items.v[i].e->body));
        uint32_t k = e ? (uint32_t)e->num : 0;
        for (size_t n = 0; k && n < NEAR_MAX; k = next[k - 1], n++)
            compare(g, i, k - 1);
    }
}

/* Items first, entries behind, in one index: links lead from each item to entries near it. */
static void compare_near(struct guess *g) {
    size_t n = g->items.n + g->entries.n;
    const struct sim_text **texts = arena_array(g->a, const struct sim_text *, n);
    for (size_t i = 0; i < n; i++) {
        const struct side *s = i < g->items.n ? &g->items.v[i] : &g->entries.v[i - g->items.n];
        struct sim_text *t = arena_new(g->a, struct sim_text);
        *t = sim_text(g->a, s->e->identity, NULL);
        texts[i] = t;
    }
    const struct topics *topics = topics_make(g->a, texts, n);
    struct topic_link links[NEAR_MAX];
    for (uint32_t i = 0; i < g->items.n; i++) {
        size_t found = topics_near(g->a, topics, i, links, NEAR_MAX);
        for (size_t k = 0; k < found; k++)
            if (links[k].text >= g->items.n)
                compare(g, i, links[k].text - (uint32_t)g->items.n);
    }
}

static bool is_unclear(const struct side *s) {
    return s->second >= ALIKE_MIN && s->score - s->second < ALIKE_MARGIN;
}

/* Titles and key of an identity, to be read. */
static struct str shown(struct arena *a, struct str identity) {
    ids_part(&identity);
    struct str parts[2] = {ids_part(&identity), ids_part(&identity)};
    return str_join(a, parts, parts[1].n ? 2 : 1, STR(" › "));
}

static void settle(struct guess *g, struct ids_found *found, struct diag *d) {
    for (size_t i = 0; i < g->items.n; i++) {
        const struct side *x = &g->items.v[i];
        if (!x->best || x->score < ALIKE_MIN)
            continue;
        const struct side *y = &g->entries.v[x->best - 1];
        struct str was = shown(g->a, y->e->identity);
        if (is_unclear(x) || is_unclear(y) || y->best != i + 1) {
            struct str other = x->second_best
                                   ? shown(g->a, g->entries.v[x->second_best - 1].e->identity)
                                   : (struct str){0};
            if (is_unclear(x))
                diag_at(d, DIAG_ID_UNCLEAR, x->e->span, x->e->says, was, other);
            continue;
        }
        ids_take(found, x->index, y->index);
        diag_at(d, DIAG_ID_KEPT, x->e->span, x->e->says, hash_hex(g->a, y->e->id), was);
    }
}

void ids_guess(struct arena *a, const struct ids_ledger *old, const struct ids_now *now,
               struct ids_found *found, struct diag *d) {
    struct guess g = {.a = a};
    for (size_t i = 0; i < now->v.n; i++)
        if (!found->was[i])
            vec_push(a, &g.items, (struct side){.index = (uint32_t)i, .e = &now->v.v[i]});
    for (size_t i = 0; i < old->v.n; i++)
        if (!found->taken[i] && found->open[i])
            vec_push(a, &g.entries, (struct side){.index = (uint32_t)i, .e = &old->v.v[i]});
    if (g.items.n == 0 || g.entries.n == 0)
        return;
    for (size_t i = 0; i < g.items.n; i++)
        g.items.v[i].id = take_apart(a, g.items.v[i].e->identity);
    for (size_t i = 0; i < g.entries.n; i++)
        g.entries.v[i].id = take_apart(a, g.entries.v[i].e->identity);
    compare_same_body(&g);
    compare_near(&g);
    settle(&g, found, d);
}
