/* style: reads style files. Every key is a row of style.def; a value is parsed by its kind, checked
 * against the row's range and stored at the row's offset. A style file is a map of maps; its keys
 * are the dotted paths ("band.height"). */
#include "style/style.h"

#include "base/fs.h"
#include "base/yml.h"

#define STYLE_BYTES_MAX   (1u << 20)
#define STYLE_INHERIT_MAX 8 /* styles a style may stand on */
#define KEY_NEAR_MOST     3 /* edits between a wrong key and the one suggested */
#define KEY_BYTES_MAX     48

#define UNIT(x, per_unit) ((int32_t)((x) * (per_unit) + 0.5))
#define PT(x)             UNIT(x, 1000)
#define MM(x)             UNIT(x, 72000 / 25.4)
#define EM(x)             UNIT(x, 1000)

enum style_kind {
    KIND_LENGTH,
    KIND_EM,
    KIND_SCALE,
    KIND_COUNT,
    KIND_SWITCH,
    KIND_PAPER,
    KIND_ORIENTATION,
    KIND_FAMILY,
    KIND_ALIGN,
    KIND_DETAIL,
    KIND_ANSWERS,
    KIND_IMPOSE
};

/* The words of each kind that has words, in the order of its enum. */
static const char *const style_words[][PAPER_COUNT + 1] = {
    [KIND_SWITCH] = {"no", "yes"},
    [KIND_PAPER] = {"a3", "a4", "a5", "a6", "a7", "b5", "16k", "letter", "legal"},
    [KIND_ORIENTATION] = {"portrait", "landscape"},
    [KIND_FAMILY] = {"sans", "serif", "kai"},
    [KIND_ALIGN] = {"justify", "ragged"},
    [KIND_DETAIL] = {"full", "points", "keys", "blanks", "cornell", "cards"},
    [KIND_ANSWERS] = {"foot", "back"},
    [KIND_IMPOSE] = {"none", "two-up", "four-up", "booklet", "fold", "nine-up", "cards"},
};

struct style_row {
    const char *key;
    enum style_kind kind;
    size_t offset;
    int32_t value, least, most;
    const char *doc;
};

#define FAMILY_SANS   STYLE_SANS
#define ALIGN_JUSTIFY STYLE_JUSTIFY
#define IMPOSE_NONE   STYLE_NONE
static const struct style_row rows[] = {
#define STYLE(field, key, kind, value, least, most, doc)                                           \
    {key, KIND_##kind, offsetof(struct style, field), value, least, most, doc},
#include "style/style.def"
#undef STYLE
};
#undef FAMILY_SANS
#undef ALIGN_JUSTIFY
#undef IMPOSE_NONE

static const struct {
    int width_mm, height_mm;
} papers[PAPER_COUNT] = {
    [PAPER_A3] = {297, 420},  [PAPER_A4] = {210, 297}, [PAPER_A5] = {148, 210},
    [PAPER_A6] = {105, 148},  [PAPER_A7] = {74, 105},  [PAPER_B5] = {176, 250},
    [PAPER_16K] = {195, 270}, [PAPER_LETTER] = {0, 0}, [PAPER_LEGAL] = {0, 0},
};

void style_paper_size(enum style_paper paper, mpt *width, mpt *height) {
    static const mpt us_height[] = {792000, 1008000}; /* letter, legal: 8.5 in wide */
    if (paper >= PAPER_LETTER) {
        *width = 612000;
        *height = us_height[paper - PAPER_LETTER];
    } else {
        *width = MM(papers[paper].width_mm);
        *height = MM(papers[paper].height_mm);
    }
}

static int32_t *value_of(struct style *s, const struct style_row *r) {
    return (int32_t *)(void *)((char *)s + r->offset);
}

struct style style_default(void) {
    struct style s = {.name = STR("default")};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        *value_of(&s, &rows[i]) = rows[i].value;
    return s;
}

static const struct style_row *find_row(struct str key) {
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eqc(key, rows[i].key))
            return &rows[i];
    return NULL;
}

static bool has_words(enum style_kind k) {
    return k >= KIND_SWITCH;
}

/* Index of a word of the kind, or -1. */
static int32_t word_index(enum style_kind kind, struct str word) {
    if (kind == KIND_SWITCH && str_eqc(word, "true"))
        return 1;
    if (kind == KIND_SWITCH && str_eqc(word, "false"))
        return 0;
    for (int32_t i = 0; style_words[kind][i]; i++)
        if (str_eqc(word, style_words[kind][i]))
            return i;
    return -1;
}

