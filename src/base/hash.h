/* hash: FNV-1a, 64 bit (offset 14695981039346656037, prime 1099511628211): the hash of item ids, as
 * documented in docs/. Byte order and word size do not matter to it. For every folder. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#define HASH_SEED 14695981039346656037ULL

uint64_t hash_more(uint64_t h, struct str s); /* continue h with the bytes of s */
static inline uint64_t hash_str(struct str s) {
    return hash_more(HASH_SEED, s);
}
struct str hash_hex(struct arena *a, uint64_t h); /* 16 lower-case hex digits */

#endif
