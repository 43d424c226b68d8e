/* map: string keys to pointers or numbers, in an arena. Keys are not copied. Iteration is in order
 * of first insertion, so no hash order ever reaches an output. For every folder. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map_entry {
    struct str key;
    uint64_t hash; /* differs from run to run; for map.c only */
    union {
        void *ptr;
        int64_t num;
    };
};

struct map {
    struct arena *a;
    struct map_entry *v; /* n entries in insertion order */
    size_t n, cap;
    uint32_t *slots; /* 1 + index into v, 0 = free */
    size_t n_slots;
};

struct map map_in(struct arena *a);
struct map_entry *map_find(const struct map *m, struct str key); /* NULL when absent */
/* The entry of the key, made (ptr NULL, num 0) when absent; valid until the next map_put. */
struct map_entry *map_put(struct map *m, struct str key);

#endif
