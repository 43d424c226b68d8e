/* rooms: see rooms.h. A file's pages are kept in memory until it is written, and given back then;
 * files are made by several threads, but laid out one after the other: fonts are shared. */
#include "cli/rooms.h"

#include "base/jobs.h"
#include "cli/pages.h"

#include <pthread.h>

/* Rooms to a file; more where the files would become many. */
#define ROOMS_A_FILE 100
#define FILES_MOST   64

struct rooms {
    struct run *r;
    const struct seating *seats;
    size_t a_file;
    struct emit_input in;
    pthread_mutex_t lock;
    struct run_output *files;
    bool *made;
};

static void close_held(void *held) {
    struct arena **a = held;
    arena_close(*a);
    *a = NULL;
}

static struct str path_of(const struct rooms *k, struct arena *a, size_t from, size_t to) {
    const struct run *r = k->r;
    struct str end = from ? str_format(a, "-%04zu-%04zu", from + 1, to) : (struct str){0};
    return fs_join(a, r->out_dir,
                   str_format(a, "%.*s-seating%.*s.pdf", STR_ARG(r->name), STR_ARG(end)));
}

static size_t seats_of(const struct rooms *k, size_t from, size_t to) {
    size_t n = 0;
    for (; from < to; from++)
        n += k->seats->v[from].n;
    return n;
}

static void write_file(void *shared, size_t i, struct arena *a) {
    struct rooms *k = shared;
    size_t from = i * k->a_file, to = MIN(from + k->a_file, k->seats->n);
    struct run_output *out = &k->files[i];
    struct emit_input in = k->in;
    struct arena **scratch = arena_new(a, struct arena *);
    out->path = path_of(k, a, from, to);
    out->file = fs_create(a, out->path);
    arena_defer(a, close_held, scratch);
    *scratch = arena_open(arena_failure(a));
    /* a failure leaves by longjmp and would keep the lock: nothing else runs then but the way out
     */
    pthread_mutex_lock(&k->lock);
    in.pages = run_seating(k->r, *scratch, from, to);
    pthread_mutex_unlock(&k->lock);
    if (in.pages) {
        out->about = str_format(a, "%zu pages, %zu seats", in.pages->v.n, seats_of(k, from, to));
        k->made[i] = emit_find(STR("pdf"))->emit(*scratch, &in, out->file, diag_open(*scratch));
    }
    close_held(scratch);
}

/* Takes over what was made, in order. */
static bool take_files(struct rooms *k, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct str error = STR("it cannot be made");
        if (!k->made[i] || fs_failed(k->files[i].file, &error)) {
            diag_say(k->r->d, DIAG_OUTPUT_WRITE, k->files[i].path, error);
            return false;
        }
        vec_push(k->r->a, &k->r->outputs, k->files[i]);
    }
    return true;
}

bool rooms_write(struct run *r, const struct seating *seats) {
    struct rooms k = {.r = r, .seats = seats, .in = run_input(r)};
    k.a_file = MAX((size_t)ROOMS_A_FILE, (seats->n + FILES_MOST - 1) / FILES_MOST);
    size_t n = (seats->n + k.a_file - 1) / k.a_file;
    k.in.threads = 1;
    k.files = arena_array(r->a, struct run_output, n);
    k.made = arena_array(r->a, bool, n);
    if (pthread_mutex_init(&k.lock, NULL) != 0)
        fail_raise(arena_failure(r->a), "cannot make a lock");
    jobs_run(r->a, (unsigned)opt_number(r->o, OPT_JOBS, jobs_processors()), n, write_file, &k);
    pthread_mutex_destroy(&k.lock);
    return take_files(&k, n);
}
