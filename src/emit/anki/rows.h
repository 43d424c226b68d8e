/* rows: a deck as the rows Anki's text importer reads, for the CSV and for the spreadsheet that is
 * saved as one. For emit/anki. */
#ifndef EMIT_ANKI_ROWS_H
#define EMIT_ANKI_ROWS_H

#include "base/buf.h"
#include "plan/deck.h"

#define ROW_HEADERS    8
#define ROW_META       4          /* notetype, deck, tags, GUID */
#define ROWS_BYTES_MAX (1u << 28) /* of a deck that is read back */
#define ROW_CELLS_MAX  (ROW_META + NOTETYPE_FIELDS_MAX)

/* The lines at the top of the file, in order. Saved from a spreadsheet they have separators behind
 * them; those whose value Anki reads to the first sign that is no letter or digit still work. */
extern const char *const row_headers[ROW_HEADERS];

/* The cells of a note; as many for every note of a deck, for the first row fixes how many are read.
 * Texts are made in `a`. */
size_t row_of(struct arena *a, const struct deck *deck, const struct deck_note *n,
              struct str cells[ROW_CELLS_MAX]);

/* What a note asks and answers, each in one piece of HTML, without where it comes from. */
struct row_sides {
    struct str ask, answer;
};
struct row_sides row_sides_of(struct arena *a, const struct deck_note *n);

/* A row as CSV (RFC 4180, but LF), every cell in quotes. */
void row_put(struct buf *b, const struct str *cells, size_t n);

#endif
