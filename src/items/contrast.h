/* contrast: what can be told apart: the points of one facet against those of the facet of the same
 * question that complements it; else the keyed points of one heading against those of the headings
 * beside it that name things of the same sort (对称加密算法, 非对称加密算法). For member and
 * odd-one. */
#ifndef ITEMS_CONTRAST_H
#define ITEMS_CONTRAST_H

#include "items/gates.h"

#define CONTRAST_ALIKE 400 /* Dice at which a wrong option is too like a right one */

struct contrast {
    struct gate_option *right, *wrong; /* in the order they are to be used */
    size_t n_right, n_wrong;
    struct rich explanation; /* the facet's points in one line */
    bool far;                /* wrong options come from a heading beside this one */
};

/* Whether a facet of this question is a set one can be in or out of. */
bool contrast_applies(const struct view *v, const struct view_facet *f);
/* Finds right and wrong options for a facet, all keys or all statements; false when the question
 * offers no contrast at all. The lists may still be too short. */
bool contrast_of(struct gen *g, const struct view_facet *f, struct contrast *out);

#endif
