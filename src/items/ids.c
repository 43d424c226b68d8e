/* ids: reads the ledger, finds what each item was, writes the ledger anew. */
#include "items/ids.h"

#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "items/ids_match.h"

#define IDS_BYTES_MAX (256u << 20)

/* False when the file is there and cannot be used: then nothing is written over it. */
static bool load(struct bank_draft *b, const struct item_options *o, struct ids_ledger *out,
                 struct diag *d) {
    struct str text = o->ids_before, error = {0};
    if (text.n == 0 && fs_kind(b->a, o->ids) == FS_NONE)
        return true;
    if (text.n == 0 && !fs_read(b->a, o->ids, IDS_BYTES_MAX, &text, &error)) {
        diag_say(d, DIAG_IDS_READ, o->ids, error);
        return false;
    }
    ids_read(b->a, text, o->ids, out, d);
    return true;
}

static uint64_t hash_next(uint64_t h, struct str s) {
    return hash_more(hash_more(h, s), STR("\x1f"));
}

/* What the item gives as right and wrong: it stays when a heading is renamed. */
static uint64_t body_hash(const struct item *it) {
    uint64_t h = hash_next(HASH_SEED, it->is_true ? STR("true") : STR("false"));
    for (size_t i = 0; i < it->n_options; i++) {
        h = hash_next(h, it->options[i].text.plain);
        h = hash_next(h, it->options[i].right ? STR("right") : STR("wrong"));
    }
    for (size_t i = 0; i < it->n_answers; i++) {
        h = hash_next(h, it->answers[i].left.plain);
        h = hash_next(h, it->answers[i].label.plain);
        h = hash_next(h, it->answers[i].key.plain);
        h = hash_next(h, it->answers[i].text.plain);
    }
    return hash_next(h, it->explanation.plain);
}

static uint64_t content_hash(struct arena *a, const struct item *it, uint64_t body) {
    uint64_t h = hash_next(hash_next(body, str_of(item_kind_name((enum item_kind)it->kind))),
                           it->stem.plain);
    const struct section *material = study_material(it->source.question);
    return material ? hash_next(h, study_material_words(a, material)) : h;
}

static struct str document_of(const struct item *it) {
    const struct source *s = it->source.question->document->source;
    return s ? s->path : (struct str){0};
}

static void describe(struct arena *a, const struct bank_draft *b, struct ids_now *now) {
    for (size_t i = 0; i < b->items.n; i++) {
        const struct item *it = b->items.v[i];
        struct ids_entry e = {.id = it->id,
                              .body = body_hash(it),
                              .document = document_of(it),
                              .identity = it->identity,
                              .span = it->source.span,
                              .says = it->stem.plain};
        e.content = content_hash(a, it, e.body);
        vec_push(a, &now->v, e);
    }
}

/* Documents are looked at once, however many entries they have. */
static const bool *open_entries(struct arena *a, const struct ids_ledger *old,
                                const struct ids_now *now) {
    enum { BUILT = 1, THERE, NO_MORE };
    struct map documents = map_in(a);
    bool *open = arena_array(a, bool, old->v.n);
    for (size_t i = 0; i < now->v.n; i++)
        map_put(&documents, now->v.v[i].document)->num = BUILT;
    for (size_t i = 0; i < old->v.n; i++) {
        struct map_entry *e = map_put(&documents, old->v.v[i].document);
        if (e->num == 0)
            e->num = fs_kind(a, e->key) == FS_NONE ? NO_MORE : THERE;
        open[i] = !old->v.v[i].is_note && (old->v.v[i].gone || e->num != THERE);
    }
    return open;
}

/* Items whose identity the ledger knows; of several of one identity each takes one: what says the
 * same in its document first, then what stands in its document, then what says the same elsewhere.
 */
