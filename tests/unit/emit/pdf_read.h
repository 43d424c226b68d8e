/* pdf_read: writing sample documents to files and reading them with poppler and qpdf. With PDF_KEEP
 * naming a folder, the files stay there for other readers (tests/peers/pdf_read.sh). */
#ifndef TESTS_PDF_READ_H
#define TESTS_PDF_READ_H

#include "base/fs.h"
#include "emit/pdf/pdf.h"
#include "unit.h"

#include <sys/wait.h>
#include <unistd.h>

static inline void read_remove(void *path) {
    unlink(path);
}

/* A file name of this test's own, removed in the end unless it is to be kept. */
static inline struct str read_path(struct arena *a, const char *name) {
    const char *keep = getenv("PDF_KEEP"), *tmp = getenv("TMPDIR");
    if (keep)
        return str_format(a, "%s/%s", keep, name);
    struct str path = str_format(a, "%s/crib-%d-%s", tmp ? tmp : "/tmp", (int)getpid(), name);
    arena_defer(a, read_remove, (void *)(uintptr_t)str_c(a, path));
    return path;
}

/* For kept files: NAME.txt beside NAME.pdf holds paragraphs that other readers must find in it. */
static inline void read_expect(struct arena *a, const char *name, const char *paragraph,
                               int times) {
    const char *keep = getenv("PDF_KEEP");
    FILE *f = keep ? fopen(str_format(a, "%s/%s.txt", keep, name).p, "w") : NULL;
    for (int i = 0; f && i < times; i++)
        fprintf(f, "%s\n", paragraph);
    if (f)
        ck_assert_int_eq(fclose(f), 0);
}

/* Writes the pages to a file called `name`; its path. */
static inline struct str read_write(struct arena *a, const char *name, const struct pages *pages,
                                    const struct pdf_options *o) {
    struct str path = read_path(a, name), error = {0};
    struct diag *d = diag_open(a);
    struct fs_out *out = fs_create(a, path);
    ck_assert(pdf_write(a, pages, o, out, d));
    ck_assert_msg(fs_commit(out, &error), "%.*s", STR_ARG(error));
    ck_assert_int_eq(d->exit_status, 0);
    return path;
}

static inline struct str read_file(struct arena *a, struct str path) {
    struct str bytes = {0}, error = {0};
    ck_assert_msg(fs_read(a, path, SIZE_MAX, &bytes, &error), "%.*s", STR_ARG(error));
    return bytes;
}

/* What the command prints, its errors too; it must end well. Each %s of `command` is the path. */
static inline struct str read_with(struct arena *a, const char *command, struct str path) {
    struct str line = str_format(a, "LC_ALL=C.UTF-8 %s 2>&1", command);
    line = str_replace(a, line, STR("%s"), path);
    struct buf out = buf_in(a);
    char bytes[4096];
    size_t n;
    FILE *pipe = popen(line.p, "r");
    ck_assert_ptr_nonnull(pipe);
    while ((n = fread(bytes, 1, sizeof(bytes), pipe)) > 0)
        buf_bytes(&out, bytes, n);
    int status = pclose(pipe);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: %.*s", line.p,
                  STR_ARG(buf_get(&out)));
    return buf_get(&out);
}

static inline size_t read_count(struct str s, const char *needle) {
    struct str n = str_of(needle);
    size_t count = 0, at;
    while ((at = str_find(s, n)) != SIZE_MAX) {
        count++;
        s = str_from(s, at + n.n);
    }
    return count;
}

/* Check cannot take messages beyond 4096 bytes. */
#define read_has(text, needle)                                                                     \
    ck_assert_msg(str_has((text), str_of(needle)), "no \"%s\" in:\n%.*s", (needle),                \
                  STR_ARG(str_slice((text), 0, 1200)))

#endif
