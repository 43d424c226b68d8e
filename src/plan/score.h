/* score: marks. How a paper's marks come to its total, how an item's marks fall to its parts. For
 * plan, layout/paper and the manifest. All in half marks. */
#ifndef PLAN_SCORE_H
#define PLAN_SCORE_H

#include "plan/select.h"

/* Marks of every item of one form, section by section (v[section][item]), such that the total is
 * the blueprint's `total` or, as far as ranges reach, its `aim`; where neither can be reached,
 * marks go by points alone. NULL after reporting that `total` is missed. */
int *const *score_items(struct arena *a, const struct blueprint *bp, const struct picks *picks,
                        struct diag *d);

/* Marks of the parts of an item: scoring points, blanks, pairs. */
struct part_marks {
    const int *v; /* per answer; 0 for right-hand entries without a partner */
    size_t n;
    size_t any;    /* there are more points than marks: this many earn them all, v[] each; else 0 */
    int per_wrong; /* the marks do not divide by the parts: each wrong one costs this; else 0 */
};
struct part_marks score_parts(struct arena *a, const struct item *it, int half_marks);

#endif
