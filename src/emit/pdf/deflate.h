/* deflate: compression of streams (PDF's FlateDecode), the same for all of a file. */
#ifndef EMIT_PDF_DEFLATE_H
#define EMIT_PDF_DEFLATE_H

#include "base/str.h"

/* bytes in zlib's format, owned by `a`. */
struct str pdf_deflated(struct arena *a, struct str bytes);
/* The same without looking for repetitions, three times as fast: for bytes that have none, such as
 * charstrings, which get 1 to 2 % longer by it. */
struct str pdf_deflated_plain(struct arena *a, struct str bytes);

#endif
