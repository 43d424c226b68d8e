/* omr: answer sheets (答题卡) that a machine can read. For cli. */
#ifndef LAYOUT_PAPER_OMR_H
#define LAYOUT_PAPER_OMR_H

#include "layout/paper/exam.h"
#include "plan/omr.h"

/* One card for each variant, one after the other, from the set; fills set->cards. Objective items
 * stand on each card's first page; NULL after reporting that there are too many for it. */
struct pages *omr_layout(struct arena *a, const struct paper_set *set, struct font_set *fonts,
                         const struct exam_options *o, struct diag *d);

#endif
