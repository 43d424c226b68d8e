/* archive: see archive.h. */
#include "emit/archive.h"

#include <zip.h>

#define FIRST_DOS_DATE 0x0021 /* 1980-01-01 */
#define COPY_BYTES     65536

struct archive {
    struct arena *a;
    zip_t *zip;
    zip_source_t *bytes; /* where it is put together */
    bool failed;
};

static const struct {
    int method;
    zip_uint32_t level;
} ways[] = {
    [ARCHIVE_STORED] = {ZIP_CM_STORE, 0},
    [ARCHIVE_FAST] = {ZIP_CM_DEFLATE, 1},
    [ARCHIVE_SMALL] = {ZIP_CM_DEFLATE, 9},
};

void archive_close(struct archive *z) {
    if (z->zip)
        zip_discard(z->zip);
    if (z->bytes)
        zip_source_free(z->bytes);
    z->zip = NULL;
    z->bytes = NULL;
}

static void close_archive(void *z) {
    archive_close(z);
}

struct archive *archive_open(struct arena *a) {
    struct archive *z = arena_new(a, struct archive);
    z->a = a;
    arena_defer(a, close_archive, z);
    z->bytes = zip_source_buffer_create(NULL, 0, 0, NULL);
    z->zip = z->bytes ? zip_open_from_source(z->bytes, ZIP_TRUNCATE, NULL) : NULL;
    z->failed = !z->zip;
    if (z->zip)
        zip_source_keep(z->bytes);
    return z;
}

static void date_member(struct archive *z, zip_int64_t at) {
    z->failed =
        z->failed || at < 0 || zip_file_set_dostime(z->zip, (zip_uint64_t)at, 0, FIRST_DOS_DATE, 0);
}

/* The source is the zip's from here on. */
static void add_member(struct archive *z, struct str name, zip_source_t *source,
                       enum archive_how how) {
    zip_int64_t at = -1;
    if (source && !z->failed)
        at = zip_file_add(z->zip, str_c(z->a, name), source, ZIP_FL_ENC_UTF_8);
    if (at < 0)
        zip_source_free(source);
    z->failed =
        z->failed || at < 0 ||
        zip_set_file_compression(z->zip, (zip_uint64_t)at, ways[how].method, ways[how].level);
    date_member(z, at);
}

void archive_text(struct archive *z, struct str name, struct str text, enum archive_how how) {
    add_member(z, name, z->failed ? NULL : zip_source_buffer(z->zip, text.p, text.n, 0), how);
}

void archive_file(struct archive *z, struct str name, struct str path, enum archive_how how) {
    add_member(z, name, z->failed ? NULL : zip_source_file(z->zip, str_c(z->a, path), 0, -1), how);
}

void archive_folder(struct archive *z, struct str name) {
    if (!z->failed)
        date_member(z, zip_dir_add(z->zip, str_c(z->a, name), ZIP_FL_ENC_UTF_8));
}

static bool copy_out(struct archive *z, struct fs_out *out) {
    char piece[COPY_BYTES];
    if (z->failed || zip_close(z->zip))
        return false;
    z->zip = NULL;
    if (zip_source_open(z->bytes))
        return false;
    zip_int64_t n;
    while ((n = zip_source_read(z->bytes, piece, sizeof piece)) > 0)
        fs_write(out, piece, (size_t)n);
    zip_source_close(z->bytes);
    return n == 0;
}

bool archive_write(struct archive *z, struct fs_out *out, struct diag *d) {
    bool ok = copy_out(z, out);
    if (!ok)
        diag_say(d, DIAG_OUTPUT_WRITE, fs_part_path(out),
                 str_of(z->zip && !z->failed ? zip_strerror(z->zip)
                                             : "the package cannot be put together"));
    archive_close(z);
    return ok;
}

bool archive_read(struct arena *a, struct str path, const char *name, size_t most,
                  struct str *out) {
    zip_t *zip = zip_open(str_c(a, path), ZIP_RDONLY, NULL);
    zip_stat_t stat;
    bool ok = zip && zip_stat(zip, name, 0, &stat) == 0 && stat.size <= most;
    zip_file_t *file = ok ? zip_fopen(zip, name, 0) : NULL;
    char *bytes = NULL;
    ok = false;
    if (file) {
        bytes = arena_alloc_raw(a, (size_t)stat.size + 1);
        ok = zip_fread(file, bytes, stat.size) == (zip_int64_t)stat.size;
        zip_fclose(file);
    }
    if (zip)
        zip_discard(zip);
    *out = ok ? (struct str){bytes, (size_t)stat.size} : (struct str){0};
    return ok;
}
