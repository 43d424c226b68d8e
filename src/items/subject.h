/* subject: what a question is about, in words short enough to stand in front of a stem, so that an
 * item is understood off its page. For items.
 *
 * Terms: wide = the name of the whole note (its title or highest heading); near = that of the
 * nearest heading above the question that names something. */
#ifndef ITEMS_SUBJECT_H
#define ITEMS_SUBJECT_H

#include "items/rules.h"
#include "study/study.h"

struct subject {
    struct str v[2]; /* wide before near */
    size_t n;        /* 0: no heading above says what the question is about */
};

/* The names are slices of the notes or owned by `a`. */
struct subject subject_of(struct arena *a, const struct rules *r, const struct question *q);

#endif
