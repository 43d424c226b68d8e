/* hash: FNV-1a, 64 bit. */
#include "base/hash.h"

uint64_t hash_more(uint64_t h, struct str s) {
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211ULL;
    return h;
}

struct str hash_hex(struct arena *a, uint64_t h) {
    char *p = arena_alloc(a, 17);
    for (int i = 15; i >= 0; i--, h >>= 4)
        p[i] = "0123456789abcdef"[h & 15];
    return (struct str){p, 16};
}