static void match_same(struct arena *a, const struct ids_ledger *old, struct ids_now *now,
                       struct ids_found *found) {
    if (!old->v.n)
        return;
    struct map by_identity = map_in(a);
    uint32_t *next = arena_array(a, uint32_t, old->v.n + 1); /* 1 + entry of the same identity */
    for (size_t i = old->v.n; i > 0; i--) {
        struct map_entry *e = map_put(&by_identity, old->v.v[i - 1].identity);
        next[i - 1] = (uint32_t)e->num;
        e->num = (int64_t)i;
    }
    for (int pass = 0; pass < 4; pass++)
        for (size_t i = 0; i < now->v.n; i++) {
            if (found->was[i])
                continue;
            const struct map_entry *e = map_find(&by_identity, now->v.v[i].identity);
            for (uint32_t k = e ? (uint32_t)e->num : 0; k; k = next[k - 1]) {
                bool here = str_eq(old->v.v[k - 1].document, now->v.v[i].document);
                bool same = old->v.v[k - 1].content == now->v.v[i].content;
                if (found->taken[k - 1] || !found->open[k - 1] || (pass < 2 && !here) ||
                    (pass % 2 == 0 && !same))
                    continue;
                ids_take(found, i, k - 1);
                break;
            }
        }
}

static void adopt(struct bank_draft *b, const struct ids_ledger *old, struct ids_now *now,
                  const struct ids_found *found, int64_t date) {
    for (size_t i = 0; i < now->v.n; i++) {
        struct ids_entry *e = &now->v.v[i];
        const struct ids_entry *was = found->was[i] ? &old->v.v[found->was[i] - 1] : NULL;
        if (was)
            e->id = was->id;
        e->mod = was && was->content == e->content ? was->mod : date;
        b->items.v[i]->id = e->id;
        b->items.v[i]->mod = e->mod;
    }
}

/* An item that is new must not get an id the ledger gave to another. */
static void avoid_taken(struct bank_draft *b, const struct ids_ledger *old, struct ids_now *now,
                        const struct ids_found *found) {
    struct map ids = map_in(b->a);
    for (size_t i = 0; i < old->v.n; i++)
        if (found->taken[i])
            map_put(&ids, hash_hex(b->a, old->v.v[i].id));
    for (size_t i = 0; i < now->v.n; i++) {
        struct ids_entry *e = &now->v.v[i];
        for (unsigned n = 2; !found->was[i] && map_find(&ids, hash_hex(b->a, e->id)); n++)
            e->id = hash_more(e->id, str_format(b->a, "#%u", n));
        map_put(&ids, hash_hex(b->a, e->id));
    }
}

static bool is_built(const struct map *documents, const struct ids_entry *e) {
    return map_find(documents, e->document) != NULL;
}

static struct str write_ledger(struct arena *a, const struct ids_ledger *old,
                               const struct ids_now *now, const struct ids_found *found) {
    struct ids_ledger all = {0};
    struct map documents = map_in(a);
    for (size_t i = 0; i < now->v.n; i++) {
        map_put(&documents, now->v.v[i].document);
        vec_push(a, &all.v, now->v.v[i]);
    }
    for (size_t i = 0; i < old->v.n; i++) {
        struct ids_entry e = old->v.v[i];
        if (found->taken[i])
            continue;
        e.gone = e.gone || (!e.is_note && is_built(&documents, &e));
        vec_push(a, &all.v, e);
    }
    return ids_write(a, &all);
}

struct str ids_keep(struct bank_draft *b, const struct item_options *o, struct diag *d) {
    struct ids_ledger old = {0};
    struct ids_now now = {0};
    if (o->ids.n == 0 || !load(b, o, &old, d))
        return (struct str){0};
    describe(b->a, b, &now);
    struct ids_found found = {.was = arena_array(b->a, uint32_t, now.v.n),
                              .taken = arena_array(b->a, bool, old.v.n),
                              .open = open_entries(b->a, &old, &now)};
    match_same(b->a, &old, &now, &found);
    ids_guess(b->a, &old, &now, &found, d);
    avoid_taken(b, &old, &now, &found);
    adopt(b, &old, &now, &found, o->now);
    return write_ledger(b->a, &old, &now, &found);
}
