/* seating: the invigilators' sheets: who sits where with which variant, and which item stands where
 * on which variant with which options and key. For cli. */
#ifndef LAYOUT_PAPER_SEATING_H
#define LAYOUT_PAPER_SEATING_H

#include "layout/paper/exam.h"
#include "plan/seating.h"

/* Pages of the rooms, then, if asked for, the mapping of items, which holds keys: not for
 * candidates. NULL after reporting. Owned by `a`. */
struct pages *seating_layout(struct arena *a, const struct paper_set *set,
                             const struct seating *seating, bool mapping, struct font_set *fonts,
                             const struct exam_options *o, struct diag *d);

#endif
