/* measure: how wide a column and how high a row must be for its text, since what shows a workbook
 * does not fit rows by itself. Units are those of column widths: about one digit. For emit/book. */
#ifndef EMIT_BOOK_MEASURE_H
#define EMIT_BOOK_MEASURE_H

#include "base/str.h"

#define MEASURE_LINE   16.5  /* points of a line at 11 pt */
#define MEASURE_HEIGHT 409.0 /* points of the highest row there is */

/* Width of the longest line, with the cell's margins. */
double measure_width(struct str s);
/* Lines the text takes in a column of that width, broken as spreadsheets do. At least 1. */
unsigned measure_lines(struct str s, double width);
/* True for a text that fits no row at 11 pt: it is set at 7 pt. */
bool measure_is_small(struct str s, double width);
/* Height of a row for a text in a column of that width, at most MEASURE_HEIGHT. */
double measure_cell(struct str s, double width);
/* True when all of the text is seen in some row of a column of that width. */
bool measure_fits(struct str s, double width);
/* Bytes of as much of its beginning as so many lines show at the usual size: whole lines of the
 * text where there are any, at least one character. */
size_t measure_head(struct str s, double width, unsigned lines);
/* Lines a row takes at the usual size. */
unsigned measure_row_lines(void);
/* Height of a row with so many lines, at most MEASURE_HEIGHT. */
double measure_height(unsigned lines);

#endif
