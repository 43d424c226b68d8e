/* csv: a deck as the text file Anki imports: header lines, then a row a note with notetype, deck,
 * tags, GUID and fields, every field in quotes (an unquoted # at a row's start is a comment to
 * Anki). Notetypes by id, since a CSV cannot make them and their names are the user's to change. */
#include "emit/anki/rows.h"

#include "emit/backend.h"

#define FLUSH_BYTES (1u << 16)

static void put_field(struct buf *b, struct str s) {
    buf_byte(b, '"');
    for (size_t from = 0; from < s.n;) {
        size_t at = str_find_byte(str_from(s, from), '"');
        size_t end = at == SIZE_MAX ? s.n : from + at + 1;
        buf_str(b, str_slice(s, from, end));
        if (at != SIZE_MAX)
            buf_byte(b, '"');
        from = end;
    }
    buf_byte(b, '"');
}

static void put_row(struct buf *b, const struct str *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_byte(b, ',');
        put_field(b, cells[i]);
    }
    buf_byte(b, '\n');
}

static void close_scratch(void *scratch) {
    arena_close(scratch);
}

static bool emit_csv(struct arena *a, const struct emit_input *in, struct fs_out *out,
                     struct diag *d) {
    struct arena *scratch = arena_open(arena_failure(a));
    struct buf b = buf_in(a);
    struct str cells[ROW_CELLS_MAX];
    (void)d;
    arena_defer(a, close_scratch, scratch);
    for (size_t i = 0; i < ROW_HEADERS; i++)
        buf_printf(&b, "%s\n", row_headers[i]);
    for (size_t i = 0; i < in->deck->n; i++) {
        struct arena_mark mark = arena_mark(scratch);
        put_row(&b, cells, row_of(scratch, in->deck, &in->deck->v[i], cells));
        arena_reset(scratch, mark);
        if (b.n > FLUSH_BYTES) {
            fs_write(out, b.p, b.n);
            b.n = 0;
        }
    }
    fs_write(out, b.p, b.n);
    return true;
}

const struct backend backend_anki_csv = {
    .name = "anki-csv",
    .extension = ".anki.csv",
    .about = "Anki notes as text; import crib-notetypes.apkg once before",
    .needs = NEEDS_DECK,
    .emit = emit_csv,
};
