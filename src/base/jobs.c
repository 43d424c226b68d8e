/* jobs: tasks are taken by an atomic counter. Every worker, the calling thread among them, has a
 * failure and an arena of its own, so nothing is shared but what the caller shares. */
#include "base/jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

struct run {
    size_t n;
    job_fn *fn;
    void *shared;
    atomic_size_t next;
    atomic_bool stop; /* a worker failed: no new tasks */
};

struct worker {
    struct run *run;
    pthread_t thread;
    struct failure failure;
    bool failed;
    struct arena *arena;
};

static void work(struct worker *w) {
    struct run *r = w->run;
    size_t i;
    while (!atomic_load(&r->stop) && (i = atomic_fetch_add(&r->next, 1)) < r->n)
        r->fn(r->shared, i, w->arena);
}

static void *worker_main(void *arg) {
    struct worker *w = arg;
    if (setjmp(w->failure.env) == 0) {
        work(w);
    } else {
        w->failed = true;
        atomic_store(&w->run->stop, true);
    }
    return NULL;
}

static void close_worker(void *arg) {
    struct worker *w = arg;
    arena_close(w->arena);
}

/* After the run the arenas fail where the caller's does: the workers' own landing places are gone.
 */
static void hand_over(struct arena *a, const struct worker *w, unsigned n) {
    const struct worker *failed = NULL;
    for (unsigned i = 0; i < n; i++) {
        arena_set_failure(w[i].arena, arena_failure(a));
        if (w[i].failed && !failed)
            failed = &w[i];
    }
    if (failed)
        fail_raise(arena_failure(a), "%s", failed->failure.text);
}

static void run_threads(struct arena *a, struct run *r, unsigned threads) {
    struct worker *w = arena_array(a, struct worker, threads);
    for (unsigned i = 0; i < threads; i++) {
        w[i].run = r;
        arena_defer(a, close_worker, &w[i]);
        w[i].arena = arena_open(arena_failure(a));
        arena_set_failure(w[i].arena, &w[i].failure);
    }
    unsigned started = 1; /* w[0] is this thread; threads the system refuses are done without */
    while (started < threads &&
           pthread_create(&w[started].thread, NULL, worker_main, &w[started]) == 0)
        started++;
    worker_main(&w[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(w[i].thread, NULL);
    hand_over(a, w, threads);
}

void jobs_run(struct arena *a, unsigned threads, size_t n, job_fn *fn, void *shared) {
    struct run r = {.n = n, .fn = fn, .shared = shared};
    if (n == 0)
        return;
    threads = (unsigned)MIN((size_t)MAX(threads, 1U), n);
    if (threads > 1)
        run_threads(a, &r, threads);
    else
        for (size_t i = 0; i < n; i++)
            fn(shared, i, a);
}

unsigned jobs_processors(void) {
#ifdef CPU_COUNT
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
#endif
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (unsigned)n : 1;
}
