/* sfnt: numbers and tables of TrueType files (OpenType specification, "OpenType font file"). For
 * glyf.c. */
#ifndef EMIT_PDF_SFNT_H
#define EMIT_PDF_SFNT_H

#include "base/buf.h"

/* Numbers are big-endian. */
uint32_t pdf_get16(const char *p);
int pdf_get_signed16(const char *p);
uint32_t pdf_get32(const char *p);
void pdf_set16(char *p, uint32_t v);
void pdf_set32(char *p, uint32_t v);
void pdf_put16(struct buf *b, int v);
void pdf_put32(struct buf *b, uint32_t v);

struct pdf_table {
    char tag[5];
    struct str bytes;
};

/* A file of the n tables, which stand in the order of their tags, `head` among them: directory,
 * checksums, head's checkSumAdjustment. Owned by `a`. */
struct str pdf_sfnt(struct arena *a, const struct pdf_table *v, size_t n);

#endif
