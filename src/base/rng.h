/* rng: PCG32 (XSH-RR, 64-bit state, multiplier 6364136223846793005; O'Neill 2014). Draws are keyed:
 * a generator is made from the seed and the id of what is drawn for, so that editing one note never
 * changes another's draws. For every folder. */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include "base/str.h"

struct rng {
    uint64_t state, stream; /* stream: the odd increment */
};

struct rng rng_make(uint64_t seed, uint64_t stream);
/* The generator for one purpose ("options", "order", …) and one thing (an item id): its stream is
 * the FNV-1a hash of purpose, a zero byte and id; its state that hash continued over the 8 bytes of
 * seed, lowest first. */
struct rng rng_keyed(uint64_t seed, struct str purpose, struct str id);
uint32_t rng_next(struct rng *r);
uint32_t rng_below(struct rng *r, uint32_t bound); /* unbiased, in [0, bound); bound > 0 */
/* Fisher–Yates from the end; n < 2^32. */
void rng_shuffle(struct rng *r, uint32_t *v, size_t n);

#endif
