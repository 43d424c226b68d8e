/* rng: PCG32, as O'Neill's pcg32_srandom_r and pcg32_random_r. */
#include "base/rng.h"

#include "base/hash.h"

struct rng rng_make(uint64_t seed, uint64_t stream) {
    struct rng r = {0, stream << 1 | 1};
    rng_next(&r);
    r.state += seed;
    rng_next(&r);
    return r;
}

struct rng rng_keyed(uint64_t seed, struct str purpose, struct str id) {
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)(unsigned char)(seed >> (8 * i));
    uint64_t stream = hash_more(hash_more(hash_str(purpose), (struct str){"", 1}), id);
    return rng_make(hash_more(stream, (struct str){bytes, 8}), stream);
}

uint32_t rng_next(struct rng *r) {
    uint64_t old = r->state;
    r->state = old * 6364136223846793005ULL + r->stream;
    uint32_t shifted = (uint32_t)(((old >> 18) ^ old) >> 27), turn = (uint32_t)(old >> 59);
    return shifted >> turn | shifted << (-turn & 31);
}

uint32_t rng_below(struct rng *r, uint32_t bound) {
    uint32_t least =
        -bound % bound; /* 2^32 mod bound: the values below it would be drawn too often */
    uint32_t v;
    do
        v = rng_next(r);
    while (v < least);
    return v % bound;
}

void rng_shuffle(struct rng *r, uint32_t *v, size_t n) {
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(r, (uint32_t)i);
        uint32_t swap = v[i - 1];
        v[i - 1] = v[j];
        v[j] = swap;
    }
}
