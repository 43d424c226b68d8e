/* copies: many PDFs of nearly the same pages, by several threads. A batch of copies takes the
 * memory of a few, given back before the next; they are committed together (fs_commit_all), since
 * to wait for the disk takes longer than to make one. */
#include "emit/pdf/copies.h"

#include "base/jobs.h"
#include "emit/pdf/pdf.h"

#include <pthread.h>

enum { BATCH = 32, LAST_BATCH = 8, THREADS_MOST = 6 }; /* parts open at a time: fs_create has 512 */
enum { REST_AFTER = 128 }; /* batches: fonts are read anew then, by all threads */

struct copying {
    struct emit_copies *c;
    const struct pdf_master **masters;
    unsigned threads;
    pthread_mutex_t lock;
    size_t done;
};

/* The first copy of a batch: the last batches are small, so that threads end together. */
static size_t batch_start(const struct copying *k, size_t batch) {
    size_t last = k->threads > 1 ? (size_t)k->threads * BATCH : 0;
    size_t whole = k->c->n > last ? (k->c->n - last) / BATCH : 0;
    size_t from = MIN(batch, whole) * BATCH;
    from += (batch - MIN(batch, whole)) * (last ? LAST_BATCH : BATCH);
    return MIN(from, k->c->n);
}

static size_t count_batches(const struct copying *k) {
    size_t n = k->c->n / BATCH;
    while (batch_start(k, n) < k->c->n)
        n++;
    return n;
}

static void count_up(struct copying *k, size_t n, size_t bytes) {
    pthread_mutex_lock(&k->lock);
    k->done += n;
    k->c->bytes += bytes;
    if (k->c->done)
        k->c->done(k->c->shared, k->done);
    pthread_mutex_unlock(&k->lock);
}

/* A part, all of it written but not committed. `scratch` is used again by every copy: a new arena
 * for each makes threads wait for each other where the system gives memory. */
static struct fs_out *write_copy(struct copying *k, size_t i, struct arena *a,
                                 struct arena *scratch) {
    struct emit_copy copy = k->c->make(k->c->shared, i, a);
    struct fs_out *out = fs_create(a, copy.path);
    struct diag *d = diag_open(a);
    if (!pdf_copy_write(scratch, k->masters[copy.like], copy.pages->v.v, out, d))
        fail_raise(arena_failure(a), "cannot write %.*s: a font for it must not be embedded",
                   STR_ARG(copy.path));
    return out;
}

static void write_batch(void *shared, size_t batch, struct arena *a) {
    struct copying *k = shared;
    struct arena_mark m = arena_mark(a);
    size_t from = batch_start(k, batch), n = batch_start(k, batch + 1) - from, bytes = 0, failed;
    struct fs_out *parts[BATCH];
    struct str error = {0};
    struct arena *scratch = *arena_hold(a);
    for (size_t i = 0; i < n; i++)
        parts[i] = write_copy(k, from + i, a, scratch);
    if (!fs_commit_all(parts, n, &failed, &error))
        fail_raise(arena_failure(a), "cannot write a copy: %.*s", STR_ARG(error));
    for (size_t i = 0; i < n; i++)
        bytes += fs_written(parts[i]);
    for (size_t i = 0; i < k->c->n_like && batch % REST_AFTER == REST_AFTER - 1; i++)
        pdf_master_rest(k->masters[i]);
    count_up(k, n, bytes);
    arena_reset(a, m);
}

static void do_task(void *shared, size_t i, struct arena *a) {
    struct copying *k = shared;
    if (i < k->c->n_first)
        k->c->first(k->c->first_shared, i, a);
    else
        write_batch(k, i - k->c->n_first, a);
}

struct making {
    struct copying *k;
    const struct pdf_options *o;
};

static void make_master(void *shared, size_t i, struct arena *a) {
    const struct making *m = shared;
    m->k->masters[i] = pdf_master_make(a, m->k->c->like[i], m->o, diag_open(a));
}

/* All at a time. What stops one is reported by making it again. */
static bool make_masters(struct arena *a, struct copying *k, const struct pdf_options *o,
                         struct diag *d) {
    size_t n = k->c->n_like;
    struct making m = {k, o};
    k->masters = arena_array(a, const struct pdf_master *, n);
    jobs_run(a, k->c->threads, n, make_master, &m);
    for (size_t i = 0; i < n; i++)
        if (!k->masters[i] && !pdf_master_make(a, k->c->like[i], o, d))
            return false;
    return true;
}

bool pdf_emit_copies(struct arena *a, struct emit_copies *c, struct diag *d) {
    struct copying k = {.c = c, .threads = MIN(c->threads, (unsigned)THREADS_MOST)};
    struct pdf_options o = {.threads = 1, .producer = STR("crib"), .pdfa = c->pdfa};
    if (!make_masters(a, &k, &o, d))
        return false;
    if (pthread_mutex_init(&k.lock, NULL) != 0)
        fail_raise(arena_failure(a), "cannot make a lock");
    jobs_run(a, k.threads, c->n_first + count_batches(&k), do_task, &k);
    pthread_mutex_destroy(&k.lock);
    return true;
}
