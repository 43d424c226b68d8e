/* copies: the PDF back end's emit_copies. */
#ifndef EMIT_PDF_COPIES_H
#define EMIT_PDF_COPIES_H

#include "emit/backend.h"

bool pdf_emit_copies(struct arena *a, struct emit_copies *c, struct diag *d);

#endif
