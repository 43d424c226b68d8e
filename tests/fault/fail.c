/* fail: preloaded before the C library, lets one call of a program fail, as a full disk or memory
 * would: FAIL=KIND:N fails the N-th call of a kind (from 1), FAIL=KIND:N+ that one and all after
 * it. With FAIL_COUNT=FILE the number of calls of every kind is written there when the program
 * ends, and which allocations were the first of their chain of callers.
 *
 * Kinds: malloc (and calloc, realloc), open (for reading), create (for writing), read, write,
 * close, sync, rename, mkdir, map. Calls before main and on standard output and error are let
 * through: they are not what is tested. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MALLOC, OPEN, CREATE, READ, WRITE, CLOSE, SYNC, RENAME, MKDIR, MAP, KINDS };
static const char *const names[KINDS] = {"malloc", "open", "create", "read",  "write",
                                         "close",  "sync", "rename", "mkdir", "map"};
static const int errors[KINDS] = {ENOMEM, EACCES, ENOSPC, EIO,    ENOSPC,
                                  EIO,    EIO,    EIO,    ENOSPC, ENOMEM};

static atomic_long calls[KINDS];
static int fail_kind = -1;
static long fail_at;
static bool sticky, ready;
static FILE *counts; /* opened before the program shuts itself in */

/* Chains of callers seen, by hash; and the calls that were the first of theirs. */
enum { SEEN = 1 << 16, DEPTH = 9 };
static unsigned long seen[SEEN];
static long firsts[SEEN];
static int n_firsts;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void note_chain(long n) {
    static _Thread_local bool inside;
    void *frames[DEPTH];
    unsigned long h = 14695981039346656037ul;
    if (inside)
        return;
    inside = true;
    int depth = backtrace(frames, DEPTH);
    for (int i = 0; i < depth; i++)
        h = (h ^ (unsigned long)frames[i]) * 1099511628211ul;
    unsigned long at = h % SEEN;
    while (seen[at] && seen[at] != h)
        at = (at + 1) % SEEN;
    if (!seen[at] && n_firsts < SEEN / 2) {
        seen[at] = h;
        firsts[n_firsts++] = n;
    }
    inside = false;
}

static bool fails(int kind) {
    if (!ready)
        return false;
    long n = atomic_fetch_add(&calls[kind], 1) + 1;
    if (counts && kind == MALLOC)
        note_chain(n);
    if (kind != fail_kind || (sticky ? n < fail_at : n != fail_at))
        return false;
    errno = errors[kind];
    return true;
}

__attribute__((constructor)) static void begin(void) {
    const char *what = getenv("FAIL");
    for (int k = 0; what && k < KINDS; k++) {
        size_t n = strlen(names[k]);
        if (strncmp(what, names[k], n) == 0 && what[n] == ':') {
            fail_kind = k;
            fail_at = atol(what + n + 1);
            sticky = what[strlen(what) - 1] == '+';
        }
    }
    void *frames[1];
    backtrace(frames, 1); /* which loads what it needs */
    const char *path = getenv("FAIL_COUNT");
    counts = path ? REAL(fopen)(path, "w") : NULL;
    ready = true;
}

__attribute__((destructor)) static void end(void) {
    FILE *f = counts;
    ready = false;
    for (int k = 0; f && k < KINDS; k++)
        fprintf(f, "%s %ld\n", names[k], atomic_load(&calls[k]));
    for (int i = 0; f && i < n_firsts; i++)
        fprintf(f, "first %ld\n", firsts[i]);
    if (f)
        fclose(f);
}

/* crib leaves without what runs at an ordinary end. */
void _exit(int status) {
    end();
    REAL(_exit)(status);
    __builtin_unreachable();
}

/* ---- memory: the C library's own names, so that dlsym's own needs are met ---- */

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);

void *malloc(size_t n) {
    return fails(MALLOC) ? NULL : __libc_malloc(n);
}
void *calloc(size_t n, size_t size) {
    return fails(MALLOC) ? NULL : __libc_calloc(n, size);
}
void *realloc(void *p, size_t n) {
    return fails(MALLOC) ? NULL : __libc_realloc(p, n);
}

/* ---- files ---- */

static int open_kind(int flags) {
    return (flags & O_ACCMODE) == O_RDONLY ? OPEN : CREATE;
}

#define OPEN_LIKE(name, before, args)                                                              \
    int name before {                                                                              \
        mode_t mode = 0;                                                                           \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                       \
            va_list v;                                                                             \
            va_start(v, flags);                                                                    \
            mode = va_arg(v, mode_t);                                                              \
            va_end(v);                                                                             \
        }                                                                                          \
        return fails(open_kind(flags)) ? -1 : REAL(name) args;                                     \
    }
OPEN_LIKE(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN_LIKE(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN_LIKE(openat, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))

FILE *fopen(const char *path, const char *mode) {
    return fails(mode[0] == 'r' ? OPEN : CREATE) ? NULL : REAL(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    return fopen(path, mode);
}

static bool is_message(int fd) {
    return fd == STDOUT_FILENO || fd == STDERR_FILENO;
}

ssize_t read(int fd, void *p, size_t n) {
    return fails(READ) ? -1 : REAL(read)(fd, p, n);
}
ssize_t write(int fd, const void *p, size_t n) {
    return !is_message(fd) && fails(WRITE) ? -1 : REAL(write)(fd, p, n);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at) {
    return fails(WRITE) ? -1 : REAL(pwrite)(fd, p, n, at);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at) {
    return fails(WRITE) ? -1 : REAL(pwrite64)(fd, p, n, at);
}
size_t fwrite(const void *p, size_t size, size_t n, FILE *f) {
    return !is_message(fileno(f)) && fails(WRITE) ? 0 : REAL(fwrite)(p, size, n, f);
}
/* The descriptor is closed all the same, as it is when the system fails. */
int close(int fd) {
    bool failed = !is_message(fd) && fails(CLOSE);
    int result = REAL(close)(fd);
    return failed ? (errno = EIO, -1) : result;
}
int fclose(FILE *f) {
    bool failed = !is_message(fileno(f)) && fails(CLOSE);
    int result = REAL(fclose)(f);
    return failed ? (errno = EIO, EOF) : result;
}
int fsync(int fd) {
    return fails(SYNC) ? -1 : REAL(fsync)(fd);
}
int fdatasync(int fd) {
    return fails(SYNC) ? -1 : REAL(fdatasync)(fd);
}
int syncfs(int fd) {
    return fails(SYNC) ? -1 : REAL(syncfs)(fd);
}
int rename(const char *from, const char *to) {
    return fails(RENAME) ? -1 : REAL(rename)(from, to);
}
int mkdir(const char *path, mode_t mode) {
    return fails(MKDIR) ? -1 : REAL(mkdir)(path, mode);
}
void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t from) {
    return fd >= 0 && fails(MAP) ? MAP_FAILED : REAL(mmap)(at, n, prot, flags, fd, from);
}
void *mmap64(void *at, size_t n, int prot, int flags, int fd, off64_t from) {
    return fd >= 0 && fails(MAP) ? MAP_FAILED : REAL(mmap64)(at, n, prot, flags, fd, from);
}
