/* unit: what every unit test shares, on top of Check. A test program is
 *
 *     UNIT_TEST(name) { ... uses the arena `a`; `row` counts the runs of UNIT_ROWS ... }
 *
 *     int main(void) {
 *         Suite *s = suite_create("map");
 *         UNIT(s, name);
 *         return unit_run(s);
 *     }
 *
 * A failure raised by the code under test fails the case with its message. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "base/arena.h"
#include "base/str.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

typedef void unit_body(struct arena *a, size_t row);

static inline void unit_case(unit_body *body, int row) {
    struct failure f;
    if (setjmp(f.env))
        ck_abort_msg("the code under test raised: %s", f.text);
    struct arena *a = arena_open(&f);
    body(a, (size_t)row);
    arena_close(a);
}

/* True when body raises; its message is then in text. The arena it gets is closed afterwards. */
static inline bool unit_raises(unit_body *body, size_t row, char text[256]) {
    struct failure f;
    struct arena *volatile a = NULL;
    bool raised = setjmp(f.env) != 0;
    if (!raised) {
        a = arena_open(&f);
        body(a, row);
    } else {
        memcpy(text, f.text, sizeof(f.text));
    }
    arena_close(a);
    return raised;
}

#define UNIT_TEST(name)                                                                            \
    static unit_body name##_body;                                                                  \
    START_TEST(name) {                                                                             \
        unit_case(name##_body, _i);                                                                \
    }                                                                                              \
    END_TEST                                                                                       \
    static void name##_body(struct arena *a, size_t row)

/* Says that a case does not look at one of its parameters. */
#define UNIT_UNUSED(parameter) ((void)(parameter))

static inline void unit_add(Suite *s, const char *name, const TTest *test, size_t rows) {
    TCase *c = tcase_create(name);
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, test, 0, (int)rows);
    suite_add_tcase(s, c);
}
#define UNIT(s, test)            unit_add((s), #test, (test), 1)
#define UNIT_ROWS(s, test, rows) unit_add((s), #test, (test), (rows))

/* Runs the suite; the exit status of the program. */
static inline int unit_run(Suite *s) {
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Compares slices and shows both. */
#define unit_str_is(got, want)                                                                     \
    do {                                                                                           \
        struct str got_ = (got), want_ = (want);                                                   \
        ck_assert_msg(str_eq(got_, want_), "%s is \"%.*s\", not \"%.*s\"", #got, STR_ARG(got_),    \
                      STR_ARG(want_));                                                             \
    } while (0)

#endif
