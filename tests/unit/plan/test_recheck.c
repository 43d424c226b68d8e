/* recheck: keys from permutations. The expected ones are counted by hand: with "CADB" the bank's A
 * is printed as B. */
#include "plan/recheck.h"
#include "unit.h"

#define ITEM(kind, marks, rest)                                                                    \
    "{\"kind\": \"" kind "\", \"marks\": " marks                                                   \
    ", \"items\": [{\"number\": 3, \"marks\": 2, " rest ", \"boxes\": [{\"part\": 1, \"page\": 2," \
    " \"x\": 21.5, \"y\": 56, \"w\": 10, \"h\": 8}]}]}"
#define PAPER(marks, section)                                                                      \
    "{\"schema\": 1, \"variants\": [{\"variant\": \"B\", \"marks\": " marks                        \
    ", \"sections\": [" section "]}]}"

static const struct {
    const char *text, *derived, *in_box;
} rows[] = {
    {PAPER("2",
           ITEM("single-choice", "2", "\"options\": \"CADB\", \"right\": \"A\", \"key\": \"B\"")),
     "B", "B"},
    {PAPER("2", ITEM("multiple-response", "2",
                     "\"options\": \"CADB\", \"right\": \"AC\", \"key\": \"AB\"")),
     "AB", "AB"},
    {PAPER("2", ITEM("true-false", "2", "\"right\": \"F\", \"key\": \"F\"")), "F", "F"},
    {PAPER("2", ITEM("ordering", "2", "\"answers\": \"BCAGDFE\", \"key\": \"CABEGFD\"")), "CABEGFD",
     "A"},
    {PAPER("2",
           ITEM("matching", "2", "\"answers\": \"DACBE\", \"left\": \"CBDA\", \"key\": \"CDAB\"")),
     "CDAB", "D"},
    {PAPER("2", ITEM("short-answer", "2", "\"parts\": [1, 1]")), "", ""},
};

UNIT_TEST(keys_follow_from_permutations) {
    struct str error;
    const struct recheck *r = recheck_read(a, str_of(rows[row].text), &error);
    ck_assert_ptr_nonnull(r);
    ck_assert_uint_eq(r->n, 1);
    unit_str_is(r->papers[0].variant, STR("B"));
    ck_assert(r->papers[0].adds_up);
    const struct recheck_item *it = &r->papers[0].items[0];
    ck_assert_uint_eq(it->number, 3);
    unit_str_is(it->derived, str_of(rows[row].derived));
    ck_assert_uint_eq(it->n_boxes, 1);
    ck_assert_uint_eq(it->boxes[0].page, 2);
    unit_str_is(it->boxes[0].key, str_of(rows[row].in_box));
}

UNIT_TEST(marks_that_do_not_add_up_are_noticed) {
    static const char *const texts[] = {
        PAPER("3", ITEM("true-false", "2", "\"right\": \"F\", \"key\": \"F\"")),
        PAPER("3", ITEM("true-false", "3", "\"right\": \"F\", \"key\": \"F\""))};
    struct str error;
    const struct recheck *r = recheck_read(a, str_of(texts[row]), &error);
    ck_assert_ptr_nonnull(r);
    ck_assert(!r->papers[0].adds_up);
}

UNIT_TEST(other_files_are_refused) {
    static const char *const texts[] = {"[1, 2]", "{\"schema\": 2, \"variants\": []}",
                                        "{\"a\": ", ""};
    struct str error = {0};
    ck_assert_ptr_null(recheck_read(a, str_of(texts[row]), &error));
    ck_assert_uint_gt(error.n, 0);
}

int main(void) {
    Suite *s = suite_create("recheck");
    UNIT_ROWS(s, keys_follow_from_permutations, COUNT_OF(rows));
    UNIT_ROWS(s, marks_that_do_not_add_up_are_noticed, 2);
    UNIT_ROWS(s, other_files_are_refused, 4);
    return unit_run(s);
}
