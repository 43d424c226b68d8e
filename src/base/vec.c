/* vec: the growth of VEC arrays: doubling, from 8 elements. */
#include "base/vec.h"

void *vec_grow_(struct arena *a, void *v, size_t *cap, size_t size) {
    size_t grown = *cap ? *cap * 2 : 8;
    if (grown > SIZE_MAX / 4 / size)
        fail_raise(arena_failure(a), "out of memory (%zu times %zu bytes wanted)", grown, size);
    v = arena_grow(a, v, *cap * size, grown * size);
    *cap = grown;
    return v;
}
