/* pick: choosing wrong options from siblings. For generators of choices. */
#ifndef ITEMS_PICK_H
#define ITEMS_PICK_H

#include "items/gates.h"

#define PICK_OPTIONS 4 /* of a single choice: the key and three others */

struct pick_candidate {
    struct gate_option option;
    const struct view_point *point; /* or NULL */
    uint32_t draw;                  /* breaks ties */
};

/* Orders candidates from the most to the least plausible beside the key: no claim, the same script,
 * as many words in common with the stem as the key has (so that counting them tells nothing), near
 * in length (a step each `length_step` cells), the draw. */
void pick_rank(struct gen *g, const struct gate_option *key, const struct sim_text *stem,
               unsigned length_step, struct pick_candidate *v, size_t n);

#endif
