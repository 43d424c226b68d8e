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

struct jobs_aside {
    struct arena *a;
    struct run run;
    struct worker worker;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t done;
    bool ended, started;
};

static void set_done(struct jobs_aside *j, bool ended) {
    pthread_mutex_lock(&j->mutex);
    j->done += !ended;
    j->ended = ended;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->mutex);
}

static void do_aside(void *shared, size_t i, struct arena *a) {
    struct jobs_aside *j = shared;
    j->run.fn(j->run.shared, i, a);
    set_done(j, false);
}

static void *aside_main(void *arg) {
    struct jobs_aside *j = arg;
    struct run all = {.n = j->run.n, .fn = do_aside, .shared = j};
    j->worker.run = &all;
    worker_main(&j->worker);
    set_done(j, true);
    return NULL;
}

static void close_aside(void *arg) {
    struct jobs_aside *j = arg;
    if (j->started)
        pthread_join(j->worker.thread, NULL);
    pthread_cond_destroy(&j->changed);
    pthread_mutex_destroy(&j->mutex);
    arena_close(j->worker.arena);
}

struct jobs_aside *jobs_begin(struct arena *a, size_t n, job_fn *fn, void *shared) {
    struct jobs_aside *j = arena_new(a, struct jobs_aside);
    j->a = a;
    j->run = (struct run){.n = n, .fn = fn, .shared = shared};
    if (pthread_mutex_init(&j->mutex, NULL) != 0 || pthread_cond_init(&j->changed, NULL) != 0)
        fail_raise(arena_failure(a), "cannot make a lock");
    arena_defer(a, close_aside, j);
    j->worker.arena = arena_open(arena_failure(a));
    arena_set_failure(j->worker.arena, &j->worker.failure);
    j->started = pthread_create(&j->worker.thread, NULL, aside_main, j) == 0;
    if (!j->started) /* refused: done now */
        aside_main(j);
    return j;
}

void jobs_wait(struct jobs_aside *j, size_t i) {
    pthread_mutex_lock(&j->mutex);
    while (!j->ended && j->done <= i)
        pthread_cond_wait(&j->changed, &j->mutex);
    bool done = j->done > i, ended = j->ended;
    pthread_mutex_unlock(&j->mutex);
    if (ended)
        arena_set_failure(j->worker.arena, arena_failure(j->a));
    if (!done)
        fail_raise(arena_failure(j->a), "%s", j->worker.failure.text);
}

struct jobs_lock {
    struct arena *a;
    pthread_mutex_t mutex;
};

static void close_lock(void *lock) {
    struct jobs_lock *l = lock;
    arena_close(l->a);
    pthread_mutex_destroy(&l->mutex);
}

struct jobs_lock *jobs_lock_open(struct arena *a) {
    struct jobs_lock *l = arena_new(a, struct jobs_lock);
    if (pthread_mutex_init(&l->mutex, NULL) != 0)
        fail_raise(arena_failure(a), "cannot make a lock");
    arena_defer(a, close_lock, l);
    l->a = arena_open(arena_failure(a));
    return l;
}

struct arena *jobs_lock_arena(struct jobs_lock *l) {
    return l->a;
}

/* False when it failed. */
static bool try_call(struct arena *a, struct arena *b, struct failure *f, void (*fn)(void *),
                     void *shared) {
    if (setjmp(f->env))
        return false;
    arena_set_failure(a, f);
    arena_set_failure(b, f);
    fn(shared);
    return true;
}

void jobs_alone(struct jobs_lock *l, struct arena *caller, void (*fn)(void *), void *shared) {
    struct failure mine, *there = arena_failure(caller), *before;
    pthread_mutex_lock(&l->mutex);
    before = arena_failure(l->a);
    bool done = try_call(l->a, caller, &mine, fn, shared);
    arena_set_failure(l->a, before);
    arena_set_failure(caller, there);
    pthread_mutex_unlock(&l->mutex);
    if (!done)
        fail_raise(there, "%s", mine.text);
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