/* "8 mm", "1.36em", "0.88": a number and its unit. */
static bool split_number(struct str text, double *number, struct str *unit) {
    size_t n = text.n;
    while (n && (text.p[n - 1] < '0' || text.p[n - 1] > '9') && text.p[n - 1] != '.')
        n--;
    *unit = str_trim(str_from(text, n));
    return str_to_double(str_trim(str_slice(text, 0, n)), number);
}

static bool unit_factor(enum style_kind kind, struct str unit, double *factor) {
    static const struct {
        const char *name;
        enum style_kind kind;
        double factor;
    } units[] = {
        {"pt", KIND_LENGTH, 1000},
        {"mm", KIND_LENGTH, 72000 / 25.4},
        {"cm", KIND_LENGTH, 720000 / 25.4},
        {"in", KIND_LENGTH, 72000},
        {"em", KIND_EM, 1000},
        {"", KIND_SCALE, 1000},
        {"", KIND_COUNT, 1},
    };
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (units[i].kind == kind && str_eqc(unit, units[i].name)) {
            *factor = units[i].factor;
            return true;
        }
    return false;
}

static bool parse_number(const struct style_row *r, struct str text, int32_t *out) {
    double number, factor;
    struct str unit;
    if (!split_number(text, &number, &unit))
        return false;
    if (number == 0 && !unit.n) /* zero needs no unit */
        factor = 0;
    else if (!unit_factor(r->kind, unit, &factor))
        return false;
    double v = number * factor;
    if (v < (double)r->least - 0.5 || v > (double)r->most + 0.5)
        return false;
    *out = (int32_t)(v + 0.5);
    return r->kind != KIND_COUNT || (double)*out == v;
}

static bool parse_value(const struct style_row *r, struct str text, int32_t *out) {
    if (!has_words(r->kind))
        return parse_number(r, text, out);
    int32_t i = word_index(r->kind, text);
    if (i >= 0)
        *out = i;
    return i >= 0;
}

/* A value in the unit people write it in. */
static void put_number(struct buf *b, enum style_kind kind, int32_t v) {
    if (kind == KIND_LENGTH && v % 50 != 0) { /* no round number of points */
        buf_fixed(b, ((int64_t)v * 254 + 36000) / 72000, 1);
        buf_c(b, " mm");
    } else {
        buf_fixed(b, v, kind == KIND_COUNT ? 0 : 3);
        buf_c(b, kind == KIND_LENGTH ? " pt" : kind == KIND_EM ? " em" : "");
    }
}

/* What a row takes, as the end of "wants …". */
static struct str wanted(struct arena *a, const struct style_row *r) {
    static const char *const nouns[] = {[KIND_LENGTH] = "a length",
                                        [KIND_EM] = "a size",
                                        [KIND_SCALE] = "a number",
                                        [KIND_COUNT] = "a whole number"};
    struct buf b = buf_in(a);
    if (has_words(r->kind)) {
        for (size_t i = 0; style_words[r->kind][i]; i++) {
            buf_c(&b, !i ? "" : style_words[r->kind][i + 1] ? ", " : " or ");
            buf_c(&b, style_words[r->kind][i]);
        }
        return buf_get(&b);
    }
    buf_printf(&b, "%s from ", nouns[r->kind]);
    put_number(&b, r->kind, r->least);
    buf_c(&b, " to ");
    put_number(&b, r->kind, r->most);
    return buf_get(&b);
}

bool style_set(struct arena *a, struct style *s, struct str key, struct str value,
               struct str *wants) {
    const struct style_row *r = find_row(key);
    *wants = (struct str){0};
    if (!r)
        return false;
    if (parse_value(r, str_trim(value), value_of(s, r)))
        return true;
    *wants = wanted(a, r);
    return false;
}

static size_t edits(struct str a, struct str b) {
    uint8_t row[KEY_BYTES_MAX + 1];
    if (a.n > KEY_BYTES_MAX || b.n > KEY_BYTES_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.n; j++)
        row[j] = (uint8_t)j;
    for (size_t i = 1; i <= a.n; i++) {
        uint8_t diagonal = row[0];
        row[0] = (uint8_t)i;
        for (size_t j = 1; j <= b.n; j++) {
            int swap = diagonal + (a.p[i - 1] != b.p[j - 1]);
            diagonal = row[j];
            row[j] = (uint8_t)MIN(swap, 1 + MIN(row[j], row[j - 1]));
        }
    }
    return row[b.n];
}

