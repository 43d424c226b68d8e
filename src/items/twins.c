/* twins: the same thing asked twice, and ids that would be. */
#include "items/bank.h"

#include "base/hash.h"

#include <stdlib.h>

struct keyed_item {
    uint64_t stem;
    uint32_t index; /* in the draft */
};

static int by_stem(const void *pa, const void *pb) {
    const struct keyed_item *a = pa, *b = pb;
    if (a->stem != b->stem)
        return a->stem < b->stem ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static uint64_t key_hash(struct arena *a, const struct item *it) {
    uint64_t h = hash_more(HASH_SEED, it->is_true ? STR("t") : STR("f"));
    for (size_t i = 0; i < it->n_answers; i++)
        h = hash_more(h, sim_fold(a, it->answers[i].text.plain));
    for (size_t i = 0; i < it->n_options; i++)
        if (it->options[i].right)
            h = hash_more(h, sim_fold(a, it->options[i].text.plain));
    return h;
}

static uint64_t stem_hash(struct arena *a, const struct item *it) {
    const struct source *file = it->source.question->document->source;
    uint64_t h = hash_more(HASH_SEED, str_of(item_kind_name((enum item_kind)it->kind)));
    h = hash_more(h, sim_fold(a, it->term.n ? it->term : it->stem.plain));
    return hash_more(h, file ? file->path : (struct str){0});
}

/* Of two items with one stem the better-scored stays, the earlier of equals. A recall or a term
 * with another key is another answer: it stays a card. */
static void settle(struct bank_draft *b, const struct keyed_item *x, const struct keyed_item *y,
                   uint8_t *drop) {
    struct item *first = b->items.v[x->index], *second = b->items.v[y->index];
    if (second->n_stem_parts || first->n_stem_parts)
        return; /* what is asked stands below the stem */
    bool told = first->kind == ITEM_SHORT_ANSWER || first->kind == ITEM_TERM;
    if (told && key_hash(b->a, first) != key_hash(b->a, second)) {
        second->use = USE_CARD;
        gen_why(second, "card:twin-title", 0);
        return;
    }
    bool keep_first = first->score >= second->score;
    drop[keep_first ? y->index : x->index] = GATE_TWIN;
}

void bank_drop_twins(struct bank_draft *b) {
    struct arena **held = arena_hold(b->a), *scratch = *held;
    struct keyed_item *v = arena_array(b->a, struct keyed_item, b->items.n);
    uint8_t *drop = arena_array(b->a, uint8_t, b->items.n);
    struct arena_mark mark = arena_mark(scratch);
    for (size_t i = 0; i < b->items.n; i++) {
        const struct item *it = b->items.v[i];
        v[i] = (struct keyed_item){stem_hash(scratch, it), (uint32_t)i};
        arena_reset(scratch, mark);
    }
    arena_release(held);
    if (b->items.n)
        qsort(v, b->items.n, sizeof *v, by_stem);
    for (size_t i = 0, best = 0; i < b->items.n; i++) {
        if (i == 0 || v[i].stem != v[i - 1].stem) {
            best = i;
            continue;
        }
        settle(b, &v[best], &v[i], drop);
        if (drop[v[best].index])
            best = i;
    }
    bank_drop(b, drop);
}

struct id_place {
    uint64_t id;
    uint32_t index;
};

static int by_id(const void *pa, const void *pb) {
    const struct id_place *a = pa, *b = pb;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

void bank_number_ids(struct bank_draft *b) {
    struct id_place *v = arena_array(b->a, struct id_place, b->items.n);
    for (size_t i = 0; i < b->items.n; i++)
        v[i] = (struct id_place){b->items.v[i]->id, (uint32_t)i};
    if (b->items.n)
        qsort(v, b->items.n, sizeof *v, by_id);
    for (size_t i = 1, nth = 1; i < b->items.n; i++) {
        nth = v[i].id == v[i - 1].id ? nth + 1 : 1;
        if (nth > 1) {
            struct str number = str_format(b->a, "#%zu", nth);
            b->items.v[v[i].index]->id = hash_more(v[i].id, number);
        }
    }
}
