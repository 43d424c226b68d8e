/* shuffle: permutations of options and items. Terms: free option = one that may stand anywhere;
 * base order = the draw all variants' rotations start from; near = two variants print an item less
 * than NEAR places apart. */
#include "plan/shuffle.h"

#include "base/rng.h"
#include "plan/letters.h"
#include "plan/select.h"
#include "plan/sorted.h"

#define ATTEMPTS_MAX  1000
#define RUN_MAX       4
#define SHARE_OF_MOST 20 /* items from which shares of letters are judged */
#define NEAR          3

#define KEYS_TRIED 16

struct tries {
    struct arena *a;
    const struct shuffle_job *job;
    unsigned attempt, again; /* of the section; of one item within it */
    struct paper_item *made; /* by variant, then in the order of the notes */
    struct paper_item **v;   /* by variant, then as printed */
};

static struct paper_item *made_for(const struct tries *t, size_t variant, size_t i) {
    return &t->made[variant * t->job->n + i];
}

static struct rng draw(const struct tries *t, const char *purpose, size_t variant,
                       const struct item *it) {
    struct str key = str_format(t->a, "%s/%u.%u/%zu", purpose, t->attempt, t->again, variant);
    return rng_keyed(t->job->seed, key, select_id(t->a, it));
}

static void shuffle_bytes(struct rng *r, uint8_t *v, size_t n) {
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(r, (uint32_t)i);
        uint8_t swap = v[i - 1];
        v[i - 1] = v[j];
        v[j] = swap;
    }
}

static void count_up(uint8_t *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        v[i] = (uint8_t)i;
}

static bool right_at(const struct paper_item *pi, size_t place) {
    return pi->item->options[pi->order[place]].right;
}

/* --- options of a choice --- */

/* Where the options may stand: those pinned keep their places, the free ones share the rest. */
struct seats {
    uint8_t free_v[PAPER_OPTIONS_MAX], room[PAPER_OPTIONS_MAX]; /* options; places */
    size_t n;
};

/* The first place from `at` on, or before it where there is none, that is not taken. */
static size_t next_seat(const bool *taken, size_t n, size_t at) {
    size_t place = MIN(at, n - 1);
    for (size_t i = 0; i < n && taken[place]; i++)
        place = (place + 1) % n;
    return place;
}

/* Gives pinned options their places. Those that stand last are counted from the end. */
static struct seats seat_pinned(const struct item *it, uint8_t *order) {
    bool taken[PAPER_OPTIONS_MAX] = {false};
    struct seats s = {.n = 0};
    size_t last = it->n_options;
    for (size_t i = it->n_options; i-- > 0;)
        if (letters_pin(it, i) < 0) {
            order[--last] = (uint8_t)i;
            taken[last] = true;
        }
    for (size_t i = 0; i < it->n_options; i++) {
        int8_t pin = letters_pin(it, i);
        if (pin > 0) {
            size_t place = next_seat(taken, it->n_options, (size_t)pin - 1);
            order[place] = (uint8_t)i;
            taken[place] = true;
        } else if (pin == 0) {
            s.free_v[s.n++] = (uint8_t)i;
        }
    }
    for (size_t p = 0, k = 0; p < it->n_options; p++)
        if (!taken[p])
            s.room[k++] = (uint8_t)p;
    return s;
}

/* Variant v of block v / n prints the base order of its block rotated by the v % n-th of the drawn
 * distances: over one block every option stands at every free place once. */
static void rotate_options(const struct tries *t, size_t variant, const struct item *it,
                           const uint8_t *free_v, size_t n, uint8_t *out) {
    uint8_t base[PAPER_OPTIONS_MAX], by[PAPER_OPTIONS_MAX];
    struct rng r = draw(t, "options", variant / n, it);
    memcpy(base, free_v, n);
    shuffle_bytes(&r, base, n);
    count_up(by, n);
    shuffle_bytes(&r, by, n);
    for (size_t i = 0; i < n; i++)
        out[i] = base[(i + by[variant % n]) % n];
}

static void place_options(const struct tries *t, size_t variant, struct paper_item *pi) {
    const struct item *it = pi->item;
    uint8_t drawn[PAPER_OPTIONS_MAX];
    pi->n_order = (uint8_t)it->n_options;
    if (it->ordered_options) {
        count_up(pi->order, it->n_options); /* stored in the order to print */
        return;
    }
    if (sorted_options(it)) {
        sorted_order(it, pi->order);
        return;
    }
    struct seats s = seat_pinned(it, pi->order);
    if (s.n)
        rotate_options(t, variant, it, s.free_v, s.n, drawn);
    for (size_t i = 0; i < s.n; i++)
        pi->order[s.room[i]] = drawn[i];
}

