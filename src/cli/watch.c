/* watch: builds the sets, then again whenever one of their notes is saved, until interrupted.
 *
 * Folders are watched, not files: editors save by writing a new file and renaming it. Where the
 * system tells of no changes (no inotify, network file systems), the times of the files are looked
 * at twice a second. */
#include "cli/build.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#define WATCH_EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)
#endif

#define SETTLE_MS 8 /* one save makes several events */
#define POLL_MS   500
#define DEPTH_MAX 32

struct watch {
    struct build *b;
    int fd; /* of inotify; -1: times are looked at */
    struct folder {
        int id;     /* of inotify */
        size_t set; /* whose notes lie there */
        struct str path;
        struct str only; /* the one file that counts, or empty: all notes */
    } * folders;
    size_t n, cap;
    bool *changed;   /* by set */
    int64_t *stamps; /* by set: newest time seen */
    struct arena *a;
};

static bool ends_with_one(struct str name, const char *const *endings, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_ends(name, str_of(endings[i])))
            return true;
    return false;
}

static bool is_note(struct str name) {
    static const char *const endings[] = {".md", ".markdown", ".txt"};
    return ends_with_one(name, endings, COUNT_OF(endings));
}

static bool is_picture(struct str name) {
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"};
    return ends_with_one(name, endings, COUNT_OF(endings));
}

static int add_watch(const struct watch *w, struct str dir) {
#ifdef __linux__
    return w->fd < 0 ? -1 : inotify_add_watch(w->fd, str_c(w->a, dir), WATCH_EVENTS);
#else
    (void)w, (void)dir;
    return -1;
#endif
}

static void add_folder(struct watch *w, size_t set, struct str dir, struct str only) {
    VEC(struct folder) v = {w->folders, w->n, w->cap};
    vec_push(w->a, &v, (struct folder){add_watch(w, dir), set, dir, only});
    w->folders = v.v;
    w->n = v.n;
    w->cap = v.cap;
}

static void add_tree(struct watch *w, size_t set, struct str dir, int depth) {
    struct str *names, error;
    size_t n = 0;
    add_folder(w, set, dir, (struct str){0});
    if (depth == DEPTH_MAX || !fs_list(w->a, dir, &names, &n, &error))
        return;
    for (size_t i = 0; i < n; i++) {
        struct str path = fs_join(w->a, dir, names[i]);
        if (names[i].p[0] != '.' && names[i].p[0] != '_' && fs_kind(w->a, path) == FS_DIR)
            add_tree(w, set, path, depth + 1);
    }
}

static void add_set(struct watch *w, size_t set) {
    struct str input = w->b->inputs[set];
    if (fs_kind(w->a, input) == FS_DIR)
        add_tree(w, set, input, 0);
    else
        add_folder(w, set, fs_dir(input), fs_base(input));
}

/* ---- what changed ---- */

static void note_change(struct watch *w, int id, struct str name) {
    for (size_t i = 0; i < w->n; i++) {
        const struct folder *f = &w->folders[i];
        if (f->id == id &&
            (is_picture(name) || (f->only.n ? str_eq(name, f->only) : is_note(name))))
            w->changed[f->set] = true;
    }
}

#ifdef __linux__
/* A folder made or moved in is watched, too. */
static void note_folder(struct watch *w, const struct inotify_event *e) {
    struct str name = str_copy(w->a, str_of(e->name));
    for (size_t i = 0, n = w->n; i < n; i++) {
        const struct folder f = w->folders[i];
        if (f.id != e->wd || f.only.n || name.p[0] == '.' || name.p[0] == '_')
            continue;
        add_tree(w, f.set, fs_join(w->a, f.path, name), 1);
        w->changed[f.set] = true;
    }
}

static void note_event(struct watch *w, const struct inotify_event *e) {
    if (!e->len)
        return;
    if (!(e->mask & IN_ISDIR))
        note_change(w, e->wd, str_of(e->name));
    else if (e->mask & (IN_CREATE | IN_MOVED_TO))
        note_folder(w, e);
}
#endif

