/* arena: alignment, zeroing, growth, marks, deferred functions, failure. */
#include "unit.h"

UNIT_TEST(zeroed_and_aligned) {
    UNIT_UNUSED(row);
    for (size_t n = 0; n < 300000; n = n * 3 / 2 + 1) {
        unsigned char *p = arena_alloc(a, n);
        ck_assert_uint_eq((uintptr_t)p % 8, 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xFF, n);
    }
}

UNIT_TEST(empty_allocations_differ) {
    UNIT_UNUSED(row);
    char *p = arena_alloc(a, 0), *q = arena_alloc(a, 0);
    ck_assert_ptr_ne(p, q);
    q = arena_grow(a, q, 0, 40);
    memset(q, 1, 40);
    ck_assert_ptr_ne(p, q);
}

/* From small to far beyond the largest block, with or without another allocation in between. */
UNIT_TEST(grows_and_keeps) {
    bool alone = row == 0;
    size_t n = 3;
    unsigned char *p = arena_grow(a, NULL, 0, n);
    memset(p, 7, n);
    while (n < (size_t)20 << 20) {
        if (!alone)
            memset(arena_alloc(a, 24), 9, 24);
        size_t more = n * 2 + 1;
        p = arena_grow(a, p, n, more);
        ck_assert_uint_eq((uintptr_t)p % 8, 0);
        ck_assert(p[0] == 7 && p[n / 2] == 7 && p[n - 1] == 7);
        memset(p, 7, more);
        n = more;
    }
}

UNIT_TEST(grows_in_place) {
    UNIT_UNUSED(row);
    char *p = arena_alloc(a, 10);
    ck_assert_ptr_eq(arena_grow(a, p, 10, 1000), p);
    ck_assert_ptr_eq(arena_grow(a, p, 1000, 500), p);
    arena_alloc(a, 1);
    ck_assert_ptr_ne(arena_grow(a, p, 1000, 2000), p);
}

/* Arrays of any size keep what they hold, whatever was allocated in between. */
UNIT_TEST(grows_raw_and_keeps) {
    UNIT_UNUSED(row);
    size_t size = 1024;
    unsigned char *p = arena_grow(a, NULL, 0, size);
    memset(p, 7, size);
    for (; size < (size_t)8 << 20; size *= 2) {
        unsigned char *other = arena_alloc(a, 100);
        p = arena_grow(a, p, size, size * 2);
        for (size_t i = 0; i < size; i += 97)
            ck_assert_uint_eq(p[i], 7);
        memset(p + size, 7, size);
        ck_assert_uint_eq(other[99], 0);
    }
}

UNIT_TEST(shrinks_the_newest) {
    UNIT_UNUSED(row);
    char *p = arena_alloc_raw(a, 1000);
    arena_shrink(a, p, 1000, 10);
    char *next = arena_alloc(a, 10);
    ck_assert_uint_le((size_t)(next - p), 64);
    arena_shrink(a, p, 10, 1); /* not the newest any more: nothing happens */
    ck_assert(next[0] == 0 && next != p);
    char *large = arena_alloc_raw(a, (size_t)1 << 20);
    arena_shrink(a, large, (size_t)1 << 20, 1);
    ck_assert_ptr_ne(arena_alloc(a, 1), large);
}

UNIT_TEST(copies_end_with_nul) {
    UNIT_UNUSED(row);
    char *p = arena_copy(a, "abcdef", 3);
    ck_assert_str_eq(p, "abc");
    ck_assert_str_eq(arena_copy(a, NULL, 0), "");
}

struct trace {
    char text[16];
    size_t n;
};
struct step {
    struct trace *trace;
    struct arena *again; /* where to defer another step, if anywhere */
    char name;
};

static void take_step(void *arg) {
    struct step *s = arg;
    s->trace->text[s->trace->n++] = s->name;
    if (s->again) {
        struct step *more = arena_new(s->again, struct step);
        *more = (struct step){s->trace, NULL, (char)(s->name + 1)};
        arena_defer(s->again, take_step, more);
    }
}

