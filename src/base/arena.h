/* arena: memory that lives as long as a stage or a run, and the one way a run fails for reasons
 * outside the notes (no memory, a library that breaks). For every folder.
 *
 * Nothing allocated here is freed singly. Foreign handles (FILE *, HarfBuzz, ICU, libharu objects)
 * are handed to arena_defer, so that an unwinding run closes them too. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

#include <setjmp.h>

/* Where a run lands when the system fails it. Set up by cli (and by each worker thread):
 *     struct failure f;
 *     if (setjmp(f.env)) { ... f.text says why; close the arena; exit 3 ... } */
struct failure {
    jmp_buf env;
    char text[256];
};

/* Leaves for f->env with the message. Never for bad input: that is a diagnostic. */
_Noreturn void fail_raise(struct failure *f, const char *fmt, ...) PRINTF_LIKE(2, 3);

struct arena;

/* Opens an empty arena; raises `f` when there is no memory, then and at any later allocation.
 * The caller closes it; arenas may be closed in any order. */
struct arena *arena_open(struct failure *f);

/* Runs the deferred functions, last first, then frees everything. NULL is allowed. */
void arena_close(struct arena *a);

/* An arena within the life of another: closed by arena_release(), or when `a` closes or is reset
 * below this point, whichever comes first. Fails as `a` does. */
struct arena **arena_hold(struct arena *a);
void arena_release(struct arena **held);
/* The same, but what memory it had is used by `to` before the system is asked for more: for scratch
 * arenas as large as what follows them, since new pages cost as much as much of the work on them.
 */
void arena_give(struct arena *from, struct arena *to);
/* What was given to `from` and is not in use yet is used by `to` instead. */
void arena_lend(struct arena *from, struct arena *to);

/* The arena beside `a` for what is needed only for a while: mark it, use it, reset it. There is
 * one, opened when first asked for; it closes and fails with `a`. */
struct arena *arena_scratch(struct arena *a);

/* n zeroed bytes, aligned for any type but long double and vectors (which nothing here holds: half
 * of what is allocated would be padding). n may be 0. Owned by `a`. */
void *arena_alloc(struct arena *a, size_t n);

/* One zeroed T; an array of n zeroed T (raises the failure when n * sizeof overflows). */
#define arena_new(a, T)      ((T *)arena_alloc((a), sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc_array((a), (n), sizeof(T)))
void *arena_alloc_array(struct arena *a, size_t n, size_t size);

/* A copy of n bytes, followed by a NUL that is not counted. */
char *arena_copy(struct arena *a, const void *p, size_t n);

/* Grows what is at p from old to new bytes (in place when it is the newest allocation); what is in
 * the new ones is undefined; p may be NULL. The old address is dead afterwards, unless it is what
 * this returns. */
void *arena_grow(struct arena *a, void *p, size_t old_size, size_t new_size);

/* n bytes that are not zeroed; and giving back the end of the newest allocation, which may do
 * nothing. */
void *arena_alloc_raw(struct arena *a, size_t n);
void arena_shrink(struct arena *a, void *p, size_t old_size, size_t new_size);

/* Calls fn(arg) when the arena closes or is reset below this point; latest first. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/* Remember a point; give back all that was allocated (and run what was deferred) since. What was
 * there before must not be grown in between. */
struct arena_mark {
    void *block, *large;
    size_t used;
    void *defers;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_reset(struct arena *a, struct arena_mark m);

/* The failure this arena raises, for code that has to raise one itself; and another one from now
 * on, for the arena it is held in and all held there, too. */
struct failure *arena_failure(const struct arena *a);
void arena_set_failure(struct arena *a, struct failure *f);

#endif
