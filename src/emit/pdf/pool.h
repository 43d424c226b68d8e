/* pool: the codes of a pdf_pool, for pdf.c. */
#ifndef EMIT_PDF_POOL_H
#define EMIT_PDF_POOL_H

#include "emit/pdf/cid.h"

struct pdf_pool {
    struct pdf_cids cids;
};

#endif
