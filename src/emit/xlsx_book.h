/* xlsx_book: a spreadsheet with text that stays text: the one place that knows libxlsxwriter. For
 * the back ends that write .xlsx.
 *
 * Excel counts a cell's text in UTF-16 units, at most 32,767; takes `_x0041_` for a letter; forbids
 * control characters. Dates in the file come from the caller, so that the same deck gives the same
 * bytes. */
#ifndef EMIT_XLSX_BOOK_H
#define EMIT_XLSX_BOOK_H

#include "base/diag.h"
#include "base/fs.h"

#define BOOK_CELL_UNITS 32767

enum book_style {
    BOOK_TEXT,   /* wrapped, at the top */
    BOOK_CODE,   /* not wrapped: for machines */
    BOOK_FIXED,  /* as BOOK_CODE, grey: not to be changed */
    BOOK_HEAD,   /* column titles */
    BOOK_TITLE,  /* first line of a sheet */
    BOOK_NUMBER, /* a number, as it is */
    BOOK_STYLE_COUNT
};

struct book;

/* The name a sheet can have for what it should be called: none of []:*?/\\, no quote at its ends,
 * at most 31 UTF-16 units, never empty nor History. */
struct str book_sheet_name(struct arena *a, struct str wish);

/* Opens a book that is written to `out` by book_close. NULL after reporting to d. `created` in
 * seconds, `title` for its properties. */
struct book *book_open(struct arena *a, struct fs_out *out, struct str title, int64_t created,
                       struct diag *d);
/* A new sheet; the cells that follow go to it. Names are at most 31 characters without []:*?/\ */
void book_sheet(struct book *b, const char *name);
/* Widths of columns in characters; the sheet's first `rows` rows and `columns` columns stay in
 * sight. */
void book_columns(struct book *b, const double *widths, size_t n);
void book_freeze(struct book *b, uint32_t rows, uint16_t columns);
/* A cell that is text whatever it looks like. False when it is longer than a cell can be. */
bool book_text(struct book *b, uint32_t row, uint16_t column, struct str text,
               enum book_style style);
void book_number(struct book *b, uint32_t row, uint16_t column, double value,
                 enum book_style style);
/* Points (1/72 inch) of a row's height. */
void book_height(struct book *b, uint32_t row, double points);
void book_filter(struct book *b, uint32_t row, uint32_t last_row, uint16_t last_column);
/* Paper A4 across, fitted to its width, with this many rows repeated on every page. */
void book_print(struct book *b, uint32_t head_rows);
/* False after reporting to d. */
bool book_close(struct book *b);

/* UTF-16 units of a text. */
size_t book_units(struct str s);

#endif
