/* blueprint: reads blueprints by the rows of blueprint.def. A *setter* checks one value and stores
 * it; an unknown key, a value that is no such thing or a section that cannot be worked out is
 * reported at its place. */
#include "plan/blueprint.h"

#include "base/fs.h"
#include "base/vec.h"
#include "base/yml.h"

#define BLUEPRINT_BYTES_MAX (1u << 20)

struct reading {
    struct arena *a;
    struct diag *d;
    struct str path, text;
    bool ok;
};

struct key {
    const char *name;
    bool (*set)(struct reading *r, const struct key *k, const struct yml *node, void *member);
    size_t at;
    const char *const *choices; /* ends with NULL */
    const char *fallback, *doc;
};

static const char *const names_paper[] = {"a4", "a3-two-up", "16k", "letter", "b5", NULL};
static const char *const names_mode[] = {"shuffle", "parallel", NULL};
static const char *const names_seal[] = {"none", "first", "odd", "every", NULL};
static const char *const names_shuffle[] = {"none", "items", "options", "both", NULL};
static const char *const names_band[] = {"easy", "medium", "hard", NULL};
static const char *const names_floor[] = {"item", "section", NULL};
static const char *const names_kind[] = {
#define KIND(id, name) name,
#include "items/kinds.def"
#undef KIND
    NULL};

static void bad_value(struct reading *r, const struct yml *node, struct str key, struct str want) {
    struct str got = node->kind == YML_SCALAR ? node->scalar
                     : node->kind == YML_LIST ? STR("a list")
                                              : STR("a map");
    diag_in(r->d, DIAG_STYLE_VALUE, yml_place(r->path, r->text, node, false), key, want, got);
    r->ok = false;
}

static bool is_one_of(const char *const *names, struct str s, size_t *i) {
    for (*i = 0; names[*i]; ++*i)
        if (str_eqc(s, names[*i]))
            return true;
    return false;
}

