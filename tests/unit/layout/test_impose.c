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
    {IMPOSE_NINE_UP, 11, 3, 3, {"1 2 3 4 5 6 7 8 9", "10 11 - - - - - - -"}},
    {IMPOSE_CARDS, 16, 2, 4, {"1 3 5 7 9 11 13 15", "4 2 8 6 12 10 16 14"}},
    {IMPOSE_CARDS, 2, 2, 4, {"1 - - - - - - -", "- 2 - - - - - -"}},
    {IMPOSE_CARDS,
     18,
     2,
     4,
     {"1 3 5 7 9 11 13 15", "4 2 8 6 12 10 16 14", "17 - - - - - - -", "- 18 - - - - - -"}},
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

/* From one page to seventeen: every page stands on one side once, and no side is made in vain. */
UNIT_TEST(no_page_is_lost) {
    static const struct {
        enum impose_scheme scheme;
        size_t each, multiple; /* pages a side, sides a sheet */
    } v[] = {{IMPOSE_TWO_UP, 2, 1},  {IMPOSE_FOUR_UP, 4, 1}, {IMPOSE_NINE_UP, 9, 1},
             {IMPOSE_BOOKLET, 2, 2}, {IMPOSE_FOLD, 8, 1},    {IMPOSE_CARDS, 8, 2}};
    size_t n = row + 1;
    for (size_t k = 0; k < COUNT_OF(v); k++) {
        struct pages *p = pages_impose(a, make_pages(a, n), v[k].scheme);
        size_t sides = (n + v[k].each - 1) / v[k].each, seen[18] = {0};
        sides = (sides + v[k].multiple - 1) / v[k].multiple * v[k].multiple;
        ck_assert_uint_eq(p->v.n, sides);
        for (size_t i = 0; i < p->v.n; i++)
            for (size_t j = 0; j < p->v.v[i]->ops.n; j++)
                if (p->v.v[i]->ops.v[j].kind == OP_FILL)
                    seen[p->v.v[i]->ops.v[j].w]++;
        for (size_t i = 1; i <= n; i++)
            ck_assert_uint_eq(seen[i], 1);
    }
}

/* A booklet is read by folding: sheets laid into one another, the right half of the first one's
 * front is page 1, its back 2, and so on to the innermost, then out again. */
UNIT_TEST(booklets_read_in_order) {
    size_t n = row + 1, at = 1;
    struct pages *p = pages_impose(a, make_pages(a, n), IMPOSE_BOOKLET);
    size_t sheets = p->v.n / 2;
    for (size_t leaf = 0; leaf < 2 * sheets; leaf++) {
        bool first_half = leaf < sheets;
        size_t sheet = first_half ? leaf : 2 * sheets - 1 - leaf;
        for (int back = 0; back < 2; back++, at++) {
            bool front_side = first_half == (back == 0);
            bool right = front_side == first_half;
            const struct page *side = p->v.v[2 * sheet + (front_side ? 0 : 1)];
            size_t found = 0;
            for (size_t j = 0; j < side->ops.n; j++)
                if (side->ops.v[j].kind == OP_FILL &&
                    (side->ops.v[j].x + 2000 >= W) == right) /* creep */
                    found = (size_t)side->ops.v[j].w;
            ck_assert_uint_eq(found, at <= n ? at : 0);
        }
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
    UNIT_ROWS(s, no_page_is_lost, 17);
    UNIT_ROWS(s, booklets_read_in_order, 17);
    UNIT(s, destinations_follow);
    UNIT(s, none_changes_nothing);
    return unit_run(s);
}
