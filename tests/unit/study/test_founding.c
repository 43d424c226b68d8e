/* The sample notes of the founding shapes, question by question. */
#include "founding.h"
#include "study_of.h"

static struct made sample(struct arena *a) {
    struct str input = STR(CRIB_SOURCE_DATA "/input/llm-notes.md");
    struct source_options o = {0};
    return study_of_sources(a, source_load(a, &input, 1, &o, diag_open(a)), 1);
}

UNIT_TEST(every_question) {
    struct made m = sample(a);
    unit_str_is(founding_wrong(a, m.study, row), STR(""));
}

UNIT_TEST(the_whole) {
    UNIT_UNUSED(row);
    struct made m = sample(a);
    unit_str_is(founding_wrong_counts(a, m.study), STR(""));
    ck_assert(founding_compares(m.study));
}

UNIT_TEST(what_is_missing_is_said) {
    UNIT_UNUSED(row);
    struct made m = sample(a);
    ck_assert_uint_eq(said(m.d, DIAG_MISSING_POINT), 2);
    ck_assert_uint_eq(said(m.d, DIAG_MISSING_ANSWER), 0);
    ck_assert_uint_eq(m.d->count[SEV_ERROR], 0);
}

UNIT_TEST(every_facet_answers_directly) {
    UNIT_UNUSED(row);
    struct made m = sample(a);
    for (size_t i = 0; i < m.study->n_questions; i++)
        for (size_t k = 0; k < m.study->questions[i]->n_facets; k++)
            ck_assert(m.study->questions[i]->facets[k].is_direct);
}

int main(void) {
    Suite *s = suite_create("founding");
    UNIT_ROWS(s, every_question, COUNT_OF(founding_rows));
    UNIT(s, the_whole);
    UNIT(s, what_is_missing_is_said);
    UNIT(s, every_facet_answers_directly);
    return unit_run(s);
}
