/* labels: loading the word tables and looking words up in them. */
#include "study/labels.h"

#include "base/fs.h"
#include "base/vec.h"
#include "base/yml.h"

#define LABEL_FILE_MOST (1u << 20)
#define WORD_BYTES_MOST 96 /* no word of a table is longer */

static const char *const class_keys[WORDS_COUNT] = {
// A designated initialiser takes no parentheses.
// NOLINTNEXTLINE(bugprone-macro-parentheses)
#define WORDS(id, key) [WORDS_##id] = key,
#include "study/words.def"
#undef WORDS
};

typedef VEC(struct str) str_vec;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

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

static struct word *word_entry(struct loader *l, struct str word) {
    struct map_entry *e = map_put(&l->labels->words, word);
    if (!e->ptr)
        e->ptr = arena_new(l->a, struct word);
    return e->ptr;
}

/* One word is a list, too. */
static const struct yml *words_of(const struct yml *node, size_t *n) {
    *n = node->kind == YML_SCALAR ? 1 : node->kind == YML_LIST ? node->n : 0;
    return node->kind == YML_SCALAR ? node : node->v;
}

static void add_facets(struct loader *l, const struct yml *facets) {
    for (size_t i = 0; i < facets->n; i++) {
        struct label *label = canonical_label(l, facets->v[i].key);
        size_t n;
        const struct yml *words = words_of(&facets->v[i], &n);
        for (size_t k = 0; k < n; k++)
            word_entry(l, word_of(l, &words[k]))->label = label;
    }
}

static void add_words(struct loader *l, enum word_class c, const struct yml *list) {
    size_t n;
    const struct yml *words = words_of(list, &n);
    for (size_t i = 0; i < n; i++) {
        struct str word = word_of(l, &words[i]);
        if (word.n == 0 || word.n > WORD_BYTES_MOST)
            continue;
        struct word *w = word_entry(l, word);
        if (!(w->classes >> c & 1))
            vec_push(l->a, &l->lists[c], word);
        w->classes |= (uint64_t)1 << c;
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

/* The bit of the character s begins with. */
static uint32_t first_bit(struct str s) {
    unsigned char c = (unsigned char)lower(s.p[0]);
    if (c < 0xC0 || s.n < 3)
        return c;
    return (uint32_t)((unsigned char)s.p[1] << 6 ^ (unsigned char)s.p[2]) % FIRSTS_BITS;
}

static bool may_start(const struct word_list *list, struct str s) {
    uint32_t bit = first_bit(s);
    return (list->firsts[bit / 64] >> bit % 64 & 1) != 0;
}

static void note_word(struct word_list *list, struct str word) {
    uint32_t bit = first_bit(word);
    unsigned char last = (unsigned char)word.p[word.n - 1];
    list->longest = MAX(list->longest, word.n);
    list->lasts[last / 64] |= (uint64_t)1 << last % 64;
    list->firsts[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void fill_list(struct word_list *list, const struct str *v, size_t n) {
    list->v = v;
    list->n = n;
    for (size_t i = 0; i < n; i++)
        note_word(list, v[i]);
}

static void add_folder(struct loader *l, struct str dir) {
    struct str error, *names;
    size_t n = 0;
    if (!fs_list(l->a, dir, &names, &n, &error))
        diag_say(l->d, DIAG_INPUT_MISSING, dir, error);
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".yaml")))
            add_file(l, fs_join(l->a, dir, names[i]));
}

const struct labels *labels_load(struct arena *a, struct str data_dir, const struct str *files,
                                 size_t n, struct diag *d) {
    struct loader l = {.a = a, .labels = arena_new(a, struct labels), .d = d};
    l.canonical = map_in(a);
    l.labels->words = map_in(a);
    add_folder(&l, fs_join(a, data_dir, STR("styles/labels")));
    for (size_t i = 0; i < n; i++)
        add_file(&l, files[i]);
    for (size_t c = 0; c < WORDS_COUNT; c++)
        fill_list(&l.labels->lists[c], l.lists[c].v, l.lists[c].n);
    for (size_t i = 0; i < l.labels->words.n; i++)
        if (l.labels->words.v[i].key.n > 0)
            note_word(&l.labels->all, l.labels->words.v[i].key);
    mark_asides(&l);
    return l.labels;
}

/* s trimmed and in lower case, in `room`; empty when no word is as long, or begins as it does. */
static struct str folded(const struct labels *l, struct str s, char room[WORD_BYTES_MOST]) {
    s = str_trim(s);
    if (s.n == 0 || s.n > WORD_BYTES_MOST || !may_start(&l->all, s))
        return (struct str){0};
    for (size_t i = 0; i < s.n; i++)
        room[i] = lower(s.p[i]);
    return (struct str){room, s.n};
}

static const struct word none;

static const struct word *look_up(const struct labels *l, struct str folded_word) {
    const struct map_entry *e = folded_word.n > 0 ? map_find(&l->words, folded_word) : NULL;
    return e ? e->ptr : &none;
}

struct word labels_word(const struct labels *l, struct str s) {
    char room[WORD_BYTES_MOST];
    return *look_up(l, folded(l, s, room));
}

uint64_t labels_classes(const struct labels *l, struct str s) {
    return labels_word(l, s).classes;
}

bool labels_has(const struct labels *l, enum word_class c, struct str s) {
    s = str_trim(s);
    return s.n > 0 && s.n <= l->lists[c].longest && may_start(&l->lists[c], s) &&
           (labels_classes(l, s) >> c & 1) != 0;
}

/* The word stands at byte `at` of s; a Latin word only with no letter next to it. */
static bool stands_at(struct str s, size_t at, struct str word) {
    if (s.n - at < word.n)
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (lower(s.p[at + i]) != word.p[i])
            return false;
    size_t end = at + word.n;
    if (at > 0 && byte_is_letter(word.p[0]) && byte_is_letter(s.p[at - 1]))
        return false;
    return end == s.n || !byte_is_letter(word.p[word.n - 1]) || !byte_is_letter(s.p[end]);
}

size_t labels_start(const struct labels *l, enum word_class c, struct str s) {
    const struct word_list *list = &l->lists[c];
    size_t best = 0;
    if (s.n == 0 || !may_start(list, s))
        return 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].n > best && lower(s.p[0]) == list->v[i].p[0] && stands_at(s, 0, list->v[i]))
            best = list->v[i].n;
    return best;
}