/* --- ordering and matching --- */

static bool in_own_order(const uint8_t *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (v[i] != i)
            return false;
    return true;
}

/* Whether an earlier variant has item i's parts in the very order they have in this one. */
static bool same_before(const struct tries *t, size_t variant, size_t i) {
    const struct paper_item *pi = made_for(t, variant, i);
    for (size_t w = 0; w < variant; w++)
        if (!memcmp(made_for(t, w, i)->order, pi->order, pi->n_order))
            return true;
    return false;
}

/* A draw that is not the steps' own order nor, while others are left, another variant's. */
static void place_steps(const struct tries *t, size_t variant, size_t i, struct rng r) {
    struct paper_item *pi = made_for(t, variant, i);
    size_t n = pi->item->n_answers;
    pi->n_order = (uint8_t)n;
    for (int tries = 0; tries < 100; tries++) {
        count_up(pi->order, n);
        shuffle_bytes(&r, pi->order, n);
        if (!in_own_order(pi->order, n) && !same_before(t, variant, i))
            return;
    }
    while (n > 1 && in_own_order(pi->order, n))
        shuffle_bytes(&r, pi->order, n);
}

/* Pairs that stand side by side. */
static size_t count_level(const struct paper_item *pi) {
    size_t n = 0;
    for (size_t i = 0; i < pi->n_left; i++)
        n += pi->left_order[i] == pi->order[i];
    return n;
}

static void place_pairs(const struct tries *t, size_t variant, size_t i, struct rng r) {
    struct paper_item *pi = made_for(t, variant, i);
    const struct item *it = pi->item;
    pi->n_order = (uint8_t)it->n_answers;
    for (size_t k = 0; k < it->n_answers; k++)
        if (it->answers[k].left.plain.n)
            pi->left_order[pi->n_left++] = (uint8_t)k;
    for (int tries = 0; tries < 100; tries++) {
        shuffle_bytes(&r, pi->left_order, pi->n_left);
        count_up(pi->order, pi->n_order);
        shuffle_bytes(&r, pi->order, pi->n_order);
        if (count_level(pi) <= 1 && !same_before(t, variant, i))
            return;
    }
}

static struct str key_letters(struct arena *a, const struct paper_item *pi) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < pi->n_order; i++)
        if (right_at(pi, i))
            buf_byte(&b, (int)('A' + i));
    return buf_get(&b);
}

/* Pairs of variants in which item i has the same key. Several right answers can agree as a set even
 * though every option has moved: A C of four options, rotated by two. */
static size_t count_same_keys(const struct tries *t, size_t i) {
    size_t same = 0;
    for (size_t v = 1; v < t->job->n_variants; v++)
        for (size_t w = 0; w < v; w++)
            same +=
                str_eq(key_letters(t->a, made_for(t, v, i)), key_letters(t->a, made_for(t, w, i)));
    return same;
}

/* Item i's parts in every variant. */
static void place_item(struct tries *t, size_t i) {
    const struct shuffle_job *j = t->job;
    for (size_t v = 0; v < j->n_variants; v++) {
        size_t drawn_as = j->shuffle & SHUFFLE_OPTIONS ? v + j->first_variant : 0;
        struct paper_item *pi = made_for(t, v, i);
        *pi = (struct paper_item){.item = j->items[i], .half_marks = j->half_marks[i]};
        if (pi->item->n_options)
            place_options(t, drawn_as, pi);
        else if (pi->item->kind == ITEM_ORDERING)
            place_steps(t, v, i, draw(t, "steps", drawn_as, pi->item));
        else if (pi->item->kind == ITEM_MATCHING)
            place_pairs(t, v, i, draw(t, "pairs", drawn_as, pi->item));
    }
}

/* As place_item; items of several right answers are drawn again while keys agree. */
static void place_apart(struct tries *t, size_t i) {
    unsigned best = 0;
    size_t least = SIZE_MAX;
    t->again = 0;
    place_item(t, i);
    if (t->job->items[i]->kind != ITEM_MULTIPLE_RESPONSE)
        return;
    for (unsigned k = 0; k < KEYS_TRIED && least; k++) {
        t->again = k;
        place_item(t, i);
        size_t same = count_same_keys(t, i);
        if (same < least) {
            least = same;
            best = k;
        }
    }
    t->again = best;
    place_item(t, i);
    t->again = 0;
}

