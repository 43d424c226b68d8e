/* wording: flattens a YAML map into dotted keys, fills places. */
#include "style/wording.h"

#include "base/fs.h"
#include "base/yml.h"

#include <stdarg.h>

#define WORDING_BYTES_MAX (1u << 20)

static void add_texts(struct arena *a, struct map *texts, struct str prefix,
                      const struct yml *node) {
    for (size_t i = 0; i < node->n; i++) {
        const struct yml *child = &node->v[i];
        struct str key = prefix.n ? str_format(a, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(child->key))
                                  : child->key;
        if (child->kind == YML_MAP) {
            add_texts(a, texts, key, child); /* yml caps the depth */
        } else if (child->kind == YML_SCALAR) {
            struct str *text = arena_new(a, struct str);
            *text = child->scalar;
            map_put(texts, key)->ptr = text;
        }
    }
}

static const struct yml *read_domain(struct arena *a, struct str data_dir, const char *domain,
                                     struct str lang, struct str *path, struct str *error,
                                     struct diag *d) {
    struct str text;
    *path =
        str_format(a, "%.*s/styles/wording/%s.%.*s.yaml", STR_ARG(data_dir), domain, STR_ARG(lang));
    if (!fs_read(a, *path, WORDING_BYTES_MAX, &text, error))
        return NULL;
    return yml_read(a, *path, text, 0, d);
}

const struct wording *wording_load(struct arena *a, struct str data_dir, const char *domain,
                                   struct str lang, struct diag *d) {
    struct str path, error = {0};
    const struct yml *root = read_domain(a, data_dir, domain, lang, &path, &error, d);
    if (!root) {
        lang = STR("en");
        root = read_domain(a, data_dir, domain, lang, &path, &error, d);
    }
    if (!root) {
        if (error.n)
            diag_say(d, DIAG_DATA_MISSING, path, error);
        return NULL;
    }
    struct wording *w = arena_new(a, struct wording);
    w->texts = map_in(a);
    w->lang = str_copy(a, lang);
    add_texts(a, &w->texts, (struct str){0}, root);
    return w;
}

struct str wording_get(const struct wording *w, const char *key) {
    const struct map_entry *e = map_find(&w->texts, str_of(key));
    return e ? *(const struct str *)e->ptr : (struct str){0};
}

/* The value of a name in the pairs that follow; false when the caller gave none. */
static bool find_value(va_list pairs, struct str name, struct str *value) {
    const char *n;
    while ((n = va_arg(pairs, const char *))) {
        *value = va_arg(pairs, struct str);
        if (str_eqc(name, n))
            return true;
    }
    return false;
}

struct str wording_fill(struct arena *a, const struct wording *w, const char *key, ...) {
    struct str rest = wording_get(w, key);
    struct buf out = buf_in(a);
    while (rest.n) {
        size_t open = str_find_byte(rest, '{');
        size_t close = open == SIZE_MAX ? SIZE_MAX : str_find_byte(str_from(rest, open), '}');
        if (close == SIZE_MAX)
            break;
        struct str name = str_slice(rest, open + 1, open + close), value;
        va_list pairs;
        va_start(pairs, key);
        buf_str(&out, str_slice(rest, 0, open));
        if (find_value(pairs, name, &value))
            buf_str(&out, value);
        va_end(pairs);
        rest = str_from(rest, open + close + 1);
    }
    buf_str(&out, rest);
    return buf_get(&out);
}
