/* target: reads descriptions of targets. A *setter* checks one key and stores it; an unknown key or
 * a value that is no such thing is reported at its place. */
#include "plan/target.h"

#include "base/fs.h"
#include "base/vec.h"
#include "base/yml.h"

#define TARGET_BYTES_MAX (1u << 20)

struct reading {
    struct arena *a;
    struct diag *d;
    struct str path, text;
    struct target *t;
    bool ok;
};

static void bad_value(struct reading *r, const struct yml *node, const char *want) {
    struct str got = node->kind == YML_SCALAR ? node->scalar
                     : node->kind == YML_LIST ? STR("a list")
                                              : STR("a map");
    diag_in(r->d, DIAG_STYLE_VALUE, yml_place(r->path, r->text, node, false), node->key,
            str_of(want), got);
    r->ok = false;
}

static void bad_key(struct reading *r, const struct yml *node) {
    diag_in(r->d, DIAG_STYLE_KEY, yml_place(r->path, r->text, node, true), node->key,
            (struct str){0});
    r->ok = false;
}

/* ---- single values ---- */

static void set_text(struct reading *r, const struct yml *node, void *member) {
    if (node->kind == YML_SCALAR)
        *(struct str *)member = node->scalar;
    else
        bad_value(r, node, "a text");
}

static void set_flag(struct reading *r, const struct yml *node, void *member) {
    bool yes = node->kind == YML_SCALAR && str_eqc(node->scalar, "yes");
    if (yes || (node->kind == YML_SCALAR && str_eqc(node->scalar, "no")))
        *(bool *)member = yes;
    else
        bad_value(r, node, "yes or no");
}

static void set_count(struct reading *r, const struct yml *node, void *member) {
    long n;
    if (node->kind == YML_SCALAR && str_to_int(node->scalar, &n) && n >= 0)
        *(long *)member = n;
    else
        bad_value(r, node, "a number");
}

static bool set_texts(const struct yml *node, struct str *v, size_t n) {
    bool ok = node->kind == YML_LIST && node->n == n;
    for (size_t i = 0; ok && i < n; i++) {
        ok = node->v[i].kind == YML_SCALAR;
        v[i] = node->v[i].scalar;
    }
    return ok;
}

static void set_truth(struct reading *r, const struct yml *node, void *member) {
    if (!set_texts(node, member, 2))
        bad_value(r, node, "a list of two words");
}

static void set_levels(struct reading *r, const struct yml *node, void *member) {
    if (!set_texts(node, member, 4))
        bad_value(r, node, "a list of four words");
}

static void set_math(struct reading *r, const struct yml *node, void *member) {
    struct str pair[2];
    (void)member;
    if (!set_texts(node, pair, 2)) {
        bad_value(r, node, "a list of two texts");
        return;
    }
    r->t->math_open = pair[0];
    r->t->math_close = pair[1];
}

/* ---- rows and columns ---- */

static void set_rows(struct reading *r, const struct yml *node, void *member) {
    struct target_rows *rows = member;
    if (node->kind != YML_LIST) {
        bad_value(r, node, "a list of rows");
        return;
    }
    const struct str **v = arena_array(r->a, const struct str *, node->n);
    size_t *width = arena_array(r->a, size_t, node->n);
    for (size_t i = 0; i < node->n; i++) {
        struct str *cells = arena_array(r->a, struct str, node->v[i].n);
        if (!set_texts(&node->v[i], cells, node->v[i].n))
            bad_value(r, &node->v[i], "a list of cells");
        v[i] = cells;
        width[i] = node->v[i].n;
    }
    *rows = (struct target_rows){v, width, node->n};
}

static const char *const field_names[COLUMN_COUNT] = {
#define FIELD(id, name, about) name,
#include "plan/target_fields.def"
#undef FIELD
};

