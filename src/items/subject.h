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
    struct str v[2];        /* wide before near */
    struct sim_text sim[2]; /* of them */
    size_t n;               /* 0: no heading above says what the question is about */
};

/* What a heading of d is called when that names a subject, else "": a slice of the notes or owned
 * by `a`. */
struct str subject_name(struct arena *a, const struct rules *r, const struct study_document *d,
                        const struct rich *heading);
/* What stands below such names is about; either may be "". */
struct subject subject_of(struct arena *a, const struct rules *r, struct str wide, struct str near);

#endif
