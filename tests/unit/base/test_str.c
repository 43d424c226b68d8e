/* str, buf, vec: slices, formatting, numbers. */
#include "base/buf.h"
#include "base/vec.h"
#include "unit.h"

#include <limits.h>
#include <math.h>

static int sign(int v) {
    return (v > 0) - (v < 0);
}

static const struct {
    const char *a, *b;
    int order;
    bool starts, ends; /* a starts, ends with b */
} pairs[] = {
    {"", "", 0, true, true},       {"a", "", 1, true, true},       {"", "a", -1, false, false},
    {"abc", "ab", 1, true, false}, {"abc", "bc", -1, false, true}, {"abc", "abc", 0, true, true},
    {"中", "z", 1, false, false},  {"é", "中", -1, false, false},
};

UNIT_TEST(compares) {
    UNIT_UNUSED(a);
    struct str x = str_of(pairs[row].a), y = str_of(pairs[row].b);
    ck_assert_int_eq(sign(str_cmp(x, y)), pairs[row].order);
    ck_assert_int_eq(sign(str_cmp(y, x)), -pairs[row].order);
    ck_assert_int_eq(str_eq(x, y), pairs[row].order == 0);
    ck_assert_int_eq(str_eqc(x, pairs[row].b), pairs[row].order == 0);
    ck_assert_int_eq(str_starts(x, y), pairs[row].starts);
    ck_assert_int_eq(str_ends(x, y), pairs[row].ends);
}

static const struct {
    const char *s;
    size_t from, to;
    const char *slice, *rest;
} slices[] = {
    {"hello", 1, 3, "el", "ello"}, {"hello", 3, 1, "", "lo"},  {"hello", 0, 99, "hello", "hello"},
    {"hello", 5, 5, "", ""},       {"hello", 99, 100, "", ""}, {"", 0, 1, "", ""},
};

UNIT_TEST(cuts) {
    UNIT_UNUSED(a);
    struct str s = str_of(slices[row].s);
    unit_str_is(str_slice(s, slices[row].from, slices[row].to), str_of(slices[row].slice));
    unit_str_is(str_from(s, slices[row].from), str_of(slices[row].rest));
}

UNIT_TEST(nothing_is_a_slice_too) {
    UNIT_UNUSED(row);
    struct str none = str_of(NULL);
    ck_assert_uint_eq(none.n, 0);
    ck_assert(str_eq(none, STR("")) && str_cmp(none, STR("")) == 0);
    ck_assert_uint_eq(str_from(none, 3).n, 0);
    ck_assert_uint_eq(str_trim(none).n, 0);
    ck_assert_uint_eq(str_find(none, STR("x")), SIZE_MAX);
    ck_assert_uint_eq(str_find_byte(none, 'x'), SIZE_MAX);
    ck_assert_str_eq(str_c(a, none), "");
    unit_str_is(str_replace(a, none, STR("a"), STR("b")), STR(""));
    unit_str_is(str_join(a, NULL, 0, STR(",")), STR(""));
}

static const struct {
    const char *s, *needle;
    size_t at;
} finds[] = {
    {"abcabc", "c", 2}, {"abcabc", "bca", 1},    {"abcabc", "x", SIZE_MAX},
    {"abcabc", "", 0},  {"ab", "abc", SIZE_MAX}, {"中文标点", "标", 6},
};

UNIT_TEST(finds_first) {
    UNIT_UNUSED(a);
    struct str s = str_of(finds[row].s), needle = str_of(finds[row].needle);
    ck_assert_uint_eq(str_find(s, needle), finds[row].at);
    ck_assert_int_eq(str_has(s, needle), finds[row].at != SIZE_MAX);
    if (needle.n == 1)
        ck_assert_uint_eq(str_find_byte(s, needle.p[0]), finds[row].at);
}

static const struct {
    const char *s, *both, *end;
} trims[] = {
    {"", "", ""},
    {" a b ", "a b", " a b"},
    {"\t\r\n\v\f", "", ""},
    {"\xE3\x80\x80\xC2\xA0 中 \xEF\xBB\xBF\xE3\x80\x80", "中", "\xE3\x80\x80\xC2\xA0 中"},
    {"\xC2\xA1 x \xC2\xA1", "\xC2\xA1 x \xC2\xA1", "\xC2\xA1 x \xC2\xA1"},
};

UNIT_TEST(trims_blanks) {
    UNIT_UNUSED(a);
    unit_str_is(str_trim(str_of(trims[row].s)), str_of(trims[row].both));
    unit_str_is(str_trim_end(str_of(trims[row].s)), str_of(trims[row].end));
}

static const struct {
    const char *s, *lines[4];
} texts[] = {
    {"", {NULL}}, {"a", {"a"}}, {"a\n", {"a"}}, {"\n", {""}}, {"a\n\nb\r\n", {"a", "", "b\r"}},
};