/* --- items --- */

/* Items that stay together, in the order of the notes: those about one material; else one. */
struct block {
    size_t from, n;
    int8_t pin; /* as item.pin, of any of them */
};

struct blocks {
    struct block *v;
    size_t n;
    size_t *free_v; /* numbers of those without a pin */
    size_t n_free;
};

static const struct section *material_of(const struct tries *t, size_t i) {
    return study_material(t->job->items[i]->source.question);
}

static struct blocks find_blocks(const struct tries *t) {
    size_t n = t->job->n;
    struct blocks b = {.v = arena_array(t->a, struct block, n),
                       .free_v = arena_array(t->a, size_t, n)};
    for (size_t i = 0; i < n; i++) {
        bool goes_on = i && material_of(t, i) && material_of(t, i) == material_of(t, i - 1);
        struct block *k = &b.v[goes_on ? b.n - 1 : b.n];
        if (!goes_on)
            *k = (struct block){.from = i};
        b.n += !goes_on;
        k->n++;
        k->pin = k->pin ? k->pin : t->job->items[i]->pin;
    }
    for (size_t i = 0; i < b.n; i++)
        if (b.v[i].pin == 0)
            b.free_v[b.n_free++] = i;
    return b;
}

struct drawn {
    uint64_t key;
    size_t at;
};

/* Order of the free blocks by a draw of each one's own. */
static void draw_order(const struct tries *t, const struct blocks *b, size_t variant,
                       size_t *order) {
    struct drawn *v = arena_array(t->a, struct drawn, b->n_free);
    for (size_t i = 0; i < b->n_free; i++) {
        struct rng r = draw(t, "order", variant, t->job->items[b->v[b->free_v[i]].from]);
        uint64_t key = (uint64_t)rng_next(&r) << 32;
        size_t at = i;
        key |= rng_next(&r);
        for (; at && v[at - 1].key > key; at--)
            v[at] = v[at - 1];
        v[at] = (struct drawn){key, i};
    }
    for (size_t i = 0; i < b->n_free; i++)
        order[i] = v[i].at;
}

/* How much nearer than NEAR block `i` at place p stands to its places in earlier variants. */
static size_t nearness(const size_t *const *places, size_t variant, size_t i, size_t p) {
    size_t sum = 0;
    for (size_t w = 0; w < variant; w++) {
        size_t q = places[w][i], apart = p > q ? p - q : q - p;
        sum += apart < NEAR ? NEAR - apart : 0;
    }
    return sum;
}

/* Swaps blocks that stand near their places in earlier variants with the partner that helps most.
 */
static void spread(size_t *order, size_t n, const size_t *const *places, size_t variant) {
    for (size_t p = 0; p < n; p++) {
        size_t best = p, gain = 0, own = nearness(places, variant, order[p], p);
        for (size_t q = 0; q < n && own; q++) {
            size_t before = own + nearness(places, variant, order[q], q);
            size_t after =
                nearness(places, variant, order[p], q) + nearness(places, variant, order[q], p);
            if (after < before && before - after > gain) {
                gain = before - after;
                best = q;
            }
        }
        size_t swap = order[p];
        order[p] = order[best];
        order[best] = swap;
    }
}

static void put_block(const struct block *k, size_t **out) {
    for (size_t i = 0; i < k->n; i++)
        *(*out)++ = k->from + i;
}

/* Items as printed: those pinned first, the free ones in their order, those pinned last. */
static void put_blocks(const struct blocks *b, const size_t *order, size_t *out) {
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i].pin > 0)
            put_block(&b->v[i], &out);
    for (size_t i = 0; i < b->n_free; i++)
        put_block(&b->v[b->free_v[order[i]]], &out);
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i].pin < 0)
            put_block(&b->v[i], &out);
}

