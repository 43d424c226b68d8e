/* entity, html_token, wiki: the small readers. */
#include "unit.h"

#include "syntax/entity.h"
#include "syntax/html_token.h"
#include "syntax/syntax.h"
#include "syntax/wiki.h"

static const struct {
    const char *reference, *text; /* NULL: none */
} references[] = {
    {"&amp;", "&"},
    {"&copy;", "©"},
    {"&ngE;", "≧\u0338"},
    {"&AElig;", "Æ"},
    {"&zwnj;", "\u200C"},
    {"&#35;", "#"},
    {"&#x4E2D;", "中"},
    {"&#X4e2d;", "中"},
    {"&#0;", "\uFFFD"},
    {"&#xD800;", "\uFFFD"},
    {"&#x110000;", "\uFFFD"},
    {"&#1114111;", "\U0010FFFF"},
    {"&nosuch;", NULL},
    {"&;", NULL},
    {"&#;", NULL},
    {"&#x;", NULL},
    {"&#12345678;", NULL},
    {"&#1a;", NULL},
    {"amp;", NULL},
    {"&amp", NULL},
    {"&AMP;", "&"},
    {"&Amp;", NULL},
};

UNIT_TEST(resolves_references) {
    struct buf b = buf_in(a);
    bool ok = entity_put(&b, str_of(references[row].reference));
    ck_assert_int_eq(ok, references[row].text != NULL);
    unit_str_is(buf_get(&b), str_of(references[row].text));
}

UNIT_TEST(resolves_text) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    entity_put_all(&b, STR("a&lt;b &x; & c&amp;d&"));
    unit_str_is(buf_get(&b), STR("a<b &x; & c&d&"));
}

/* A token a letter: Text, Open, Empty, Close, comment (#), other (!). */
static struct str kinds(struct arena *a, struct str html) {
    struct buf b = buf_in(a);
    struct html_token k;
    uint32_t at = 0, last = 0;
    while (html_next(html, &at, &k)) {
        ck_assert_uint_eq(k.at, last);
        ck_assert_uint_gt(k.end, k.at);
        last = k.end;
        buf_byte(&b, k.kind == HTML_OPEN && k.is_empty ? 'E' : "TOC#!"[k.kind]);
    }
    ck_assert_uint_eq(last, html.n);
    return buf_get(&b);
}

static const struct {
    const char *html, *kinds;
} pieces[] = {
    {"", ""},
    {"文", "T"},
    {"<b>x</b>", "OTC"},
    {"<br/><br />", "EE"},
    {"<a href=\"x>y\">", "O"},
    {"<a b = 'c>d' e>", "O"},
    {"<a\nb=c\n>", "O"},
    {"a < b", "TT"},
    {"<", "T"},
    {"<>", "T"},
    {"<b", "T"},
    {"<b <i>", "TO"},
    {"<1>", "T"},
    {"<!-- x > y --><b>", "#O"},
    {"<!-- x", "#"},
    {"<!DOCTYPE html><?php a ?><![CDATA[ > ]]>", "!!!"},
    {"<!x", "T"},
    {"<my-tag a=\"b\"/>", "E"},
};

UNIT_TEST(reads_pieces) {
    unit_str_is(kinds(a, str_of(pieces[row].html)), str_of(pieces[row].kinds));
}

UNIT_TEST(reads_attributes) {
    UNIT_UNUSED(row);
    struct str s =
        STR(" href = \"a&amp;b\" DISABLED title='x \"y\"' width=50% empty=\"\" data-x=1");
    unit_str_is(html_attribute(a, s, "href"), STR("a&b"));
    unit_str_is(html_attribute(a, s, "title"), STR("x \"y\""));
    unit_str_is(html_attribute(a, s, "WIDTH"), STR("50%"));
    unit_str_is(html_attribute(a, s, "disabled"), STR(""));
    unit_str_is(html_attribute(a, s, "x"), STR(""));
    unit_str_is(html_attribute(a, s, "data-x"), STR("1"));
    struct str style = STR("background-color: #fff; Color : red ;zoom:50%");
    unit_str_is(html_style(style, "color"), STR("red"));
    unit_str_is(html_style(style, "zoom"), STR("50%"));
    unit_str_is(html_style(style, "width"), STR(""));
}

static const struct {
    const char *text;
    size_t end;
    bool embed;
} links[] = {
    {"[[a]]", 5, false},    {"![[a]] x", 6, true}, {"[[a]", 0, false},
    {"[[]]", 0, false},     {"[[ a ]]", 0, false}, {"![[ a ]]", 8, true},
    {"[[a\nb]]", 0, false}, {"[[a[b]]", 0, false}, {"[a]", 0, false},
};

UNIT_TEST(finds_wiki_links) {
    bool embed;
    UNIT_UNUSED(a);
    ck_assert_uint_eq(wiki_end(str_of(links[row].text), 0, &embed), links[row].end);
    ck_assert_int_eq(embed, links[row].embed);
}

static const struct {
    const char *text;
    bool is;
} widths[] = {
    {"300", true},   {"300x200", true}, {"", false},   {"x200", false},
    {"300x", false}, {"300px", false},  {"文", false},
};

UNIT_TEST(knows_widths) {
    UNIT_UNUSED(a);
    ck_assert_int_eq(wiki_is_width(str_of(widths[row].text)), widths[row].is);
}

UNIT_TEST(plain_text) {
    UNIT_UNUSED(row);
    struct sources s = source_from_text(
        a, STR("x.md"), STR("# 一 **二**\n\n三\n四 `五` $x$ ![七](x) [[八|九]]\n\n- 十<br>百\n"));
    struct document *doc = syn_parse(a, s.v[0], NULL, diag_open(a));
    unit_str_is(node_plain(a, doc->root), STR("一 二 三 四 五 x 七 九 十 百"));
    ck_assert_str_eq(node_kind_name(NODE_MATH_BLOCK), "math-block");
    ck_assert(node_is_block(NODE_COMMENT) && !node_is_block(NODE_TEXT));
}

/* The table of rules: names once, everything said in words. */
UNIT_TEST(rules_are_named) {
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    size_t n;
    const struct syntax_rule *r = syn_rules(&n);
    for (size_t i = 0; i < n; i++) {
        ck_assert(r[i].name[0] && r[i].about[0]);
        ck_assert(syn_rule_known(str_of(r[i].name)));
        for (size_t k = i + 1; k < n; k++)
            ck_assert_str_ne(r[i].name, r[k].name);
    }
    ck_assert(!syn_rule_known(STR("nosuch")) && !syn_rule_known(STR("")));
}

int main(void) {
    Suite *s = suite_create("parts");
    UNIT_ROWS(s, resolves_references, COUNT_OF(references));
    UNIT(s, resolves_text);
    UNIT_ROWS(s, reads_pieces, COUNT_OF(pieces));
    UNIT(s, reads_attributes);
    UNIT_ROWS(s, finds_wiki_links, COUNT_OF(links));
    UNIT_ROWS(s, knows_widths, COUNT_OF(widths));
    UNIT(s, plain_text);
    UNIT(s, rules_are_named);
    return unit_run(s);
}
