/* fuzz: what every fuzz target shares. A target is one file that defines
 *
 *     void fuzz_one(struct arena *a, struct str data)
 *
 * and calls fuzz_fail when a promise is broken; a raised failure is one, too. The arena is the
 * input's own. main.c calls it, for libFuzzer or to replay files (make check). */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "base/fs.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define FUZZ_DATA STR(CRIB_SOURCE_DATA)

/* A promise is broken: says which one, and stops. */
#define fuzz_fail(...) (fprintf(stderr, __VA_ARGS__), fputc('\n', stderr), abort())

/* One input. */
void fuzz_one(struct arena *a, struct str data);

/* Takes the first byte off the input: what a target chooses by it. */
static inline unsigned fuzz_choice(struct str *data) {
    unsigned char c = data->n ? (unsigned char)data->p[0] : 0;
    *data = str_from(*data, 1);
    return c;
}

static inline void fuzz_close_fd(void *arg) {
    close(*(int *)arg);
}

/* The path of a regular file in memory that holds `data`, until `a` closes. */
static inline struct str fuzz_file(struct arena *a, struct str data) {
    int *fd = arena_new(a, int);
    *fd = memfd_create("input", MFD_CLOEXEC);
    if (*fd < 0 || write(*fd, data.p ? data.p : "", data.n) != (ssize_t)data.n)
        fuzz_fail("no file in memory");
    arena_defer(a, fuzz_close_fd, fd);
    return str_format(a, "/proc/self/fd/%d", *fd);
}

#endif
