/* arena: alignment, zeroing, growth, marks, deferred functions, failure. */
#include "unit.h"

START_TEST(zeroed_and_aligned) {
    struct arena *a = unit_arena();
    for (size_t n = 0; n < 300000; n = n * 3 / 2 + 1) {
        unsigned char *p = arena_alloc(a, n);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xFF, n);
    }
}
END_TEST

int main(void) {
    Suite *s = suite_create("arena");
    UNIT(s, zeroed_and_aligned);
    return unit_run(s);
}
