/* udiff: diffs as POSIX diff -u writes them. */
#include "base/udiff.h"

#include "unit.h"

static const struct {
    const char *before, *after;
    struct text_edit edits[3];
    size_t n;
    const char *diff; /* below the two lines of the name */
} rows[] = {
    {"a\nb\nc\n", "a\nx\nc\n", {{2, 3, 2, 3}}, 1, "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
    {"a\n", "\na\n", {{0, 0, 0, 1}}, 1, "@@ -1 +1,2 @@\n+\n a\n"},
    {"1\n2\n3\n4\n5\n6\n",
     "1\n2\n3\n4\n\n5\n6\n",
     {{8, 8, 8, 9}},
     1,
     "@@ -2,5 +2,6 @@\n 2\n 3\n 4\n+\n 5\n 6\n"},
    {"ab",
     "a b",
     {{1, 1, 1, 2}},
     1,
     "@@ -1 +1 @@\n-ab\n\\ No newline at end of file\n+a b\n\\ No newline at end of file\n"},
    {"ab cd\n", "xb xd\n", {{0, 1, 0, 1}, {3, 4, 3, 4}}, 2, "@@ -1 +1 @@\n-ab cd\n+xb xd\n"},
    {"a\n1\n2\n3\n4\n5\n6\nb\n",
     "x\n1\n2\n3\n4\n5\n6\ny\n",
     {{0, 1, 0, 1}, {14, 15, 14, 15}},
     2,
     "@@ -1,8 +1,8 @@\n-a\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+y\n"},
    {"a\n1\n2\n3\n4\n5\n6\n7\nb\n",
     "x\n1\n2\n3\n4\n5\n6\n7\ny\n",
     {{0, 1, 0, 1}, {16, 17, 16, 17}},
     2,
     "@@ -1,4 +1,4 @@\n-a\n+x\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+y\n"},
};

UNIT_TEST(writes) {
    struct buf out = buf_in(a);
    udiff_put(&out, STR("n.md"), str_of(rows[row].before), str_of(rows[row].after), rows[row].edits,
              rows[row].n);
    unit_str_is(buf_get(&out), str_format(a, "--- n.md\n+++ n.md\n%s", rows[row].diff));
}

UNIT_TEST(nothing_for_nothing) {
    UNIT_UNUSED(row);
    struct buf out = buf_in(a);
    udiff_put(&out, STR("n.md"), STR("a\n"), STR("a\n"), NULL, 0);
    ck_assert_uint_eq(out.n, 0);
}

int main(void) {
    Suite *s = suite_create("udiff");
    UNIT_ROWS(s, writes, COUNT_OF(rows));
    UNIT(s, nothing_for_nothing);
    return unit_run(s);
}