UNIT_TEST(walks_lines) {
    UNIT_UNUSED(a);
    struct str rest = str_of(texts[row].s), line;
    for (size_t i = 0; texts[row].lines[i]; i++) {
        ck_assert(str_next_line(&rest, &line));
        unit_str_is(line, str_of(texts[row].lines[i]));
    }
    ck_assert(!str_next_line(&rest, &line));
    rest = STR("a::b");
    ck_assert(str_next_part(&rest, ':', &line) && str_eqc(line, "a"));
    ck_assert(str_next_part(&rest, ':', &line) && str_eqc(line, ""));
    ck_assert(str_next_part(&rest, ':', &line) && str_eqc(line, "b"));
    ck_assert(!str_next_part(&rest, ':', &line));
}

UNIT_TEST(makes_copies) {
    UNIT_UNUSED(row);
    struct str parts[] = {STR("a"), STR(""), STR("中")};
    unit_str_is(str_join(a, parts, 3, STR(", ")), STR("a, , 中"));
    unit_str_is(str_join(a, parts, 1, STR(", ")), STR("a"));
    unit_str_is(str_format(a, "%s-%03d", "x", 7), STR("x-007"));
    unit_str_is(str_lower_ascii(a, STR("AbZ@[É")), STR("abz@[É"));
    struct str copy = str_copy(a, STR("abc"));
    unit_str_is(copy, STR("abc"));
    ck_assert_int_eq(copy.p[3], 0);
}

static const struct {
    const char *s, *from, *to, *want;
} replacements[] = {
    {"a-b-c", "-", "--", "a--b--c"}, {"aaaa", "aa", "b", "bb"}, {"aaa", "aa", "", "a"},
    {"abc", "x", "y", "abc"},        {"abc", "", "y", "abc"},   {"", "x", "y", ""},
};

UNIT_TEST(replaces) {
    struct str got = str_replace(a, str_of(replacements[row].s), str_of(replacements[row].from),
                                 str_of(replacements[row].to));
    unit_str_is(got, str_of(replacements[row].want));
}

static const struct {
    const char *s;
    bool ok;
    long want;
} ints[] = {
    {"0", true, 0},
    {"-12", true, -12},
    {"+7", true, 7},
    {"007", true, 7},
    {"9223372036854775807", true, LONG_MAX},
    {"-9223372036854775808", true, LONG_MIN},
    {"9223372036854775808", false, 0},
    {"-9223372036854775809", false, 0},
    {"99999999999999999999999", false, 0},
    {"", false, 0},
    {"-", false, 0},
    {"1 ", false, 0},
    {" 1", false, 0},
    {"1.0", false, 0},
    {"0x1", false, 0},
    {"--1", false, 0},
};

UNIT_TEST(reads_ints) {
    UNIT_UNUSED(a);
    long v = 0;
    ck_assert_int_eq(str_to_int(str_of(ints[row].s), &v), ints[row].ok);
    ck_assert_int_eq(v, ints[row].want);
}

static const struct {
    const char *s;
    bool ok;
    double want;
} doubles[] = {
    {"0", true, 0},
    {"1.5", true, 1.5},
    {"-0.25", true, -0.25},
    {".5", true, .5},
    {"5.", true, 5},
    {"0.1", true, 0.1},
    {"10.35", true, 10.35},
    {"123456789.125", true, 123456789.125},
    {"1e3", false, 0},
    {"1,5", false, 0},
    {".", false, 0},
    {"", false, 0},
    {"1.2.3", false, 0},
    {"nan", false, 0},
    {"inf", false, 0},
    {"0x10", false, 0},
    {"100000000000000000000", true, 1e20},
};

UNIT_TEST(reads_doubles) {
    UNIT_UNUSED(a);
    double v = 0;
    ck_assert_int_eq(str_to_double(str_of(doubles[row].s), &v), doubles[row].ok);
    ck_assert(v == doubles[row].want);
}

/* Against the C library: 3 more digits than a double holds, still within two units. */
UNIT_TEST(long_doubles_are_close) {
    UNIT_UNUSED(row);
    static const char *const texts_of[] = {
        "3.14159265358979323846264338327950288", "0.000000000000000000001234567890123456789",
        "12345678901234567890123.5", "0.30000000000000000000000000000004"};
    for (size_t i = 0; i < COUNT_OF(texts_of); i++) {
        double v = 0, want = strtod(texts_of[i], NULL);
        ck_assert(str_to_double(str_of(texts_of[i]), &v));
        ck_assert(fabs(v - want) <= 2 * (nextafter(want, INFINITY) - want));
    }
    struct buf many = buf_in(a);
    for (int i = 0; i < 400; i++)
        buf_byte(&many, '1');
    double v;
    ck_assert(!str_to_double(buf_get(&many), &v));
}

