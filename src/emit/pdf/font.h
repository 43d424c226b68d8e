/* font: a font in the file: Type 0 with Identity-H, its CID font with widths, the program, and the
 * map from codes to text. For pdf.c. */
#ifndef EMIT_PDF_FONT_H
#define EMIT_PDF_FONT_H

#include "base/diag.h"
#include "emit/pdf/cid.h"

struct pdf_file;

/* The parts of a font that depend on its codes only, ready to be written to any file. */
struct pdf_made {
    struct str name; /* ABCDEF+PostScriptName */
    bool is_cff;
    size_t length;                            /* of the program before it is deflated */
    struct str program, glyph_of, to_unicode; /* deflated; glyph_of empty for CFF */
    struct str widths;                        /* /DW and /W */
};

/* True when every face may be embedded; reports those that must not. */
bool pdf_fonts_allowed(const struct pdf_cids *cids, struct diag *d);
/* The parts of each of the table's fonts (of those written: none), made on up to `threads` threads.
 * Owned by `a`. */
struct pdf_made *pdf_fonts_make(struct arena *a, const struct pdf_cids *cids, unsigned threads);
/* Makes and writes all fonts in use that are not written yet. */
void pdf_fonts_write(struct arena *a, struct pdf_file *file, struct pdf_cids *cids,
                     unsigned threads);

#endif
