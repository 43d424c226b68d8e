/* pattern: groups, offsets, errors, limits. */
#include "base/buf.h"
#include "base/pattern.h"
#include "unit.h"

static const struct {
    const char *expression, *subject;
    size_t from;
    const char *groups[4]; /* as matched, "-" = took no part; none = no match */
} finds[] = {
    {"b(c)?", "abcabc", 0, {"bc", "c"}},
    {"b(c)?", "abcab", 2, {"b"}},
    {"(x)?(b)", "ab", 0, {"b", "-", "b"}},
    {"^a", "aa", 1, {NULL}},
    {"(?<=a)a", "aa", 1, {"a"}},
    {"(?m)^b$", "a\nb\nc", 0, {"b"}},
    {"\\p{Han}+", "abc汉字，def", 0, {"汉字"}},
    {"(?i)É", "é", 0, {"é"}},
    {"\\w+", "变量x1。", 0, {"变量x1"}},
    {"\\bb", "ab b", 0, {"b"}},
    {".", "中", 0, {"中"}},
    {"x*", "abc", 1, {""}},
    {"x", "abc", 3, {NULL}},
    {"$", "abc", 3, {""}},
    {"x*", "abc", 4, {NULL}},
    {"", "", 0, {""}},
};

UNIT_TEST(finds_groups) {
    struct pattern *p = pat_must(a, finds[row].expression);
    struct str subject = str_of(finds[row].subject);
    struct match m;
    bool want = finds[row].groups[0] != NULL;
    ck_assert_int_eq(pat_find(p, subject, finds[row].from, &m), want);
    for (size_t i = 0; i < 4 && finds[row].groups[i]; i++) {
        bool set = strcmp(finds[row].groups[i], "-") != 0;
        ck_assert_uint_lt(i, m.n);
        ck_assert_int_eq(m.from[i] != SIZE_MAX, set);
        unit_str_is(match_group(&m, subject, i), set ? str_of(finds[row].groups[i]) : STR(""));
    }
    ck_assert_uint_eq(match_group(&m, subject, m.n).n, 0);
    if (finds[row].from == 0)
        ck_assert_int_eq(pat_test(p, subject), want);
    ck_assert_uint_eq(pat_limits(p), 0);
}

UNIT_TEST(reads_nothing) {
    UNIT_UNUSED(row);
    struct match m;
    ck_assert(pat_find(pat_must(a, "^$"), (struct str){0}, 0, &m));
    ck_assert_uint_eq(match_group(&m, (struct str){0}, 0).n, 0);
    ck_assert_ptr_nonnull(pat_make(a, (struct str){0}, NULL));
}

UNIT_TEST(many_groups_are_cut) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    for (int i = 0; i < 40; i++)
        buf_c(&b, "(a)");
    struct match m;
    struct str subject = STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    ck_assert(pat_find(pat_make(a, buf_get(&b), NULL), subject, 0, &m));
    ck_assert_uint_eq(m.n, PAT_GROUPS);
    ck_assert_uint_eq(m.to[0], 40);
    ck_assert_uint_eq(m.from[PAT_GROUPS - 1], PAT_GROUPS - 2);
}

UNIT_TEST(says_what_is_wrong) {
    UNIT_UNUSED(row);
    struct str error = {0};
    ck_assert_ptr_null(pat_make(a, STR("ab(c"), &error));
    unit_str_is(error, STR("missing closing parenthesis at offset 4"));
    ck_assert_ptr_null(pat_make(a, STR("[z-a]"), NULL));
    ck_assert_ptr_null(pat_make(a, STR("a\xFF"), &error));
    ck_assert_msg(str_has(error, STR("UTF-8")), "%.*s", STR_ARG(error));
}

static void must_wrong(struct arena *a, size_t row) {
    UNIT_UNUSED(row);
    pat_must(a, "a(b");
}

UNIT_TEST(must_raises) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    char text[256];
    ck_assert(unit_raises(must_wrong, 0, text));
    ck_assert_str_eq(text, "pattern `a(b`: missing closing parenthesis at offset 3");
}

/* Exponential, deeply recursive and memory-hungry patterns end soon, counted, as no match. */
static const char *const hostile[] = {"^(a+)+$", "^(?:a|aa)+$", "^((?:a|(?1)b)*)$",
                                      "^(?:(a)|b)*[cd]"};

UNIT_TEST(limits_hold) {
    struct buf b = buf_in(a);
    for (int i = 0; i < 200000; i++)
        buf_byte(&b, 'a');
    buf_byte(&b, '!');
    struct pattern *p = pat_must(a, hostile[row]);
    ck_assert(!pat_test(p, buf_get(&b)));
    ck_assert_uint_eq(pat_limits(p), 1);
}

/* JIT's own stack is 32 KiB; what does not fit is interpreted and still matches. */
UNIT_TEST(jit_stack_is_no_limit) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    for (int i = 0; i < 3000; i++)
        buf_byte(&b, 'a');
    struct pattern *p = pat_must(a, "^(?:(a)|b)*$");
    ck_assert(pat_test(p, buf_get(&b)));
    ck_assert_uint_eq(pat_limits(p), 0);
}

int main(void) {
    Suite *s = suite_create("pattern");
    UNIT_ROWS(s, finds_groups, COUNT_OF(finds));
    UNIT(s, reads_nothing);
    UNIT(s, many_groups_are_cut);
    UNIT(s, says_what_is_wrong);
    UNIT(s, must_raises);
    UNIT_ROWS(s, limits_hold, COUNT_OF(hostile));
    UNIT(s, jit_stack_is_no_limit);
    return unit_run(s);
}
