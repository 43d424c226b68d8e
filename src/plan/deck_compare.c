/* deck_csv: a deck's CSV of an earlier build as lines of the ledger, to compare with. Only what
 * crib itself writes is read: header lines, then rows of quoted cells. */
#include "base/hash.h"
#include "base/map.h"
#include "items/ids_file.h"
#include "plan/deck.h"

#define META_CELLS 4 /* notetype, deck, tags, GUID */

/* The next cell of a row; *last tells that it ends the row. False at the end of the text, or where
 * it is no CSV of ours. */
static bool next_cell(struct arena *a, struct str *rest, struct str *cell, bool *last) {
    struct buf b = buf_in(a);
    size_t i = 1;
    if (rest->n == 0 || rest->p[0] != '"')
        return false;
    for (; i < rest->n; i++) {
        bool quote = rest->p[i] == '"', twice = quote && i + 1 < rest->n && rest->p[i + 1] == '"';
        if (quote && !twice)
            break;
        buf_byte(&b, rest->p[i]);
        i += twice;
    }
    *cell = buf_get(&b);
    *rest = str_from(*rest, i + 1);
    *last = rest->n == 0 || rest->p[0] != ',';
    while (*last && rest->n && (rest->p[0] == '\n' || rest->p[0] == '\r'))
        *rest = str_from(*rest, 1);
    if (!*last)
        *rest = str_from(*rest, 1);
    return true;
}

static bool next_row(struct arena *a, struct str *rest, struct str *cells, size_t most, size_t *n) {
    bool last = false;
    *n = 0;
    while (!last) {
        struct str cell;
        if (!next_cell(a, rest, &cell, &last))
            return false;
        if (*n < most)
            cells[(*n)++] = cell;
    }
    return *n > META_CELLS;
}

static const struct notetype *type_of(struct str id) {
    long n;
    for (size_t i = 0; i < NOTETYPE_COUNT && str_to_int(id, &n); i++)
        if (notetype_get((enum notetype_id)i)->id == n)
            return notetype_get((enum notetype_id)i);
    return NULL;
}

static bool id_of(struct str guid, uint64_t *id) {
    struct str prefix = STR("crib-");
    *id = 0;
    for (size_t i = prefix.n; i < guid.n; i++) {
        const char *digit = guid.p[i] ? strchr("0123456789abcdef", guid.p[i]) : NULL;
        if (!digit)
            return false;
        *id = *id << 4 | (uint64_t)(digit[0] <= '9' ? digit[0] - '0' : digit[0] - 'a' + 10);
    }
    return str_starts(guid, prefix) && guid.n == prefix.n + 16;
}

static bool entry_of(struct arena *a, struct str *cells, size_t n, struct ids_entry *e) {
    const struct notetype *t = type_of(cells[0]);
    struct str rest = cells[2], tag;
    VEC(struct str) tags = {0};
    if (!t || n < META_CELLS + t->n_fields || !id_of(cells[3], &e->id))
        return false;
    while (str_next_part(&rest, ' ', &tag))
        vec_push(a, &tags, tag);
    struct deck_note note = {
        .type = t, .tags = tags.v, .n_tags = tags.n, .fields = cells + META_CELLS};
    struct str key = t->is_cloze ? note.fields[CLOZE_TEXT] : note.fields[t->ask];
    e->content = deck_content(&note);
    e->is_note = true;
    e->identity = str_format(a, "%s\t\t%.*s\t%.*s", t->slug, STR_ARG(key), STR_ARG(cells[1]));
    return true;
}

static bool read_csv(struct arena *a, struct str csv, struct ids_ledger *out) {
    struct str rest = csv, cells[META_CELLS + NOTETYPE_FIELDS_MAX];
    size_t n;
    while (rest.n && rest.p[0] == '#') {
        struct str line;
        str_next_line(&rest, &line);
    }
    while (rest.n) {
        struct ids_entry e = {0};
        if (!next_row(a, &rest, cells, COUNT_OF(cells), &n) || !entry_of(a, cells, n, &e))
            return false;
        vec_push(a, &out->v, e);
    }
    return true;
}

/* The notes a ledger knows of documents that are built now. */
static void read_notes(struct arena *a, const struct study *s, struct str text,
                       struct ids_ledger *out, struct diag *d) {
    struct ids_ledger all = {0};
    struct map built = map_in(a);
    for (size_t i = 0; i < s->n; i++)
        map_put(&built, s->v[i]->source->path);
    ids_read(a, text, STR("crib.ids"), &all, d);
    for (size_t i = 0; i < all.v.n; i++)
        if (all.v.v[i].is_note && !all.v.v[i].gone && map_find(&built, all.v.v[i].document))
            vec_push(a, &out->v, all.v.v[i]);
}

static struct str deck_of(struct str identity) {
    for (int i = 0; i < 3; i++)
        ids_part(&identity);
    return ids_part(&identity);
}

/* What the note is against what it was; marks what it was as still there. */
static void compare_note(struct deck_note *n, const struct ids_ledger *old, const struct map *ids,
                         bool *there) {
    const struct map_entry *e = map_find(ids, str_from(n->guid, strlen("crib-")));
    n->change = IDS_NEW;
    n->moved = false;
    if (!e)
        return;
    const struct ids_entry *was = &old->v.v[e->num];
    there[e->num] = true;
    n->change = was->content == deck_content(n) ? IDS_SAME : IDS_CHANGED;
    n->was = deck_of(was->identity);
    n->moved = !str_eq(n->was, n->deck);
}

bool deck_compare(struct arena *a, const struct deck *deck, const struct study *s, struct str text,
                  struct deck *out, struct diag *d) {
    struct ids_ledger old = {0};
    if (str_starts(text, STR("# crib.ids")))
        read_notes(a, s, text, &old, d);
    else if (!str_starts(text, STR("#separator:")) || !read_csv(a, text, &old))
        return false;
    struct map ids = map_in(a);
    for (size_t i = 0; i < old.v.n; i++)
        map_put(&ids, hash_hex(a, old.v.v[i].id))->num = (int64_t)i;
    struct deck_note *notes = arena_array(a, struct deck_note, deck->n);
    struct deck_gone *gone = arena_array(a, struct deck_gone, old.v.n);
    bool *there = arena_array(a, bool, old.v.n);
    *out = *deck;
    out->v = notes;
    out->gone = gone;
    out->n_gone = 0;
    out->n_before = old.v.n;
    for (size_t i = 0; i < deck->n; i++) {
        notes[i] = deck->v[i];
        compare_note(&notes[i], &old, &ids, there);
    }
    for (size_t i = 0; i < old.v.n; i++)
        if (!there[i] && deck_gone_of(a, old.v.v[i].id, old.v.v[i].document, old.v.v[i].identity,
                                      &gone[out->n_gone]))
            gone[out->n_gone++].newly = true;
    return true;
}
