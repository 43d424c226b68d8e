/* topics: which texts speak of the same things, by an inverted index of tokens. Asking costs a
 * bounded number of steps whatever the number of texts: common tokens are not followed. For items.
 */
#ifndef ITEMS_TOPICS_H
#define ITEMS_TOPICS_H

#include "items/sim.h"

struct topics;

struct topic_link {
    uint32_t text;   /* which */
    uint32_t weight; /* more for rarer tokens in common */
};

/* Indexes n texts; keeps no pointer to them. */
struct topics *topics_make(struct arena *a, const struct sim_text *const *v, size_t n);
/* The up to `most` texts nearest to text i, nearest first, i itself left out; their number. */
size_t topics_near(struct arena *a, const struct topics *t, uint32_t i, struct topic_link *out,
                   size_t most);

#endif
