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
    char pdfa; /* 'A', 'B', 'U': say that the file conforms to that level of PDF/A-2, too; 0 */
    unsigned threads;    /* font programs are made on up to so many, 0 = 1 */
    struct str producer; /* Info and XMP; may be empty */
};

/* Writes the pages, as one reader sees them (pages_select), to `out` without committing it; what
 * goes wrong in writing is told by fs_commit. Works in memory of its own that is given back on
 * return. False after reporting a font that must not be embedded; failures of the system and of
 * libharu raise the failure of `a`. There must be a page. */
bool pdf_write(struct arena *a, const struct pages *pages, const struct pdf_options *o,
               struct fs_out *out, struct diag *d);

/* A document of which copies are written, each with ops of its own over the pages: an exam's, with
 * a name on it. What copies have in common is made once. */
struct pdf_master;

/* Owned by `a`, may be shared by threads. The pages and options must live as long. NULL after
 * reporting a font that must not be embedded. */
const struct pdf_master *pdf_master_make(struct arena *a, const struct pages *pages,
                                         const struct pdf_options *o, struct diag *d);

/* Writes a copy to `out` without committing it: over the i-th of the master's pages the ops of
 * over[i], all of them artifacts, none a picture or a link; they are read by nobody as part of the
 * document. Its bytes depend on the master and these ops only. False after reporting a font that
 * must not be embedded. */
bool pdf_copy_write(struct arena *a, const struct pdf_master *m, struct page *const *over,
                    struct fs_out *out, struct diag *d);
/* Gives back the memory that holds parts of font files: now and then between copies. */
void pdf_master_rest(const struct pdf_master *m);

#endif
