/* arena: blocks of growing size, filled from the front; an allocation too large for them gets a
 * block of its own on a second list. Terms: a block is one piece from malloc; the newest allocation
 * is the one that may still grow where it stands.
 *
 * Under AddressSanitizer everything in a block that is not allocated is poisoned, with a gap after
 * each allocation, so overruns and uses after a reset are caught as with malloc. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = 8 };
#ifdef ARENA_ASAN
enum { GAP = 16 };
#else
enum { GAP = 0 };
#endif

static const size_t first_block = (size_t)64 << 10;
static const size_t last_block = (size_t)8 << 20;
/* What is larger than large_most, or than a quarter of the next block, gets a block of its own;
 * none of those is smaller than large_least. */
static const size_t large_most = (size_t)256 << 10, large_least = (size_t)15 << 10;

struct block {
    struct block *prev;
    size_t cap, used; /* bytes of data; of a large block those of its one allocation are used */
    _Alignas(ALIGN) char data[];
};

struct defer {
    struct defer *prev;
    void (*fn)(void *);
    void *arg;
};

struct arena {
    struct failure *failure;
    struct arena *like;          /* fails as this one does; NULL: by itself */
    struct block *block, *large; /* newest first */
    struct block *spare;  /* blocks to use before malloc is called again, through their `prev`: what
                           * a reset left, so that a loop of resets costs nothing, and was given */
    struct defer *defers; /* latest first */
    struct arena *scratch;
    char *newest; /* start of the newest allocation, NULL after a reset */
};

void fail_raise(struct failure *f, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(f->text, sizeof(f->text), fmt, args);
    va_end(args);
    longjmp(f->env, 1);
}

static _Noreturn void out_of_memory(const struct arena *a, size_t n) {
    fail_raise(arena_failure(a), "out of memory (%zu bytes wanted)", n);
}

struct arena *arena_open(struct failure *f) {
    struct arena *a = calloc(1, sizeof(*a));
    if (!a)
        fail_raise(f, "out of memory");
    a->failure = f;
    return a;
}

static void release_block(struct block *b) {
    if (b)
        UNPOISON(b->data, b->cap);
    free(b);
}

/* Defers may defer and allocate in turn: each is taken off before it runs. */
static void run_defers(struct arena *a, const struct defer *until) {
    while (a->defers != until) {
        struct defer *d = a->defers;
        a->defers = d->prev;
        d->fn(d->arg);
    }
}

static void drop_large(struct arena *a, const struct block *until) {
    while (a->large != until) {
        struct block *b = a->large;
        a->large = b->prev;
        release_block(b);
    }
}

static void push_spare(struct arena *a, struct block *b) {
    b->prev = a->spare;
    a->spare = b;
    POISON(b->data, b->cap);
}

static struct block *pop_spare(struct arena *a) {
    struct block *b = a->spare;
    a->spare = b->prev;
    return b;
}

/* The larger of the dropped blocks stays as a spare. */
static void drop_blocks(struct arena *a, const struct block *until) {
    while (a->block != until) {
        struct block *b = a->block;
        a->block = b->prev;
        if (!a->spare || a->spare->cap < b->cap) {
            if (a->spare)
                release_block(pop_spare(a));
            push_spare(a, b);
        } else {
            release_block(b);
        }
    }
}

static void drop_spares(struct arena *a) {
    while (a->spare)
        release_block(pop_spare(a));
}

void arena_close(struct arena *a) {
    if (!a)
        return;
    run_defers(a, NULL);
    arena_close(a->scratch);
    drop_large(a, NULL);
    drop_blocks(a, NULL);
    drop_spares(a);
    free(a);
}

static void move_to_spares(struct arena *to, struct block **from) {
    while (*from) {
        struct block *b = *from;
        *from = b->prev;
        if (b->cap + sizeof(*b) >= first_block)
            push_spare(to, b);
        else
            release_block(b);
    }
}

void arena_lend(struct arena *from, struct arena *to) {
    move_to_spares(to, &from->spare);
}

void arena_give(struct arena *from, struct arena *to) {
    if (!from)
        return;
    run_defers(from, NULL);
    move_to_spares(to, &from->block);
    move_to_spares(to, &from->large);
    move_to_spares(to, &from->spare);
    arena_close(from);
}

