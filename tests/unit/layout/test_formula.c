/* formula: math within lines: its place among Chinese, where lines end, its node of the structure
 * tree. Type 10 pt, pitch 14 pt. */
#include "para_fixture.h"

#include "layout/formula.h"

static const struct para *rich_para(struct setting *s, const struct rich_run *runs, size_t n) {
    struct buf plain = buf_in(s->a);
    for (size_t i = 0; i < n; i++)
        buf_str(&plain, runs[i].text);
    struct rich r = {.plain = buf_get(&plain), .runs = runs, .n = n};
    struct para_builder *b = para_begin(s->a, s->fonts, STR("zh-Hans"));
    para_rich(b, &r, &SANS);
    return para_end(b, s->d);
}

static struct rich_run text_run(const char *s) {
    return (struct rich_run){.text = str_of(s), .span = {1, (uint32_t)strlen(s)}};
}

static struct rich_run math_run(const char *tex) { /* with its dollars */
    return (struct rich_run){
        .text = str_of(tex), .flags = RICH_MATH, .span = {50, (uint32_t)strlen(tex) + 2}};
}

static mpt x_of(const struct setting *s, const char *text) {
    for (size_t i = 0; i < s->page->ops.n; i++) {
        const struct op *op = &s->page->ops.v[i];
        if (op->kind == OP_GLYPHS && str_has(op->run->text, str_of(text)))
            return op->x;
    }
    ck_abort_msg("\"%s\" is not on the page", text);
    return 0;
}

/* A quarter em of white on both sides, as beside a Latin word (clreq, "Mixed Text Composition"). */
UNIT_TEST(stands_among_chinese_as_a_word) {
    struct setting s = fixture(a);
    struct rich_run runs[] = {text_run("设"), math_run("x"), text_run("为")};
    UNIT_UNUSED(row);
    const struct para *p = rich_para(&s, runs, 3);
    struct para_shape shape = shape_of(1000000, ALIGN_RAGGED);
    struct para_lines l = para_break(a, p, &shape);
    draw_lines(&s, &l);
    ck_assert_int_eq(x_of(&s, "x"), SIZE + SIZE / 4);
    mpt width = x_of(&s, "为") - x_of(&s, "x") - SIZE / 4;
    ck_assert_int_gt(width, SIZE / 2);
    ck_assert_int_lt(width, SIZE);
}

/* No line ends between a formula and letters joined to it, or before a closing mark. */
UNIT_TEST(stays_with_what_is_joined_to_it) {
    struct setting s = fixture(a);
    struct rich_run runs[] = {text_run("甲乙丙丁"), math_run("k"), text_run("-means，戊")};
    UNIT_UNUSED(row);
    const struct para *p = rich_para(&s, runs, 3);
    for (mpt measure = 4 * SIZE; measure < 11 * SIZE; measure += SIZE / 4) {
        struct para_shape shape = shape_of(measure, ALIGN_RAGGED);
        struct para_lines l = para_break(a, p, &shape);
        for (size_t i = 0; i + 1 < l.n; i++) {
            s.page->ops.n = 0;
            para_draw(&l, i + 1, i + 2, s.pages, s.page, 0, 0, 1);
            const struct op *first = &s.page->ops.v[0];
            ck_assert(!str_starts(first->run->text, STR("-means")));
            ck_assert(!str_starts(first->run->text, STR("，")));
        }
    }
}

/* ---- cut formulas */

static size_t count_formulas(const struct setting *s) {
    size_t n = 0;
    for (size_t i = 0; i < s->pages->tags.n; i++)
        n += s->pages->tags.v[i].role == TAG_FORMULA;
    return n;
}

static const struct tag *formula_of(const struct setting *s, size_t nth) {
    for (size_t i = 0; i < s->pages->tags.n; i++)
        if (s->pages->tags.v[i].role == TAG_FORMULA && nth-- == 0)
            return &s->pages->tags.v[i];
    ck_abort_msg("no such formula");
    return NULL;
}

