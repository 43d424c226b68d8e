/* ids_notes: see ids_notes.h. */
#include "items/ids_notes.h"

#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "items/ids_match.h"

enum { DOCUMENT_OTHER, DOCUMENT_BUILT, DOCUMENT_THERE, DOCUMENT_NO_MORE };

struct keeper {
    struct arena *a;
    struct ids_notes *n;
    struct ids_ledger old;
    struct ids_now now;
    struct ids_found found;
    struct map documents; /* path -> DOCUMENT_… */
    bool *open;
};

static void describe(struct keeper *k) {
    for (size_t i = 0; i < k->n->n; i++) {
        const struct ids_note *v = &k->n->v[i];
        vec_push(k->a, &k->now.v,
                 (struct ids_entry){.id = v->id,
                                    .content = v->content,
                                    .body = v->body,
                                    .document = v->document,
                                    .identity = v->identity,
                                    .is_note = true,
                                    .span = v->span,
                                    .says = v->says});
    }
}

static int64_t document_state(struct keeper *k, struct str path) {
    struct map_entry *e = map_put(&k->documents, path);
    if (e->num == DOCUMENT_OTHER)
        e->num = fs_kind(k->a, path) == FS_NONE ? DOCUMENT_NO_MORE : DOCUMENT_THERE;
    return e->num;
}

static bool is_built(const struct keeper *k, struct str path) {
    const struct map_entry *e = map_find(&k->documents, path);
    return e && e->num == DOCUMENT_BUILT;
}

/* Notes of documents built now, gone, or of files that are no more may be taken up again. */
static void open_entries(struct keeper *k) {
    k->documents = map_in(k->a);
    k->open = arena_array(k->a, bool, k->old.v.n);
    for (size_t i = 0; i < k->n->n_documents; i++)
        map_put(&k->documents, k->n->documents[i])->num = DOCUMENT_BUILT;
    for (size_t i = 0; i < k->old.v.n; i++) {
        const struct ids_entry *e = &k->old.v.v[i];
        bool there = e->is_note && document_state(k, e->document) == DOCUMENT_THERE;
        k->open[i] = e->is_note && (e->gone || !there);
    }
}

static struct str notetype_of(struct str identity) {
    struct str form = ids_part(&identity), notetype = {0};
    str_next_part(&form, ' ', &notetype);
    return notetype;
}

static const struct map_entry *entry_of(struct keeper *k, const struct map *by_id, uint64_t id) {
    return map_find(by_id, hash_hex(k->a, id));
}

/* The note of the same id; it is the same wherever it stands now. One that was of another notetype
 * needs an id of its own: Anki leaves a note of the same GUID as it is, and says nothing. */
static void match_ids(struct keeper *k, struct diag *d) {
    struct map by_id = map_in(k->a);
    for (size_t i = 0; i < k->old.v.n; i++)
        if (k->open[i])
            map_put(&by_id, hash_hex(k->a, k->old.v.v[i].id))->num = (int64_t)i + 1;
    for (size_t i = 0; i < k->now.v.n; i++) {
        struct ids_entry *now = &k->now.v.v[i];
        struct str notetype = notetype_of(now->identity);
        const struct map_entry *e = entry_of(k, &by_id, now->id);
        if (e && !str_eq(notetype_of(k->old.v.v[e->num - 1].identity), notetype)) {
            now->id = hash_more(hash_more(HASH_SEED, hash_hex(k->a, now->id)), notetype);
            e = entry_of(k, &by_id, now->id);
            if (!e)
                diag_at(d, DIAG_DECK_RETYPED, now->span, now->says);
        }
        if (e && !k->found.taken[e->num - 1])
            ids_take(&k->found, i, (size_t)e->num - 1);
    }
}

/* Notes left over that stand for no item: a point whose key was edited, that moved. Notes of items
 * take no part: they are put out of sight of ids_guess by being their own entries. */
static void guess(struct keeper *k, struct diag *d) {
    for (size_t i = 0; i < k->now.v.n; i++)
        if (k->n->v[i].is_item && !k->found.was[i])
            k->found.was[i] = UINT32_MAX;
    ids_guess(k->a, &k->old, &k->now, &k->found, d);
    for (size_t i = 0; i < k->now.v.n; i++)
        if (k->found.was[i] == UINT32_MAX)
            k->found.was[i] = 0;
}

/* What changed is dated now, but always after what it was: Anki takes nothing of the same date. */
static void adopt(struct keeper *k) {
    for (size_t i = 0; i < k->now.v.n; i++) {
        struct ids_entry *e = &k->now.v.v[i];
        struct ids_note *v = &k->n->v[i];
        const struct ids_entry *was = k->found.was[i] ? &k->old.v.v[k->found.was[i] - 1] : NULL;
        bool same = was && was->content == e->content && !was->gone;
        e->id = was ? was->id : e->id;
        e->mod = same ? was->mod : was ? MAX(k->n->now, was->mod + 1) : k->n->now;
        v->id = e->id;
        v->mod = e->mod;
        v->change = same ? IDS_SAME : was && !was->gone ? IDS_CHANGED : IDS_NEW;
        v->was = was ? was->identity : (struct str){0};
    }
}

static bool is_below(struct str folder, struct str path) {
    while (folder.n > 1 && folder.p[folder.n - 1] == '/')
        folder.n--;
    return str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/';
}

/* A file that is no more belonged to what is built now when it lay below its folder, or when some
 * of its notes are in a file built now: it was moved. */
static void claim_documents(struct keeper *k) {
    for (size_t i = 0; i < k->old.v.n; i++) {
        const struct ids_entry *e = &k->old.v.v[i];
        struct map_entry *doc = e->is_note ? map_find(&k->documents, e->document) : NULL;
        bool mine = k->found.taken[i];
        if (!doc || doc->num != DOCUMENT_NO_MORE)
            continue;
        for (size_t f = 0; f < k->n->n_folders && !mine; f++)
            mine = is_below(k->n->folders[f], e->document);
        if (mine)
            doc->num = DOCUMENT_BUILT;
    }
}

static void write(struct keeper *k) {
    struct ids_ledger all = {0};
    VEC(struct ids_gone) gone = {0};
    claim_documents(k);
    for (size_t i = 0; i < k->now.v.n; i++)
        vec_push(k->a, &all.v, k->now.v.v[i]);
    for (size_t i = 0; i < k->old.v.n; i++) {
        struct ids_entry e = k->old.v.v[i];
        bool mine = e.is_note && is_built(k, e.document);
        k->n->n_before += mine && !e.gone;
        if (k->found.taken[i])
            continue;
        if (mine)
            vec_push(
                k->a, &gone,
                (struct ids_gone){
                    .id = e.id, .document = e.document, .identity = e.identity, .newly = !e.gone});
        e.gone = e.gone || mine;
        vec_push(k->a, &all.v, e);
    }
    k->n->gone = gone.v;
    k->n->n_gone = gone.n;
    k->n->ledger = ids_write(k->a, &all);
}

void ids_keep_notes(struct arena *a, struct ids_notes *n, struct diag *d) {
    struct keeper k = {.a = a, .n = n};
    ids_read(a, n->ledger, STR("crib.ids"), &k.old, d);
    describe(&k);
    open_entries(&k);
    k.found = (struct ids_found){.was = arena_array(a, uint32_t, n->n),
                                 .taken = arena_array(a, bool, k.old.v.n),
                                 .open = k.open};
    match_ids(&k, d);
    guess(&k, d);
    adopt(&k);
    write(&k);
}
