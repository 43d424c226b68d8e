/* rows: a deck as the rows Anki's text importer reads, for the CSV and for the spreadsheet that is
 * saved as one. For emit/anki. */
#ifndef EMIT_ANKI_ROWS_H
#define EMIT_ANKI_ROWS_H

#include "base/buf.h"
#include "plan/deck.h"

#define ROW_HEADERS   8
#define ROW_META      4 /* notetype, deck, tags, GUID */
#define ROW_CELLS_MAX (ROW_META + NOTETYPE_FIELDS_MAX)

/* The lines at the top of the file, in order. The first ROW_SAVED_HEADERS of row_order survive a
 * spreadsheet that puts separators behind them. */
extern const char *const row_headers[ROW_HEADERS];

/* The cells of a note; as many for every note of a deck, for the first row fixes how many are read.
 * Texts are made in `a`. */
size_t row_of(struct arena *a, const struct deck *deck, const struct deck_note *n,
              struct str cells[ROW_CELLS_MAX]);

/* A row as CSV (RFC 4180, but LF), every cell in quotes. */
void row_put(struct buf *b, const struct str *cells, size_t n);

#endif
