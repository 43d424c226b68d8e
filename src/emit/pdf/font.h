/* font: the dictionaries of a font in the file: Type 0 with Identity-H, its CID font with widths,
 * the program, and the map from codes to text. For pdf.c. */
#ifndef EMIT_PDF_FONT_H
#define EMIT_PDF_FONT_H

#include "base/diag.h"
#include "emit/pdf/cid.h"

struct pdf_file;

/* Writes all fonts of the document, their programs made on up to `threads` threads. False after
 * reporting a face that must not be embedded. */
bool pdf_fonts_write(struct arena *a, struct pdf_file *file, const struct pdf_cids *cids,
                     unsigned threads, struct diag *d);

#endif