/* Never 0, so that every allocation has an address of its own. */
static size_t rounded(size_t n) {
    return (MAX(n, (size_t)1) + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* Asks for large pages where there are any: on notes of some megabytes a fifth of the time went
 * into page faults. Only advice: what it returns does not matter. */
static void advise(void *p, size_t n) {
#ifdef MADV_HUGEPAGE
    enum { HUGE_PAGE = 2 << 20, PAGE = 4 << 10 };
    uintptr_t from = ((uintptr_t)p + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    if (n >= 2 * (size_t)HUGE_PAGE)
        (void)madvise((void *)from, (n - PAGE) & ~(size_t)(PAGE - 1), MADV_HUGEPAGE);
#else
    (void)p, (void)n;
#endif
}

/* One of the first spares, no more than twice as large as asked for; NULL when none is. */
static struct block *fitting_spare(struct arena *a, size_t n) {
    enum { LOOKED_AT = 16 };
    struct block **at = &a->spare;
    for (int i = 0; i < LOOKED_AT && *at; i++, at = &(*at)->prev) {
        struct block *b = *at;
        if (b->cap < n || b->cap / 2 > n)
            continue;
        *at = b->prev;
        UNPOISON(b->data, n);
        return memset(b->data, 0, n), b;
    }
    return NULL;
}

static void *alloc_large(struct arena *a, size_t n) {
    struct block *b = n > large_most ? fitting_spare(a, n) : NULL;
    if (!b) {
        b = calloc(1, sizeof(*b) + n);
        if (!b)
            out_of_memory(a, n);
        advise(b, sizeof(*b) + n);
        b->cap = n;
    }
    b->used = n;
    b->prev = a->large;
    a->large = b;
    a->newest = b->data;
    return b->data;
}

static void open_block(struct arena *a, size_t n, size_t size) {
    struct block *b = a->spare && a->spare->cap >= n ? pop_spare(a) : NULL;
    if (!b) {
        b = malloc(size);
        if (!b)
            out_of_memory(a, n);
        advise(b, size);
        b->cap = size - sizeof(*b);
    }
    b->used = 0;
    b->prev = a->block;
    a->block = b;
    POISON(b->data, b->cap);
}

void *arena_alloc_raw(struct arena *a, size_t n) {
    if (n > SIZE_MAX / 4)
        out_of_memory(a, n);
    size_t need = rounded(n);
    struct block *b = a->block;
    if (need > large_most)
        return alloc_large(a, n);
    if (!b || b->cap - b->used < need) {
        size_t size = b ? MIN((b->cap + sizeof(*b)) * 2, last_block) : first_block;
        if (need > size / 4)
            return alloc_large(a, n);
        open_block(a, need, size);
        b = a->block;
    }
    char *p = b->data + b->used;
    b->used += need;
    UNPOISON(p, n);
    a->newest = p;
    return p;
}

/* Large blocks come zeroed, often as pages nobody has touched yet. */
void *arena_alloc(struct arena *a, size_t n) {
    const struct block *large = a->large;
    char *p = arena_alloc_raw(a, n);
    return a->large == large ? memset(p, 0, n) : p;
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size) {
    if (size && n > SIZE_MAX / 4 / size)
        fail_raise(arena_failure(a), "out of memory (%zu times %zu bytes wanted)", n, size);
    return arena_alloc(a, n * size);
}

char *arena_copy(struct arena *a, const void *p, size_t n) {
    char *copy = arena_alloc(a, n + 1);
    if (n)
        memcpy(copy, p, n);
    return copy;
}

/* The link to the large block that holds p, NULL when none does. There are few of them, and growth
 * by doubling asks seldom. */
static struct block **find_large(struct arena *a, const char *p) {
    for (struct block **at = &a->large; *at; at = &(*at)->prev)
        if ((*at)->data == p)
            return at;
    return NULL;
}

/* realloc moves large blocks without touching their pages, and leaves no dead copy behind. */
static void *grow_large(struct arena *a, struct block **at, size_t new_size) {
    struct block *b = *at;
    UNPOISON(b->data, MIN(b->cap, new_size));
    if (b->cap < new_size) {
        b = realloc(b, sizeof(*b) + new_size);
        if (!b)
            out_of_memory(a, new_size);
        b->cap = new_size;
        *at = b;
    }
    b->used = new_size;
    a->newest = b->data;
    return b->data;
}

static bool grow_in_block(struct arena *a, const char *p, size_t new_size) {
    struct block *b = a->block;
    size_t at = (size_t)(p - b->data), need = rounded(new_size);
    if (b->cap - at < need)
        return false;
    b->used = at + need;
    UNPOISON(p, new_size);
    return true;
}

void *arena_grow(struct arena *a, void *p, size_t old_size, size_t new_size) {
    if (new_size > SIZE_MAX / 4)
        out_of_memory(a, new_size);
    if (p && new_size <= old_size)
        return p;
    struct block **large = p && old_size >= large_least ? find_large(a, p) : NULL;
    if (large)
        return grow_large(a, large, new_size);
    if (p && p == a->newest && grow_in_block(a, p, new_size))
        return p;
    char *grown = arena_alloc_raw(a, new_size);
    if (p && old_size) {
        memcpy(grown, p, old_size);
        POISON(p, old_size);
    }
    return grown;
}

void arena_shrink(struct arena *a, void *p, size_t old_size, size_t new_size) {
    if (p != a->newest || old_size >= large_least || new_size >= old_size)
        return;
    a->block->used = (size_t)((char *)p - a->block->data) + rounded(new_size);
    POISON((char *)p + new_size, old_size - new_size);
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg) {
    struct defer *d = arena_new(a, struct defer);
    *d = (struct defer){a->defers, fn, arg};
    a->defers = d;
}

struct arena_mark arena_mark(const struct arena *a) {
    return (struct arena_mark){a->block, a->large, a->block ? a->block->used : 0, a->defers};
}

void arena_reset(struct arena *a, struct arena_mark m) {
    run_defers(a, m.defers);
    drop_large(a, m.large);
    drop_blocks(a, m.block);
    if (a->block) {
        POISON(a->block->data + m.used, a->block->cap - m.used);
        a->block->used = m.used;
    }
    a->newest = NULL;
}

static struct arena *open_like(struct arena *a) {
    struct arena *made = arena_open(arena_failure(a));
    made->like = a;
    return made;
}

static void release(void *held) {
    arena_release(held);
}

struct arena **arena_hold(struct arena *a) {
    struct arena **held = arena_new(a, struct arena *);
    arena_defer(a, release, held);
    *held = open_like(a);
    return held;
}

void arena_release(struct arena **held) {
    arena_close(*held);
    *held = NULL;
}

struct arena *arena_scratch(struct arena *a) {
    if (!a->scratch)
        a->scratch = open_like(a);
    return a->scratch;
}

struct failure *arena_failure(const struct arena *a) {
    while (a->like)
        a = a->like;
    return a->failure;
}

void arena_set_failure(struct arena *a, struct failure *f) {
    while (a->like)
        a = a->like;
    a->failure = f;
}
