/* diag: counting, exit status, text and JSON, carets under wide and hidden characters. */
#include "base/diag.h"
#include "base/utf8.h"
#include "unit.h"

/* The sources of these tests are one text; its first byte has offset 1. */
static struct place locate(const void *sources, struct span span) {
    const struct str *text = sources;
    struct place place = {.path = STR("notes/八股.md"), .line = 1};
    size_t at = span.at - 1, start = 0;
    for (size_t i = 0; i < at; i++)
        if (text->p[i] == '\n') {
            place.line++;
            start = i + 1;
        }
    struct str rest = str_from(*text, start);
    str_next_line(&rest, &place.text);
    place.column = (uint32_t)utf8_count(str_slice(*text, start, at)) + 1;
    place.width = (uint32_t)utf8_count(str_slice(*text, at, at + span.len));
    return place;
}

static struct span span_of(struct str text, const char *part) {
    return (struct span){(uint32_t)str_find(text, str_of(part)) + 1, (uint32_t)strlen(part)};
}

static struct str printed(const struct diag *d, struct str text, struct diag_format f) {
    struct buf b = buf_in(d->a);
    diag_print(d, locate, &text, &f, &b);
    return buf_get(&b);
}

static const struct {
    const char *text, *part, *shown, *caret;
} carets[] = {
    {"# 一二\nabc def\n", "def", "abc def", "    ^~~"},
    {"中文：是什么\n", "是什么", "中文：是什么", "      ^~~~~~"},
    {"\ta\tb", "b", " a b", "   ^"},
    {"e\xCC\x81x", "x", "e\xCC\x81x", " ^"},
    {"a\x1B[31mred", "red", "a\\x1B[31mred", "         ^~~"},
    {"a\xE2\x80\xAEz", "z", "a<U+202E>z", "         ^"},
    {"a\xEF\xBB\xBF\xC2\x9Bz", "\xC2\x9B", "a<U+FEFF><U+009B>z", "         ^~~~~~~~"},
    {"\xFFx", "x", "\\xFFx", "    ^"},
    {"x\xF0\x9F\x98\x80y", "y", "x\xF0\x9F\x98\x80y", "   ^"},
    {"", "", NULL, NULL},
};

UNIT_TEST(points_at_it) {
    struct diag *d = diag_open(a);
    struct str text = str_of(carets[row].text);
    struct span span = span_of(text, carets[row].part);
    diag_at(d, DIAG_USAGE, span, STR("look"));
    struct place place = locate(&text, span);
    struct str want = str_format(a, "notes/八股.md:%u:%u: error: look [usage]\n",
                                 (unsigned)place.line, (unsigned)place.column);
    if (carets[row].shown)
        want =
            str_format(a, "%.*s  %s\n  %s\n", STR_ARG(want), carets[row].shown, carets[row].caret);
    unit_str_is(printed(d, text, (struct diag_format){0}), want);
}

/* A line of 3,000 wide characters: the window starts 40 cells before the caret and is 100 wide. */
UNIT_TEST(long_lines_are_windowed) {
    UNIT_UNUSED(row);
    struct buf line = buf_in(a);
    for (int i = 0; i < 3000; i++)
        buf_c(&line, i == 1500 ? "点" : "字");
    struct str text = buf_get(&line), rest, row_of;
    struct diag *d = diag_open(a);
    diag_at(d, DIAG_USAGE, span_of(text, "点"), STR("here"));
    rest = printed(d, text, (struct diag_format){0});
    ck_assert(str_next_line(&rest, &row_of));
    unit_str_is(row_of, STR("notes/八股.md:1:1501: error: here [usage]"));
    ck_assert(str_next_line(&rest, &row_of));
    ck_assert(str_starts(row_of, STR("  …字")) && str_ends(row_of, STR("字…")));
    ck_assert_uint_eq(utf8_cells(row_of), 2 + 1 + 100 + 1);
    ck_assert_uint_eq(utf8_cells(str_slice(row_of, 0, str_find(row_of, STR("点")))), 2 + 1 + 40);
    ck_assert(str_next_line(&rest, &row_of));
    unit_str_is(row_of, str_format(a, "%*s^~", 43, ""));
}

/* An underlined part that ends outside the line or the window stops there. */
UNIT_TEST(wide_spans_end_with_the_line) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct str text = STR("abc");
    diag_in(d, DIAG_USAGE, (struct place){STR("p"), 1, 3, text, 50}, STR("x"));
    diag_in(d, DIAG_USAGE, (struct place){STR("p"), 1, 9, text, 0}, STR("y"));
    unit_str_is(printed(d, text, (struct diag_format){0}),
                STR("p:1:3: error: x [usage]\n  abc\n    ^\n"
                    "p:1:9: error: y [usage]\n  abc\n     ^\n"));
}

