/* style: values, ranges, inheritance, and what is said about mistakes. */
#include "style/style.h"
#include "unit.h"

#include "base/fs.h"

#include <unistd.h>

/* Millimetres in mpt as a ruler has them: 25.4 mm = 72 pt. */
UNIT_TEST(defaults_are_the_compact_sheet) {
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    struct style s = style_default();
    ck_assert_int_eq(s.margin, 22677); /* 8 mm */
    ck_assert_int_eq(s.gutter, 13039); /* 4.6 mm */
    ck_assert_int_eq(s.leading, 1360);
    ck_assert_int_eq(s.band_height, 1660);
    ck_assert_int_eq(s.strip_rule, 1400);
    ck_assert_int_eq(s.paper, PAPER_A4);
    ck_assert_int_eq(s.orientation, ORIENTATION_LANDSCAPE);
}

static const struct {
    const char *key, *value;
    long want; /* -1: refused */
} values[] = {
    {"page.margin", "10 mm", 28346},  {"page.margin", "1cm", 28346},
    {"page.margin", "0.5 in", 36000}, {"page.margin", "20pt", 20000},
    {"page.margin", "10", -1},        {"page.margin", "10 px", -1},
    {"page.margin", "2 mm", -1},      {"page.margin", "51 mm", -1},
    {"text.leading", "1.4 em", 1400}, {"text.leading", "1.4", -1},
    {"columns.count", "4", 4},        {"columns.count", "4.5", -1},
    {"columns.count", "9", -1},       {"columns.count", "four", -1},
    {"look.fill", "no", 0},           {"look.fill", "true", 1},
    {"look.fill", "maybe", -1},       {"page.paper", "letter", PAPER_LETTER},
    {"page.paper", "a2", -1},         {"look.fill-luma", "0.9", 900},
    {"look.fill-luma", "0.8", -1},    {"band.rule-above", "0", 0},
    {"page.margin", "", -1},          {"page.margin", "mm", -1},
};

static const int32_t *field(const struct style *s, const char *key) {
#define STYLE(name, row_key, kind, value, least, most, doc)                                        \
    if (strcmp(key, row_key) == 0)                                                                 \
        return &s->name;
#include "style/style.def"
#undef STYLE
    return NULL;
}

UNIT_TEST(values_are_checked) {
    struct style s = style_default();
    struct str wants;
    bool ok = style_set(a, &s, str_of(values[row].key), str_of(values[row].value), &wants);
    ck_assert_int_eq(ok, values[row].want >= 0);
    if (ok)
        ck_assert_int_eq(*field(&s, values[row].key), values[row].want);
    else
        ck_assert_uint_gt(wants.n, 0);
}

static struct str scratch_file(struct arena *a, const char *name, const char *text) {
    struct str path = str_format(a, "%s/crib-style-%d-%s.yaml",
                                 getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (int)getpid(), name);
    struct fs_out *f = fs_create(a, path);
    struct str error;
    fs_write(f, text, strlen(text));
    ck_assert(fs_commit(f, &error));
    return path;
}

static const struct {
    const char *text, *message;
    uint32_t line, column;
} mistakes[] = {
    {"band:\n  heigth: 2 em\n", "unknown key `band.heigth`; did you mean `band.height`?", 2, 3},
    {"xyzzy-plugh: 1\n", "unknown key `xyzzy-plugh`", 1, 1},
    {"page: {margin: 99 mm}\n", "`page.margin` wants a length from 3 mm to 50 mm, not `99 mm`", 1,
     16},
    {"text: {align: centre}\n", "`text.align` wants justify or ragged, not `centre`", 1, 15},
    {"page: {margin: [1, 2]}\n",
     "`page.margin` wants a length from 3 mm to 50 mm, not "
     "`a list or map`",
     1, 16},
};

UNIT_TEST(mistakes_are_shown_at_their_place) {
    struct diag *d = diag_open(a);
    struct str path = scratch_file(a, "mistake", mistakes[row].text);
    ck_assert_ptr_null(style_load(a, STR("."), path, d));
    unlink(str_c(a, path));
    ck_assert_uint_eq(d->n, 1);
    unit_str_is(d->v[0].text, str_of(mistakes[row].message));
    ck_assert_uint_eq(d->v[0].place.line, mistakes[row].line);
    ck_assert_uint_eq(d->v[0].place.column, mistakes[row].column);
    ck_assert_int_eq(d->exit_status, 2);
}

UNIT_TEST(inherits) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct str parent = scratch_file(a, "parent", "text: {size: 8 pt, leading: 1.4 em}\n");
    struct str text =
        str_format(a, "about: child\ninherits: %.*s\ntext: {size: 9 pt}\n", STR_ARG(parent));
    struct str child = scratch_file(a, "child", str_c(a, text));
    const struct style *s = style_load(a, STR("."), child, d);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(s->size, 9000);
    ck_assert_int_eq(s->leading, 1400);
    unit_str_is(s->about, STR("child"));
    struct str loop = str_format(a, "inherits: %.*s\n", STR_ARG(child));
    scratch_file(a, "parent", str_c(a, loop)); /* parent -> child -> parent */
    ck_assert_ptr_null(style_load(a, STR("."), child, d));
    unlink(str_c(a, parent));
    unlink(str_c(a, child));
}

UNIT_TEST(all_shipped_styles_load) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct buf out = buf_in(a);
    ck_assert(style_list(a, STR(CRIB_SOURCE_DATA), &out, d));
    ck_assert_uint_eq(d->n, 0);
    ck_assert(str_has(buf_get(&out), STR("compact")));
    ck_assert(str_has(buf_get(&out), STR("mono")));
}

/* docs/styles.md holds the table of keys as style_keys writes it. */
UNIT_TEST(keys_are_documented) {
    UNIT_UNUSED(row);
    struct str doc, error, line;
    struct buf keys = buf_in(a);
    ck_assert(fs_read(a, STR(CRIB_SOURCE_DATA "/docs/styles.md"), 1 << 20, &doc, &error));
    style_keys(&keys);
    for (struct str rest = buf_get(&keys); str_next_line(&rest, &line);)
        ck_assert_msg(str_has(doc, str_trim_end(line)), "docs/styles.md lacks: %.*s",
                      STR_ARG(line));
}

UNIT_TEST(names_paper) {
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    mpt w, h;
    style_paper_size(PAPER_A4, &w, &h);
    ck_assert_int_eq(w, 595276); /* 210 mm */
    ck_assert_int_eq(h, 841890);
    style_paper_size(PAPER_LETTER, &w, &h);
    ck_assert_int_eq(w, 612000);
    ck_assert_int_eq(h, 792000);
}

int main(void) {
    Suite *s = suite_create("style");
    UNIT(s, defaults_are_the_compact_sheet);
    UNIT_ROWS(s, values_are_checked, COUNT_OF(values));
    UNIT_ROWS(s, mistakes_are_shown_at_their_place, COUNT_OF(mistakes));
    UNIT(s, inherits);
    UNIT(s, all_shipped_styles_load);
    UNIT(s, keys_are_documented);
    UNIT(s, names_paper);
    return unit_run(s);
}
