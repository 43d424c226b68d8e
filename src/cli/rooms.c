/* rooms: see rooms.h. As many files as there are threads are laid out, one after the other since
 * fonts are shared, then made at once; a file's pages are kept in memory no longer than that. */
#include "cli/rooms.h"

#include "base/jobs.h"
#include "cli/pages.h"

/* Rooms to a file; more where the files would become many. */
#define ROOMS_A_FILE 50
#define FILES_MOST   64

struct rooms {
    struct run *r;
    const struct seating *seats;
    size_t a_file;
    struct emit_input in;
    size_t first;               /* file of those made at once */
    const struct pages **pages; /* of each file made at once */
    struct run_output *files;
    bool *made;
};

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

static size_t end_of(const struct rooms *k, size_t file) {
    return MIN((file + 1) * k->a_file, k->seats->n);
}

static void write_file(void *shared, size_t i, struct arena *a) {
    struct rooms *k = shared;
    size_t file = k->first + i, from = file * k->a_file, to = end_of(k, file);
    struct run_output *out = &k->files[file];
    struct emit_input in = k->in;
    struct arena **scratch = arena_hold(a);
    in.pages = k->pages[i];
    out->path = path_of(k, a, from, to);
    if (!in.pages)
        return;
    out->file = fs_create(a, out->path);
    out->about = str_format(a, "%zu pages, %zu seats", in.pages->v.n, seats_of(k, from, to));
    k->made[file] = emit_find(STR("pdf"))->emit(*scratch, &in, out->file, diag_open(*scratch));
    arena_release(scratch);
}

static void write_files(struct rooms *k, unsigned threads, size_t n) {
    struct run *r = k->r;
    struct arena **laid_out = arena_hold(r->a);
    for (size_t i = 0; i < n; i++) {
        size_t file = k->first + i;
        k->pages[i] = run_seating(r, *laid_out, file * k->a_file, end_of(k, file));
    }
    jobs_run(r->a, threads, n, write_file, k);
    arena_release(laid_out);
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
    k.files = arena_array(r->a, struct run_output, n);
    k.made = arena_array(r->a, bool, n);
    unsigned threads = (unsigned)opt_number(r->o, OPT_JOBS, jobs_processors());
    k.in.threads = n > 1 ? 1 : threads; /* a single file is made by several */
    k.pages = arena_array(r->a, const struct pages *, threads);
    for (; k.first < n; k.first += threads)
        write_files(&k, threads, MIN(threads, n - k.first));
    return take_files(&k, n);
}
