/* Caps and hostile notes: each input is large and mean; each takes time and memory in proportion to
 * its size, the tree keeps its promises, and what a cap did is said. */
#include "unit.h"

#include "syntax/tree_check.h"

#include <time.h>

static struct str repeat(struct arena *a, const char *piece, size_t n) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_c(&b, piece);
    return buf_get(&b);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Parses and checks; messages of the severities above a note come back as a list of slugs. */
static struct str parse(struct arena *a, struct str note, const struct document **doc) {
    struct sources s = source_from_text(a, STR("x.md"), note);
    struct diag *d = diag_open(a);
    struct buf said = buf_in(a);
    struct tree_check t;
    *doc = syn_parse(a, s.v[0], NULL, d);
    ck_assert_msg(tree_check(&t, *doc), "%s", t.why);
    for (size_t i = 0; i < d->n; i++)
        if (d->v[i].severity > SEV_NOTE)
            buf_printf(&said, "%.*s ", STR_ARG(diag_slug(a, d->v[i].id)));
    return str_trim_end(buf_get(&said));
}

/* Pieces repeated; what is said above a note. Sizes keep the whole within seconds under sanitizers.
 */
static const struct {
    const char *piece;
    size_t times;
    const char *says;
} notes[] = {
    {">", 100000, "nesting-cap"},
    {"+ ", 100000, "nesting-cap"},
    {"1. ", 100000, "nesting-cap"},
    {"a文 ", 500000, ""},
    {"**a ", 500000, "bracket-cap"},
    {"`a``b`` ", 200000, "bracket-cap"},
    {"# a\n", 200000, ""},
    {"***\n", 200000, ""},
    {"-\n", 200000, ""},
    {"a\n", 200000, ""},
    {"a*", 100000, ""},
    {"[", 2000000, "bracket-cap"},
    {"[[", 1000000, "bracket-cap"},
    {"![[a]]", 200000, "bracket-cap"},
    {"`", 2000000, ""},
    {"```\n", 100000, ""},
    {"&amp;", 200000, "bracket-cap"},
    {"<", 2000000, "bracket-cap"},
    {"<a ", 500000, "bracket-cap"},
    {"<b>", 500000, "bracket-cap nesting-cap"},
    {"<div><b>", 100000, ""},
    {"<details>\n\n", 50000, "nesting-cap"},
    {"<table><tr><td>", 100000, ""},
    {"<ul><li>", 100000, "nesting-cap"},
    {"<!--\n", 200000, ""},
    {"$", 2000000, ""},
    {"$a ", 500000, ""},
    {"$文 ", 300000, ""},
    {"$$\n", 100000, ""},
    {"%%", 500000, ""},
    {"==", 1000000, ""},
    {"==a== ", 100000, ""},
    {"[^1]: x\n", 100000, "bracket-cap"},
    {"t\n: d\n\n", 50000, ""},
    {": d\n", 100000, ""},
    {"> [!note]\n", 100000, "bracket-cap"},
    {"a\n\n^id\n\n", 50000, ""},
    {"](x)", 200000, "bracket-cap"},
    {"3~5 ", 100000, ""},
    {"http://a ", 50000, ""},
    {"1.数据\n", 50000, ""},
    {"a：\n2. b\n\n", 50000, ""},
    {"①a", 100000, ""},
    {"|a\n", 100000, ""},
    {"|--|\n", 50000, ""},
    {"a|b\n-|-\n\n", 30000, ""},
    {"a\n---\n", 50000, ""},
    {"\t", 1000000, ""},
    {"\\", 2000000, "bracket-cap"},
    {"`a\n", 150000, "bracket-cap"},
};

UNIT_TEST(hostile_notes) {
    const struct document *doc;
    double from = seconds();
    struct str said = parse(a, repeat(a, notes[row].piece, notes[row].times), &doc);
    ck_assert_msg(seconds() - from < 20, "`%s`: %.1f s", notes[row].piece, seconds() - from);
    unit_str_is(said, str_of(notes[row].says));
}

/* Lists nested by indent, then blank lines: quadratic in md4c without the cap. */
UNIT_TEST(deep_lists_and_blank_lines) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    const struct document *doc;
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%*s- a\n", 2 * i, "");
    buf_str(&b, repeat(a, "\n", 100000));
    unit_str_is(parse(a, buf_get(&b), &doc), STR("nesting-cap"));
}

/* One definition, many references: the output would grow without bound. */
UNIT_TEST(definitions_do_not_explode) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    const struct document *doc;
    buf_c(&b, "[a]: /");
    buf_str(&b, repeat(a, "x", 100000));
    buf_c(&b, "\n\n");
    buf_str(&b, repeat(a, "[a] ", 20000));
    unit_str_is(parse(a, buf_get(&b), &doc), STR("reference-cap"));
    struct str text = node_plain(a, doc->root);
    ck_assert(str_has(text, STR("[a] [a]")) && str_has(text, STR("[a]: /xxx")));
}

UNIT_TEST(wide_tables_are_text) {
    bool too_wide = row == 1;
    size_t columns = too_wide ? 129 : 128;
    struct buf b = buf_in(a);
    const struct document *doc;
    for (int line = 0; line < 3; line++) {
        buf_str(&b, repeat(a, line == 1 ? "|-" : "|a", columns));
        buf_c(&b, "|\n");
    }
    unit_str_is(parse(a, buf_get(&b), &doc), too_wide ? STR("table-cap") : STR(""));
    ck_assert_int_eq(doc->root->first->kind, too_wide ? NODE_PARAGRAPH : NODE_TABLE);
    if (!too_wide)
        ck_assert_uint_eq(doc->root->first->columns, columns);
}

/* What is past a cap is flat text, but all there. */
UNIT_TEST(nothing_is_lost_past_caps) {
    UNIT_UNUSED(row);
    const struct document *doc;
    struct str inner = repeat(a, "- ", 300);
    struct buf b = buf_in(a);
    buf_str(&b, inner);
    buf_c(&b, "尾\n\n");
    buf_str(&b, repeat(a, "*a*", 60000));
    buf_c(&b, "终\n\n*后*");
    parse(a, buf_get(&b), &doc);
    struct str text = node_plain(a, doc->root);
    ck_assert(str_has(text, STR("- - 尾")) && str_has(text, STR("*a**a*终")));
    ck_assert_int_eq(doc->root->last->first->kind, NODE_EMPHASIS);
}

int main(void) {
    Suite *s = suite_create("caps");
    UNIT_ROWS(s, hostile_notes, COUNT_OF(notes));
    UNIT(s, deep_lists_and_blank_lines);
    UNIT(s, definitions_do_not_explode);
    UNIT_ROWS(s, wide_tables_are_text, 2);
    UNIT(s, nothing_is_lost_past_caps);
    return unit_run(s);
}