/* Broken over lines, a formula is one node whose text is its TeX. */
UNIT_TEST(one_node_over_several_lines) {
    struct setting s = fixture(a);
    const char *tex = "aaaaaaaaa=bbbbbbbbb+ccccccccc+ddddddd";
    struct rich_run runs[] = {text_run("设"), math_run(tex), text_run("为"), math_run("a=b")};
    UNIT_UNUSED(row);
    const struct para *p = rich_para(&s, runs, 4);
    struct para_shape shape = shape_of(12 * SIZE, ALIGN_RAGGED);
    struct para_lines l = para_break(a, p, &shape);
    ck_assert_uint_ge(l.n, 3);
    ck_assert_uint_eq(l.n_overfull, 0);
    draw_lines(&s, &l);
    ck_assert_uint_eq(count_formulas(&s), 2);
    unit_str_is(formula_of(&s, 0)->alt, str_of(tex));
    unit_str_is(formula_of(&s, 0)->actual, str_of(tex));
    unit_str_is(formula_of(&s, 1)->alt, STR("a=b"));
    ck_assert_uint_eq(formula_of(&s, 0)->parent, 1);
}

/* The white at a cut is gone: the next line starts with the formula's ink at its edge. */
UNIT_TEST(cut_white_vanishes) {
    struct setting s = fixture(a);
    struct rich_run runs[] = {math_run("aaaaaaaaa=bbbbbbbbb+ccccccccc")};
    UNIT_UNUSED(row);
    const struct para *p = rich_para(&s, runs, 1);
    struct para_shape shape = shape_of(9 * SIZE, ALIGN_RAGGED);
    struct para_lines l = para_break(a, p, &shape);
    ck_assert_uint_eq(l.n, 3);
    for (size_t i = 0; i < l.n; i++) {
        s.page->ops.n = 0;
        para_draw(&l, i, i + 1, s.pages, s.page, 0, 0, 1);
        ck_assert_int_eq(s.page->ops.v[0].x, 0);
    }
}

/* ---- height, display, failures */

UNIT_TEST(tall_formulas_take_their_height) {
    struct setting s = fixture(a);
    struct rich_run low[] = {text_run("设"), math_run("x_1")},
                    high[] = {text_run("设"), math_run("\\dfrac{a}{b}")};
    UNIT_UNUSED(row);
    struct para_shape shape = shape_of(1000000, ALIGN_RAGGED);
    struct para_lines l = para_break(a, rich_para(&s, low, 2), &shape);
    ck_assert_int_eq(l.height, PITCH);
    l = para_break(a, rich_para(&s, high, 2), &shape);
    ck_assert_int_gt(l.height, PITCH + SIZE / 3);
    ck_assert_int_eq(l.height, PITCH + l.v[0].ascent + l.v[0].descent);
}

UNIT_TEST(displays_in_a_line_stand_alone) {
    struct setting s = fixture(a);
    struct rich_run runs[] = {text_run("甲"), math_run("x=y"), text_run("乙")};
    runs[1].flags |= RICH_DISPLAY;
    UNIT_UNUSED(row);
    struct para_shape shape = shape_of(20 * SIZE, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, rich_para(&s, runs, 3), &shape);
    ck_assert_uint_eq(l.n, 3);
    draw_lines(&s, &l);
    mpt left = x_of(&s, "x");
    ck_assert_int_gt(left, 7 * SIZE);
    ck_assert_int_lt(left, 10 * SIZE);
    ck_assert_int_eq(x_of(&s, "乙"), 0);
}

UNIT_TEST(what_cannot_be_set_prints_as_source) {
    struct setting s = fixture(a);
    struct rich_run runs[] = {text_run("设"), math_run("\\frac{a"), text_run("为")};
    UNIT_UNUSED(row);
    struct para_shape shape = shape_of(1000000, ALIGN_RAGGED);
    struct para_lines l = para_break(a, rich_para(&s, runs, 3), &shape);
    seen_vec seen = draw_lines(&s, &l);
    unit_str_is(text_of(a, &seen), STR("设\\frac{a为"));
    ck_assert_uint_eq(s.d->n, 1);
    ck_assert_int_eq(s.d->v[0].id, DIAG_MATH_UNKNOWN);
    ck_assert_uint_eq(s.d->v[0].span.at, 51 + 5); /* the brace, after the dollar */
}

int main(void) {
    Suite *s = suite_create("formula");
    UNIT(s, stands_among_chinese_as_a_word);
    UNIT(s, stays_with_what_is_joined_to_it);
    UNIT(s, one_node_over_several_lines);
    UNIT(s, cut_white_vanishes);
    UNIT(s, tall_formulas_take_their_height);
    UNIT(s, displays_in_a_line_stand_alone);
    UNIT(s, what_cannot_be_set_prints_as_source);
    return unit_run(s);
}