UNIT_TEST(sorts_by_place) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct str text = STR("one\ntwo\n");
    diag_at(d, DIAG_USAGE, span_of(text, "two"), STR("c"));
    diag_at(d, DIAG_USAGE, span_of(text, "one"), STR("b1"));
    diag_say(d, DIAG_USAGE, STR("a1"));
    diag_at(d, DIAG_USAGE, span_of(text, "one"), STR("b2"));
    diag_in(d, DIAG_USAGE, (struct place){.path = STR("x.yaml"), .line = 7}, STR("a2"));
    diag_in(d, DIAG_USAGE, (struct place){.path = STR("out.pdf")}, STR("a3"));
    unit_str_is(printed(d, text, (struct diag_format){0}),
                STR("crib: error: a1 [usage]\n"
                    "x.yaml:7: error: a2 [usage]\n"
                    "out.pdf: error: a3 [usage]\n"
                    "notes/八股.md:1:1: error: b1 [usage]\n  one\n  ^~~\n"
                    "notes/八股.md:1:1: error: b2 [usage]\n  one\n  ^~~\n"
                    "notes/八股.md:2:1: error: c [usage]\n  two\n  ^~~\n"));
}

UNIT_TEST(caps_and_filters) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    for (int i = 0; i < 5; i++) {
        diag_say(d, DIAG_MISSING_ANSWER, STR("q"));
        diag_say(d, DIAG_NORMALISED, STR("a"), STR("b"));
    }
    diag_say(d, DIAG_SYSTEM, STR("s"));
    ck_assert(d->count[SEV_NOTE] == 5 && d->count[SEV_WARNING] == 5 && d->count[SEV_ERROR] == 1);
    struct diag_format f = {.least = SEV_WARNING, .most = 2};
    unit_str_is(printed(d, STR(""), f),
                STR("crib: warning: “q” has no answer yet [missing-answer]\n"
                    "crib: warning: “q” has no answer yet [missing-answer]\n"
                    "crib: error: s [system]\n"
                    "… and 3 more [missing-answer]\n"));
    f = (struct diag_format){.least = SEV_ERROR};
    unit_str_is(printed(d, STR(""), f), STR("crib: error: s [system]\n"));
}

static const struct {
    enum diag_id id;
    bool strict;
    enum severity severity;
    int exit_status;
} statuses[] = {
    {DIAG_USAGE, false, SEV_ERROR, 2},
    {DIAG_SYSTEM, false, SEV_ERROR, 3},
    {DIAG_MISSING_ANSWER, false, SEV_WARNING, 0},
    {DIAG_MISSING_ANSWER, true, SEV_ERROR, 1},
    {DIAG_NORMALISED, true, SEV_NOTE, 0},
    {DIAG_AUTHORED_NO_KEY, false, SEV_ERROR, 0},
    {DIAG_AUTHORED_NO_KEY, true, SEV_ERROR, 1},
    {DIAG_PAPER_EMPTY, true, SEV_ERROR, 1},
};

UNIT_TEST(worst_status_wins) {
    struct diag *d = diag_open(a);
    d->strict = statuses[row].strict;
    diag_say(d, statuses[row].id, STR("a"), STR("b"), STR("c"), STR("d"));
    ck_assert_int_eq(d->v[0].severity, statuses[row].severity);
    ck_assert_int_eq(d->exit_status, statuses[row].exit_status);
    diag_say(d, DIAG_OUTPUT_WRITE, STR("a"), STR("b"));
    ck_assert_int_eq(d->exit_status, 3);
    diag_say(d, DIAG_USAGE, STR("a"));
    ck_assert_int_eq(d->exit_status, 3);
}

UNIT_TEST(texts_are_copied_and_clipped) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    char text[] = "ab";
    diag_in(d, DIAG_INPUT_MISSING, (struct place){.path = str_of(text)}, str_of(text), STR("{}"));
    text[0] = 'X';
    unit_str_is(d->v[0].place.path, STR("ab"));
    unit_str_is(d->v[0].text, STR("cannot read `ab`: {}"));
    struct buf b = buf_in(a);
    for (int i = 0; i < DIAG_FILL_MOST + 1; i++)
        buf_c(&b, "中");
    diag_say(d, DIAG_USAGE, str_slice(buf_get(&b), 0, 3 * DIAG_FILL_MOST));
    diag_say(d, DIAG_USAGE, buf_get(&b));
    ck_assert_uint_eq(utf8_count(d->v[1].text), DIAG_FILL_MOST);
    ck_assert_uint_eq(utf8_count(d->v[2].text), DIAG_FILL_MOST + 1);
    ck_assert(str_ends(d->v[2].text, STR("中…")));
}

