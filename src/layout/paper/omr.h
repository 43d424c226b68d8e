/* omr: answer sheets (答题卡) that a machine can read. For cli. */
#ifndef LAYOUT_PAPER_OMR_H
#define LAYOUT_PAPER_OMR_H

#include "layout/paper/exam.h"
#include "plan/omr.h"

/* The card of one variant; fills set->cards. Objective items stand on its first page; NULL after
 * reporting that there are too many for it. With `r` the card is for copies: what tells them apart
 * (codes, name) is left out, and r says where it goes. */
struct pages *omr_layout(struct arena *a, const struct paper_set *set, size_t variant,
                         struct font_set *fonts, const struct exam_options *o,
                         struct exam_report *r, struct diag *d);

#endif
