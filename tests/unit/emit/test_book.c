/* Names of sheets, sizes of rows and columns, units of text. */
#include "unit.h"

#include "emit/book/measure.h"
#include "emit/xlsx_book.h"

UNIT_TEST(sheet_names_are_what_excel_takes) {
    UNIT_UNUSED(row);
    unit_str_is(book_sheet_name(a, STR("题库")), STR("题库"));
    unit_str_is(book_sheet_name(a, STR("a/b:c*d?e[f]g\\h")), STR("a b c d e f g h"));
    unit_str_is(book_sheet_name(a, STR("'quoted'")), STR("quoted"));
    unit_str_is(book_sheet_name(a, STR("History")), STR("crib History"));
    ck_assert_uint_gt(book_sheet_name(a, STR("")).n, 0);
    struct str emoji = STR("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"); /* 16, two units each */
    ck_assert_uint_eq(book_units(book_sheet_name(a, emoji)), 30);
}

UNIT_TEST(units_are_utf_16) {
    UNIT_UNUSED(row);
    (void)a;
    ck_assert_uint_eq(book_units(STR("a题😀")), 4);
}

UNIT_TEST(ten_chinese_characters_need_more_than_twenty) {
    UNIT_UNUSED(row);
    (void)a;
    double width = measure_width(STR("注意力机制的计算公式"));
    ck_assert(width > 20 && width < 26);
    ck_assert_uint_eq(measure_lines(STR("注意力机制的计算公式"), width), 1);
    ck_assert_uint_eq(measure_lines(STR("注意力机制的计算公式"), width / 2), 3);
}

UNIT_TEST(lines_break_at_words_and_where_the_author_ends_them) {
    UNIT_UNUSED(row);
    (void)a;
    ck_assert_uint_eq(measure_lines(STR(""), 20), 1);
    ck_assert_uint_eq(measure_lines(STR("a\nb\nc"), 20), 3);
    ck_assert_uint_eq(measure_lines(STR("four four four four"), 14), 2);
    ck_assert_uint_ge(measure_lines(STR("wwwwwwwwwwwwwwwwwwwwwwwwwwwwww"), 14), 3);
    ck_assert(measure_height(1000) <= MEASURE_HEIGHT);
}

int main(void) {
    Suite *s = suite_create("book");
    UNIT(s, sheet_names_are_what_excel_takes);
    UNIT(s, units_are_utf_16);
    UNIT(s, ten_chinese_characters_need_more_than_twenty);
    UNIT(s, lines_break_at_words_and_where_the_author_ends_them);
    return unit_run(s);
}