/* "option 3": a field and, for some, its number. */
static bool find_field(struct str s, struct target_column *c) {
    size_t space = str_find_byte(s, ' ');
    struct str name = space == SIZE_MAX ? s : str_slice(s, 0, space);
    long nth = 0;
    if (space != SIZE_MAX && (!str_to_int(str_from(s, space + 1), &nth) || nth < 1 || nth > 26))
        return false;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (str_eqc(name, field_names[i])) {
            c->field = (uint8_t)i;
            c->nth = (uint8_t)nth;
            return (nth > 0) == (i == COLUMN_OPTION || i == COLUMN_WRONG);
        }
    return false;
}

static void read_column(struct reading *r, const struct yml *node, struct target_column *c) {
    bool has_field = false;
    for (size_t i = 0; node->kind == YML_MAP && i < node->n; i++) {
        const struct yml *v = &node->v[i];
        if (str_eqc(v->key, "head")) {
            set_text(r, v, &c->head);
            r->t->has_header = true;
        } else if (str_eqc(v->key, "value")) {
            set_text(r, v, &c->text);
            c->field = COLUMN_VALUE;
            has_field = true;
        } else if (str_eqc(v->key, "cell")) {
            has_field = v->kind == YML_SCALAR && find_field(v->scalar, c);
        } else {
            bad_key(r, v);
        }
    }
    if (!has_field)
        bad_value(r, node, "a map with head and cell (a field such as stem, or `option 2`)");
}

static void set_columns(struct reading *r, const struct yml *node, void *member) {
    (void)member;
    if (node->kind != YML_LIST || node->n > TARGET_COLUMNS_MAX) {
        bad_value(r, node, "a list of at most 64 columns");
        return;
    }
    struct target_column *v = arena_array(r->a, struct target_column, node->n);
    for (size_t i = 0; i < node->n; i++)
        read_column(r, &node->v[i], &v[i]);
    r->t->columns = v;
    r->t->n_columns = node->n;
}

/* ---- kinds ---- */

static bool set_choice(struct str s, const char *const *names, size_t n, uint8_t *out) {
    for (size_t i = 0; i < n; i++)
        if (str_eqc(s, names[i])) {
            *out = (uint8_t)i;
            return true;
        }
    return false;
}

static void read_kind(struct reading *r, const struct yml *node, struct target_kind *k) {
    static const char *const codings[] = {"none", "letters", "numbers", "text", "answer"};
    static const char *const options[] = {"none", "choices", "truth", "answers", "steps"};
    for (size_t i = 0; i < node->n; i++) {
        const struct yml *v = &node->v[i];
        if (str_eqc(v->key, "type"))
            set_text(r, v, &k->type);
        else if (str_eqc(v->key, "key")
                     ? set_choice(v->scalar, codings, COUNT_OF(codings), &k->coding)
                 : str_eqc(v->key, "options")
                     ? set_choice(v->scalar, options, COUNT_OF(options), &k->options)
                     : false)
            continue;
        else
            bad_value(r, v,
                      "type, key (none, letters, numbers, text, answer) or options (none, "
                      "choices, truth, answers, steps)");
    }
}

static void set_kinds(struct reading *r, const struct yml *node, void *member) {
    struct target_kind *kinds = member;
    if (node->kind != YML_MAP)
        bad_value(r, node, "a map from kinds");
    for (size_t i = 0; i < node->n; i++) {
        enum item_kind k;
        if (!item_kind_find(node->v[i].key, &k)) {
            bad_key(r, &node->v[i]);
            continue;
        }
        bool choice = k == ITEM_SINGLE_CHOICE || k == ITEM_MULTIPLE_RESPONSE;
        kinds[k] = (struct target_kind){
            .carried = true,
            .options = choice                 ? OPTIONS_CHOICES
                       : k == ITEM_TRUE_FALSE ? OPTIONS_TRUTH
                       : k == ITEM_ORDERING   ? OPTIONS_STEPS
                                              : OPTIONS_NONE,
        };
        read_kind(r, &node->v[i], &kinds[k]);
    }
}

/* ---- the file ---- */

static const struct key {
    const char *name;
    void (*set)(struct reading *r, const struct yml *node, void *member);
    size_t at;
} keys[] = {
#define KEY(name, set, member, about) {name, set, offsetof(struct target, member)},
#include "plan/target_keys.def"
#undef KEY
};

