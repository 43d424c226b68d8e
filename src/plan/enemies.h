/* enemies: items that must not stand on one paper, since one gives the other's answer away or both
 * test the same point. For plan. */
#ifndef PLAN_ENEMIES_H
#define PLAN_ENEMIES_H

#include "items/item.h"

/* What an item prints and what it wants, folded for searching. */
struct giveaway {
    const struct item *item;
    struct str all, stem;         /* printed: stem and options, the stem alone; folded
                                   * (items/sim.h: letters and digits only) */
    uint64_t triples[8];          /* which three bytes in a row stand in `all`, by their hash: most
                                   * answers are seen not to be there without searching */
    struct str plain, plain_stem; /* the same in lower case with their blanks, for whole words */
    const struct str *wants;      /* folded answers of a list: points, steps, left-hand entries */
    size_t n_wants;
    const struct section *material; /* printed before it, or NULL; its words, as all and plain */
    struct str material_all, material_plain;
};

struct giveaway giveaway_of(struct arena *a, const struct item *it);

/* True when the two have the same topic, one prints what the other wants to be told (a choice's key
 * in another question's stem, any other key anywhere), or, of the same question, one prints two (or
 * all) of the answers that the other wants listed. */
bool giveaway_clash(const struct giveaway *x, const struct giveaway *y);

#endif
