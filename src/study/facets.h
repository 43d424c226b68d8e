/* facets: the rows of an answer to its lead and its facets. For study only. */
#ifndef STUDY_FACETS_H
#define STUDY_FACETS_H

#include "study/rows.h"

struct answer {
    part_vec lead;
    facet_vec facets;
    str_vec tags; /* of lines that hold only #tags */
};

void answer_read(struct builder *b, const struct row *rows, size_t n, struct answer *out);

/* Answered, partial (some of it is not written yet), or missing. */
enum study_status answer_status(const struct builder *b, const struct answer *answer);
/* Holds anything but rules. */
bool answer_has_content(const struct answer *answer);

#endif
