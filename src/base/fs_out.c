/* fs_out: writing a file so that nobody ever sees half of one: PATH.part, fsync, rename.
 *
 * A part is the file while it is written. All parts open in the process stand in one table, so that
 * a signal handler can remove them. */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_PARTS = 512, BUFFER = 64 << 10 };

/* The one mutable object at file scope in crib: a signal handler can reach nothing else. Each entry
 * is a path from malloc. Whoever takes it out by an atomic exchange owns it: the handler removes
 * the file and leaves the string (free is not for handlers), the writer frees it. */
static _Atomic(char *) open_parts[MOST_PARTS];

struct fs_out {
    struct arena *a;
    const char *path, *part;
    int fd;
    int slot;  /* in open_parts, -1 when there is no part to remove */
    int error; /* the first errno, 0 so far */
    size_t n;  /* bytes in buffer */
    uint64_t written;
    char *buffer;
};

static int list_part(const char *part) {
    char *copy = strdup(part);
    for (int i = 0; copy && i < MOST_PARTS; i++) {
        char *none = NULL;
        if (atomic_compare_exchange_strong(&open_parts[i], &none, copy))
            return i;
    }
    free(copy);
    return -1;
}

/* The part is no longer there to be removed. */
static void unlist_part(struct fs_out *f) {
    if (f->slot >= 0)
        free(atomic_exchange(&open_parts[f->slot], NULL));
    f->slot = -1;
}

void fs_remove_parts(void) {
    int saved = errno;
    for (int i = 0; i < MOST_PARTS; i++) {
        char *part = atomic_exchange(&open_parts[i], NULL);
        if (part)
            unlink(part);
    }
    errno = saved;
}

void fs_fail(struct fs_out *f, int error_number) {
    if (!f->error)
        f->error = error_number ? error_number : EIO;
}

static void close_fd(struct fs_out *f) {
    if (f->fd >= 0 && close(f->fd) != 0)
        fs_fail(f, errno);
    f->fd = -1;
}

/* What is left of a file that was not committed. */
static void abandon(void *arg) {
    struct fs_out *f = arg;
    close_fd(f);
    if (f->slot >= 0)
        unlink(f->part);
    unlist_part(f);
}

/* O_EXCL: a part left by a killed run, or a link put in its place, is removed and never written
 * through. A file that is replaced keeps its permissions: `mode`, 0 where there is none. */
static void open_part(struct fs_out *f, mode_t mode) {
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    f->slot = list_part(f->part);
    if (f->slot < 0) {
        fs_fail(f, EMFILE);
        return;
    }
    f->fd = open(f->part, flags, 0666);
    if (f->fd < 0 && errno == EEXIST && unlink(f->part) == 0)
        f->fd = open(f->part, flags, 0666);
    if (f->fd < 0) {
        fs_fail(f, errno);
        unlist_part(f);
    } else if (S_ISREG(mode) && fchmod(f->fd, mode & 0777) != 0) {
        fs_fail(f, errno);
    }
}

struct fs_out *fs_create(struct arena *a, struct str path) {
    struct fs_out *f = arena_new(a, struct fs_out);
    bool has_nul = str_find_byte(path, '\0') != SIZE_MAX;
    struct stat st = {0};
    bool there = !has_nul && path.n > 0 && stat(str_c(a, path), &st) == 0;
    /* A link keeps being one: what it leads to is replaced. */
    struct str real = there && S_ISREG(st.st_mode) ? fs_real(a, path) : path;
    *f = (struct fs_out){.a = a, .fd = -1, .slot = -1};
    f->path = str_c(a, real.n ? real : path);
    f->part = str_format(a, "%s.part", f->path).p;
    f->buffer = arena_alloc_raw(a, BUFFER); /* not at the first write: `a` may be marked by then */
    arena_defer(a, abandon, f);
    if (has_nul || path.n == 0)
        fs_fail(f, ENOENT);
    else if (there && S_ISDIR(st.st_mode))
        fs_fail(f, EISDIR);
    else if (there && !S_ISREG(st.st_mode)) /* renaming over a device would destroy it */
        fs_fail(f, ENODEV);
    else
        open_part(f, there ? st.st_mode : 0);
    return f;
}

