/* bytes16: sixteen bytes looked at at once, by what compilers make of vectors: no intrinsics, any
 * machine. In the result of a comparison all bits of a byte are set, or none. For every folder. */
#ifndef BASE_BYTES16_H
#define BASE_BYTES16_H

#include "base/base.h"

#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));

#define BYTES16_IS(bytes, value) ((bytes16)((bytes) == (uint8_t)(value)))

static inline bytes16 bytes16_load(const void *p) {
    bytes16 v;
    memcpy(&v, p, sizeof(v));
    return v;
}

static inline bool bytes16_any(bytes16 v) {
    uint64_t half[2];
    memcpy(half, &v, sizeof(half));
    return (half[0] | half[1]) != 0;
}

#endif
