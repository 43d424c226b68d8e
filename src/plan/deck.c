/* deck: see deck.h. This file: the notes of every question in turn, then decks in order, parents
 * first: Anki, met by a child before its parent has a card of its own, makes the parent twice. */
#include "plan/deck_make.h"

#include "base/hash.h"
#include "items/ids_file.h"

/* ---- fields ---- */

struct str deck_take(struct deck_maker *m) {
    struct str s = str_copy(m->a, buf_get(&m->h.out));
    m->h.out.n = 0;
    return s;
}

struct str deck_words(const struct deck_maker *m, const char *key) {
    return wording_get(m->at.words, key);
}

struct str deck_plain(struct deck_maker *m, struct str s) {
    note_text(&m->h, s);
    return deck_take(m);
}

struct str deck_rich(struct deck_maker *m, const struct rich *r) {
    note_rich(&m->h, r);
    return deck_take(m);
}

/* ---- notes ---- */

struct deck_key deck_item_key(const struct item *it, const char *kind) {
    return (struct deck_key){.id = it->id, .is_item = true, .kind = kind, .says = it->stem.plain};
}

/* Tabs and line ends part what is written in the ledger. */
static struct str one_line(struct arena *a, struct str s) {
    struct str out = str_copy(a, s);
    for (size_t i = 0; i < out.n; i++)
        if (out.p[i] == '\t' || out.p[i] == '\n' || out.p[i] == '\r')
            ((char *)(uintptr_t)out.p)[i] = ' ';
    return out;
}

struct deck_key deck_own_key(const struct deck_maker *m, const char *kind, struct str form,
                             struct str name) {
    uint64_t h = hash_more(HASH_SEED, hash_hex(m->a, m->at.base));
    h = hash_more(hash_more(h, STR("\x1f")), form);
    return (struct deck_key){.id = hash_more(hash_more(h, STR("\x1f")), name),
                             .kind = kind,
                             .form = one_line(m->a, form),
                             .key = one_line(m->a, name),
                             .says = name};
}

struct str *deck_note_add(struct deck_maker *m, enum notetype_id type, struct deck_key key,
                          struct span span) {
    const struct notetype *t = notetype_get(type);
    struct str *fields = arena_array(m->a, struct str, t->n_fields);
    struct str *tags = arena_array(m->a, struct str, m->at.n_tags + 1);
    if (m->at.n_tags)
        memcpy(tags, m->at.tags, sizeof *tags * m->at.n_tags);
    tags[m->at.n_tags] = str_format(m->a, "crib::%s", key.kind);
    fields[t->source] = m->at.source;
    fields[t->path] = m->at.path;
    struct deck_note note = {.type = t,
                             .deck = m->at.deck,
                             .tags = tags,
                             .n_tags = m->at.n_tags + 1,
                             .fields = fields,
                             .mod = m->o->now,
                             .source = span,
                             .says = key.says};
    vec_push(
        m->a, &m->notes,
        (struct deck_draft){.note = note, .fields = fields, .key = key, .titles = m->at.titles});
    return fields;
}

void deck_cloze_add(struct deck_maker *m, struct deck_key key, struct str text, size_t n_clozes,
                    struct str extra, struct span span) {
    if (n_clozes == 0)
        return;
    struct str *f = deck_note_add(m, NOTETYPE_CLOZE, key, span);
    f[CLOZE_TEXT] = text;
    f[CLOZE_EXTRA] = extra;
    deck_last(m)->note.n_clozes = n_clozes;
}

struct deck_draft *deck_last(struct deck_maker *m) {
    return &m->notes.v[m->notes.n - 1];
}

/* ---- questions ---- */

static bool is_from(const struct item *it, const char *generator) {
    return strcmp(it->generator, generator) == 0;
}

/* A term's card asks this both ways already. */
static bool is_in_term(const struct item *it) {
    return is_from(it, "fullname") || (is_from(it, "define") && it->kind == ITEM_TERM);
}

