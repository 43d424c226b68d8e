/* apkg: a deck as an Anki package, the oldest kind (legacy 1), which every Anki reads: a zip of the
 * database, of a list of media, and of the media under their numbers. Members are dated 1980-01-01:
 * same deck, same bytes. */
#include "emit/anki/package.h"

#include "emit/anki/collection.h"

#include "emit/archive.h"
#include "emit/backend.h"

#include "base/json.h"
#include "plan/note_media.h"

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

/* The database is a part of its own beside the package's, never committed: gone when `scratch`
 * closes. */
static bool write_zip(struct arena *scratch, const struct deck *deck,
                      const struct notetype_texts *texts, struct fs_out *out, bool suspend,
                      struct diag *d) {
    struct fs_out *db =
        fs_create(scratch, str_format(scratch, "%.*s.db", STR_ARG(fs_part_path(out))));
    struct str path = fs_part_path(db);
    fs_close_for_library(db);
    if (!collection_write(scratch, deck, texts, path, suspend, d))
        return false;
    struct archive *z = archive_open(scratch);
    archive_file(z, STR("collection.anki2"), path, ARCHIVE_FAST);
    archive_text(z, STR("media"), media_json(scratch, deck), ARCHIVE_FAST);
    for (size_t i = 0; i < deck->n_media; i++)
        archive_text(z, str_format(scratch, "%zu", i), note_media_bytes(scratch, &deck->media[i]),
                     ARCHIVE_STORED);
    return archive_write(z, out, d);
}

bool package_write(struct arena *a, const struct deck *deck, struct str data_dir,
                   struct fs_out *out, bool suspend, struct diag *d) {
    const struct notetype_texts *texts = notetypes_load(a, data_dir, d);
    if (!texts)
        return false;
    struct arena **scratch = arena_hold(a);
    bool ok = write_zip(*scratch, deck, texts, out, suspend, d);
    arena_release(scratch);
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
    .read = collection_read,
};
