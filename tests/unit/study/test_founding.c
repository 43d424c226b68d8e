/* The sample notes of the founding shapes, question by question. */
#include "founding.h"

static struct made sample(struct arena *a) {
    struct str input = STR(CRIB_SOURCE_DATA "/input/llm-notes.md");
    struct source_options o = {0};
    return study_of_sources(a, source_load(a, &input, 1, &o, diag_open(a)), 1);
}

UNIT_TEST(every_question) {
    UNIT_UNUSED(row);
    struct made m = sample(a);
    check_founding(a, m.study);
    check_comparison(m.study);
}

UNIT_TEST(what_is_missing_is_said) {
    UNIT_UNUSED(row);
    struct made m = sample(a);
    ck_assert_uint_eq(said(m.d, DIAG_MISSING_POINT), 2);
    ck_assert_uint_eq(said(m.d, DIAG_MISSING_ANSWER), 0);
    ck_assert_uint_eq(m.d->count[SEV_ERROR], 0);
}

/* 15 has numbers of all kinds of its section's titles: "1.", "1 ", "  13 ". */
UNIT_TEST(a_single_comparison_is_direct) {
    UNIT_UNUSED(row);
    struct made m = sample(a);
    for (size_t i = 0; i < m.study->n_questions; i++)
        for (size_t k = 0; k < m.study->questions[i]->n_facets; k++)
            ck_assert(m.study->questions[i]->facets[k].is_direct);
}

int main(void) {
    Suite *s = suite_create("founding");
    UNIT(s, every_question);
    UNIT(s, what_is_missing_is_said);
    UNIT(s, a_single_comparison_is_direct);
    return unit_run(s);
}