static struct str list_names(struct arena *a, const char *const *names) {
    struct buf b = buf_in(a);
    for (size_t i = 0; names[i]; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", names[i]);
    return buf_get(&b);
}

/* A number with at most one half: "1", "1.5". */
static bool read_marks(struct str s, int *half_marks) {
    double v;
    if (!str_to_double(s, &v) || v < 0 || v > 1000)
        return false;
    *half_marks = (int)(v * 2 + 0.5);
    return v * 2 == (double)*half_marks;
}

static bool read_pair(struct str s, struct str *from, struct str *to) {
    size_t dash = str_find_byte(s, '-');
    if (dash == SIZE_MAX)
        return false;
    *from = str_trim(str_slice(s, 0, dash));
    *to = str_trim(str_from(s, dash + 1));
    return true;
}

static bool set_text(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    if (node->kind != YML_SCALAR)
        return bad_value(r, node, str_of(k->name), STR("a text")), false;
    *(struct str *)m = node->scalar;
    return true;
}

static bool set_texts(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    struct texts *t = m;
    bool is_list = node->kind == YML_LIST;
    t->n = is_list ? node->n : 1;
    struct str *v = arena_array(r->a, struct str, t->n);
    for (size_t i = 0; i < t->n; i++)
        if (!set_text(r, k, is_list ? &node->v[i] : node, &v[i]))
            return false;
    t->v = v;
    return true;
}

static bool set_whole(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    long v;
    if (node->kind != YML_SCALAR || !str_to_int(node->scalar, &v) || v < 1 || v > 10000)
        return bad_value(r, node, str_of(k->name), STR("a whole number from 1")), false;
    *(unsigned *)m = (unsigned)v;
    return true;
}

static bool set_seed(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    long v;
    if (node->kind != YML_SCALAR || !str_to_int(node->scalar, &v) || v < 0)
        return bad_value(r, node, str_of(k->name), STR("a whole number from 0")), false;
    *(uint64_t *)m = (uint64_t)v;
    return true;
}

static bool set_flag(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    bool yes =
        node->kind == YML_SCALAR && (str_eqc(node->scalar, "yes") || str_eqc(node->scalar, "true"));
    bool no =
        node->kind == YML_SCALAR && (str_eqc(node->scalar, "no") || str_eqc(node->scalar, "false"));
    if (!yes && !no)
        return bad_value(r, node, str_of(k->name), STR("yes or no")), false;
    *(bool *)m = yes;
    return true;
}

static bool set_choice(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    size_t i;
    if (node->kind != YML_SCALAR || !is_one_of(k->choices, node->scalar, &i))
        return bad_value(r, node, str_of(k->name), list_names(r->a, k->choices)), false;
    *(uint8_t *)m = (uint8_t)i;
    return true;
}

static bool set_kind(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    return set_choice(r, k, node, m);
}

static bool set_marks(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    if (node->kind != YML_SCALAR || !read_marks(node->scalar, m))
        return bad_value(r, node, str_of(k->name), STR("marks, halves at the finest")), false;
    return true;
}

static bool set_marks_range(struct reading *r, const struct key *k, const struct yml *node,
                            void *m) {
    int *pair = m; /* least, most */
    struct str from, to;
    bool ok = false;
    if (node->kind == YML_SCALAR && read_pair(node->scalar, &from, &to)) {
        ok = read_marks(from, &pair[0]) && read_marks(to, &pair[1]) && pair[0] <= pair[1];
    } else if (node->kind == YML_SCALAR) {
        ok = read_marks(node->scalar, &pair[0]);
        pair[1] = pair[0];
    }
    if (!ok || pair[0] == 0)
        bad_value(r, node, str_of(k->name), STR("marks such as 2, 0.5 or 3-8"));
    return ok;
}

static bool read_shares(struct reading *r, const struct yml *node, unsigned *share) {
    for (size_t i = 0; i < node->n; i++) {
        size_t band;
        const struct yml *child = &node->v[i];
        const struct key part = {.name = "difficulty"};
        if (!is_one_of(names_band, child->key, &band)) {
            bad_value(r, node, STR("difficulty"), STR("shares of easy, medium and hard"));
            return false;
        }
        if (!str_eqc(child->scalar, "0") && !set_whole(r, &part, child, &share[band]))
            return false;
    }
    return true;
}

static bool set_difficulty(struct reading *r, const struct key *k, const struct yml *node,
                           void *m) {
    struct blueprint_section *s = (void *)((char *)m - k->at);
    struct str from, to;
    double least, most;
    if (node->kind == YML_MAP)
        return read_shares(r, node, s->difficulty.share);
    if (node->kind != YML_SCALAR || !read_pair(node->scalar, &from, &to) ||
        !str_to_double(from, &least) || !str_to_double(to, &most) || least < 0 || most > 1 ||
        least > most)
        return bad_value(r, node, str_of(k->name), STR("a range such as 0.2-0.8 or shares")), false;
    s->difficulty.least = (int)(least * 1000);
    s->difficulty.most = (int)(most * 1000);
    return true;
}

static bool set_scoring(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    struct scoring *s = m;
    const struct yml *partial = yml_get(node, "partial"), *deduct = yml_get(node, "deduct"),
                     *floor = yml_get(node, "floor");
    size_t which = 0;
    bool is_all = node->kind == YML_SCALAR && str_eqc(node->scalar, "all");
    bool known =
        is_all || (node->kind == YML_MAP && node->n == (size_t)(!!partial + !!deduct + !!floor) &&
                   (partial || deduct) && !(partial && deduct));
    if (!known || (floor && !is_one_of(names_floor, floor->scalar, &which)))
        return bad_value(r, node, str_of(k->name),
                         STR("all, {partial: MARKS} or {deduct: MARKS, floor: item or section}")),
               false;
    s->policy = is_all ? SCORING_ALL : partial ? SCORING_PARTIAL : SCORING_DEDUCT;
    s->floor_section = which == 1;
    return is_all || set_marks(r, k, partial ? partial : deduct, &s->half_marks_each);
}

static bool set_sections(struct reading *r, const struct key *k, const struct yml *node, void *m);

static const struct key top_keys[] = {
#define TOP(name, setter, member, choices, fallback, doc)                                          \
    {name, set_##setter, offsetof(struct blueprint, member), choices, fallback, doc},
#define SECTION(name, setter, member, choices, fallback, doc)
#include "plan/blueprint.def"
#undef TOP
#undef SECTION
};

static const struct key section_keys[] = {
#define TOP(name, setter, member, choices, fallback, doc)
#define SECTION(name, setter, member, choices, fallback, doc)                                      \
    {name, set_##setter, offsetof(struct blueprint_section, member), choices, fallback, doc},
#include "plan/blueprint.def"
#undef TOP
#undef SECTION
};

static const struct key *find_key(const struct key *keys, size_t n, struct str name) {
    for (size_t i = 0; i < n; i++)
        if (str_eqc(name, keys[i].name))
            return &keys[i];
    return NULL;
}

static void set_defaults(struct reading *r, const struct key *keys, size_t n, void *into) {
    for (size_t i = 0; i < n; i++) {
        struct yml node = {.kind = YML_SCALAR, .scalar = str_of(keys[i].fallback)};
        if (node.scalar.n)
            keys[i].set(r, &keys[i], &node, (char *)into + keys[i].at);
    }
}

static void set_keys(struct reading *r, const struct key *keys, size_t n, const struct yml *map,
                     void *into) {
    set_defaults(r, keys, n, into);
    for (size_t i = 0; i < map->n; i++) {
        const struct yml *node = &map->v[i];
        const struct key *k = find_key(keys, n, node->key);
        if (k) {
            r->ok = k->set(r, k, node, (char *)into + k->at) && r->ok;
            continue;
        }
        diag_in(r->d, DIAG_STYLE_KEY, yml_place(r->path, r->text, node, true), node->key,
                STR("; docs/blueprint.md lists them"));
        r->ok = false;
    }
}

static void section_error(struct reading *r, const struct blueprint_section *s, struct str text) {
    diag_in(r->d, DIAG_BLUEPRINT_SECTION, s->place, str_of(item_kind_name(s->kind)), text);
    r->ok = false;
}

/* Works out count and marks from each other; says what is missing or does not agree. */
static void complete_section(struct reading *r, struct blueprint_section *s) {
    if (!s->each.least) {
        section_error(r, s, STR("marks-each is missing"));
    } else if (s->count && s->at_most) {
        section_error(r, s, STR("count and at-most exclude each other"));
    } else if (s->count || s->at_most) {
        if (s->half_marks && s->each.least == s->each.most &&
            s->half_marks != s->each.least * (int)(s->count ? s->count : s->at_most))
            section_error(r, s, STR("count × marks-each is not marks"));
    } else if (!s->half_marks) {
        section_error(r, s, STR("count, at-most or marks is missing"));
    } else if (s->each.least != s->each.most || s->half_marks % s->each.least) {
        section_error(r, s, STR("marks is no multiple of marks-each; say count"));
    } else {
        s->count = (unsigned)(s->half_marks / s->each.least);
    }
    if (MAX(s->count, s->at_most) > BLUEPRINT_COUNT_MAX)
        section_error(r, s, STR("more than 500 items"));
}

static bool read_section(struct reading *r, const struct yml *node, struct blueprint_section *s) {
    s->place = yml_place(r->path, r->text, node, false);
    s->difficulty.most = 1000;
    if (node->kind != YML_MAP || !yml_get(node, "kind"))
        return bad_value(r, node, STR("sections"), STR("a list of maps, each with a kind")), false;
    set_keys(r, section_keys, COUNT_OF(section_keys), node, s);
    if (r->ok)
        complete_section(r, s);
    return r->ok;
}

static bool set_sections(struct reading *r, const struct key *k, const struct yml *node, void *m) {
    struct blueprint *b = (void *)((char *)m - k->at);
    if (node->kind != YML_LIST || node->n == 0)
        return bad_value(r, node, STR("sections"), STR("a list of maps, each with a kind")), false;
    struct blueprint_section *v = arena_array(r->a, struct blueprint_section, node->n);
    for (size_t i = 0; i < node->n; i++)
        read_section(r, &node->v[i], &v[i]);
    b->sections = v;
    b->n_sections = node->n;
    return r->ok;
}

static bool is_path(struct str name) {
    return str_has(name, STR("/")) || str_ends(name, STR(".yaml")) || str_ends(name, STR(".yml"));
}

static bool check_top(struct reading *r, const struct yml *root, const struct blueprint *b) {
    const struct yml *at;
    if (!b->n_sections && r->ok)
        bad_value(r, root, STR("sections"), STR("a list of maps, each with a kind"));
    if (b->variants > BLUEPRINT_VARIANTS_MAX && (at = yml_get(root, "variants")))
        bad_value(r, at, STR("variants"), STR("a whole number from 1 to 26"));
    if (b->columns > 2 && (at = yml_get(root, "columns")))
        bad_value(r, at, STR("columns"), STR("1 or 2"));
    return r->ok;
}

const struct blueprint *blueprint_load(struct arena *a, struct str data_dir, struct str name,
                                       struct diag *d) {
    struct reading r = {.a = a, .d = d, .ok = true};
    struct str error;
    r.path = is_path(name)
                 ? name
                 : str_format(a, "%.*s/styles/exams/%.*s.yaml", STR_ARG(data_dir), STR_ARG(name));
    if (!fs_read(a, r.path, BLUEPRINT_BYTES_MAX, &r.text, &error)) {
        diag_say(d, DIAG_BLUEPRINT_UNKNOWN, name, error);
        return NULL;
    }
    const struct yml *root = yml_read(a, r.path, r.text, 0, d);
    if (!root)
        return NULL;
    struct blueprint *b = arena_new(a, struct blueprint);
    b->name = fs_stem(r.path);
    b->path = r.path;
    if (root->kind == YML_MAP)
        set_keys(&r, top_keys, COUNT_OF(top_keys), root, b);
    return check_top(&r, root, b) ? b : NULL;
}

const char *blueprint_band_name(enum item_band band) {
    return names_band[band];
}

struct str blueprint_marks(struct arena *a, int half_marks) {
    struct buf b = buf_in(a);
    buf_fixed(&b, (int64_t)half_marks * 5, 1);
    return buf_get(&b);
}

static void doc_table(struct buf *out, const struct key *keys, size_t n) {
    buf_c(out, "| key | default | meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "| `%s` | %s%s%s | %s", keys[i].name, *keys[i].fallback ? "`" : "",
                   keys[i].fallback, *keys[i].fallback ? "`" : "", keys[i].doc);
        if (keys[i].choices)
            buf_printf(out, " One of: %.*s.", STR_ARG(list_names(out->a, keys[i].choices)));
        buf_c(out, " |\n");
    }
}

void blueprint_doc(struct buf *out) {
    buf_c(out,
          "# Blueprints\n\n"
          "A blueprint says what an exam paper holds and how its page is made up: a YAML file, "
          "given with `--blueprint FILE`, or one of `styles/exams/` by its name. Without one, "
          "`standard` is used. What cannot be met is an error that says what is short; a "
          "section is shorter than asked only when it says `at-most`.\n\n"
          "Made from `src/plan/blueprint.def`.\n\n## The paper\n\n");
    doc_table(out, top_keys, COUNT_OF(top_keys));
    buf_c(out, "\n## A section\n\n");
    doc_table(out, section_keys, COUNT_OF(section_keys));
}
