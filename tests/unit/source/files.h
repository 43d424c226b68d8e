/* files: a folder of small files for tests, removed with the arena. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H

#include "base/fs.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline int files_remove_one(const char *path, const struct stat *st, int type,
                                   struct FTW *ftw) {
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline void files_remove(void *dir) {
    nftw(dir, files_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A new empty folder; its absolute path, links resolved. */
static inline struct str files_dir(struct arena *a) {
    char *path = arena_copy(a, "/tmp/crib-test-XXXXXX", 21);
    ck_assert_ptr_nonnull(mkdtemp(path));
    arena_defer(a, files_remove, path);
    return fs_real(a, str_of(path));
}

static inline struct str files_path(struct arena *a, struct str dir, const char *name) {
    return fs_join(a, dir, str_of(name));
}

/* Writes dir/name, folders and all. */
static inline void files_put(struct arena *a, struct str dir, const char *name, const char *text) {
    struct str path = files_path(a, dir, name), error;
    ck_assert(fs_make_dirs(a, fs_dir(path), &error));
    FILE *f = fopen(str_c(a, path), "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

#endif