UNIT_TEST(no_escape_reaches_the_terminal) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct str bad = STR("a\x1B]0;x\x07\n\xC2\x9B\xFF\xE2\x80\x8F");
    diag_in(d, DIAG_USAGE, (struct place){bad, 1, 1, bad, 1}, bad);
    struct str shown = STR("a\\x1B]0;x\\x07\\x0A<U+009B>\\xFF<U+200F>");
    unit_str_is(printed(d, STR(""), (struct diag_format){0}),
                str_format(a, "%.*s:1:1: error: %.*s [usage]\n  %.*s\n  ^\n", STR_ARG(shown),
                           STR_ARG(shown), STR_ARG(shown)));
}

UNIT_TEST(colors) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    diag_in(d, DIAG_MISSING_ANSWER, (struct place){STR("p"), 1, 2, STR("abc"), 2}, STR("q"));
    unit_str_is(printed(d, STR(""), (struct diag_format){.color = true}),
                STR("\x1B[1mp:1:2: \x1B[0m\x1B[1;35mwarning: \x1B[0m“q” has no answer yet "
                    "[missing-answer]\n"
                    "  abc\n   \x1B[1;32m^~\x1B[0m\n"));
}

UNIT_TEST(json_form) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct str text = STR("x\n  问\n");
    ck_assert(str_eqc(printed(d, text, (struct diag_format){.json = true}), "[]\n"));
    diag_at(d, DIAG_MISSING_ANSWER, span_of(text, "问"), STR("问\x1B"));
    diag_say(d, DIAG_NORMALISED, STR("a"), STR("b"));
    unit_str_is(
        printed(d, text, (struct diag_format){.json = true, .least = SEV_WARNING, .most = 1}),
        STR("[\n"
            "  {\n"
            "    \"path\": \"notes/八股.md\",\n"
            "    \"line\": 2,\n"
            "    \"column\": 3,\n"
            "    \"severity\": \"warning\",\n"
            "    \"slug\": \"missing-answer\",\n"
            "    \"text\": \"“问\\u001b” has no answer yet\"\n"
            "  }\n"
            "]\n"));
}

/* Every row: a slug of lower-case letters, digits and dashes; a text that is a sentence without its
 * stop. */
UNIT_TEST(rows_are_well_formed) {
    struct str slug = diag_slug(a, (enum diag_id)row);
    for (size_t i = 0; i < slug.n; i++)
        ck_assert_msg((slug.p[i] >= 'a' && slug.p[i] <= 'z') || slug.p[i] == '-', "%.*s",
                      STR_ARG(slug));
    struct diag *d = diag_open(a);
    struct str x = STR("x");
    diag_say(d, (enum diag_id)row, x, x, x, x, x, x, x, x);
    ck_assert_msg(!str_has(d->v[0].text, STR("{}")) && !str_ends(d->v[0].text, STR(".")), "%.*s",
                  STR_ARG(slug));
    ck_assert(d->exit_status <= 3);
}

/* What another thread reported: once what both say, a missing glyph once wherever it is. */
UNIT_TEST(takes_what_is_new) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a), *other = diag_open(a);
    struct span here = {1, 2}, there = {9, 2};
    diag_at(d, DIAG_GLYPH_MISSING, here, STR("x"), STR("U+0078"));
    diag_at(d, DIAG_MISSING_ANSWER, here, STR("q"));
    diag_at(other, DIAG_GLYPH_MISSING, there, STR("x"), STR("U+0078"));
    diag_at(other, DIAG_MISSING_ANSWER, here, STR("q"));
    diag_at(other, DIAG_MISSING_ANSWER, there, STR("q"));
    diag_say(other, DIAG_USAGE, STR("wrong"));
    diag_take(d, other);
    ck_assert_uint_eq(d->n, 4);
    ck_assert_uint_eq(d->v[2].span.at, 9);
    ck_assert(str_eqc(d->v[3].text, "wrong"));
    ck_assert_uint_eq(d->count[SEV_ERROR], 1);
    ck_assert_int_eq(d->exit_status, 2);
}

int main(void) {
    Suite *s = suite_create("diag");
    UNIT_ROWS(s, points_at_it, COUNT_OF(carets));
    UNIT(s, long_lines_are_windowed);
    UNIT(s, wide_spans_end_with_the_line);
    UNIT(s, sorts_by_place);
    UNIT(s, caps_and_filters);
    UNIT_ROWS(s, worst_status_wins, COUNT_OF(statuses));
    UNIT(s, texts_are_copied_and_clipped);
    UNIT(s, no_escape_reaches_the_terminal);
    UNIT(s, colors);
    UNIT(s, json_form);
    UNIT(s, takes_what_is_new);
    UNIT_ROWS(s, rows_are_well_formed, DIAG_COUNT);
    return unit_run(s);
}
