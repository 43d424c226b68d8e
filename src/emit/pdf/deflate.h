/* deflate: compression of streams (PDF's FlateDecode). */
#ifndef EMIT_PDF_DEFLATE_H
#define EMIT_PDF_DEFLATE_H

#include "base/str.h"

/* bytes in zlib's format, owned by `a`. */
struct str pdf_deflated(struct arena *a, struct str bytes);
/* The same with more effort: font programs are most of a short file, and no more of a long one. */
struct str pdf_deflated_font(struct arena *a, struct str program);

#endif
