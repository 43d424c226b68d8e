/* seating, roster: neighbours never share a letter; lists as spreadsheets write them. */
#include "unit.h"

#include "bank_fixture.h"
#include "base/fs.h"
#include "plan/seating.h"

#include <unistd.h>

static const struct paper_set *plan(struct arena *a, unsigned variants) {
    struct fixture f = fixture_open(a, 6, 5);
    struct paper_options o = fixture_options(3, variants);
    fixture_fill(&f, 30);
    return paper_plan(a, fixture_bank(&f), &o, diag_open(a));
}

/* Four variants and more: no seat has its own variant beside, before, behind or diagonally. */
UNIT_TEST(neighbours_have_other_variants) {
    size_t n = row + 4;
    UNIT_UNUSED(a);
    for (size_t r = 0; r < 8; r++)
        for (size_t c = 0; c < 8; c++)
            for (size_t k = 0; k < 4; k++) {
                static const int dr[] = {0, 1, 1, 1}, dc[] = {1, 0, 1, -1};
                size_t other = seating_variant(n, r + (size_t)dr[k], c + 1 + (size_t)dc[k]);
                ck_assert_uint_lt(other, n);
                ck_assert_uint_ne(seating_variant(n, r, c + 1), other);
            }
}

/* 6 × 6 seats have 30 + 30 + 25 + 25 pairs of neighbours, each with 15 single choices. */
UNIT_TEST(neighbours_share_no_letter) {
    UNIT_UNUSED(row);
    struct seating_options o = {.rows = 6, .columns = 6};
    const struct seating *s = seating_plan(a, plan(a, 4), NULL, &o);
    ck_assert_uint_eq(s->n, 1);
    ck_assert_uint_eq(s->v[0].n, 36);
    ck_assert_uint_eq(s->v[0].neighbours.of, 110 * 15);
    ck_assert_uint_eq(s->v[0].neighbours.same, 0);
}

static void remove_file(void *path) {
    unlink(path);
}

static struct str write_file(struct arena *a, struct str text) {
    const char *tmp = getenv("TMPDIR");
    struct str path = str_format(a, "%s/crib-%d-roster.csv", tmp ? tmp : "/tmp", (int)getpid());
    struct str error = {0};
    struct fs_out *out = fs_create(a, path);
    fs_write(out, text.p, text.n);
    ck_assert(fs_commit(out, &error));
    arena_defer(a, remove_file, (void *)(uintptr_t)str_c(a, path));
    return path;
}

/* Quotes, line ends of DOS, blank lines, other separators, GB18030, no head. */
static const struct {
    const char *text, *name, *number, *room;
    size_t n;
} lists[] = {
    {"姓名,学号,考场\r\n李_白,01,甲\r\n\r\n\"杜,甫\",02,甲\r\n", "李_白", "01", "甲", 2},
    {"Room;Student no;Name\n2;17;\"O\"\"Neil\"\n", "O\"Neil", "17", "2", 1},
    {"王维\t7\n孟浩然\t8", "王维", "7", "", 2},
    {"\xEF\xBB\xBF学号,姓名\n5,𠮷田\n", "𠮷田", "5", "", 1},
    {"\xD0\xD5\xC3\xFB,\xD1\xA7\xBA\xC5\n\xC0\xEE\xB0\xD7,9\n", "李白", "9", "", 1},
};

UNIT_TEST(reads_lists) {
    struct diag *d = diag_open(a);
    const struct roster *r = roster_read(a, write_file(a, str_of(lists[row].text)), d);
    ck_assert_ptr_nonnull(r);
    ck_assert_uint_eq(r->n, lists[row].n);
    unit_str_is(r->v[0].name, str_of(lists[row].name));
    unit_str_is(r->v[0].number, str_of(lists[row].number));
    unit_str_is(r->v[0].room, str_of(lists[row].room));
}

UNIT_TEST(refuses_lists) {
    static const char *const bad[] = {"姓名,学号\n,3\n", "姓名,学号\n", "\n\n"};
    struct diag *d = diag_open(a);
    ck_assert_ptr_null(roster_read(a, write_file(a, str_of(bad[row])), d));
    ck_assert_uint_eq(d->n, 1);
}

/* 40 of one room and 5 of another, 6 × 6 seats, 4 of them spare: 32 + 8 + 5 and 4 spares each. */
UNIT_TEST(fills_rooms) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    struct seating_options o = {.rows = 6, .columns = 6, .spares = 4};
    buf_c(&b, "name,room\n");
    for (int i = 0; i < 45; i++)
        buf_printf(&b, "n%d,%s\n", i, i < 40 ? "x" : "y");
    const struct roster *r = roster_read(a, write_file(a, buf_get(&b)), diag_open(a));
    const struct seating *s = seating_plan(a, plan(a, 2), r, &o);
    ck_assert_uint_eq(s->n, 3);
    ck_assert_uint_eq(s->v[0].n_sitters, 32);
    ck_assert_uint_eq(s->v[0].n, 36);
    ck_assert_uint_eq(s->v[1].n_sitters, 8);
    ck_assert_uint_eq(s->v[1].n, 12);
    ck_assert_uint_eq(s->v[2].n_sitters, 5);
    ck_assert_uint_eq(s->v[2].v[0].copy, 49);
    ck_assert_ptr_null(s->v[2].v[5].sitter);
    ck_assert_uint_eq(s->copies, 57);
}

int main(void) {
    Suite *s = suite_create("seating");
    UNIT_ROWS(s, neighbours_have_other_variants, 9);
    UNIT(s, neighbours_share_no_letter);
    UNIT_ROWS(s, reads_lists, COUNT_OF(lists));
    UNIT_ROWS(s, refuses_lists, 3);
    UNIT(s, fills_rooms);
    return unit_run(s);
}
