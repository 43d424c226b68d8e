/* csv: comma-separated values as spreadsheets write them (RFC 4180; LF or CR LF; semicolons or tabs
 * where the first line has them), read row by row. For review. */
#ifndef ITEMS_CSV_H
#define ITEMS_CSV_H

#include "base/buf.h"

struct csv {
    struct arena *a;
    struct str rest;
    char separator;
};

/* A reader of the text, a byte order mark left out. */
struct csv csv_read(struct arena *a, struct str text);
/* The next row's cells; false at the end. Cells are owned by the reader's arena. */
bool csv_row(struct csv *c, struct str **cells, size_t *n);
/* Writes a cell, quoted where it has to be, and never as a formula. */
void csv_put(struct buf *out, struct str cell, bool first);

#endif