static void write_out(struct fs_out *f, const char *p, size_t n) {
    while (n > 0 && !f->error) {
        ssize_t done = write(f->fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0) {
            fs_fail(f, errno);
            return;
        }
        p += done;
        n -= (size_t)done;
    }
}

static void flush(struct fs_out *f) {
    write_out(f, f->buffer, f->n);
    f->n = 0;
}

void fs_write(struct fs_out *f, const void *p, size_t n) {
    if (f->error || n == 0)
        return;
    if (f->fd < 0) {
        fs_fail(f, EBADF);
        return;
    }
    if (n > BUFFER - f->n)
        flush(f);
    if (n >= BUFFER) {
        write_out(f, p, n);
        return;
    }
    memcpy(f->buffer + f->n, p, n);
    f->n += n;
}

struct str fs_part_path(const struct fs_out *f) {
    return str_of(f->error && f->slot < 0 ? "" : f->part);
}

void fs_close_for_library(struct fs_out *f) {
    if (f->fd >= 0)
        flush(f);
    close_fd(f);
}

bool fs_failed(const struct fs_out *f, struct str *error) {
    if (f->error)
        *error = str_copy(f->a, str_of(strerror(f->error)));
    return f->error != 0;
}

uint64_t fs_written(const struct fs_out *f) {
    return f->written;
}

/* After fs_close_for_library the part is opened again, to be sized and synced. */
static void open_again(struct fs_out *f) {
    if (f->fd >= 0)
        flush(f);
    else if (!f->error && f->slot < 0)
        fs_fail(f, EBADF); /* committed already */
    else if (!f->error)
        f->fd = open(f->part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (!f->error && f->fd < 0)
        fs_fail(f, errno);
}

/* On the disk under its own name, and sized: only the rename is left. */
static void settle(struct fs_out *f, bool synced) {
    struct stat st = {0};
    if (!f->error && (fstat(f->fd, &st) != 0 || (!synced && fsync(f->fd) != 0)))
        fs_fail(f, errno);
    f->written = (uint64_t)st.st_size;
    close_fd(f);
}

/* Syncs the file system all files are on, once; with fsync, each would wait for the disk to empty
 * its cache. False where there is no such call. */
static bool sync_together(struct fs_out *const *v, size_t n) {
#ifdef __linux__
    for (size_t i = 0; i < n; i++)
        if (v[i]->error)
            return false;
    return n > 1 && syncfs(v[0]->fd) == 0;
#else
    return false;
#endif
}

/* So that the new names outlast a power cut. Where a folder cannot be synced the files are as whole
 * as anywhere: that is no failure. */
static void sync_folders(struct fs_out *const *v, size_t n) {
    struct str last = {0};
    for (size_t i = 0; i < n; i++) {
        struct str dir = fs_dir(str_of(v[i]->path));
        int fd =
            str_eq(dir, last) ? -1 : open(str_c(v[i]->a, dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0) {
            (void)fsync(fd);
            (void)close(fd);
        }
        last = dir;
    }
}

/* All are on the disk before the first takes its name. The first that failed, or n. */
static size_t commit(struct fs_out *const *v, size_t n) {
    size_t failed = 0;
    for (size_t i = 0; i < n; i++)
        open_again(v[i]);
    bool synced = sync_together(v, n);
    for (size_t i = 0; i < n; i++)
        settle(v[i], synced);
    while (failed < n && !v[failed]->error)
        failed++;
    for (size_t i = 0; i < n && failed == n; i++) {
        if (rename(v[i]->part, v[i]->path) == 0) {
            unlist_part(v[i]);
            continue;
        }
        fs_fail(v[i], errno);
        failed = i;
    }
    if (failed == n)
        sync_folders(v, n);
    return failed;
}

bool fs_commit_all(struct fs_out *const *v, size_t n, size_t *failed, struct str *error) {
    *failed = commit(v, n);
    for (size_t i = 0; *failed < n && i < n; i++) {
        v[i]->written = 0;
        abandon(v[i]);
    }
    if (*failed < n)
        *error = str_copy(v[*failed]->a, str_of(strerror(v[*failed]->error)));
    return *failed == n;
}

bool fs_commit(struct fs_out *f, struct str *error) {
    size_t failed;
    return fs_commit_all(&f, 1, &failed, error);
}
