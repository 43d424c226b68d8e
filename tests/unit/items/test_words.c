#include "items/words.h"

#include "unit.h"

static const struct words *some(struct arena *a) {
    static const char *const list[] = {"test", "是", "是指", "LeetCode", "e.g.", "é", ""};
    struct str *v = arena_array(a, struct str, COUNT_OF(list));
    for (size_t i = 0; i < COUNT_OF(list); i++)
        v[i] = str_of(list[i]);
    return words_make(a, v, COUNT_OF(list));
}

UNIT_TEST(whole_word_in_either_case) {
    UNIT_UNUSED(row);
    const struct words *w = some(a);
    ck_assert(words_is(w, STR("Test")));
    ck_assert(words_is(w, STR("leetcode")));
    ck_assert(words_is(w, STR("é")));
    ck_assert(!words_is(w, STR("tests")));
    ck_assert(!words_is(w, STR("")));
    ck_assert(!words_is(NULL, STR("test")));
}

UNIT_TEST(ascii_words_stand_free_and_han_do_not) {
    UNIT_UNUSED(row);
    const struct words *w = some(a);
    ck_assert(!words_in(w, STR("the latest")));
    ck_assert(!words_in(w, STR("tests")));
    ck_assert(words_in(w, STR("A/B test.")));
    ck_assert(words_in(w, STR("刷LeetCode题"))); /* Han around it ends a word */
    ck_assert(words_in(w, STR("这是它")));
}

UNIT_TEST(longest_word_wins) {
    UNIT_UNUSED(row);
    const struct words *w = some(a);
    ck_assert_uint_eq(words_start(w, STR("是指它")), strlen("是指"));
    ck_assert_uint_eq(words_end(w, STR("它是指")), strlen("是指"));
    ck_assert_uint_eq(words_end(w, STR("它是")), strlen("是"));
    ck_assert_uint_eq(words_end(w, STR("它是的")), 0);
    ck_assert_uint_eq(words_count(w, STR("是指是, a test")), 3);
}

UNIT_TEST(find_tells_where) {
    UNIT_UNUSED(row);
    const struct words *w = some(a);
    size_t at = 0;
    ck_assert_uint_eq(words_find(w, STR("x, e.g. y"), &at), 4);
    ck_assert_uint_eq(at, 3);
}

UNIT_TEST(words_of_one_kind_are_found_among_another) {
    UNIT_UNUSED(row);
    struct str latin[] = {STR("the"), STR("/etc")}, han[] = {STR("如下"), STR("“一")};
    const struct words *sets[] = {words_make(a, latin, 2), words_make(a, han, 2)};
    size_t at = 0;
    ck_assert_uint_eq(words_find(sets[0], STR("如下the/etc"), &at), 3);
    ck_assert_uint_eq(at, strlen("如下"));
    ck_assert_uint_eq(words_count(sets[0], STR("the如下the（/etc")), 3);
    ck_assert_uint_eq(words_count(sets[0], STR("lathe other")), 0);
    ck_assert_uint_eq(words_count(sets[1], STR("x如下y“一” 如上")), 2);
    const struct words *all = words_union(a, sets, 2);
    ck_assert(words_is(all, STR("THE")) && words_is(all, STR("如下")));
    ck_assert_uint_eq(words_count(all, STR("the如下the（/etc")), 4);
}

int main(void) {
    Suite *s = suite_create("words");
    UNIT(s, whole_word_in_either_case);
    UNIT(s, ascii_words_stand_free_and_han_do_not);
    UNIT(s, longest_word_wins);
    UNIT(s, find_tells_where);
    UNIT(s, words_of_one_kind_are_found_among_another);
    return unit_run(s);
}
