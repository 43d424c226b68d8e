/* pdf: pages as a PDF 1.7 file: tagged (PDF/UA-1), fonts embedded and subset, the same bytes for
 * the same pages. For emit and cli.
 *
 * The only folder that knows libharu. It draws what layout decided and measures nothing. */
#ifndef EMIT_PDF_PDF_H
#define EMIT_PDF_PDF_H

#include "base/diag.h"
#include "base/fs.h"
#include "layout/page.h"

struct pdf_pool;

struct pdf_options {
    char pdfa; /* 'A', 'B', 'U': say that the file conforms to that level of PDF/A-2, too; 0 */
    unsigned threads;            /* font programs are made on up to so many, 0 = 1 */
    struct str producer;         /* Info and XMP; may be empty */
    const struct pdf_pool *pool; /* fonts made before, or NULL */
};

/* Fonts of the n documents v[0..n-1], made once for many files of nearly the same characters (the
 * copies of one exam). A file written with the pool has its fonts whole, and one more per face for
 * glyphs that none of the n has. It depends on those n only, so that each copy's bytes do not
 * depend on which copies are written. Owned by `a`; may be shared by threads. Of the options,
 * threads and pdfa count, and pdfa must be the same later. NULL after reporting a font that must
 * not be embedded.
 */
const struct pdf_pool *pdf_pool_make(struct arena *a, const struct pages *const *v, size_t n,
                                     const struct pdf_options *o, struct diag *d);

/* Writes the pages, as one reader sees them (pages_select), to `out` without committing it; what
 * goes wrong in writing is told by fs_commit. Works in memory of its own that is given back on
 * return. False after reporting a font that must not be embedded; failures of the system and of
 * libharu raise the failure of `a`. There must be a page. */
bool pdf_write(struct arena *a, const struct pages *pages, const struct pdf_options *o,
               struct fs_out *out, struct diag *d);

#endif
