/* terms: names given with another name: 中文（English, ABBR）, ABBR（Full Name）. For study only.
 */
#ifndef STUDY_TERMS_H
#define STUDY_TERMS_H

#include "study/build.h"

/* Adds the terms of a text. `point` is the point it is key or text of, or NULL. */
void terms_add(struct builder *b, const struct rich *text, const struct point *point,
               term_vec *out);

#endif
