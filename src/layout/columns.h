/* columns: a vertical list of boxes cut into columns of one height, with the least total cost
 * (exact dynamic programming): penalties of the cuts, white left at the foot, gaps stretched or
 * shrunk. For sheet and paper composition. */
#ifndef LAYOUT_COLUMNS_H
#define LAYOUT_COLUMNS_H

#include "layout/block.h"

struct column {
    size_t from, to; /* boxes */
    mpt natural;     /* height with natural gaps, a repeated header included */
    mpt extra;       /* spread over its gaps (negative: taken from them) */
    mpt rest;        /* white that stays at the foot; negative: how far it sticks out */
};

struct columns {
    struct column *v;
    size_t n;
    int64_t cost;
};

struct column_frame {
    mpt height;
    mpt pitch; /* white at the foot up to one pitch is good enough */
};

/* Exactly n columns, every one of them filled as well as can be. False when the boxes do not fit.
 * Owned by `a`. */
bool columns_exact(struct arena *a, const struct boxes *b, const struct column_frame *f, size_t n,
                   struct columns *out);

/* As few columns as there need be; the last one may be short. Always succeeds: a box higher than
 * the frame gets a column of its own. */
struct columns columns_fill(struct arena *a, const struct boxes *b, const struct column_frame *f);

/* The boxes of columns from..to-1 again, on as many columns as `across`, lower and level: the last
 * page of notes that do not fill it. Returns the height all of them end within. */
mpt columns_balance(struct arena *a, const struct boxes *b, const struct column_frame *f,
                    struct columns *c, size_t from, size_t across);

/* Draws a column from the top at y; `seen` (may be NULL) is told of every box with a mark. */
typedef void column_seen(void *self, uint32_t mark, mpt y);
void column_draw(const struct boxes *b, const struct column *c, const struct block_out *o, mpt x,
                 mpt y, column_seen *seen, void *self);

#endif
