/* copies: many PDFs of nearly the same pages, by several threads. Fonts are made once; a copy takes
 * the memory of one, given back before the next. */
#include "emit/pdf/copies.h"

#include "base/jobs.h"
#include "emit/pdf/pdf.h"

#include <pthread.h>

struct copying {
    struct emit_copies *c;
    struct pdf_options options;
    struct diag *d;
    pthread_mutex_t lock;
    size_t done;
};

static const struct pages *make_pages(struct copying *k, size_t i, struct arena *a,
                                      struct str *path) {
    /* a failure leaves by longjmp and would keep the lock: nothing else runs then but the way out
     */
    pthread_mutex_lock(&k->lock);
    const struct pages *pages = k->c->make(k->c->shared, i, a, path);
    pthread_mutex_unlock(&k->lock);
    return pages;
}

static void count_up(struct copying *k, size_t bytes) {
    pthread_mutex_lock(&k->lock);
    k->done++;
    k->c->bytes += bytes;
    if (k->c->done)
        k->c->done(k->c->shared, k->done);
    pthread_mutex_unlock(&k->lock);
}

static void write_copy(void *shared, size_t i, struct arena *a) {
    struct copying *k = shared;
    struct arena_mark m = arena_mark(a);
    struct str path, error = {0};
    const struct pages *pages = make_pages(k, i, a, &path);
    struct fs_out *out = fs_create(a, path);
    struct diag *d = diag_open(a); /* fonts were checked with the pool */
    if (!pdf_write(a, pages, &k->options, out, d) || !fs_commit(out, &error))
        fail_raise(arena_failure(a), "cannot write %.*s: %.*s", STR_ARG(path), STR_ARG(error));
    count_up(k, fs_written(out));
    arena_reset(a, m);
}

bool pdf_emit_copies(struct arena *a, struct emit_copies *c, struct diag *d) {
    struct copying k = {
        .c = c, .d = d, .options = {.threads = 1, .producer = STR("crib"), .pdfa = c->pdfa}};
    struct pdf_options with = k.options;
    with.threads = c->threads;
    k.options.pool = pdf_pool_make(a, c->like, c->n_like, &with, d);
    if (!k.options.pool)
        return false;
    if (pthread_mutex_init(&k.lock, NULL) != 0)
        fail_raise(arena_failure(a), "cannot make a lock");
    jobs_run(a, c->threads, c->n, write_copy, &k);
    pthread_mutex_destroy(&k.lock);
    return true;
}
