/* jobs: every task runs once, whatever the number of threads; failures are raised after the join.
 */
#include "base/jobs.h"
#include "unit.h"

#include <stdatomic.h>

enum { N = 2000 };

struct shared {
    atomic_int runs[N];
    atomic_int begun;
    const char *text[N];
    size_t bad; /* the task that raises */
};

static void task(void *arg, size_t i, struct arena *a) {
    struct shared *s = arg;
    atomic_fetch_add(&s->begun, 1);
    if (i == s->bad)
        fail_raise(arena_failure(a), "task %zu failed", i);
    atomic_fetch_add(&s->runs[i], 1);
    s->text[i] = str_format(a, "%zu", i * i).p;
}

static const struct {
    unsigned threads;
    size_t n;
} runs[] = {{0, 3}, {1, N}, {2, N}, {8, N}, {8, 3}, {8, 1}, {8, 0}};

UNIT_TEST(runs_each_once) {
    struct shared *s = arena_new(a, struct shared);
    s->bad = SIZE_MAX;
    jobs_run(a, runs[row].threads, runs[row].n, task, s);
    for (size_t i = 0; i < N; i++) {
        ck_assert_int_eq(atomic_load(&s->runs[i]), i < runs[row].n);
        if (i < runs[row].n)
            ck_assert_str_eq(s->text[i], str_format(a, "%zu", i * i).p);
    }
}

static void run_bad(struct arena *a, size_t row) {
    struct shared *s = arena_new(a, struct shared);
    s->bad = 100;
    jobs_run(a, runs[row].threads, N, task, s);
}

UNIT_TEST(failures_are_raised) {
    UNIT_UNUSED(a);
    char text[256] = "";
    ck_assert(unit_raises(run_bad, row, text));
    ck_assert_str_eq(text, "task 100 failed");
}

/* After the run a worker's arena fails where the caller's does. */
static void keep_arena(void *arg, size_t i, struct arena *a) {
    struct arena **kept = arg;
    kept[i] = a;
}

UNIT_TEST(arenas_outlive_the_run) {
    UNIT_UNUSED(row);
    struct arena *kept[8] = {0};
    jobs_run(a, 4, 8, keep_arena, kept);
    for (int i = 0; i < 8; i++)
        ck_assert_ptr_eq(arena_failure(kept[i]), arena_failure(a));
}

/* A task that is waited for is done; those behind it may fail yet, and are raised when waited for.
 */
static void wait_for_bad(struct arena *a, size_t row) {
    struct shared *s = arena_new(a, struct shared);
    s->bad = 2;
    struct jobs_aside *j = jobs_begin(a, 4, task, s);
    jobs_wait(j, 1);
    ck_assert_str_eq(s->text[1], "1");
    jobs_wait(j, row);
}

UNIT_TEST(asides_are_waited_for) {
    UNIT_UNUSED(a);
    char text[256] = "";
    ck_assert(unit_raises(wait_for_bad, 2 + row, text));
    ck_assert_str_eq(text, "task 2 failed");
}

struct counting {
    struct jobs_lock *lock;
    size_t n;
    bool fails;
};

static void count_one(void *arg) {
    struct counting *c = arg;
    c->n++; /* seen to be alone by the thread sanitizer, and by the sum */
    if (c->fails)
        fail_raise(arena_failure(jobs_lock_arena(c->lock)), "no more");
}

static void count_many(void *arg, size_t i, struct arena *a) {
    struct counting *c = arg;
    UNIT_UNUSED(i);
    jobs_alone(c->lock, a, count_one, c);
}

UNIT_TEST(one_at_a_time) {
    UNIT_UNUSED(row);
    struct counting c = {.lock = jobs_lock_open(a)};
    jobs_run(a, 8, N, count_many, &c);
    ck_assert_uint_eq(c.n, N);
}

static void fail_alone(struct arena *a, size_t row) {
    struct counting c = {.lock = jobs_lock_open(a), .fails = true};
    UNIT_UNUSED(row);
    jobs_run(a, 4, N, count_many, &c); /* a lock that was kept would never end */
}

UNIT_TEST(failures_give_the_lock_back) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    char text[256] = "";
    ck_assert(unit_raises(fail_alone, 0, text));
    ck_assert_str_eq(text, "no more");
}

UNIT_TEST(counts_processors) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    ck_assert_uint_ge(jobs_processors(), 1);
}

int main(void) {
    Suite *s = suite_create("jobs");
    UNIT_ROWS(s, runs_each_once, COUNT_OF(runs));
    UNIT_ROWS(s, failures_are_raised, 5);
    UNIT(s, arenas_outlive_the_run);
    UNIT_ROWS(s, asides_are_waited_for, 2);
    UNIT(s, one_at_a_time);
    UNIT(s, failures_give_the_lock_back);
    UNIT(s, counts_processors);
    return unit_run(s);
}
