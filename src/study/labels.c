/* labels: loading the word tables and looking words up in them. */
#include "study/labels.h"

#include "base/fs.h"
#include "base/vec.h"
#include "base/yml.h"

#define LABEL_FILE_MOST (1u << 20)
#define WORD_BYTES_MOST 96 /* no word of a table is longer */

static const char *const class_keys[WORDS_COUNT] = {
#define WORDS(id, key) [WORDS_##id] = key,
#include "study/words.def"
#undef WORDS
};

typedef VEC(struct str) str_vec;

struct loader {
    struct arena *a;
    struct labels *labels;
    str_vec lists[WORDS_COUNT];
    struct map canonical; /* "cause" -> struct label * */
    struct diag *d;
};

static struct label *canonical_label(struct loader *l, struct str name) {
    struct map_entry *e = map_put(&l->canonical, name);
    if (!e->ptr) {
        struct label *label = arena_new(l->a, struct label);
        label->canonical = name;
        e->ptr = label;
    }
    return e->ptr;
}

static struct str word_of(struct loader *l, const struct yml *node) {
    return str_lower_ascii(l->a, str_trim(node->scalar));
}

static void add_facets(struct loader *l, const struct yml *facets) {
    for (size_t i = 0; i < facets->n; i++) {
        struct label *label = canonical_label(l, facets->v[i].key);
        for (size_t k = 0; k < facets->v[i].n; k++)
            map_put(&l->labels->facets, word_of(l, &facets->v[i].v[k]))->ptr = label;
    }
}

static void add_words(struct loader *l, enum word_class c, const struct yml *list) {
    for (size_t i = 0; i < list->n; i++) {
        struct str word = word_of(l, &list->v[i]);
        if (word.n == 0 || word.n > WORD_BYTES_MOST)
            continue;
        struct map_entry *e = map_put(&l->labels->words, word);
        if (!(e->num & (int64_t)1 << c))
            vec_push(l->a, &l->lists[c], word);
        e->num |= (int64_t)1 << c;
    }
}

static bool add_class(struct loader *l, const struct yml *node) {
    for (size_t c = 0; c < WORDS_COUNT; c++) {
        if (str_eqc(node->key, class_keys[c])) {
            add_words(l, (enum word_class)c, node);
            return true;
        }
    }
    return false;
}

static void add_file(struct loader *l, struct str path) {
    struct str text, error;
    if (!fs_read(l->a, path, LABEL_FILE_MOST, &text, &error)) {
        diag_say(l->d, DIAG_INPUT_MISSING, path, error);
        return;
    }
    const struct yml *root = yml_read(l->a, path, text, 0, l->d);
    for (size_t i = 0; root && i < root->n; i++) {
        if (str_eqc(root->v[i].key, "facets"))
            add_facets(l, &root->v[i]);
        else if (!add_class(l, &root->v[i]))
            diag_in(l->d, DIAG_STYLE_KEY, yml_place(path, text, &root->v[i], true), root->v[i].key,
                    STR(""));
    }
}

static void mark_asides(struct loader *l) {
    for (size_t i = 0; i < l->canonical.n; i++) {
        struct label *label = l->canonical.v[i].ptr;
        label->aside = labels_has(l->labels, WORDS_ASIDE, label->canonical);
        label->is_inline = labels_has(l->labels, WORDS_INLINE, label->canonical);
    }
}

const struct labels *labels_load(struct arena *a, struct str data_dir, struct diag *d) {
    struct loader l = {.a = a, .labels = arena_new(a, struct labels), .d = d};
    l.canonical = map_in(a);
    l.labels->facets = map_in(a);
    l.labels->words = map_in(a);
    struct str dir = fs_join(a, data_dir, STR("styles/labels")), error, *names;
    size_t n = 0;
    if (!fs_list(a, dir, &names, &n, &error))
        diag_say(d, DIAG_INPUT_MISSING, dir, error);
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".yaml")))
            add_file(&l, fs_join(a, dir, names[i]));
    for (size_t c = 0; c < WORDS_COUNT; c++)
        l.labels->lists[c] = (struct word_list){l.lists[c].v, l.lists[c].n};
    mark_asides(&l);
    return l.labels;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* s trimmed and in lower case, in `room`; empty when it is longer than any word. */
