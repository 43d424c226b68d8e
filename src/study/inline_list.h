/* inline_list: a line that is a list: a、b、c, or a  b  c, or a / b / c. For study only. */
#ifndef STUDY_INLINE_LIST_H
#define STUDY_INLINE_LIST_H

#include "study/build.h"

#define SEGMENTS_MOST 40

struct segment {
    size_t from, to; /* bytes of plain, without blanks at the ends */
    size_t bare;     /* how many of them stand outside brackets */
};

struct inline_list {
    struct segment v[SEGMENTS_MOST];
    size_t n; /* 0: the line is no list */
};

/* Splits a line. Three segments make a list; two are a weak one, to be believed next to others.
 * `holds` is what signs_of saw in the line. */
void inline_split(const struct rich *line, uint32_t holds, struct inline_list *out);

#endif