UNIT_TEST(defers_run_backwards) {
    UNIT_UNUSED(row);
    struct trace trace = {0};
    struct arena *b = arena_open(arena_failure(a));
    struct step one = {&trace, NULL, '1'}, two = {&trace, NULL, '2'}, p = {&trace, b, 'p'};
    arena_defer(b, take_step, &one);
    struct arena_mark mark = arena_mark(b);
    arena_defer(b, take_step, &p);
    arena_defer(b, take_step, &two);
    arena_reset(b, mark);
    ck_assert_str_eq(trace.text, "2pq");
    arena_close(b);
    ck_assert_str_eq(trace.text, "2pq1");
    arena_close(NULL);
}

/* Resets at several depths, over blocks and large blocks, give the same memory back, zeroed. */
UNIT_TEST(resets) {
    UNIT_UNUSED(row);
    memset(arena_alloc(a, 100), 1, 100);
    for (int round = 0; round < 50; round++) {
        struct arena_mark outer = arena_mark(a);
        char *first = arena_alloc(a, 1000);
        ck_assert(first[0] == 0 && first[999] == 0);
        memset(first, 2, 1000);
        struct arena_mark inner = arena_mark(a);
        for (int i = 0; i < 100; i++)
            memset(arena_alloc(a, 3000), 3, 3000);
        char *large = arena_alloc(a, 1 << 20);
        memset(large, 4, 1 << 20);
        arena_reset(a, inner);
        char *again = arena_alloc(a, 3000);
        ck_assert(again[0] == 0 && again[2999] == 0);
        ck_assert_int_eq(first[999], 2);
        arena_reset(a, outer);
    }
    struct arena *b = arena_open(arena_failure(a));
    struct arena_mark empty = arena_mark(b);
    arena_alloc(b, 10);
    arena_reset(b, empty);
    ck_assert_ptr_nonnull(arena_alloc(b, 10));
    arena_close(b);
}

/* What a scratch arena had is used again, zeroed; what it deferred runs; nothing of it is left. */
UNIT_TEST(given) {
    struct trace trace = {0};
    UNIT_UNUSED(row);
    for (int round = 0; round < 3; round++) {
        struct arena *scratch = arena_open(arena_failure(a));
        struct step one = {&trace, NULL, '1'};
        arena_defer(scratch, take_step, &one);
        char *large = arena_alloc(scratch, 1 << 20);
        memset(large, 5, 1 << 20);
        for (int i = 0; i < 100; i++)
            memset(arena_alloc(scratch, 3000), 6, 3000);
        arena_give(scratch, a);
        for (int i = 0; i < 500; i++) {
            char *p = arena_alloc(a, 3000);
            ck_assert(p[0] == 0 && p[2999] == 0);
            memset(p, 7, 3000);
        }
    }
    ck_assert_str_eq(trace.text, "111");
    arena_give(NULL, a);
}

/* What is not in use yet is lent and given back; a large piece is made of a large piece. */
UNIT_TEST(lent) {
    UNIT_UNUSED(row);
    struct arena *before = arena_open(arena_failure(a));
    memset(arena_alloc(before, 1 << 20), 5, 1 << 20);
    memset(arena_alloc(before, 3000), 6, 3000);
    arena_give(before, a);
    for (int round = 0; round < 3; round++) {
        struct arena *scratch = arena_open(arena_failure(a));
        arena_lend(a, scratch);
        char *large = arena_alloc(scratch, 900000);
        ck_assert(large[0] == 0 && large[899999] == 0);
        memset(large, 7, 900000);
        large = arena_grow(scratch, large, 900000, 3 << 20);
        ck_assert(large[0] == 7 && large[899999] == 7);
        memset(large, 8, 3 << 20);
        char *small = arena_alloc(scratch, 3000);
        ck_assert(small[0] == 0 && small[2999] == 0);
        arena_give(scratch, a);
    }
}

