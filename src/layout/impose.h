/* impose: several pages on one sheet of paper, for folding and cutting: n-up, booklets, the
 * eight-page fold. For sheet composition and cli. */
#ifndef LAYOUT_IMPOSE_H
#define LAYOUT_IMPOSE_H

#include "layout/page.h"

enum impose_scheme {
    IMPOSE_NONE,
    IMPOSE_TWO_UP,  /* side by side, in order */
    IMPOSE_FOUR_UP, /* two rows of two */
    IMPOSE_BOOKLET, /* two up, in the order of sheets laid into one another and folded once */
    IMPOSE_FOLD,    /* eight on one side, the upper row upside down: one cut, then folded */
    IMPOSE_NINE_UP, /* three rows of three */
    IMPOSE_CARDS /* fronts and backs in turn: eight fronts, and on the other side their backs, for
                    printing on both sides along the long edge; to cut */
};

/* New pages that hold the old ones at their size, with ticks where to fold and a dashed line where
 * to cut; destinations, tags and links follow. The last sheet's empty places stay empty. With
 * IMPOSE_NONE the pages themselves. Owned by `a`; shares runs and pictures with `p`. */
struct pages *pages_impose(struct arena *a, struct pages *p, enum impose_scheme scheme);

#endif
