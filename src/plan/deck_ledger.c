/* deck_ledger: what the notes are called and since when they say what they say. A GUID is “crib-”
 * and an id; with a ledger ids outlive edits, and `mod` is when a note's content last changed, so
 * that Anki updates what changed and leaves alone what its user edited since. */
#include "plan/deck_make.h"

#include "base/hash.h"
#include "items/ids_file.h"

/* A second note that would have an id (two points of one key) is told apart by its number. */
static void number_ids(struct deck_maker *m) {
    struct map seen = map_in(m->a);
    for (size_t i = 0; i < m->notes.n; i++) {
        struct deck_key *key = &m->notes.v[i].key;
        struct map_entry *e = map_put(&seen, hash_hex(m->a, key->id));
        for (int64_t n = ++e->num; n > 1; n = ++e->num) {
            key->id = hash_more(key->id, str_format(m->a, "#%lld", (long long)n));
            e = map_put(&seen, hash_hex(m->a, key->id));
        }
    }
}

static struct str guid_of(struct arena *a, uint64_t id) {
    return str_format(a, "crib-%016llx", (unsigned long long)id);
}

uint64_t deck_content(const struct deck_note *n) {
    uint64_t h = hash_str(str_of(n->type->slug));
    for (size_t i = 0; i < n->n_tags; i++)
        h = hash_more(hash_more(h, STR(" ")), n->tags[i]);
    for (size_t i = n->type->is_cloze ? 0 : 1; i < n->type->n_fields; i++)
        h = hash_more(hash_more(h, STR("\x1f")), n->fields[i]);
    return h;
}

/* Form, titles, key, deck, highest number of a blank. A cloze note's key is its text, without which
 * it cannot be tagged once it is gone. */
static struct str identity_of(struct arena *a, const struct deck_draft *d) {
    const struct deck_note *n = &d->note;
    struct str key = n->type->is_cloze ? n->fields[CLOZE_TEXT] : d->key.key;
    struct str top = d->top ? str_format(a, "\t%u", d->top) : (struct str){0};
    return str_format(a, "%s%s%.*s\t%.*s\t%.*s\t%.*s%.*s", n->type->slug, d->key.form.n ? " " : "",
                      STR_ARG(d->key.form), STR_ARG(d->titles), STR_ARG(key), STR_ARG(n->deck),
                      STR_ARG(top));
}

static struct str document_of(const struct deck_maker *m, struct span span) {
    const struct source *s = source_at(m->study->sources, span.at);
    return s ? s->path : (struct str){0};
}

static struct ids_note *describe(struct deck_maker *m) {
    struct ids_note *v = arena_array(m->a, struct ids_note, m->notes.n);
    for (size_t i = 0; i < m->notes.n; i++) {
        const struct deck_draft *d = &m->notes.v[i];
        const struct deck_note *n = &d->note;
        v[i] = (struct ids_note){.id = d->key.id,
                                 .is_item = d->key.is_item,
                                 .content = deck_content(n),
                                 .body = hash_str(n->fields[n->type->answer]),
                                 .document = document_of(m, n->source),
                                 .identity = identity_of(m->a, d),
                                 .span = n->source,
                                 .says = d->key.says};
    }
    return v;
}

static const struct str *documents_of(struct deck_maker *m) {
    struct str *paths = arena_array(m->a, struct str, m->study->n);
    for (size_t i = 0; i < m->study->n; i++)
        paths[i] = m->study->v[i]->source->path;
    return paths;
}

static struct str deck_part(struct str identity) {
    for (int i = 0; i < 3; i++)
        ids_part(&identity);
    return ids_part(&identity);
}

static void take_over(struct deck_maker *m, const struct ids_notes *ids) {
    for (size_t i = 0; i < m->notes.n; i++) {
        struct deck_note *n = &m->notes.v[i].note;
        m->notes.v[i].key.id = ids->v[i].id;
        n->mod = ids->v[i].mod;
        n->change = ids->v[i].change;
        n->was = deck_part(ids->v[i].was);
        n->moved = n->change != IDS_NEW && n->was.n && !str_eq(n->was, n->deck);
    }
}

static const struct notetype *type_named(struct str slug) {
    for (size_t i = 0; i < NOTETYPE_COUNT; i++)
        if (str_eqc(slug, notetype_get((enum notetype_id)i)->slug))
            return notetype_get((enum notetype_id)i);
    return NULL;
}

bool deck_gone_of(struct arena *a, uint64_t id, struct str document, struct str identity,
                  struct deck_gone *out) {
    struct str form = ids_part(&identity), slug = {0};
    str_next_part(&form, ' ', &slug);
    *out =
        (struct deck_gone){.type = type_named(slug), .guid = guid_of(a, id), .document = document};
    out->path = ids_part(&identity);
    out->key = ids_part(&identity);
    return out->type != NULL;
}

static void list_gone(struct deck_maker *m, const struct ids_notes *ids, struct deck *out) {
    struct deck_gone *gone = arena_array(m->a, struct deck_gone, ids->n_gone);
    for (size_t i = 0; i < ids->n_gone; i++) {
        const struct ids_gone *g = &ids->gone[i];
        if (deck_gone_of(m->a, g->id, g->document, g->identity, &gone[out->n_gone]))
            gone[out->n_gone++].newly = g->newly;
    }
    out->gone = gone;
    out->n_before = ids->n_before;
}

/* True when a reader sees nothing: no text, no picture. */
static bool is_blank(struct str html) {
    for (size_t i = 0; i < html.n;) {
        struct str s = str_from(html, i);
        if (str_starts(s, STR("<img")))
            return false;
        if (s.p[0] == '<') {
            size_t end = str_find_byte(s, '>');
            i += end == SIZE_MAX ? s.n : end + 1;
        } else if (s.p[0] == ' ' || str_starts(s, STR("&nbsp;"))) {
            i += s.p[0] == ' ' ? 1 : strlen("&nbsp;");
        } else {
            return false;
        }
    }
    return true;
}

/* Anki refuses a note that asks nothing, or shows it as an empty card. */
static void drop_blank(struct deck_maker *m) {
    size_t kept = 0;
    for (size_t i = 0; i < m->notes.n; i++) {
        const struct deck_note *n = &m->notes.v[i].note;
        if (is_blank(n->fields[n->type->ask]))
            diag_at(m->d, DIAG_DECK_NO_QUESTION, n->source);
        else
            m->notes.v[kept++] = m->notes.v[i];
    }
    m->notes.n = kept;
}

void deck_settle(struct deck_maker *m, struct deck *out) {
    drop_blank(m);
    number_ids(m);
    deck_keep_numbers(m);
    if (m->o->ids.n) {
        struct ids_notes ids = {.v = describe(m),
                                .n = m->notes.n,
                                .ledger = m->o->ids,
                                .documents = documents_of(m),
                                .n_documents = m->study->n,
                                .folders = m->o->inputs,
                                .n_folders = m->o->n_inputs,
                                .now = m->o->now};
        ids_keep_notes(m->a, &ids, m->d);
        take_over(m, &ids);
        list_gone(m, &ids, out);
        out->ids = ids.ledger;
    }
    struct deck_note *notes = arena_array(m->a, struct deck_note, m->notes.n);
    for (size_t i = 0; i < m->notes.n; i++) {
        struct deck_draft *d = &m->notes.v[i];
        notes[i] = d->note;
        notes[i].guid = guid_of(m->a, d->key.id);
        if (!notes[i].type->is_cloze)
            d->fields[0] = notes[i].guid;
    }
    out->v = notes;
    out->n = m->notes.n;
}
