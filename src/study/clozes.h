/* clozes: the author's marks of what is to be known by heart: 【…】 within a sentence, ==…==,
 * {{c1::…::hint}}, and bold when asked for. For study only. */
#ifndef STUDY_CLOZES_H
#define STUDY_CLOZES_H

#include "study/build.h"

/* The text with its 【…】 and {{c1::…}} as runs with RICH_CLOZE, their brackets taken out (and
 * recorded as marks). Most texts hold none and come back as they are. */
struct rich clozes_read(struct builder *b, const struct rich *text);

/* Adds the clozes of a text, each with the sentence it stands in. */
void clozes_add(struct builder *b, const struct rich *text, cloze_vec *out);

#endif
