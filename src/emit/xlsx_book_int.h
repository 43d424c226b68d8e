/* xlsx_book_int: what the files of xlsx_book share: the only ones that see libxlsxwriter. */
#ifndef EMIT_XLSX_BOOK_INT_H
#define EMIT_XLSX_BOOK_INT_H

#include "emit/xlsx_book.h"

#include <xlsxwriter.h>

#define FONT_NAME       "Microsoft YaHei"
#define FONT_SIZE       11
#define SMALL_SIZE      7
#define BOOK_NAME_UNITS 31

struct book {
    struct arena *a;
    struct diag *d;
    struct fs_out *out;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *formats[BOOK_STYLE_COUNT];
    lxw_error error; /* the first */
};

/* Keeps the first error, for book_close to report. */
void book_note_error(struct book *b, lxw_error e);
/* As a C string without what XML forbids, `_xHHHH_` told apart from an escape. */
const char *book_cell_text(struct arena *a, struct str s);

/* Whether every part of the workbook at `path` is there from its first tag to its last. */
bool book_is_whole(struct arena *a, struct str path);

/* The library takes texts it only reads as char *. */
static inline char *book_mutable(const char *s) {
    return (char *)(uintptr_t)s;
}

#endif
