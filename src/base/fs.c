/* fs: reading whole files and looking at folders. Writing is in fs_out.c.
 *
 * A path with a NUL inside names nothing: it is taken as the empty path, which does not exist. */
#include "base/fs.h"

#include "base/buf.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

static const char *c_path(struct arena *a, struct str path) {
    return str_find_byte(path, '\0') == SIZE_MAX ? str_c(a, path) : "";
}

/* strerror is safe among threads where it matters (glibc from 2.32, musl, macOS), and no locale is
 * set. */
static bool system_error(struct arena *a, struct str *error) {
    *error = str_copy(a, str_of(strerror(errno)));
    return false;
}

static bool too_large(struct arena *a, size_t max_bytes, struct str *error) {
    *error = max_bytes >> 20 ? str_format(a, "is larger than %zu MiB", max_bytes >> 20)
                             : str_format(a, "is larger than %zu bytes", max_bytes);
    return false;
}

/* An open file descriptor that an unwinding run closes too. */
struct handle {
    int fd;
};

static void close_handle(void *arg) {
    struct handle *h = arg;
    if (h->fd >= 0)
        close(h->fd);
    h->fd = -1;
}

/* O_NONBLOCK keeps a FIFO from waiting for its writer. */
static int open_to_read(const char *path) {
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/* Opens a path that had no link in it when it was looked at, unless there is one now. */
static int open_unlinked(const char *path) {
#if defined(__linux__) && defined(SYS_openat2)
    struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY,
                           .resolve = RESOLVE_NO_SYMLINKS};
    int fd = (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how));
    if (fd >= 0 || (errno != ENOSYS && errno != EPERM))
        return fd;
#endif
    char real[PATH_MAX];
    int plain = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
    if (plain < 0 || (realpath(path, real) && strcmp(path, real) == 0))
        return plain;
    close(plain);
    errno = ELOOP;
    return -1;
}

typedef int open_fn(const char *path);

static bool open_regular(struct arena *a, struct str path, open_fn *open_it, size_t max_bytes,
                         struct handle *h, size_t *size, struct str *error) {
    struct stat st;
    const char *name = c_path(a, path);
    arena_defer(a, close_handle, h);
    h->fd = open_it(name);
    if (h->fd < 0 || fstat(h->fd, &st) != 0)
        return system_error(a, error);
    if (!S_ISREG(st.st_mode)) {
        *error = S_ISDIR(st.st_mode) ? STR("is a directory") : STR("is not a regular file");
        return false;
    }
    if ((uintmax_t)st.st_size > max_bytes)
        return too_large(a, max_bytes, error);
    *size = (size_t)st.st_size;
    return true;
}

