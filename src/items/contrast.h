/* contrast: what can be told apart: the points of one facet against those of the facet of the same
 * question that complements it. Lists of headings beside each other (关系型数据库, 非关系型数据库)
 * are no contrast: what stands in one is too often true of the other. For member and odd-one. */
#ifndef ITEMS_CONTRAST_H
#define ITEMS_CONTRAST_H

#include "items/gates.h"

#define CONTRAST_ALIKE 400 /* Dice at which a wrong option is too like a right one */

struct contrast {
    struct gate_option *right, *wrong; /* in the order they are to be used */
    size_t n_right, n_wrong;
    struct rich explanation; /* the facet's points in one line */
};

/* Whether a facet of this question is a set one can be in or out of. */
bool contrast_applies(const struct view *v, const struct view_facet *f);
/* Finds right and wrong options for a facet, all keys or all statements; false when the question
 * offers no contrast at all. The lists may still be too short. */
bool contrast_of(struct gen *g, const struct view_facet *f, struct contrast *out);

#endif
