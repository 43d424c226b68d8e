/* question: putting questions together and finishing them: terms, clozes, status. For study only.
 */
#ifndef STUDY_QUESTION_H
#define STUDY_QUESTION_H

#include "study/facets.h"

/* A question with its answer; its status is set, a missing answer reported. */
struct question *question_of(struct builder *b, const struct context *cx, const struct rich *title,
                             struct str number, const struct answer *answer);

/* One in explicit syntax: what is not part of `authored` is its answer (NULL: nothing). */
struct question *question_authored(struct builder *b, const struct context *cx,
                                   const struct rich *title, struct str number,
                                   const struct authored *authored, const struct answer *answer);

#endif