/* Reads to the end of the file; `expected` bytes are likely, and one more tells that it ended. */
static bool read_all(struct arena *a, int fd, size_t expected, size_t max_bytes, struct str *out,
                     struct str *error) {
    struct buf b = buf_in(a);
    buf_room(&b, expected + 1);
    for (;;) {
        if (b.n == b.cap)
            buf_room(&b, b.cap);
        ssize_t got = read(fd, b.p + b.n, b.cap - b.n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return system_error(a, error);
        if (got == 0)
            break;
        b.n += (size_t)got;
        if (b.n > max_bytes)
            return too_large(a, max_bytes, error);
    }
    *out = buf_get(&b);
    return true;
}

static bool read_by(struct arena *a, struct str path, open_fn *open_it, size_t max_bytes,
                    struct str *out, struct str *error) {
    struct handle *h = arena_new(a, struct handle);
    size_t size;
    h->fd = -1;
    bool ok = open_regular(a, path, open_it, max_bytes, h, &size, error) &&
              read_all(a, h->fd, size, max_bytes, out, error);
    close_handle(h);
    return ok;
}

bool fs_read(struct arena *a, struct str path, size_t max_bytes, struct str *out,
             struct str *error) {
    return read_by(a, path, open_to_read, max_bytes, out, error);
}

bool fs_read_real(struct arena *a, struct str path, size_t max_bytes, struct str *out,
                  struct str *error) {
    return read_by(a, path, open_unlinked, max_bytes, out, error);
}

bool fs_read_stdin(struct arena *a, size_t max_bytes, struct str *out, struct str *error) {
    return read_all(a, STDIN_FILENO, (size_t)64 << 10, max_bytes, out, error);
}

struct map_of_file {
    void *p;
    size_t n;
};

static void unmap(void *arg) {
    struct map_of_file *m = arg;
    if (m->p)
        munmap(m->p, m->n);
}

static bool map_all(struct arena *a, int fd, size_t size, struct str *out, struct str *error) {
    *out = (struct str){0};
    if (size == 0)
        return true;
    struct map_of_file *m = arena_new(a, struct map_of_file);
    arena_defer(a, unmap, m);
    void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return system_error(a, error);
    *m = (struct map_of_file){p, size};
    *out = (struct str){p, size};
    return true;
}

bool fs_map(struct arena *a, struct str path, size_t max_bytes, struct str *out,
            struct str *error) {
    struct handle *h = arena_new(a, struct handle);
    size_t size;
    h->fd = -1;
    bool ok = open_regular(a, path, open_to_read, max_bytes, h, &size, error) &&
              map_all(a, h->fd, size, out, error);
    close_handle(h);
    return ok;
}

void fs_rest(struct str map) {
    if (map.n)
        madvise((void *)(uintptr_t)map.p, map.n, MADV_DONTNEED);
}

enum fs_kind fs_kind(struct arena *a, struct str path) {
    struct stat st;
    if (stat(c_path(a, path), &st) != 0)
        return FS_NONE;
    return S_ISREG(st.st_mode) ? FS_FILE : S_ISDIR(st.st_mode) ? FS_DIR : FS_OTHER;
}

static int by_bytes(const void *a, const void *b) {
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void close_dir(void *arg) {
    DIR **dir = arg;
    if (*dir)
        closedir(*dir);
    *dir = NULL;
}

static bool list_open(struct arena *a, DIR *dir, struct str **names, size_t *n, struct str *error) {
    VEC(struct str) found = {0};
    const struct dirent *e;
    while (errno = 0, (e = readdir(dir)) != NULL)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            vec_push(a, &found, str_copy(a, str_of(e->d_name)));
    if (errno)
        return system_error(a, error);
    if (found.n)
        qsort(found.v, found.n, sizeof(*found.v), by_bytes);
    *names = found.v;
    *n = found.n;
    return true;
}

bool fs_list(struct arena *a, struct str dir, struct str **names, size_t *n, struct str *error) {
    DIR **open_dir = arena_new(a, DIR *);
    const char *name = c_path(a, dir);
    arena_defer(a, close_dir, open_dir);
    *open_dir = opendir(name);
    bool ok = *open_dir ? list_open(a, *open_dir, names, n, error) : system_error(a, error);
    close_dir(open_dir);
    return ok;
}

struct str fs_real(struct arena *a, struct str path) {
    char real[PATH_MAX];
    return realpath(c_path(a, path), real) ? str_copy(a, str_of(real)) : (struct str){0};
}

struct str fs_join(struct arena *a, struct str dir, struct str name) {
    if (dir.n == 0 || str_starts(name, STR("/")))
        return str_copy(a, name);
    const char *between = str_ends(dir, STR("/")) ? "" : "/";
    return str_join(a, (struct str[]){dir, name}, 2, str_of(between));
}

static struct str without_end_slashes(struct str path) {
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return path;
}

/* The offset of the last component. */
static size_t base_at(struct str path) {
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/')
        at--;
    return at;
}

struct str fs_dir(struct str path) {
    path = without_end_slashes(path);
    size_t at = base_at(path);
    return at == 0 ? STR(".") : without_end_slashes(str_slice(path, 0, at));
}

struct str fs_base(struct str path) {
    path = without_end_slashes(path);
    return str_eqc(path, "/") ? path : str_from(path, base_at(path));
}

struct str fs_stem(struct str path) {
    struct str base = fs_base(path);
    for (size_t i = base.n; i > 1; i--)
        if (base.p[i - 1] == '.')
            return str_slice(base, 0, i - 1);
    return base;
}

bool fs_make_dirs(struct arena *a, struct str dir, struct str *error) {
    char *path = arena_copy(a, c_path(a, dir), str_find_byte(dir, '\0') == SIZE_MAX ? dir.n : 0);
    for (char *p = path; *p; p++) {
        if (*p != '/' || p == path)
            continue;
        *p = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST && errno != EISDIR && access(path, F_OK) != 0)
            return system_error(a, error);
        *p = '/';
    }
    struct stat st;
    if (mkdir(path, 0777) == 0)
        return true;
    if (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return true;
    return system_error(a, error);
}
