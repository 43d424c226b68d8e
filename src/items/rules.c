/* rules: one row of rules.def per list; the loader walks the rows. */
#include "items/rules.h"

#include "base/vec.h"
#include "style/data.h"

/* The node at a dotted key below `map`, or NULL. */
static const struct yml *node_at(struct arena *a, const struct yml *map, const char *key) {
    struct str rest = str_of(key);
    while (map && rest.n) {
        size_t dot = str_find_byte(rest, '.');
        struct str name = dot == SIZE_MAX ? rest : str_slice(rest, 0, dot);
        map = yml_get(map, str_c(a, name));
        rest = dot == SIZE_MAX ? (struct str){0} : str_from(rest, dot + 1);
    }
    return map;
}

static const struct words *read_words(struct arena *a, const struct yml *root, const char *key) {
    const struct yml *list = node_at(a, root, key);
    VEC(struct str) words = {0};
    for (size_t i = 0; list && i < list->n; i++)
        if (list->v[i].kind == YML_SCALAR)
            vec_push(a, &words, list->v[i].scalar);
    return words_make(a, words.v, words.n);
}

static struct rule_pairs read_pairs(struct arena *a, const struct yml *root, const char *key) {
    const struct yml *list = node_at(a, root, key);
    VEC(struct rule_pair) pairs = {0};
    for (size_t i = 0; list && i < list->n; i++) {
        const struct yml *pair = &list->v[i];
        if (pair->kind == YML_LIST && pair->n == 2)
            vec_push(a, &pairs, (struct rule_pair){pair->v[0].scalar, pair->v[1].scalar});
    }
    return (struct rule_pairs){pairs.v, pairs.n};
}

static const struct words *words_of_pairs(struct arena *a, struct rule_pairs pairs) {
    struct str *v = arena_array(a, struct str, pairs.n * 2);
    for (size_t i = 0; i < pairs.n; i++) {
        v[2 * i] = pairs.v[i].first;
        v[2 * i + 1] = pairs.v[i].second;
    }
    return words_make(a, v, pairs.n * 2);
}

static bool is_known(struct str key) {
    static const char *const known[] = {
#define WORDS(field, key) key,
#define PAIRS(field, key) key,
#include "items/rules.def"
#undef WORDS
#undef PAIRS
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eqc(key, known[i]))
            return true;
    return false;
}

/* A misspelt list would silently change nothing: say so. */
static void report_unknown(struct arena *a, struct str path, struct str text,
                           const struct yml *node, struct str prefix, struct diag *d) {
    for (size_t i = 0; i < node->n; i++) {
        const struct yml *child = &node->v[i];
        struct str key = prefix.n ? str_format(a, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(child->key))
                                  : child->key;
        if (child->kind == YML_MAP)
            report_unknown(a, path, text, child, key, d); /* yml caps the depth */
        else if (!is_known(key))
            diag_in(d, DIAG_STYLE_KEY, yml_place(path, text, child, true), key, (struct str){0});
    }
}

const struct rules *rules_load(struct arena *a, struct str data_dir, struct diag *d) {
    struct str path, text;
    const struct yml *root = data_read(a, data_dir, "styles/items/words.yaml", &path, &text, d);
    if (!root)
        return NULL;
    report_unknown(a, path, text, root, (struct str){0}, d);
    struct rules *r = arena_new(a, struct rules);
#define WORDS(field, key) r->field = read_words(a, root, key);
#define PAIRS(field, key) r->field = read_pairs(a, root, key);
#include "items/rules.def"
#undef WORDS
#undef PAIRS
    r->stops = (struct sim_stops){r->latin_stops, r->han_stops};
    r->directions_all = words_of_pairs(a, r->directions);
    const struct words *remarks[] = {r->lead_rhetoric, r->lead_examples, r->lead_narrative,
                                     r->reader,        r->page,          r->path_marks};
    const struct words *pointers[] = {r->deictic_inside, r->person, r->asks_back, r->path_marks};
    r->any_remark = words_union(a, remarks, COUNT_OF(remarks));
    r->any_pointer = words_union(a, pointers, COUNT_OF(pointers));
    return r;
}