/* The items of one question, first to last. */
static void question_notes(struct deck_maker *m, const struct item *const *v, size_t n) {
    const struct item **terms = arena_array(m->a, const struct item *, n);
    size_t n_terms = 0;
    deck_place_of(m, v[0]->source.question);
    struct str identity = v[0]->identity; /* form, path, key */
    ids_part(&identity);
    m->at.titles = ids_part(&identity);
    m->at.base = v[0]->id;
    for (size_t i = 0; i < n; i++) {
        if (is_from(v[i], "recall"))
            deck_recall(m, v[i]);
        else if (is_in_term(v[i]) && v[i]->kind != ITEM_SINGLE_CHOICE)
            terms[n_terms++] = v[i];
    }
    deck_terms(m, terms, n_terms);
    for (size_t i = 0; i < n; i++)
        if (!is_from(v[i], "recall") && !is_in_term(v[i]))
            deck_item(m, v[i]);
}

static void all_notes(struct deck_maker *m, const struct bank *b) {
    for (size_t from = 0, to; from < b->n; from = to) {
        for (to = from + 1; to < b->n && b->v[to]->source.question == b->v[from]->source.question;
             to++)
            ;
        question_notes(m, b->v + from, to - from);
    }
}

/* ---- order ---- */

struct deck_node {
    struct str name;
    uint32_t parent, child, last_child, next; /* 1 + index, 0 = none */
    uint32_t rank;
    size_t n_notes, first;
};

typedef VEC(struct deck_node) node_vec;

/* The node of a deck, its parents made first; names that differ in case only are one to Anki. */
static uint32_t node_of(struct arena *a, struct map *nodes, node_vec *v, struct str name) {
    uint32_t parent = 0;
    for (size_t at = 0; at < name.n;) {
        size_t colons = str_find(str_from(name, at), STR("::"));
        size_t end = colons == SIZE_MAX ? name.n : at + colons;
        struct map_entry *e = map_put(nodes, str_lower_ascii(a, str_slice(name, 0, end)));
        if (e->num == 0) {
            struct str part = str_slice(name, at, end);
            struct str whole = part;
            if (parent)
                /* An index is only ever given for what is there. */
                // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
                whole = str_format(a, "%.*s::%.*s", STR_ARG(v->v[parent - 1].name), STR_ARG(part));
            vec_push(a, v, (struct deck_node){.name = whole, .parent = parent});
            e->num = (int64_t)v->n;
            struct deck_node *p = parent ? &v->v[parent - 1] : NULL;
            if (p && p->last_child)
                v->v[p->last_child - 1].next = (uint32_t)v->n;
            else if (p)
                p->child = (uint32_t)v->n;
            if (p)
                p->last_child = (uint32_t)v->n;
        }
        parent = (uint32_t)e->num;
        at = end + 2;
    }
    return parent;
}

/* Numbers the nodes below and after `at` depth first, without recursion: names nest at will. */
static void rank_nodes(node_vec *v) {
    uint32_t rank = 0;
    for (uint32_t top = 1; top <= v->n; top++) {
        if (v->v[top - 1].parent)
            continue;
        for (uint32_t at = top; at;) {
            struct deck_node *n = &v->v[at - 1];
            n->rank = rank++;
            if (n->child) {
                at = n->child;
                continue;
            }
            while (at && at != top && !v->v[at - 1].next)
                at = v->v[at - 1].parent;
            at = at == top ? 0 : at ? v->v[at - 1].next : 0;
        }
    }
}

