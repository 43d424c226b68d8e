/* deflate: compression of streams, at one level for all of a file. */
#ifndef EMIT_PDF_DEFLATE_H
#define EMIT_PDF_DEFLATE_H

#include "base/str.h"

/* bytes in zlib's format (PDF's FlateDecode), owned by `a`. */
struct str pdf_deflated(struct arena *a, struct str bytes);

#endif