static void read_events(struct watch *w) {
#ifdef __linux__
    _Alignas(struct inotify_event) char buffer[16384];
    ssize_t n = read(w->fd, buffer, sizeof buffer);
    for (const char *p = buffer; n > 0 && p < buffer + n;) {
        const struct inotify_event *e = (const void *)p;
        note_event(w, e);
        p += sizeof *e + e->len;
    }
#else
    (void)w;
#endif
}

static int64_t stamp_of(struct str path) {
    char name[4096];
    struct stat st;
    if (path.n >= sizeof name)
        return 0;
    memcpy(name, path.p, path.n);
    name[path.n] = 0;
    return stat(name, &st) == 0 ? (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec : 0;
}

static int64_t newest(struct watch *w, const struct folder *f) {
    if (f->only.n)
        return stamp_of(fs_join(w->a, f->path, f->only));
    struct str *names, error;
    size_t n = 0;
    int64_t most = stamp_of(f->path);
    fs_list(w->a, f->path, &names, &n, &error);
    for (size_t i = 0; i < n; i++)
        if (is_note(names[i]))
            most = MAX(most, stamp_of(fs_join(w->a, f->path, names[i])));
    return most;
}

static void look_at_times(struct watch *w) {
    struct arena_mark mark = arena_mark(w->a);
    for (size_t i = 0; i < w->n; i++) {
        const struct folder *f = &w->folders[i];
        int64_t stamp = newest(w, f);
        if (stamp > w->stamps[f->set]) {
            w->changed[f->set] = w->stamps[f->set] != 0;
            w->stamps[f->set] = stamp;
        }
    }
    arena_reset(w->a, mark);
}

static void wait_for_change(struct watch *w) {
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    if (w->fd < 0) {
        poll(NULL, 0, POLL_MS);
        look_at_times(w);
        return;
    }
    if (poll(&p, 1, -1) < 0 && errno != EINTR)
        fail_raise(arena_failure(w->a), "waiting for changes failed");
    do
        read_events(w);
    while (poll(&p, 1, SETTLE_MS) > 0);
}

/* ---- the command ---- */

static void close_watch(void *arg) {
    struct watch *w = arg;
    if (w->fd >= 0)
        close(w->fd);
    arena_close(w->a);
}

static struct watch *open_watch(struct build *b) {
    struct watch *w = arena_new(b->kept, struct watch);
    *w = (struct watch){.b = b, .fd = -1, .a = arena_open(arena_failure(b->kept))};
    arena_defer(b->kept, close_watch, w);
#ifdef __linux__
    w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
#endif
    w->changed = arena_array(w->a, bool, b->n_inputs);
    w->stamps = arena_array(w->a, int64_t, b->n_inputs);
    for (size_t i = 0; i < b->n_inputs; i++)
        add_set(w, i);
    if (w->fd < 0)
        look_at_times(w);
    return w;
}

static void build_changed(struct watch *w) {
    for (size_t i = 0; i < w->b->n_inputs; i++) {
        if (!w->changed[i])
            continue;
        w->changed[i] = false;
        struct arena_mark mark = arena_mark(w->b->kept);
        w->b->ids = (struct str){0}; /* the file says what the last build left */
        build_set(w->b, i);
        w->b->ids = (struct str){0};
        arena_reset(w->b->kept, mark);
    }
}

void command_watch(const struct command *c) {
    struct build *b = build_open(c);
    if (!b)
        return;
    struct watch *w = open_watch(b);
    b->sheet_first = true;
    for (size_t i = 0; i < b->n_inputs; i++)
        build_set(b, i);
    for (;;) {
        fprintf(stderr, "crib: watching %zu set%s; interrupt to end\n", b->n_inputs,
                b->n_inputs == 1 ? "" : "s");
        wait_for_change(w);
        build_changed(w);
    }
}
