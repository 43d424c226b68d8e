/* text, source: line ends, reserved characters, the line map, places. */
#include "unit.h"

#include "source/source.h"

static const struct {
    const char *from, *to;
    size_t n; /* bytes of from */
    uint32_t lines;
} texts[] = {
    {"", "", 0, 1},
    {"a", "a", 1, 1},
    {"a\n", "a\n", 2, 1},
    {"a\nb", "a\nb", 3, 2},
    {"a\r\nb\r\n", "a\nb\n", 6, 2},
    {"a\rb\r", "a\nb\n", 4, 2},
    {"a\r\rb\n\r\nc", "a\n\nb\n\nc", 8, 5},
    {"a\n\r", "a\n\n", 3, 2},
    {"x\0y", "x\uFFFDy", 3, 1},
    {"\uFDD0a\uFDEF", "\uFFFDa\uFFFD", 7, 1},
    {"\uFDCF\uFDF0", "\uFDCF\uFDF0", 6, 1},
};

UNIT_TEST(clean_text) {
    struct str from = {texts[row].from, texts[row].n};
    struct sources s = source_from_text(a, STR("x.md"), from);
    unit_str_is(s.v[0]->text, str_of(texts[row].to));
    ck_assert_uint_eq(s.v[0]->n_lines, texts[row].lines);
}

UNIT_TEST(malformed_text_is_repaired) {
    UNIT_UNUSED(row);
    struct sources s = source_from_text(a, STR("x.md"),
                                        STR("a\xFF"
                                            "b"));
    unit_str_is(s.v[0]->text, STR("a\uFFFDb"));
}

static const struct {
    uint32_t at, len, line, column, width;
    const char *text;
} places[] = {
    {1, 1, 1, 1, 1, "一 a"}, {4, 1, 1, 2, 1, "一 a"}, {1, 5, 1, 1, 3, "一 a"},
    {7, 2, 2, 1, 2, "bc"},   {8, 99, 2, 2, 1, "bc"},  {10, 1, 3, 1, 1, ""},
    {11, 0, 4, 1, 1, "末"},  {14, 0, 4, 2, 1, "末"},
};

UNIT_TEST(places_of_offsets) {
    struct sources s = source_from_text(a, STR("dir/x.md"), STR("一 a\nbc\n\n末"));
    struct place p = source_place(&s, (struct span){places[row].at, places[row].len});
    ck_assert_uint_eq(p.line, places[row].line);
    ck_assert_uint_eq(p.column, places[row].column);
    ck_assert_uint_eq(p.width, places[row].width);
    unit_str_is(p.text, str_of(places[row].text));
    unit_str_is(p.path, STR("dir/x.md"));
    ck_assert_uint_eq(source_line(s.v[0], places[row].at), places[row].line);
}

UNIT_TEST(nowhere) {
    UNIT_UNUSED(row);
    struct sources s = source_from_text(a, STR("x.md"), STR("ab"));
    ck_assert_ptr_null(source_at(&s, 0));
    ck_assert_ptr_eq(source_at(&s, 1), s.v[0]);
    ck_assert_ptr_eq(source_at(&s, 3), s.v[0]);
    ck_assert_ptr_null(source_at(&s, 4));
    ck_assert_uint_eq(source_place(&s, (struct span){0, 0}).line, 0);
    ck_assert_uint_eq(source_place(&s, (struct span){9, 1}).line, 0);
}

int main(void) {
    Suite *s = suite_create("text");
    UNIT_ROWS(s, clean_text, COUNT_OF(texts));
    UNIT(s, malformed_text_is_repaired);
    UNIT_ROWS(s, places_of_offsets, COUNT_OF(places));
    UNIT(s, nowhere);
    return unit_run(s);
}
