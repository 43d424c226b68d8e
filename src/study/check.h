/* check: what `crib lint` says about the shape of notes: jumps between heading levels, questions
 * asked twice. For study only. */
#ifndef STUDY_CHECK_H
#define STUDY_CHECK_H

#include "study/outline.h"

void check_headings(struct builder *b, const struct outline *o);
void check_ids(struct arena *a, const struct study *s, struct diag *d);
void check_duplicates(struct arena *a, const struct study *s, struct diag *d);

#endif