/* Puts the notes in the order of their decks, in each in that of the notes. */
static void order_notes(struct deck_maker *m) {
    struct map nodes = map_in(m->a);
    node_vec v = {0};
    size_t n = m->notes.n, first = 0;
    uint32_t *node = arena_array(m->a, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        bool same = i && m->notes.v[i].note.deck.p == m->notes.v[i - 1].note.deck.p;
        node[i] = same ? node[i - 1] : node_of(m->a, &nodes, &v, m->notes.v[i].note.deck);
        /* An index is only ever given for what is there. */
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
        v.v[node[i] - 1].n_notes++;
    }
    rank_nodes(&v);
    uint32_t *by_rank = arena_array(m->a, uint32_t, v.n);
    for (uint32_t i = 0; i < v.n; i++)
        by_rank[v.v[i].rank] = i;
    for (size_t r = 0; r < v.n; r++) {
        v.v[by_rank[r]].first = first;
        first += v.v[by_rank[r]].n_notes;
    }
    struct deck_draft *out = arena_array(m->a, struct deck_draft, n);
    for (size_t i = 0; i < n; i++) {
        struct deck_draft *to = &out[v.v[node[i] - 1].first++];
        *to = m->notes.v[i];
        to->note.deck = v.v[node[i] - 1].name;
    }
    m->notes.v = out;
    m->notes.cap = n;
}

/* ---- cards ---- */

static size_t cloze_cards(const struct deck_note *n, uint16_t *out) {
    bool there[DECK_CLOZES_MAX + 1] = {false};
    struct str s = n->fields[CLOZE_TEXT];
    size_t count = 0;
    for (size_t at; (at = str_find(s, STR("{{c"))) != SIZE_MAX;) {
        s = str_from(s, at + 3);
        size_t number = 0;
        while (s.n && s.p[0] >= '0' && s.p[0] <= '9' && number <= DECK_CLOZES_MAX) {
            number = number * 10 + (size_t)(s.p[0] - '0');
            s = str_from(s, 1);
        }
        if (str_starts(s, STR("::")) && number && number <= DECK_CLOZES_MAX)
            there[number] = true;
    }
    for (uint16_t i = 1; i <= DECK_CLOZES_MAX; i++)
        if (there[i])
            out[count++] = (uint16_t)(i - 1);
    return count;
}

size_t deck_cards(const struct deck_note *n, uint16_t *out) {
    size_t count = 0;
    if (n->type->is_cloze)
        return cloze_cards(n, out);
    for (size_t i = 0; i < n->type->n_templates; i++)
        if (n->fields[n->type->templates[i].needs].n)
            out[count++] = (uint16_t)i;
    return count;
}

static void list_roots(const struct deck_maker *m, struct deck *deck) {
    struct deck_about *about = arena_array(m->a, struct deck_about, m->roots.n);
    for (size_t i = 0; i < m->roots.n; i++)
        about[i] = *(const struct deck_about *)m->roots.v[i].ptr;
    deck->about = about;
    deck->n_about = m->roots.n;
}

/* Text below a heading without words, which no item asks for. */
static void tell_untitled(const struct bank *b, struct diag *d) {
    const struct question *told = NULL;
    for (size_t i = 0; i < b->n_rejected; i++) {
        const struct question *q = b->rejected[i].source.question;
        if (q != told && str_trim(q->title.plain).n == 0)
            diag_at(d, DIAG_DECK_NO_QUESTION, q->span);
        told = q;
    }
}

struct deck *deck_plan(struct arena *a, const struct study *s, const struct bank *b,
                       const struct deck_options *o, struct diag *d) {
    struct deck_maker m = {.a = a, .o = o, .study = s, .d = d};
    m.words[0] = wording_load(a, o->data_dir, "deck", STR("zh"), d);
    m.words[1] = wording_load(a, o->data_dir, "deck", STR("en"), d);
    if (!m.words[0] || !m.words[1])
        return NULL;
    m.media = note_media_open(a, o->vault, d);
    m.h = (struct note_html){.out = buf_in(a), .media = &m.media};
    m.said = map_in(a);
    m.roots = map_in(a);
    all_notes(&m, b);
    tell_untitled(b, d);
    order_notes(&m);
    struct deck *deck = arena_new(a, struct deck);
    *deck = (struct deck){.name = o->name, .lang = o->lang, .stock = o->stock};
    deck_settle(&m, deck);
    list_roots(&m, deck);
    deck->media = m.media.v.v;
    deck->n_media = m.media.v.n;
    return deck;
}
