/* meta: what a file says of itself: title, language, standards, colours. For pdf.c. */
#ifndef EMIT_PDF_META_H
#define EMIT_PDF_META_H

#include "emit/pdf/pdf.h"

struct pdf_file;

/* Writes XMP metadata and colour profile, and appends the entries that name them, language, marking
 * and viewer preferences to the catalog. */
void pdf_meta_catalog(struct arena *a, struct pdf_file *file, const struct pages *pages,
                      const struct pdf_options *o, struct buf *catalog);
/* The body of the Info dictionary; the same values as in the XMP metadata. */
struct str pdf_meta_info(struct arena *a, const struct pages *pages, const struct pdf_options *o);

/* An sRGB profile (ICC.1:2004, version 4.2). */
struct str pdf_icc_srgb(struct arena *a);

#endif
