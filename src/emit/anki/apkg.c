/* apkg: a deck as an Anki package, the oldest kind (legacy 1), which every Anki reads: a zip of the
 * database, of a list of media, and of the media under their numbers. Members are dated 1980-01-01:
 * same deck, same bytes. */
#include "emit/anki/package.h"

#include "emit/anki/collection.h"

#include "emit/backend.h"

#include "base/json.h"

#include <zip.h>

#define FIRST_DOS_DATE 0x0021 /* 1980-01-01 */
#define DEFLATE_FAST   1
#define COPY_BYTES     65536

struct package {
    struct arena *a;
    zip_t *zip;
    zip_source_t *bytes; /* where the package is put together */
    bool failed;
};

static void close_package(void *p) {
    struct package *z = p;
    if (z->zip)
        zip_discard(z->zip);
    if (z->bytes)
        zip_source_free(z->bytes);
    z->zip = NULL;
    z->bytes = NULL;
}

static void open_package(struct package *z) {
    zip_error_t error;
    zip_error_init(&error);
    z->bytes = zip_source_buffer_create(NULL, 0, 0, &error);
    if (z->bytes) {
        zip_source_keep(z->bytes);
        z->zip = zip_open_from_source(z->bytes, ZIP_TRUNCATE, &error);
        if (!z->zip)
            zip_source_free(z->bytes);
    }
    zip_error_fini(&error);
    z->failed = !z->zip;
}

/* Adds a member; the source is the zip's from here on. */
static void add_member(struct package *z, const char *name, zip_source_t *source, int method) {
    if (z->failed || !source) {
        zip_source_free(source);
        z->failed = true;
        return;
    }
    zip_int64_t at = zip_file_add(z->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        z->failed = true;
        return;
    }
    zip_uint64_t i = (zip_uint64_t)at;
    z->failed = zip_set_file_compression(z->zip, i, method, DEFLATE_FAST) ||
                zip_file_set_dostime(z->zip, i, 0, FIRST_DOS_DATE, 0);
}

static void add_file(struct package *z, const char *name, struct str path, int method) {
    zip_source_t *s = z->failed ? NULL : zip_source_file(z->zip, str_c(z->a, path), 0, -1);
    add_member(z, name, s, method);
}

static void add_text(struct package *z, const char *name, struct str text) {
    zip_source_t *s = z->failed ? NULL : zip_source_buffer(z->zip, text.p, text.n, 0);
    add_member(z, name, s, ZIP_CM_DEFLATE);
}

/* {"0": "crib-….png", …} */
static struct str media_json(struct arena *a, const struct deck *deck) {
    struct buf b = buf_in(a);
    struct json j = json_to(&b, false);
    json_open(&j, '{');
    for (size_t i = 0; i < deck->n_media; i++)
        json_kstr(&j, str_c(a, str_format(a, "%zu", i)), deck->media[i].name);
    json_close(&j, '}');
    return buf_get(&b);
}

/* Writes the finished zip out. */
static bool copy_out(struct package *z, struct fs_out *out) {
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

static void close_scratch(void *p) {
    struct arena **scratch = p;
    arena_close(*scratch);
    *scratch = NULL;
}

/* The database is a part of its own beside the package's, never committed: gone when `scratch`
 * closes. */
static bool write_zip(struct package *z, struct arena *scratch, const struct deck *deck,
                      const struct notetype_texts *texts, struct fs_out *out, bool suspend,
                      struct diag *d) {
    struct fs_out *db =
        fs_create(scratch, str_format(scratch, "%.*s.db", STR_ARG(fs_part_path(out))));
    struct str path = fs_part_path(db);
    fs_close_for_library(db);
    if (!collection_write(scratch, deck, texts, path, suspend, d))
        return false;
    open_package(z);
    add_file(z, "collection.anki2", path, ZIP_CM_DEFLATE);
    add_text(z, "media", media_json(scratch, deck));
    for (size_t i = 0; i < deck->n_media; i++)
        add_file(z, str_c(scratch, str_format(scratch, "%zu", i)), deck->media[i].path,
                 ZIP_CM_STORE);
    bool ok = copy_out(z, out);
    if (!ok)
        diag_say(d, DIAG_OUTPUT_WRITE, fs_part_path(out),
                 str_of(z->zip ? zip_strerror(z->zip) : "the package cannot be put together"));
    close_package(z);
    return ok;
}

bool package_write(struct arena *a, const struct deck *deck, struct str data_dir,
                   struct fs_out *out, bool suspend, struct diag *d) {
    const struct notetype_texts *texts = notetypes_load(a, data_dir, d);
    struct arena **scratch = arena_new(a, struct arena *);
    struct package *z = arena_new(a, struct package);
    if (!texts)
        return false;
    *scratch = arena_open(arena_failure(a));
    arena_defer(a, close_scratch, scratch);
    z->a = *scratch;
    arena_defer(*scratch, close_package, z);
    bool ok = write_zip(z, *scratch, deck, texts, out, suspend, d);
    close_scratch(scratch);
    return ok;
}

static bool emit_apkg(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d) {
    return package_write(a, in->deck, in->data_dir, out, false, d);
}

const struct backend backend_apkg = {
    .name = "apkg",
    .extension = ".apkg",
    .about = "Anki package: decks, notes, cards, pictures; a double click imports it",
    .needs = NEEDS_DECK,
    .emit = emit_apkg,
};