static const struct {
    int64_t v;
    int digits;
    const char *want;
} fixed[] = {
    {12345, 3, "12.345"},
    {12340, 3, "12.34"},
    {12000, 3, "12"},
    {0, 3, "0"},
    {5, 3, "0.005"},
    {-5, 3, "-0.005"},
    {-1500, 3, "-1.5"},
    {7, 0, "7"},
    {100, 0, "100"},
    {INT64_MAX, 0, "9223372036854775807"},
    {INT64_MIN, 0, "-9223372036854775808"},
    {INT64_MIN, 19, "-0.9223372036854775808"},
    {1, 25, "0.0000000000000000000000001"},
};

UNIT_TEST(writes_decimals) {
    struct buf b = buf_in(a);
    buf_fixed(&b, fixed[row].v, fixed[row].digits);
    unit_str_is(buf_get(&b), str_of(fixed[row].want));
}

UNIT_TEST(buf_appends) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    ck_assert_uint_eq(buf_get(&b).n, 0);
    buf_c(&b, "x");
    buf_str(&b, STR("中"));
    buf_str(&b, (struct str){0});
    buf_byte(&b, 0xFF);
    buf_code(&b, 0x20000);
    buf_code(&b, 0xD800);
    buf_code(&b, 0x110000);
    unit_str_is(buf_get(&b), STR("x中\xFF\xF0\xA0\x80\x80\xEF\xBF\xBD\xEF\xBF\xBD"));
}

/* XML 1.0, 2.2 and 2.4: no controls but tab and line ends, no U+FFFE. */
UNIT_TEST(escapes_for_xml) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    buf_xml(&b, STR("a<b>&\"c\"\t\n\x01\x1b\xEF\xBF\xBE\xE4\xB8\xAD'"));
    unit_str_is(buf_get(&b), STR("a&lt;b&gt;&amp;&quot;c&quot;\t\n中'"));
}

/* Lengths around the room that printf is given at first. */
UNIT_TEST(buf_prints) {
    UNIT_UNUSED(row);
    for (int n = 0; n < 300; n++) {
        struct buf b = buf_in(a);
        buf_byte(&b, '<');
        buf_printf(&b, "%*d>", n, 7);
        ck_assert_uint_eq(b.n, (size_t)(n < 1 ? 1 : n) + 2);
        ck_assert(b.p[0] == '<' && b.p[b.n - 1] == '>' && b.p[b.n - 2] == '7');
    }
}

UNIT_TEST(vec_grows) {
    UNIT_UNUSED(row);
    VEC(struct str) v = {0};
    for (size_t i = 0; i < 5000; i++) {
        if (i % 2)
            vec_push(a, &v, (struct str){NULL, i});
        else
            vec_add(a, &v)->n = i;
    }
    ck_assert_uint_eq(v.n, 5000);
    for (size_t i = 0; i < v.n; i++)
        ck_assert(v.v[i].n == i && v.v[i].p == NULL);
    VEC(int) w = {0};
    vec_room(a, &w);
    w.v[w.n++] = 3;
    ck_assert_int_eq(w.v[0], 3);
}

UNIT_TEST(finds_any_of_several) {
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    static const char *const marks[] = {"。", ".", "..", "问："};
    ck_assert_uint_eq(str_starts_any(STR("问：何谓"), marks, COUNT_OF(marks)), strlen("问："));
    ck_assert_uint_eq(str_starts_any(STR("..a"), marks, COUNT_OF(marks)), 1); /* the first row */
    ck_assert_uint_eq(str_starts_any(STR("a."), marks, COUNT_OF(marks)), 0);
    ck_assert_uint_eq(str_ends_any(STR("好。"), marks, COUNT_OF(marks)), strlen("。"));
    ck_assert_uint_eq(str_ends_any((struct str){0}, marks, COUNT_OF(marks)), 0);
    ck_assert(str_has_any(STR("a.b"), marks, COUNT_OF(marks)));
    ck_assert(!str_has_any(STR("ab"), marks, COUNT_OF(marks)));
}

int main(void) {
    Suite *s = suite_create("str");
    UNIT_ROWS(s, compares, COUNT_OF(pairs));
    UNIT_ROWS(s, cuts, COUNT_OF(slices));
    UNIT(s, nothing_is_a_slice_too);
    UNIT_ROWS(s, finds_first, COUNT_OF(finds));
    UNIT(s, finds_any_of_several);
    UNIT_ROWS(s, trims_blanks, COUNT_OF(trims));
    UNIT_ROWS(s, walks_lines, COUNT_OF(texts));
    UNIT(s, makes_copies);
    UNIT_ROWS(s, replaces, COUNT_OF(replacements));
    UNIT_ROWS(s, reads_ints, COUNT_OF(ints));
    UNIT_ROWS(s, reads_doubles, COUNT_OF(doubles));
    UNIT(s, long_doubles_are_close);
    UNIT_ROWS(s, writes_decimals, COUNT_OF(fixed));
    UNIT(s, buf_appends);
    UNIT(s, escapes_for_xml);
    UNIT(s, buf_prints);
    UNIT(s, vec_grows);
    return unit_run(s);
}