bool labels_may_end(const struct labels *l, enum word_class c, struct str s) {
    unsigned char last = (unsigned char)lower(s.p[s.n - 1]);
    return (l->lists[c].lasts[last / 64] >> last % 64 & 1) != 0;
}

size_t labels_end(const struct labels *l, enum word_class c, struct str s) {
    size_t best = 0;
    if (s.n == 0 || !labels_may_end(l, c, s))
        return 0;
    for (size_t i = 0; i < l->lists[c].n; i++) {
        struct str word = l->lists[c].v[i];
        if (word.n > best && word.n <= s.n && lower(s.p[s.n - 1]) == word.p[word.n - 1] &&
            stands_at(s, s.n - word.n, word))
            best = word.n;
    }
    return best;
}

bool labels_may_hold(const struct labels *l, enum word_class c, struct str s) {
    const struct word_list *list = &l->lists[c];
    for (size_t at = 0; at < s.n; at++) {
        if (((unsigned char)s.p[at] & 0xC0) == 0x80 || !may_start(list, str_from(s, at)))
            continue;
        bool latin = (unsigned char)s.p[at] < 0x80; /* in whatever case */
        for (size_t i = 0; i < list->n; i++)
            if (latin || str_starts(str_from(s, at), list->v[i]))
                return true;
    }
    return false;
}

bool labels_within(const struct labels *l, enum word_class c, struct str s) {
    const struct word_list *list = &l->lists[c];
    for (size_t at = 0; at < s.n; at++) {
        if (((unsigned char)s.p[at] & 0xC0) == 0x80 || !may_start(list, str_from(s, at)))
            continue;
        for (size_t i = 0; i < list->n; i++)
            if (lower(s.p[at]) == list->v[i].p[0] && stands_at(s, at, list->v[i]))
                return true;
    }
    return false;
}

#define AFFIXED_BYTES_MOST 40 /* of a label with words around it */

const struct label *labels_facet(const struct labels *l, struct str s) {
    char room[WORD_BYTES_MOST];
    struct str word = folded(l, s, room);
    const struct label *label = look_up(l, word)->label;
    if (label || word.n == 0 || word.n > AFFIXED_BYTES_MOST)
        return label;
    struct str bare = str_trim(str_from(word, labels_start(l, WORDS_LABEL_BEFORE, word)));
    bare = str_trim(str_slice(bare, 0, bare.n - labels_end(l, WORDS_LABEL_AFTER, bare)));
    return bare.n > 0 && bare.n < word.n ? look_up(l, bare)->label : NULL;
}
