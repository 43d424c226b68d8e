/* csv: a deck as the text file Anki imports: header lines, then a row a note with notetype, deck,
 * tags, GUID and fields, every field in quotes (an unquoted # at a row's start is a comment to
 * Anki). Notetypes by id, since a CSV cannot make them and their names are the user's to change. */
#include "emit/anki/rows.h"

#include "emit/backend.h"

#define FLUSH_BYTES (1u << 16)

static bool emit_csv(struct arena *a, const struct emit_input *in, struct fs_out *out,
                     struct diag *d) {
    struct arena *scratch = *arena_hold(a);
    struct buf b = buf_in(a);
    struct str cells[ROW_CELLS_MAX];
    (void)d;
    for (size_t i = 0; i < ROW_HEADERS; i++)
        buf_printf(&b, "%s\n", row_headers[i]);
    for (size_t i = 0; i < in->deck->n; i++) {
        struct arena_mark mark = arena_mark(scratch);
        row_put(&b, cells, row_of(scratch, in->deck, &in->deck->v[i], cells));
        arena_reset(scratch, mark);
        if (b.n > FLUSH_BYTES) {
            fs_write(out, b.p, b.n);
            b.n = 0;
        }
    }
    fs_write(out, b.p, b.n);
    return true;
}

static bool read_csv(struct arena *a, struct str path, struct str *csv) {
    struct str error;
    return fs_read(a, path, ROWS_BYTES_MAX, csv, &error);
}

const struct backend backend_anki_csv = {
    .name = "anki-csv",
    .extension = ".anki.csv",
    .about = "Anki notes as text; import crib-notetypes.apkg once before",
    .needs = NEEDS_DECK,
    .emit = emit_csv,
    .read = read_csv,
};
