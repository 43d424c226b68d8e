/* code: keywords, comments and strings of listings. Marks of a line are written below it: K
 * keyword, C comment, S string, blank otherwise; expectations from each language's definition. */
#include "layout/code.h"
#include "unit.h"

#define LINES_MOST 4

struct row {
    const char *info;
    const char *lines[2 * LINES_MOST]; /* line, marks, line, marks … */
};

static const struct row ROWS[] = {
    {"c", {"int x = 1; // if", "KKK        CCCCC"}},
    {"C++", {"if (s == \"if\") return;", "KK       SSSS  KKKKKK "}},
    {"java", {"/* class", "CCCCCCCC", " end */ class A {}", "CCCCCCC KKKKK     ", "iffy", "    "}},
    {"javascript title=x", {"const f = `a", "KKKKK     SS", "if` if", "SSS KK"}},
    {"python", {"'''a", "SSSS", "if''' if # if", "SSSSS KK CCCC"}},
    {"{.python .input}", {"def f(): pass", "KKK      KKKK"}},
    {"py", {"x = 'it\\'s' if", "    SSSSSSS KK"}},
    {"python", {"x = 'open if", "    SSSSSSSS", "if", "KK"}}, /* a string ends with its line */
    {"SQL", {"Select a FROM `from`", "KKKKKK   KKKK SSSSSS"}},
    {"sql", {"-- select", "CCCCCCCCC", "x/* y */in", " CCCCCCCKK"}},
    {"json", {"{\"null\": null}", " SSSSSS  KKKK "}},
    {"html", {"<!-- if", "CCCCCCC", "--> <a>", "CCC    "}},
    {"batch", {"rem if", "CCCCCC", "prem if", "     KK"}},
    {"bash", {"if [ -n \"$x\" ]; then", "KK      SSSS    KKKK"}},
    {"c", {"#include <a.h>", "KKKKKKKK      "}},
    {"c", {"\"\\", "SS", "int", "KKK"}},
};

UNIT_TEST(marks) {
    static const char letters[] = {' ', 'K', 'C', 'S'};
    const struct row *r = &ROWS[row];
    struct code_languages *all = code_languages_open(a, STR(CRIB_SOURCE_DATA), diag_open(a));
    const struct code_language *l = code_language_of(all, str_of(r->info));
    struct code_state state = {0};
    ck_assert_ptr_nonnull(l);
    for (size_t i = 0; i < 2 * LINES_MOST && r->lines[i]; i += 2) {
        struct str line = str_of(r->lines[i]);
        uint8_t *part = arena_array(a, uint8_t, line.n);
        char *got = arena_alloc(a, line.n);
        code_mark(l, &state, line, part);
        for (size_t k = 0; k < line.n; k++)
            got[k] = letters[part[k]];
        unit_str_is(((struct str){got, line.n}), str_of(r->lines[i + 1]));
    }
}

UNIT_TEST(unknown_languages_are_none) {
    static const char *const infos[] = {"", "text", "plain", "{}", "mermaid"};
    struct diag *d = diag_open(a);
    struct code_languages *all = code_languages_open(a, STR(CRIB_SOURCE_DATA), d);
    ck_assert_ptr_null(code_language_of(all, str_of(infos[row])));
    ck_assert_ptr_null(code_language_of(NULL, STR("c")));
    ck_assert_uint_eq(d->n, 0);
}

/* The time is in proportion to the listing: every byte is looked at by one rule. */
UNIT_TEST(long_lines) {
    struct code_languages *all = code_languages_open(a, STR(CRIB_SOURCE_DATA), diag_open(a));
    const struct code_language *l = code_language_of(all, STR("c"));
    static const char *const units[] = {"/", "\"", "a", "/*", "\\", "'a"};
    size_t n = 1u << 20;
    char *line = arena_alloc(a, n);
    for (size_t i = 0; i < n; i++)
        line[i] = units[row][i % strlen(units[row])];
    struct code_state state = {0};
    code_mark(l, &state, (struct str){line, n}, arena_array(a, uint8_t, n));
}

int main(void) {
    Suite *s = suite_create("code");
    UNIT_ROWS(s, marks, COUNT_OF(ROWS));
    UNIT_ROWS(s, unknown_languages_are_none, 5);
    UNIT_ROWS(s, long_lines, 6);
    return unit_run(s);
}
