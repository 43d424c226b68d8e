/* fix: safe rules written into a note: what is written, and that the note then reads the same
 * without them. */
#include "base/fs.h"
#include "unit.h"

#include "syntax/tree_text.h"

static const struct {
    const char *note, *fixed;
} notes[] = {
    {"1.数据\n", "1. 数据\n"},
    {"-数据", "- 数据"},
    {"##标题\n＃＃ 题\n", "## 标题\n## 题\n"},
    {"对策：\n2. 甲\n3. 乙\n", "对策：\n\n2. 甲\n3. 乙\n"},
    {"> 对策：\n> 2. 甲\n", "> 对策：\n>\n> 2. 甲\n"},
    {"文\n---\n", "文\n\n---\n"},
    {"表：\n|a|\n|---|\n", "表：\n\n|a|\n|---|\n"},
    {"3~5年，2~3天", "3\\~5年，2\\~3天"},
    {"<img src=“a.png”>", "<img src=\"a.png\">"},
    {"\xEF\xBB\xBF"
     "1.数据\r\n\r\n文\r\n---\r\n",
     "\xEF\xBB\xBF"
     "1. 数据\r\n\r\n文\r\n\r\n---\r\n"},
    {"---\ntitle: t\n---\n1.数据\n", "---\ntitle: t\n---\n1. 数据\n"},
    {"```\n1.数据\n```\n`##x` $3~5$\n", ""},
    {"**重点：**正文 （1）$x$ [[a]]\n", ""},
    {"1、数据\n", ""},
};

static struct str fixed(struct arena *a, const char *note, size_t *n) {
    struct sources s = source_from_text(a, STR("x.md"), str_of(note));
    struct syntax_fixed f = syn_fix(a, s.v[0], NULL);
    *n = f.n;
    return f.bytes;
}

UNIT_TEST(writes) {
    size_t n;
    unit_str_is(fixed(a, notes[row].note, &n), str_of(notes[row].fixed));
    ck_assert_int_eq(n > 0, notes[row].fixed[0] != '\0');
}

/* All rules that can be written, and those alone, are off: the tree is the one they made before. */
UNIT_TEST(reads_the_same) {
    size_t n;
    static const char *const names[] = {"ol-space",      "ul-space",     "ol-break",
                                        "heading-space", "heading-wide", "setext",
                                        "table-break",   "tilde",        "tag-quotes"};
    struct str off[COUNT_OF(names)], after = fixed(a, notes[row].note, &n);
    struct syntax_options o = {off, COUNT_OF(off)};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        off[i] = str_of(names[i]);
    if (n == 0 || str_has(after, STR("\\"))) /* an escape divides text */
        return;
    struct diag *d = diag_open(a);
    struct str was = tree_text(a, str_of(notes[row].note), NULL, false, d);
    unit_str_is(tree_text(a, after, &o, false, d), was);
}

UNIT_TEST(nothing_is_left_to_fix) {
    size_t n, more = 0;
    struct str once = fixed(a, notes[row].note, &n);
    if (n)
        fixed(a, str_c(a, once), &more);
    ck_assert_uint_eq(more, 0);
}

/* docs/reading.md has a row for each rule, and says which are written. */
UNIT_TEST(rules_are_documented) {
    UNIT_UNUSED(row);
    struct str doc, error;
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    ck_assert(fs_read(a, STR(CRIB_SOURCE_DATA "/docs/reading.md"), 1 << 20, &doc, &error));
    for (size_t i = 0; i < n; i++) {
        struct str line =
            str_format(a, "| `%s` | %s|", rules[i].name, rules[i].written ? "yes " : "");
        ck_assert_msg(str_has(doc, line), "docs/reading.md lacks: %s", str_c(a, line));
    }
}

int main(void) {
    Suite *s = suite_create("fix");
    UNIT_ROWS(s, writes, COUNT_OF(notes));
    UNIT_ROWS(s, reads_the_same, COUNT_OF(notes));
    UNIT_ROWS(s, nothing_is_left_to_fix, COUNT_OF(notes));
    UNIT(s, rules_are_documented);
    return unit_run(s);
}
