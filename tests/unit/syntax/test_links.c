/* links: missing notes, headings and blocks; notes that embed themselves. */
#include "unit.h"

#include "syntax/syntax.h"

#include "source/files.h"

static struct str check(struct arena *a, const char *const *files, size_t n) {
    struct str dir = files_dir(a), root[] = {dir};
    for (size_t i = 0; i + 1 < n; i += 2)
        files_put(a, dir, files[i], files[i + 1]);
    struct diag *d = diag_open(a), *other = diag_open(a);
    struct sources s = source_load(a, root, 1, &(struct source_options){0}, d);
    const struct document **docs = arena_array(a, const struct document *, s.n);
    for (size_t i = 0; i < s.n; i++)
        docs[i] = syn_parse(a, s.v[i], NULL, other);
    syn_links(a, docs, s.n, vault_open(a, &s), d);
    struct buf b = buf_in(a);
    for (size_t i = 0; i < d->n; i++) {
        struct place p = source_place(&s, d->v[i].span);
        buf_printf(&b, "%.*s:%u:%u %.*s\n", STR_ARG(fs_base(p.path)), p.line, p.column,
                   STR_ARG(diag_slug(a, d->v[i].id)));
    }
    return buf_get(&b);
}

#define CHECK(...)                                                                                 \
    check(a, (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *[]){__VA_ARGS__})))

UNIT_TEST(links_that_hold) {
    UNIT_UNUSED(row);
    struct str said =
        CHECK("a.md",
              "# 题 一！\n\n[[b]] [[b#小节]] [[#题 一]] [[b#^x1]] [[sub/c|C]] ![[p.png]] [[d.pdf]] "
              "[[B#小节#更小]]",
              "b.md", "## 小节\n\n文 ^x1\n\n### 更小\n", "sub/c.md", "c", "d.pdf", "x");
    unit_str_is(said, STR(""));
}

UNIT_TEST(links_that_do_not) {
    UNIT_UNUSED(row);
    struct str said = CHECK("a.md", "[[none]]\n[[b#没有]]\n- [[b#^没有]] ![[none2]]", "b.md", "x");
    unit_str_is(said, STR("a.md:1:1 link-missing\na.md:2:1 link-missing\n"
                          "a.md:3:3 link-missing\na.md:3:13 link-missing\n"));
}

/* Files of Markdown links; addresses of sites are none, nor are parts looked for. */
UNIT_TEST(addresses) {
    UNIT_UNUSED(row);
    struct str said =
        CHECK("a.md",
              "[b](b.md#x) [b](<sub/c d.md>) [b](sub/c%20d.md?y) [p](/site/x.pdf) [w](x.html)\n"
              "[h](http://a.cn/x.pdf) [#](#none) [m](mailto:a@b.cn) [v](../) [n](none)\n"
              "[x](none.md)\n- [y](sub/none.pdf) [z][]\n\n[z]: ./z.docx\n",
              "b.md", "x", "sub/c d.md", "y");
    unit_str_is(said, STR("a.md:3:1 link-missing\na.md:4:3 link-missing\n"
                          "a.md:4:21 link-missing\n"));
}

UNIT_TEST(rings) {
    UNIT_UNUSED(row);
    unit_str_is(CHECK("a.md", "一\n\n![[a]]"), STR("a.md:3:1 embed-cycle\n"));
    unit_str_is(CHECK("a.md", "![[b]]", "b.md", "![[c]]", "c.md", "x\n\n![[a]]"),
                STR("a.md:1:1 embed-cycle\n"));
    unit_str_is(CHECK("a.md", "# 甲\n\n![[#乙]]\n\n# 乙\n\n文"), STR(""));
    unit_str_is(CHECK("a.md", "# 甲\n\n## 丙\n\n![[#甲]]\n\n# 乙\n\n文"),
                STR("a.md:5:1 embed-cycle\n"));
    unit_str_is(CHECK("a.md", "# 甲\n\n![[b#乙]]", "b.md", "# 甲\n\n![[a]]\n\n# 乙\n\n文"),
                STR(""));
    unit_str_is(CHECK("a.md", "![[b]] ![[b]]", "b.md", "文"), STR(""));
}

/* A chain of many notes needs no stack; a ring of them is found once. */
UNIT_TEST(long_chains) {
    enum { NOTES = 3000 };
    bool closed = row == 1;
    const char **files = arena_array(a, const char *, 2 * NOTES);
    for (int i = 0; i < NOTES; i++) {
        files[2 * i] = str_c(a, str_format(a, "n%05d.md", i));
        files[2 * i + 1] = str_c(a, str_format(a, "![[n%05d]]", closed ? (i + 1) % NOTES : i + 1));
    }
    files[2 * NOTES - 1] = closed ? files[2 * NOTES - 1] : "end";
    unit_str_is(check(a, files, 2 * NOTES), closed ? STR("n00000.md:1:1 embed-cycle\n") : STR(""));
}

int main(void) {
    Suite *s = suite_create("links");
    UNIT(s, links_that_hold);
    UNIT(s, links_that_do_not);
    UNIT(s, addresses);
    UNIT(s, rings);
    UNIT_ROWS(s, long_chains, 2);
    return unit_run(s);
}