static size_t **order_items(const struct tries *t) {
    const struct shuffle_job *j = t->job;
    const struct blocks b = find_blocks(t);
    size_t **items = arena_array(t->a, size_t *, j->n_variants);
    size_t **places = arena_array(t->a, size_t *, j->n_variants);
    size_t *order = arena_array(t->a, size_t, b.n_free);
    for (size_t v = 0; v < j->n_variants; v++) {
        items[v] = arena_array(t->a, size_t, j->n);
        places[v] = arena_array(t->a, size_t, b.n_free);
        if (j->shuffle & SHUFFLE_ITEMS) {
            draw_order(t, &b, v + j->first_variant, order);
            spread(order, b.n_free, (const size_t *const *)places, v);
        } else {
            for (size_t i = 0; i < b.n_free; i++)
                order[i] = i;
        }
        for (size_t p = 0; p < b.n_free; p++)
            places[v][order[p]] = p;
        put_blocks(&b, order, items[v]);
    }
    return items;
}

/* --- policy --- */

bool shuffle_is_extreme(const uint8_t *keys, size_t n, unsigned n_letters) {
    size_t run = 0, count[PAPER_OPTIONS_MAX] = {0};
    for (size_t i = 0; i < n; i++) {
        run = i && keys[i] == keys[i - 1] ? run + 1 : 1;
        if (run > RUN_MAX)
            return true;
        count[keys[i]]++;
    }
    for (size_t k = 0; k < n_letters && n >= SHARE_OF_MOST && n_letters > 2; k++)
        if (count[k] * 10 < n || count[k] * 10 > n * 4)
            return true;
    return false;
}

static uint8_t key_of(const struct paper_item *pi) {
    uint8_t place = 0;
    if (pi->item->kind == ITEM_TRUE_FALSE)
        return pi->item->is_true;
    while (place < pi->n_order && !right_at(pi, place))
        place++;
    return place;
}

static bool variant_is_extreme(const struct tries *t, const struct paper_item *v) {
    size_t n = t->job->n;
    unsigned letters = n && v[0].item->kind == ITEM_TRUE_FALSE ? 2 : 0;
    if (!n || (v[0].item->kind != ITEM_TRUE_FALSE && v[0].item->kind != ITEM_SINGLE_CHOICE))
        return false;
    uint8_t *keys = arena_array(t->a, uint8_t, n);
    for (size_t i = 0; i < n; i++) {
        keys[i] = key_of(&v[i]);
        letters = MAX(letters, v[i].n_order);
    }
    /* the shares of the policy are those of four letters */
    return shuffle_is_extreme(keys, n, letters == 4 ? 4 : 2);
}

static void rewrite_letters(struct arena *a, struct paper_item *pi) {
    const struct item *it = pi->item;
    struct rich *v = arena_array(a, struct rich, it->n_options);
    bool changed = false;
    for (size_t i = 0; i < it->n_options; i++) {
        v[i] = letters_rewrite(a, pi, &it->options[i].text, true);
        changed = changed || !str_eq(v[i].plain, it->options[i].text.plain);
    }
    pi->rewritten = changed ? v : NULL;
    pi->explanation = letters_rewrite(a, pi, &it->explanation, false);
}

/* One attempt: all variants; gives how many have extreme keys. */
static size_t try_once(struct tries *t) {
    const struct shuffle_job *j = t->job;
    size_t **orders = order_items(t), bad = 0;
    t->made = arena_array(t->a, struct paper_item, j->n_variants * j->n);
    t->v = arena_array(t->a, struct paper_item *, j->n_variants);
    for (size_t i = 0; i < j->n; i++)
        place_apart(t, i);
    for (size_t v = 0; v < j->n_variants; v++) {
        t->v[v] = arena_array(t->a, struct paper_item, j->n);
        for (size_t p = 0; p < j->n; p++) {
            t->v[v][p] = *made_for(t, v, orders[v][p]);
            t->v[v][p].position = (uint32_t)p;
        }
        bad += variant_is_extreme(t, t->v[v]);
    }
    return bad;
}

/* The draw of the first attempt stands unless its keys are extreme; then the next, and so on. */
struct paper_item *const *shuffle_section(struct arena *a, const struct shuffle_job *j) {
    struct tries t = {.a = a, .job = j};
    unsigned best = 0;
    size_t least = SIZE_MAX;
    for (; t.attempt < ATTEMPTS_MAX && least; t.attempt++) {
        struct arena_mark m = arena_mark(a);
        size_t bad = try_once(&t);
        if (bad < least) {
            least = bad;
            best = t.attempt;
        }
        arena_reset(a, m);
    }
    t.attempt = best;
    try_once(&t);
    for (size_t v = 0; v < j->n_variants; v++)
        for (size_t p = 0; p < j->n; p++)
            rewrite_letters(a, &t.v[v][p]);
    return t.v;
}