/* "; did you mean `x`?", or nothing. The last part alone may be right ("gap" for "band.gap"). */
static struct str suggestion(struct arena *a, struct str key) {
    size_t best = KEY_NEAR_MOST + 1;
    const char *near = NULL;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str row = str_of(rows[i].key);
        size_t dot = str_find_byte(row, '.');
        size_t n = MIN(edits(key, row), edits(key, str_from(row, dot + 1)));
        if (n < best) {
            best = n;
            near = rows[i].key;
        }
    }
    return near ? str_format(a, "; did you mean `%s`?", near) : (struct str){0};
}

struct style_file {
    struct arena *a;
    struct str path, text;
    struct diag *d;
    bool ok;
};

static void set_value(struct style_file *f, struct style *s, struct str key,
                      const struct yml *node) {
    struct str wants;
    if (node->kind == YML_SCALAR && style_set(f->a, s, key, node->scalar, &wants))
        return;
    const struct style_row *r = find_row(key);
    f->ok = false;
    if (!r)
        diag_in(f->d, DIAG_STYLE_KEY, yml_place(f->path, f->text, node, true), key,
                suggestion(f->a, key));
    else
        diag_in(f->d, DIAG_STYLE_VALUE, yml_place(f->path, f->text, node, false), key,
                wanted(f->a, r), node->kind == YML_SCALAR ? node->scalar : STR("a list or map"));
}

static void set_values(struct style_file *f, struct style *s, struct str prefix,
                       const struct yml *map) {
    for (size_t i = 0; i < map->n; i++) {
        const struct yml *child = &map->v[i];
        struct str key = prefix.n
                             ? str_format(f->a, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(child->key))
                             : child->key;
        if (!prefix.n && (str_eqc(key, "inherits") || str_eqc(key, "about")))
            continue;
        if (child->kind == YML_MAP)
            set_values(f, s, key, child); /* yml caps the depth */
        else
            set_value(f, s, key, child);
    }
}

static struct str path_of(struct arena *a, struct str data_dir, struct str name) {
    if (str_find_byte(name, '/') != SIZE_MAX || str_ends(name, STR(".yaml")))
        return name;
    return str_format(a, "%.*s/styles/%.*s.yaml", STR_ARG(data_dir), STR_ARG(name));
}

/* Applies the style's parent, then the style itself, to *s. */
static bool apply(struct arena *a, struct str data_dir, struct str name, int depth, struct style *s,
                  struct diag *d) {
    struct style_file f = {.a = a, .path = path_of(a, data_dir, name), .d = d, .ok = true};
    struct str error;
    if (depth > STYLE_INHERIT_MAX || !fs_read(a, f.path, STYLE_BYTES_MAX, &f.text, &error)) {
        diag_say(d, DIAG_STYLE_UNKNOWN, name);
        return false;
    }
    const struct yml *root = yml_read(a, f.path, f.text, 0, d);
    if (!root)
        return false;
    struct str parent = yml_str(root, "inherits");
    if (parent.n && !apply(a, data_dir, parent, depth + 1, s, d))
        return false;
    set_values(&f, s, (struct str){0}, root);
    s->name = fs_stem(name);
    s->about = yml_str(root, "about");
    return f.ok;
}

const struct style *style_load(struct arena *a, struct str data_dir, struct str name_or_path,
                               struct diag *d) {
    struct style *s = arena_new(a, struct style);
    *s = style_default();
    return apply(a, data_dir, name_or_path, 0, s, d) ? s : NULL;
}

bool style_list(struct arena *a, struct str data_dir, struct buf *out, struct diag *d) {
    struct str dir = fs_join(a, data_dir, STR("styles")), *names, error;
    size_t n;
    if (!fs_list(a, dir, &names, &n, &error)) {
        diag_say(d, DIAG_DATA_MISSING, dir, error);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!str_ends(names[i], STR(".yaml")))
            continue;
        const struct style *s = style_load(a, data_dir, fs_stem(names[i]), d);
        if (s)
            buf_printf(out, "%-12.*s %.*s\n", STR_ARG(s->name), STR_ARG(s->about));
    }
    return true;
}

static void put_default(struct buf *out, const struct style_row *r) {
    if (has_words(r->kind))
        buf_c(out, style_words[r->kind][r->value]);
    else
        put_number(out, r->kind, r->value);
}

void style_keys(struct buf *out) {
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_printf(out, "%-22s ", rows[i].key);
        put_default(out, &rows[i]);
        buf_c(out, "  (");
        buf_str(out, wanted(out->a, &rows[i]));
        buf_printf(out, ")  %s\n", rows[i].doc);
    }
}