static void read_key(struct reading *r, const struct yml *node) {
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (str_eqc(node->key, keys[i].name)) {
            keys[i].set(r, node, (char *)r->t + keys[i].at);
            return;
        }
    bad_key(r, node);
}

/* What a table cannot do without. */
static void check_whole(struct reading *r, const struct yml *root) {
    static const char *const containers[] = {"xlsx", "csv", "tsv"};
    struct target *t = r->t;
    uint8_t which;
    if (!t->writer.n)
        t->writer = STR("table");
    if (!str_eqc(t->writer, "table"))
        return;
    if (!set_choice(t->container, containers, COUNT_OF(containers), &which))
        bad_value(r, root, "a container: xlsx, csv or tsv");
    if (t->n_columns == 0)
        bad_value(r, root, "columns");
    if (!t->extension.n && t->container.n)
        t->extension = str_format(r->a, ".%.*s", STR_ARG(t->container));
}

static const struct target *read_target(struct arena *a, struct str path, struct str text,
                                        struct diag *d) {
    const struct yml *root = yml_read(a, path, text, 0, d);
    if (!root)
        return NULL;
    struct target *t = arena_new(a, struct target);
    *t = (struct target){
        .name = fs_stem(path),
        .math_open = STR("$"),
        .math_close = STR("$"),
        .blank = STR("____"),
        .line_end = STR("\n"),
        .sheet = STR("Sheet1"),
    };
    struct reading r = {a, d, path, text, t, true};
    for (size_t i = 0; i < root->n; i++)
        read_key(&r, &root->v[i]);
    check_whole(&r, root);
    return r.ok ? t : NULL;
}

const struct target *target_read(struct arena *a, struct str path, struct diag *d) {
    struct str text, error;
    if (!fs_read(a, path, TARGET_BYTES_MAX, &text, &error)) {
        diag_say(d, DIAG_INPUT_MISSING, path, error);
        return NULL;
    }
    return read_target(a, path, text, d);
}

static struct str folder(struct arena *a, struct str data_dir) {
    return fs_join(a, data_dir, STR("styles/targets"));
}

const struct target *target_load(struct arena *a, struct str data_dir, struct str name,
                                 struct diag *d) {
    struct str file = str_format(a, "%.*s.yaml", STR_ARG(name));
    struct str path = fs_join(a, folder(a, data_dir), file);
    if (!name.n || str_has(name, STR("/")) || fs_kind(a, path) != FS_FILE) {
        diag_say(d, DIAG_TARGET_UNKNOWN, name);
        return NULL;
    }
    return target_read(a, path, d);
}

bool target_all(struct arena *a, struct str data_dir, const struct target *const **v, size_t *n,
                struct diag *d) {
    struct str *names, error, dir = folder(a, data_dir);
    size_t n_names;
    if (!fs_list(a, dir, &names, &n_names, &error)) {
        diag_say(d, DIAG_DATA_MISSING, dir, error);
        return false;
    }
    const struct target **all = arena_array(a, const struct target *, n_names);
    *n = 0;
    for (size_t i = 0; i < n_names; i++) {
        const struct target *t =
            str_ends(names[i], STR(".yaml")) ? target_read(a, fs_join(a, dir, names[i]), d) : NULL;
        if (t)
            all[(*n)++] = t;
    }
    *v = all;
    return true;
}

static void put_kinds(const struct target *t, struct buf *out) {
    size_t carried = 0;
    for (size_t k = 0; k < ITEM_KIND_COUNT; k++)
        if (t->kinds[k].carried)
            buf_printf(out, "%s%s", carried++ ? ", " : "", item_kind_name((enum item_kind)k));
}

void target_list(struct arena *a, const struct target *const *v, size_t n, struct buf *out) {
    (void)a;
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "%-12.*s %-16.*s %.*s: ", STR_ARG(v[i]->name), STR_ARG(v[i]->extension),
                   STR_ARG(v[i]->about));
        put_kinds(v[i], out);
        buf_byte(out, '\n');
    }
}
