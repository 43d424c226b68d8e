/* What notes say as HTML of cards: nothing of it may become markup, a template, a sound, a blank or
 * a formula it does not mean. Expected values by hand, from Anki's and MathJax's rules. */
#include "plan/note_html.h"

#include "unit.h"

struct text_case {
    const char *text, *html;
    bool cloze, in_blank;
};

static const struct text_case texts[] = {
    {"a < b && c > d", "a &lt; b &amp;&amp; c &gt; d", false, false},
    {"</script><b>", "&lt;/script&gt;&lt;b&gt;", false, false},
    {"[sound:../x.mp3] [Sound:y]", "&#91;sound:../x.mp3] &#91;Sound:y]", false, false},
    {"[latex]x[/latex] [$]y[/$] [$$]z[/$$]",
     "&#91;latex]x&#91;/latex] &#91;$]y&#91;/$] &#91;$$]z&#91;/$$]", false, false},
    {"[[type:Back]] [anki:play:q:0]", "&#91;[type:Back]] &#91;anki:play:q:0]", false, false},
    {"a[0] [x]", "a[0] [x]", false, false},
    {"{{FrontSide}} {{c1::x}}", "{{FrontSide}} {<!-- -->{c1::x}}", false, false},
    {"{{c1::x}}", "{<!-- -->{c1::x}<!-- -->}", true, false},
    {"std::vector<T>", "std:<!-- -->:vector&lt;T&gt;", true, true},
    {"std::vector", "std::vector", true, false},
    {"\\(x\\) \\[y\\] \\n", "<span>\\</span>(x\\) <span>\\</span>[y\\] \\n", false, false},
    {"two  spaces", "two spaces", false, false},
    {"结构  x  和", "结构 &nbsp;x &nbsp;和", false, false},
    {"a\x1f\x01 b\x7f", "a b", false, false},
    {"line\nend\ttab", "line end tab", false, false},
};

static struct note_html writer(struct arena *a, struct note_media *media) {
    *media = note_media_open(a, NULL, diag_open(a));
    return (struct note_html){.out = buf_in(a), .media = media};
}

UNIT_TEST(plain_text) {
    struct note_media media;
    struct note_html h = writer(a, &media);
    h.cloze = texts[row].cloze;
    h.in_blank = texts[row].in_blank;
    note_text(&h, str_of(texts[row].text));
    unit_str_is(buf_get(&h.out), str_of(texts[row].html));
}

struct run_case {
    uint32_t flags;
    const char *text, *target, *html;
    bool cloze, in_blank;
};

static const struct run_case runs[] = {
    {RICH_BOLD | RICH_CODE, "a<b", "", "<b><code>a&lt;b</code></b>", false, false},
    {RICH_LINK, "web", "https://x.org/?a=1&b=\"2\"",
     "<a href=\"https://x.org/?a=1&amp;b=%222%22\">web</a>", false, false},
    {RICH_LINK, "bad", "javascript:alert(1)", "bad", false, false},
    {RICH_LINK, "bad", "data:text/html,x", "bad", false, false},
    {RICH_LINK, "note", "other note", "note", false, false},
    {RICH_BREAK, "\n", "", "<br>", false, false},
    {RICH_MATH, "x < y & z", "", "\\(x &lt; y &amp; z\\)", false, false},
    {RICH_MATH | RICH_DISPLAY, "x_{1}", "", "\\[x_{1}\\]", false, false},
    {RICH_MATH, "\\frac{a}{b_{c}}", "", "\\(\\frac{a}{b_{c} }\\)", true, true},
    {RICH_MATH, "\\frac{a}{b_{c}}", "", "\\(\\frac{a}{b_{c}}\\)", false, false},
    {RICH_MATH, "a::b", "", "\\(a:{}:b\\)", true, true},
    {RICH_MATH, "\\\\[2pt] x", "", "\\(\\\\[2pt] x\\)", false, false},
    {RICH_MATH, "\\href{javascript:x}{y}", "", "<code>\\href{javascript:x}{y}</code>", false,
     false},
    {RICH_MATH, "x\\) <b>", "", "<code>x\\) &lt;b&gt;</code>", false, false},
    {RICH_IMAGE, "cat.png", "cat.png", "<span class=\"missing\">cat.png</span>", false, false},
};

UNIT_TEST(inline_runs) {
    const struct run_case *c = &runs[row];
    struct note_media media;
    struct note_html h = writer(a, &media);
    struct rich_more more = {.target = str_of(c->target)};
    struct rich_run run = {.text = str_of(c->text), .flags = c->flags, .more = &more};
    struct rich r = {.plain = run.text, .runs = &run, .n = 1};
    h.cloze = c->cloze;
    h.in_blank = c->in_blank;
    note_rich(&h, &r);
    unit_str_is(buf_get(&h.out), str_of(c->html));
}

/* A pair of braces whose halves are in two runs is parted, too. */
UNIT_TEST(pairs_across_runs) {
    UNIT_UNUSED(row);
    struct note_media media;
    struct note_html h = writer(a, &media);
    struct str plain = STR("x}}y");
    struct rich_run two[2] = {{.text = str_slice(plain, 0, 2)}, {.text = str_from(plain, 2)}};
    struct rich r = {.plain = plain, .runs = two, .n = 2};
    h.cloze = true;
    note_rich(&h, &r);
    unit_str_is(buf_get(&h.out), STR("x}<!-- -->}y"));
}

int main(void) {
    Suite *s = suite_create("note_html");
    UNIT_ROWS(s, plain_text, COUNT_OF(texts));
    UNIT_ROWS(s, inline_runs, COUNT_OF(runs));
    UNIT(s, pairs_across_runs);
    return unit_run(s);
}
