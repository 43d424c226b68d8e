/* unit: what every unit test shares. A test file lists its cases in one suite and returns
 * unit_run(suite) from main; cases take their memory from unit_arena(). */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "base/arena.h"
#include "base/str.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* Every case runs in a process of its own (or alone after the last one), so one of each will do. */
static struct failure unit_failure;
static struct arena *unit_open_arena;

static inline void unit_setup(void) {
    if (setjmp(unit_failure.env)) {
        fprintf(stderr, "the code under test raised: %s\n", unit_failure.text);
        abort();
    }
    unit_open_arena = arena_open(&unit_failure);
}

static inline void unit_teardown(void) {
    arena_close(unit_open_arena);
    unit_open_arena = NULL;
}

/* The arena of the running case; it is closed after the case. */
static inline struct arena *unit_arena(void) {
    return unit_open_arena;
}

/* A test case named after its function, with the arena around it. */
static inline void unit_add(Suite *s, const char *name, const TTest *test, int first, int last) {
    TCase *c = tcase_create(name);
    tcase_add_checked_fixture(c, unit_setup, unit_teardown);
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, test, first, last);
    suite_add_tcase(s, c);
}
#define UNIT(s, test)         unit_add((s), #test, (test), 0, 1)
#define UNIT_LOOP(s, test, n) unit_add((s), #test, (test), 0, (int)(n)) /* _i counts the rows */

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
