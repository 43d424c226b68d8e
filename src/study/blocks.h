/* blocks: parts made of blocks that are no text: tables, code, math, pictures, quotes. For study
 * only. */
#ifndef STUDY_BLOCKS_H
#define STUDY_BLOCKS_H

#include "study/rows.h"

/* Makes the part of a BLOCK or IMAGE row; false for what is no part of an answer (comments). */
bool block_part(struct builder *b, const struct row *row, struct part *out);

/* Pictures within lines: looked up with the others, kept with the document. */
void block_inline_figures(struct builder *b, const struct rich *text);

#endif