static struct str folded(struct str s, char room[WORD_BYTES_MOST]) {
    s = str_trim(s);
    if (s.n > WORD_BYTES_MOST)
        return (struct str){0};
    for (size_t i = 0; i < s.n; i++)
        room[i] = lower(s.p[i]);
    return (struct str){room, s.n};
}

uint32_t labels_classes(const struct labels *l, struct str s) {
    char room[WORD_BYTES_MOST];
    struct str word = folded(s, room);
    const struct map_entry *e = word.n > 0 ? map_find(&l->words, word) : NULL;
    return e ? (uint32_t)e->num : 0;
}

bool labels_has(const struct labels *l, enum word_class c, struct str s) {
    return (labels_classes(l, s) >> c & 1) != 0;
}

static bool is_ascii_letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* The word stands at byte `at` of s; a Latin word only with no letter next to it. */
static bool stands_at(struct str s, size_t at, struct str word) {
    if (s.n - at < word.n)
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (lower(s.p[at + i]) != word.p[i])
            return false;
    size_t end = at + word.n;
    if (at > 0 && is_ascii_letter(word.p[0]) && is_ascii_letter(s.p[at - 1]))
        return false;
    return end == s.n || !is_ascii_letter(word.p[word.n - 1]) || !is_ascii_letter(s.p[end]);
}

size_t labels_start(const struct labels *l, enum word_class c, struct str s) {
    size_t best = 0;
    for (size_t i = 0; i < l->lists[c].n; i++)
        if (l->lists[c].v[i].n > best && lower(s.n ? s.p[0] : 0) == l->lists[c].v[i].p[0] &&
            stands_at(s, 0, l->lists[c].v[i]))
            best = l->lists[c].v[i].n;
    return best;
}

size_t labels_end(const struct labels *l, enum word_class c, struct str s) {
    size_t best = 0;
    for (size_t i = 0; i < l->lists[c].n; i++) {
        struct str word = l->lists[c].v[i];
        if (word.n > best && word.n <= s.n && lower(s.p[s.n - 1]) == word.p[word.n - 1] &&
            stands_at(s, s.n - word.n, word))
            best = word.n;
    }
    return best;
}

static bool stands_within(struct str s, struct str word) {
    if (!is_ascii_letter(word.p[0]))
        return str_has(s, word);
    for (size_t at = 0; at + word.n <= s.n; at++)
        if (lower(s.p[at]) == word.p[0] && stands_at(s, at, word))
            return true;
    return false;
}

bool labels_within(const struct labels *l, enum word_class c, struct str s) {
    for (size_t i = 0; i < l->lists[c].n; i++)
        if (stands_within(s, l->lists[c].v[i]))
            return true;
    return false;
}

#define AFFIXED_BYTES_MOST 40 /* of a label with words around it */

const struct label *labels_facet(const struct labels *l, struct str s) {
    char room[WORD_BYTES_MOST];
    struct str word = folded(s, room);
    if (word.n == 0)
        return NULL;
    const struct map_entry *e = map_find(&l->facets, word);
    if (!e && word.n <= AFFIXED_BYTES_MOST) {
        struct str bare = str_trim(str_from(word, labels_start(l, WORDS_LABEL_BEFORE, word)));
        bare = str_trim(str_slice(bare, 0, bare.n - labels_end(l, WORDS_LABEL_AFTER, bare)));
        e = bare.n > 0 && bare.n < word.n ? map_find(&l->facets, bare) : NULL;
    }
    return e ? e->ptr : NULL;
}
