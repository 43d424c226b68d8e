/* columns: boxes cut into columns, counted by hand. Heights in units of 1000; a line is 10. */
#include "layout/columns.h"
#include "unit.h"

#define LINE 10000

/* Boxes written as letters: `l` a line, `q` a heading that keeps with what follows (gap 5, ±4),
 * `k` a line that keeps with what follows, `b` a block of three lines, `t` a block of 30 lines. */
static struct boxes boxes_of(struct arena *a, const char *letters) {
    struct boxes b = {.n = strlen(letters)};
    b.v = arena_array(a, struct box, b.n);
    for (size_t i = 0; i < b.n; i++) {
        struct box *x = &b.v[i];
        x->height = letters[i] == 'b' ? 3 * LINE : letters[i] == 't' ? 30 * LINE : LINE;
        x->penalty = letters[i] == 'q' || letters[i] == 'k' ? BOX_NEVER : 10;
        if (letters[i] == 'q') {
            x->gap = 5000;
            x->stretch = x->shrink = 4000;
        }
    }
    return b;
}

/* Columns as text: "lll|qll". */
static struct str cuts(struct arena *a, const char *letters, const struct columns *c) {
    struct buf out = buf_in(a);
    for (size_t i = 0; i < c->n; i++) {
        if (i)
            buf_byte(&out, '|');
        buf_bytes(&out, letters + c->v[i].from, c->v[i].to - c->v[i].from);
    }
    return buf_get(&out);
}

static const struct {
    const char *boxes;
    int lines; /* of the frame */
    const char *want;
} fills[] = {
    {"llllll", 3, "lll|lll"}, {"lllll", 3, "lll|ll"}, {"l", 3, "l"},
    {"llqll", 3, "ll|qll"},   /* a heading is not left at the foot */
    {"lllqll", 4, "lll|qll"}, /* … even when that leaves a line white */
    {"lklll", 2, "l|kl|ll"},  /* two lines that belong together */
    {"llb", 4, "ll|b"},       /* a block is not cut */
    {"lltl", 4, "ll|t|l"},    /* what is higher than the frame stands alone */
    {"qllqll", 6, "qllqll"},  /* 6 lines and a gap of 5, shrunk to 1: too much by 1000 … */
};

UNIT_TEST(fills_columns) {
    struct boxes b = boxes_of(a, fills[row].boxes);
    struct column_frame f = {fills[row].lines * LINE + (row + 1 == COUNT_OF(fills) ? 1000 : 0),
                             LINE};
    struct columns c = columns_fill(a, &b, &f);
    unit_str_is(cuts(a, fills[row].boxes, &c), str_of(fills[row].want));
}

UNIT_TEST(shrinks_and_stretches_gaps) {
    UNIT_UNUSED(row);
    struct boxes b = boxes_of(a, "qlqlqlql");
    struct columns c;
    /* two columns of four lines and one gap of 5000 ± 4000 */
    ck_assert(columns_exact(a, &b, &(struct column_frame){4 * LINE + 8000, LINE}, 2, &c));
    ck_assert_int_eq(c.v[0].natural, 4 * LINE + 5000);
    ck_assert_int_eq(c.v[0].extra, 3000);
    ck_assert_int_eq(c.v[0].rest, 0);
    ck_assert(columns_exact(a, &b, &(struct column_frame){4 * LINE + 2000, LINE}, 2, &c));
    ck_assert_int_eq(c.v[1].extra, -3000);
    ck_assert(!columns_exact(a, &b, &(struct column_frame){4 * LINE, LINE}, 2, &c));
    ck_assert(columns_exact(a, &b, &(struct column_frame){5 * LINE, LINE}, 2, &c));
    ck_assert_int_eq(c.v[0].extra, 4000);
    ck_assert_int_eq(c.v[0].rest, 1000);
}

UNIT_TEST(balances_the_last_page) {
    UNIT_UNUSED(row);
    const char *letters = "llllllll"
                          "lllllll";
    struct boxes b = boxes_of(a, letters);
    struct column_frame f = {8 * LINE, LINE};
    struct columns c = columns_fill(a, &b, &f);
    ck_assert_uint_eq(c.n, 2);
    mpt height = columns_balance(a, &b, &f, &c, 1, 3);
    unit_str_is(cuts(a, letters, &c), STR("llllllll|lll|ll|ll"));
    ck_assert_int_ge(height, 3 * LINE);
    ck_assert_int_lt(height, 4 * LINE);
}

UNIT_TEST(counts_a_repeated_header) {
    UNIT_UNUSED(row);
    struct boxes b = boxes_of(a, "llllll");
    struct box head = {.height = LINE};
    for (size_t i = 1; i < b.n; i++)
        b.v[i].head = &head;
    struct columns c = columns_fill(a, &b, &(struct column_frame){3 * LINE, LINE});
    unit_str_is(cuts(a, "llllll", &c), STR("lll|ll|l"));
}

UNIT_TEST(every_cut_covers_all_boxes) {
    UNIT_UNUSED(row);
    enum { N = 4000 };
    char *letters = arena_alloc(a, N + 1);
    for (size_t i = 0; i < N; i++)
        letters[i] = "llqlklllbl"[(i * 7919u + i / 13) % 10];
    letters[N - 1] = 'l';
    struct boxes b = boxes_of(a, letters);
    struct column_frame f = {40 * LINE, LINE};
    struct columns c = columns_fill(a, &b, &f);
    size_t at = 0;
    for (size_t i = 0; i < c.n; i++) {
        ck_assert_uint_eq(c.v[i].from, at);
        ck_assert_int_ge(c.v[i].rest, 0);
        at = c.v[i].to;
        if (i + 1 < c.n) {
            ck_assert_int_le(c.v[i].rest, LINE);
            ck_assert_int_lt(b.v[at - 1].penalty, BOX_NEVER);
        }
    }
    ck_assert_uint_eq(at, N);
}

int main(void) {
    Suite *s = suite_create("columns");
    UNIT_ROWS(s, fills_columns, COUNT_OF(fills));
    UNIT(s, shrinks_and_stretches_gaps);
    UNIT(s, balances_the_last_page);
    UNIT(s, counts_a_repeated_header);
    UNIT(s, every_cut_covers_all_boxes);
    return unit_run(s);
}
