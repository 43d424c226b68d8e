/* rich: slices, trims, joins and replacements keep runs, covers and places. */
#include "study/rich.h"
#include "unit.h"

/* "加粗abc\n尾" : bold, plain, break, code of which the notes' bytes are longer (`尾`). */
static struct rich sample(struct arena *a) {
    struct str plain = STR("加粗abc\n尾");
    struct rich_run *v = arena_array(a, struct rich_run, 4);
    v[0] = (struct rich_run){.text = str_slice(plain, 0, 6), .span = {102, 6}, .flags = RICH_BOLD};
    v[1] = (struct rich_run){.text = str_slice(plain, 6, 9), .span = {110, 3}, .flags = 0};
    v[2] =
        (struct rich_run){.text = str_slice(plain, 9, 10), .span = {113, 1}, .flags = RICH_BREAK};
    v[3] =
        (struct rich_run){.text = str_slice(plain, 10, 13), .span = {114, 5}, .flags = RICH_CODE};
    return (struct rich){plain, v, 4, {102, 17}};
}

/* Runs cover plain without gaps, in order. */
static void check_cover(const struct rich *r) {
    const char *at = r->plain.p;
    for (size_t i = 0; i < r->n; i++) {
        ck_assert_ptr_eq(r->runs[i].text.p, at);
        ck_assert_uint_gt(r->runs[i].text.n, 0);
        at += r->runs[i].text.n;
    }
    ck_assert_ptr_eq(at, r->plain.p + r->plain.n);
}

static void check_span(struct span got, uint32_t at, uint32_t len) {
    ck_assert_uint_eq(got.at, at);
    ck_assert_uint_eq(got.len, len);
}

UNIT_TEST(plain_is_one_run) {
    UNIT_UNUSED(row);
    struct rich r = rich_plain(a, STR("文"), (struct span){5, 3});
    check_cover(&r);
    ck_assert_uint_eq(r.n, 1);
    check_span(r.runs[0].span, 5, 3);
    r = rich_plain(a, (struct str){0}, (struct span){5, 0});
    ck_assert_uint_eq(r.n, 0);
}

UNIT_TEST(slice_cuts_runs_and_places) {
    UNIT_UNUSED(row);
    struct rich r = sample(a);
    struct rich s = rich_slice(a, &r, 3, 8);
    check_cover(&s);
    unit_str_is(s.plain, STR("粗ab"));
    ck_assert_uint_eq(s.n, 2);
    ck_assert_uint_eq(s.runs[0].flags, RICH_BOLD);
    check_span(s.runs[0].span, 105, 3);
    check_span(s.runs[1].span, 110, 2);
    check_span(s.span, 105, 7);
}

UNIT_TEST(slice_is_clamped_to_characters) {
    UNIT_UNUSED(row);
    struct rich r = sample(a);
    struct rich s = rich_slice(a, &r, 1, 5); /* inside 加, inside 粗 */
    unit_str_is(s.plain, STR("加"));
    s = rich_slice(a, &r, 7, 1000);
    unit_str_is(s.plain, STR("bc\n尾"));
    check_cover(&s);
    check_span(s.runs[2].span, 114, 5); /* not verbatim: the whole run's place */
    s = rich_slice(a, &r, 9, 9);
    ck_assert_uint_eq(s.n, 0);
    s = rich_slice(a, &r, 9, 2);
    ck_assert_uint_eq(s.plain.n, 0);
}

UNIT_TEST(trim_takes_blanks_of_all_kinds) {
    UNIT_UNUSED(row);
    struct rich r = rich_plain(a, STR(" \u3000正文 \n"), (struct span){10, 12});
    struct rich t = rich_trim(a, &r);
    unit_str_is(t.plain, STR("正文"));
    check_cover(&t);
    check_span(t.runs[0].span, 14, 6);
    r = rich_plain(a, STR("  "), (struct span){10, 2});
    ck_assert_uint_eq(rich_trim(a, &r).n, 0);
}

UNIT_TEST(join_puts_text_between) {
    UNIT_UNUSED(row);
    struct rich v[3] = {sample(a), {.plain = {0}}, rich_plain(a, STR("二"), (struct span){200, 3})};
    struct rich j = rich_join(a, v, 3, STR("；"));
    unit_str_is(j.plain, STR("加粗abc\n尾；；二"));
    check_cover(&j);
    ck_assert_uint_eq(j.runs[0].flags, RICH_BOLD);
    check_span(j.span, 102, 101);
    ck_assert_uint_eq(rich_join(a, v, 0, STR("；")).n, 0);
}

UNIT_TEST(replace_keeps_what_is_around) {
    UNIT_UNUSED(row);
    struct rich r = sample(a);
    struct rich s = rich_replace(a, &r, 3, 9, STR("____"));
    unit_str_is(s.plain, STR("加____\n尾"));
    check_cover(&s);
    ck_assert_uint_eq(s.runs[0].flags, RICH_BOLD);
    ck_assert_uint_eq(s.runs[1].flags, 0);
    check_span(s.runs[1].span, 105, 8);
    s = rich_replace(a, &r, 0, r.plain.n, (struct str){0});
    ck_assert_uint_eq(s.plain.n, 0);
    s = rich_replace(a, &r, 13, 13, STR("。"));
    unit_str_is(s.plain, STR("加粗abc\n尾。"));
    check_cover(&s);
}

UNIT_TEST(places_of_characters) {
    UNIT_UNUSED(row);
    struct rich r = sample(a);
    check_span(rich_span_at(&r, 3), 105, 3);
    check_span(rich_span_at(&r, 4), 105, 3); /* inside the character */
    check_span(rich_span_at(&r, 8), 112, 1);
    check_span(rich_span_at(&r, 10), 114, 5);
    check_span(rich_span_at(&r, 99), 119, 0);
}

UNIT_TEST(flags_are_found) {
    UNIT_UNUSED(row);
    struct rich r = sample(a);
    ck_assert(rich_has(&r, RICH_CODE));
    ck_assert(rich_has(&r, RICH_LINK | RICH_BOLD));
    ck_assert(!rich_has(&r, RICH_LINK));
}

int main(void) {
    Suite *s = suite_create("rich");
    UNIT(s, plain_is_one_run);
    UNIT(s, slice_cuts_runs_and_places);
    UNIT(s, slice_is_clamped_to_characters);
    UNIT(s, trim_takes_blanks_of_all_kinds);
    UNIT(s, join_puts_text_between);
    UNIT(s, replace_keeps_what_is_around);
    UNIT(s, places_of_characters);
    UNIT(s, flags_are_found);
    return unit_run(s);
}
