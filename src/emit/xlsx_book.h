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
    BOOK_TEXT,       /* wrapped, at the top */
    BOOK_CODE,       /* not wrapped: for machines */
    BOOK_FIXED,      /* as BOOK_CODE, grey: not to be changed */
    BOOK_HEAD,       /* column titles */
    BOOK_TITLE,      /* first line of a sheet */
    BOOK_NUMBER,     /* a number, as it is */
    BOOK_CELL,       /* as BOOK_TEXT, with a hairline around it */
    BOOK_BAND,       /* as BOOK_CELL, on the ground of every other row */
    BOOK_SMALL,      /* as BOOK_CELL, for texts of more lines than a row takes */
    BOOK_COUNT,      /* a number computed, with a hairline around it */
    BOOK_SHARE,      /* likewise, as a percentage */
    BOOK_INPUT,      /* to be filled in: text, or a number */
    BOOK_INPUT_TEXT, /* to be filled in: text whatever it looks like */
    BOOK_DATE,       /* to be filled in or computed: a day */
    BOOK_LINK,       /* to another sheet */
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
/* A text over the columns 0 to `last` of a row. */
void book_line(struct book *b, uint32_t row, uint16_t last, struct str text);
/* Points (1/72 inch) of a row's height. */
void book_height(struct book *b, uint32_t row, double points);
/* A row of column titles and the rows below it as a table with a filter; `name` in ASCII. Titles
 * must differ. */
void book_table(struct book *b, const char *name, const char *const *heads, uint16_t n,
                uint32_t last_row);

/* ---- xlsx_more.c: what computes ---- */

/* Cells from 0; both ends belong to it. */
struct book_range {
    uint32_t first_row;
    uint16_t first_column;
    uint32_t last_row;
    uint16_t last_column;
};

/* A formula (crib's own words, "=" first) with its value, since most readers do not compute. */
void book_formula_text(struct book *b, uint32_t row, uint16_t column, const char *formula,
                       struct str value, enum book_style style);
void book_formula_number(struct book *b, uint32_t row, uint16_t column, const char *formula,
                         double value, enum book_style style);
/* Names a range of a sheet for formulas: "Members". */
void book_define(struct book *b, const char *name, const char *sheet, struct book_range range);
/* A reference to a range of a sheet, with or without the dollars that keep it in place. */
struct str book_reference(struct arena *a, const char *sheet, struct book_range range);
/* What may be filled in: a word of the list of that name, a whole number, a date. */
void book_choose(struct book *b, struct book_range range, const char *name);
void book_whole(struct book *b, struct book_range range, int least, int most);
void book_day(struct book *b, struct book_range range);
/* Red where the formula, written for the first cell, holds; a bar as long as the number (0 to 1) is
 * large. */
void book_alarm(struct book *b, struct book_range range, const char *formula);
void book_bars(struct book *b, struct book_range range);
void book_link(struct book *b, uint32_t row, uint16_t column, const char *sheet);
/* Stacked bars: a bar a row of `range` (named by `names`, a column of as many rows), a part a
 * column, named by the row `titles` of the sheet. Drawn on the current sheet at the cell. */
struct book_chart {
    const char *sheet, *title;
    struct book_range range;
    uint16_t names;
    uint32_t titles;
    unsigned width, height; /* pixels */
};
void book_chart(struct book *b, uint32_t row, uint16_t column, const struct book_chart *c);
/* Page numbers at the foot. */
void book_footer(struct book *b);

void book_filter(struct book *b, uint32_t row, uint32_t last_row, uint16_t last_column);
/* Paper A4 across, fitted to its width, with this many rows repeated on every page. */
void book_print(struct book *b, uint32_t head_rows);
/* False after reporting to d. */
bool book_close(struct book *b);

/* UTF-16 units of a text. */
size_t book_units(struct str s);

#endif