/* One beside each arena, which closes with it and fails where it does. */
UNIT_TEST(beside) {
    UNIT_UNUSED(row);
    struct arena *b = arena_open(arena_failure(a)), *scratch = arena_scratch(b);
    ck_assert_ptr_eq(arena_scratch(b), scratch);
    struct arena_mark empty = arena_mark(scratch);
    memset(arena_alloc(scratch, 1 << 20), 1, 1 << 20);
    arena_reset(scratch, empty);
    struct failure f;
    arena_set_failure(b, &f);
    ck_assert_ptr_eq(arena_failure(scratch), &f);
    arena_close(b);
}

static void raise_at_will(struct arena *a, size_t row) {
    switch (row) {
    case 0:
        arena_alloc(a, SIZE_MAX - 10);
        break;
    case 1:
        arena_alloc_array(a, SIZE_MAX / 8, 16);
        break;
    case 2:
        arena_grow(a, arena_alloc(a, 10), 10, SIZE_MAX / 2);
        break;
    case 3:
        arena_alloc(a, SIZE_MAX / 8);
        break;
    case 4:
        arena_grow(a, arena_alloc(a, 1 << 20), 1 << 20, SIZE_MAX / 8);
        break;
    default:
        fail_raise(arena_failure(a), "%s %d", "code", 7);
    }
}

static const char *const raised_texts[] = {
    "out of memory", "out of memory", "out of memory", "out of memory", "out of memory", "code 7",
};

UNIT_TEST(raises) {
    UNIT_UNUSED(a);
    char text[256];
    ck_assert(unit_raises(raise_at_will, row, text));
    ck_assert_msg(strncmp(text, raised_texts[row], strlen(raised_texts[row])) == 0, "%s", text);
}

UNIT_TEST(long_messages_are_cut) {
    UNIT_UNUSED(row);
    struct failure f;
    char *longer = arena_alloc(a, 1000);
    memset(longer, 'x', 999);
    if (setjmp(f.env) == 0) {
        struct arena *b = arena_open(arena_failure(a));
        arena_set_failure(b, &f);
        ck_assert_ptr_eq(arena_failure(b), &f);
        arena_close(b);
        fail_raise(&f, "%s", longer);
    }
    ck_assert_uint_eq(strlen(f.text), sizeof(f.text) - 1);
}

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>

UNIT_TEST(poisons) {
    UNIT_UNUSED(row);
    char *p = arena_alloc(a, 10);
    ck_assert(!__asan_address_is_poisoned(p + 9));
    ck_assert(__asan_address_is_poisoned(p + 10));
    struct arena_mark mark = arena_mark(a);
    char *q = arena_alloc(a, 10), *large = arena_alloc(a, 1 << 20);
    arena_reset(a, mark);
    ck_assert(__asan_address_is_poisoned(q) && __asan_address_is_poisoned(large));
    arena_alloc(a, 1);
    arena_grow(a, p, 10, 100);
    ck_assert(__asan_address_is_poisoned(p));
}
#endif

int main(void) {
    Suite *s = suite_create("arena");
    UNIT(s, zeroed_and_aligned);
    UNIT(s, empty_allocations_differ);
    UNIT_ROWS(s, grows_and_keeps, 2);
    UNIT(s, grows_in_place);
    UNIT(s, grows_raw_and_keeps);
    UNIT(s, shrinks_the_newest);
    UNIT(s, copies_end_with_nul);
    UNIT(s, defers_run_backwards);
    UNIT(s, resets);
    UNIT(s, given);
    UNIT(s, lent);
    UNIT(s, beside);
    UNIT_ROWS(s, raises, COUNT_OF(raised_texts));
    UNIT(s, long_messages_are_cut);
#ifdef __SANITIZE_ADDRESS__
    UNIT(s, poisons);
#endif
    return unit_run(s);
}
