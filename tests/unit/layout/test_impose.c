/* impose: which page stands where, checked against folding by hand. */
#include "layout/impose.h"
#include "unit.h"

enum { W = 10000, H = 20000 };

/* n pages, each with a fill of width 1 + its number at (1000, 20) and a destination there. */
static struct pages *make_pages(struct arena *a, size_t n) {
    struct pages *p = pages_make(a);
    for (size_t i = 0; i < n; i++) {
        struct page *page = pages_add(p, W, H);
        page_fill(p, page, 1000, 20, (mpt)i + 1, 5, COLOR_BLACK);
        pages_dest(p, 1000, 20, STR("d"));
    }
    return p;
}

/* The page in each cell of a side, row by row, from 1; "-" when empty, "~" before a turned one. */
static struct str cells(struct arena *a, const struct page *page, int columns, int rows) {
    struct buf out = buf_in(a);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            buf_c(&out, row + column ? " " : "");
            bool found = false;
            for (size_t i = 0; i < page->ops.n; i++) {
                const struct op *op = &page->ops.v[i];
                if (op->kind != OP_FILL || op->x / W != column || op->y / H != row)
                    continue;
                bool turned = op->y % H != 20;
                ck_assert_int_eq(op->y % H, turned ? H - 20 - 5 : 20);
                buf_printf(&out, "%s%d", turned ? "~" : "", op->w);
                found = true;
            }
            if (!found)
                buf_c(&out, "-");
        }
    return buf_get(&out);
}

static const struct {
    enum impose_scheme scheme;
    size_t pages;
    int columns, rows;
    const char *sides[4];
} cases[] = {
    {IMPOSE_TWO_UP, 3, 2, 1, {"1 2", "3 -"}},
    {IMPOSE_FOUR_UP, 6, 2, 2, {"1 2 3 4", "5 6 - -"}},
    {IMPOSE_BOOKLET, 4, 2, 1, {"4 1", "2 3"}},
    {IMPOSE_BOOKLET, 8, 2, 1, {"8 1", "2 7", "6 3", "4 5"}},
    {IMPOSE_BOOKLET, 5, 2, 1, {"- 1", "2 -", "- 3", "4 5"}},
    {IMPOSE_BOOKLET, 1, 2, 1, {"- 1", "- -"}},
    {IMPOSE_FOLD, 8, 4, 2, {"~5 ~4 ~3 ~2 6 7 8 1"}},
    {IMPOSE_FOLD, 3, 4, 2, {"- - ~3 ~2 - - - 1"}},
};

UNIT_TEST(pages_stand_where_they_fold) {
    struct pages *p = pages_impose(a, make_pages(a, cases[row].pages), cases[row].scheme);
    size_t n = 0;
    while (n < COUNT_OF(cases[row].sides) && cases[row].sides[n])
        n++;
    ck_assert_uint_eq(p->v.n, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(p->v.v[i]->width, W * cases[row].columns);
        ck_assert_int_eq(p->v.v[i]->height, H * cases[row].rows);
        unit_str_is(cells(a, p->v.v[i], cases[row].columns, cases[row].rows),
                    str_of(cases[row].sides[i]));
    }
}

UNIT_TEST(destinations_follow) {
    UNIT_UNUSED(row);
    struct pages *p = pages_impose(a, make_pages(a, 8), IMPOSE_FOLD);
    ck_assert_int_eq(p->dests.v[0].x, 3 * W + 1000);
    ck_assert_int_eq(p->dests.v[0].y, H + 20);
    ck_assert_int_eq(p->dests.v[1].x, 4 * W - 1000); /* page 2: turned, above the last column */
    ck_assert_int_eq(p->dests.v[1].y, H - 20);
    for (size_t i = 0; i < 8; i++)
        ck_assert_uint_eq(p->dests.v[i].page, 0);
    p = pages_impose(a, make_pages(a, 8), IMPOSE_BOOKLET);
    ck_assert_uint_eq(p->dests.v[4].page, 3);
}

UNIT_TEST(none_changes_nothing) {
    UNIT_UNUSED(row);
    struct pages *p = make_pages(a, 3);
    ck_assert_ptr_eq(pages_impose(a, p, IMPOSE_NONE), p);
}

int main(void) {
    Suite *s = suite_create("impose");
    UNIT_ROWS(s, pages_stand_where_they_fold, COUNT_OF(cases));
    UNIT(s, destinations_follow);
    UNIT(s, none_changes_nothing);
    return unit_run(s);
}
