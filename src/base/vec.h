/* vec: a growing array in an arena. For every folder.
 *
 *     VEC(struct item) items = {0};
 *     vec_push(a, &items, item);
 *     for (size_t i = 0; i < items.n; i++) use(items.v[i]);
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#include <string.h>

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *v;                                                                                      \
        size_t n, cap;                                                                             \
    }

/* Room for one more; the slot is the caller's to fill. */
#define vec_room(a, vec)                                                                           \
    ((vec)->n < (vec)->cap                                                                         \
         ? (void)0                                                                                 \
         : (void)((vec)->v = vec_grow_((a), (vec)->v, &(vec)->cap, sizeof(*(vec)->v))))
#define vec_push(a, vec, ...) (vec_room((a), (vec)), (void)((vec)->v[(vec)->n++] = (__VA_ARGS__)))

/* Adds a zeroed element and gives its address (valid until the next push). */
#define vec_add(a, vec)                                                                            \
    (vec_room((a), (vec)), memset(&(vec)->v[(vec)->n], 0, sizeof(*(vec)->v)), &(vec)->v[(vec)->n++])

void *vec_grow_(struct arena *a, void *v, size_t *cap, size_t size);

#endif
