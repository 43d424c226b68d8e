/* pdf: pages as a PDF 1.7 file: tagged (PDF/UA-1), fonts embedded and subset, the same bytes for
 * the same pages. For emit and cli.
 *
 * The only folder that knows libharu. It draws what layout decided and measures nothing. */
#ifndef EMIT_PDF_PDF_H
#define EMIT_PDF_PDF_H

#include "base/diag.h"
#include "base/fs.h"
#include "layout/page.h"

struct pdf_options {
    bool pdfa;           /* say that the file conforms to PDF/A-2a, too */
    bool grey;           /* draw every colour as grey (pictures come grey from layout) */
    unsigned threads;    /* font programs are made on up to so many, 0 = 1 */
    struct str producer; /* Info and XMP; may be empty */
};

/* Writes the pages, as one reader sees them (pages_select), to `out` without committing it; what
 * goes wrong in writing is told by fs_commit. Works in memory of its own that is given back on
 * return. False after reporting a font that must not be embedded; failures of the system and of
 * libharu raise the failure of `a`. There must be a page. */
bool pdf_write(struct arena *a, const struct pages *pages, const struct pdf_options *o,
               struct fs_out *out, struct diag *d);

#endif
