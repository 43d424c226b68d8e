/* commonmark SPEC.TXT EXPECTED [extensions]: the examples of the CommonMark specification through
 * the front end; or those of GitHub's that show an extension.
 *
 * Each example's tree is written as HTML the way the specification does, and compared with the
 * specification's own. Two things a tree does not hold are left out of both: paragraphs right in
 * list items (whether a list is loose), and blanks between blocks. EXPECTED lists the examples
 * whose difference is meant, a line each cause: `rules: cause: numbers` or `plain: cause: numbers`;
 * the first run has all rules on, the second none; `maybe: cause: numbers` may differ. Prints PASS
 * or FAIL lines; exit 1 on any FAIL. */
#include "base/fs.h"
#include "syntax/syntax.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- a tree as HTML ---- */

static void put_escaped(struct buf *b, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '&')
            buf_c(b, "&amp;");
        else if (c == '<')
            buf_c(b, "&lt;");
        else if (c == '>')
            buf_c(b, "&gt;");
        else if (c == '"')
            buf_c(b, "&quot;");
        else
            buf_byte(b, c);
    }
}

/* As the reference implementation writes addresses. */
static void put_address(struct buf *b, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                     (c && strchr("-_.+!*(),%#@?=;:/$~", c));
        if (c == '&')
            buf_c(b, "&amp;");
        else if (c == '\'')
            buf_c(b, "&#x27;");
        else if (plain)
            buf_byte(b, c);
        else
            buf_printf(b, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static void put_node(struct buf *b, const struct node *n);

static void put_children(struct buf *b, const struct node *n) {
    for (const struct node *c = n->first; c; c = c->next)
        put_node(b, c);
}

static void put_alt(struct buf *b, const struct node *n) {
    for (const struct node *c = n->first; c; c = c->next) {
        if (c->kind == NODE_TEXT || c->kind == NODE_CODE)
            put_escaped(b, c->text);
        else if (c->kind == NODE_SOFT_BREAK || c->kind == NODE_LINE_BREAK)
            buf_byte(b, '\n');
        put_alt(b, c);
    }
}

static void put_title(struct buf *b, const struct node *n) {
    if (n->more->title.n) {
        buf_c(b, " title=\"");
        put_escaped(b, n->more->title);
        buf_c(b, "\"");
    }
}

static void put_link(struct buf *b, const struct node *n) {
    bool image = n->kind == NODE_IMAGE;
    buf_c(b, image ? "<img src=\"" : "<a href=\"");
    put_address(b, n->more->target);
    buf_c(b, image ? "\" alt=\"" : "\"");
    if (image) {
        put_alt(b, n);
        buf_c(b, "\"");
    }
    put_title(b, n);
    buf_c(b, image ? " />" : ">");
    if (!image) {
        put_children(b, n);
        buf_c(b, "</a>");
    }
}

static void put_code_block(struct buf *b, const struct node *n) {
    struct str info = n->more->target;
    buf_c(b, "<pre><code");
    if (info.n) {
        buf_c(b, " class=\"language-");
        put_escaped(b, str_slice(info, 0, str_find_byte(info, ' ')));
        buf_c(b, "\"");
    }
    buf_c(b, ">");
    put_escaped(b, n->text);
    buf_c(b, n->text.n ? "\n</code></pre>" : "</code></pre>");
}

static void put_list(struct buf *b, const struct node *n) {
    long start = 1;
    if (n->first)
        start = strtol(str_c(b->a, n->first->text), NULL, 10);
    if (n->ordered && start != 1)
        buf_printf(b, "<ol start=\"%ld\">", start);
    else
        buf_c(b, n->ordered ? "<ol>" : "<ul>");
    put_children(b, n);
    buf_c(b, n->ordered ? "</ol>" : "</ul>");
}

static void put_item(struct buf *b, const struct node *n) {
    static const char *const boxes[] = {"", "<input disabled=\"\" type=\"checkbox\"> ",
                                        "<input checked=\"\" disabled=\"\" type=\"checkbox\"> "};
    buf_printf(b, "<li>%s", boxes[n->task]);
    put_children(b, n);
    buf_c(b, "</li>");
}

static void put_cell(struct buf *b, const struct node *n) {
    static const char *const aligns[] = {"", " align=\"left\"", " align=\"center\"",
                                         " align=\"right\""};
    buf_printf(b, n->is_head ? "<th%s>" : "<td%s>", aligns[n->align]);
    put_children(b, n);
    buf_c(b, n->is_head ? "</th>" : "</td>");
}

static void put_element(struct buf *b, const char *name, const struct node *n) {
    buf_printf(b, "<%s>", name);
    put_children(b, n);
    buf_printf(b, "</%s>", name);
}

static void put_text_in(struct buf *b, const char *open, struct str text, const char *close) {
    buf_c(b, open);
    put_escaped(b, text);
    buf_c(b, close);
}

static const char *const elements[NODE_KIND_COUNT] = {
    [NODE_PARAGRAPH] = "p",   [NODE_QUOTE] = "blockquote", [NODE_EMPHASIS] = "em",
    [NODE_STRONG] = "strong", [NODE_STRIKE] = "del",       [NODE_TABLE] = "table",
};

/* Cells a row does not have are no nodes; GFM shows them. */
static void put_row(struct buf *b, const struct node *n) {
    buf_c(b, "<tr>");
    put_children(b, n);
    for (unsigned i = n->columns; i < n->parent->columns; i++)
        buf_c(b, "<td></td>");
    buf_c(b, "</tr>");
}

static void put_node(struct buf *b, const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_HEADING:
        buf_printf(b, "<h%d>", n->level);
        put_children(b, n);
        buf_printf(b, "</h%d>", n->level);
        break;
    case NODE_LIST:
        put_list(b, n);
        break;
    case NODE_ROW:
        put_row(b, n);
        break;
    case NODE_CELL:
        put_cell(b, n);
        break;
    case NODE_ITEM:
        put_item(b, n);
        break;
    case NODE_CODE_BLOCK:
        put_code_block(b, n);
        break;
    case NODE_RULE:
        buf_c(b, "<hr />");
        break;
    case NODE_TEXT:
        put_escaped(b, n->text);
        break;
    case NODE_SOFT_BREAK:
        buf_byte(b, '\n');
        break;
    case NODE_LINE_BREAK:
        buf_c(b, "<br />\n");
        break;
    case NODE_CODE:
        put_text_in(b, "<code>", n->text, "</code>");
        break;
    case NODE_LINK:
    case NODE_IMAGE:
        put_link(b, n);
        break;
    default:
        if (elements[n->kind])
            put_element(b, elements[n->kind], n);
        else
            put_text_in(b, "[", str_of(node_kind_name((enum node_kind)n->kind)), "]");
    }
}

/* ---- comparing HTML ---- */

struct reader {
    struct str html;
    size_t at;
    struct str open[64]; /* names of open elements */
    size_t depth;
    struct buf out;
    int in_pre;
};

static bool is_block(struct str name) {
    static const char *const blocks[] = {"p",  "li", "ul", "ol",    "blockquote", "pre",  "hr",
                                         "h1", "h2", "h3", "h4",    "h5",         "h6",   "table",
                                         "tr", "td", "th", "thead", "tbody",      "input"};
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        if (str_eqc(name, blocks[i]))
            return true;
    return false;
}

static void trim_out(struct buf *b) {
    while (b->n && (b->p[b->n - 1] == ' ' || b->p[b->n - 1] == '\n'))
        b->n--;
}

static void skip_blanks(struct reader *r) {
    while (r->at < r->html.n && (r->html.p[r->at] == ' ' || r->html.p[r->at] == '\n'))
        r->at++;
}

static void pass_tag(struct reader *r) {
    struct str rest = str_from(r->html, r->at), tag = str_slice(rest, 0, str_find_byte(rest, '>'));
    bool closes = tag.n > 1 && tag.p[1] == '/';
    struct str name = str_slice(tag, 1 + closes, MIN(str_find_byte(tag, ' '), tag.n));
    bool in_item = r->depth && str_eqc(r->open[r->depth - 1], "li");
    bool empty = (tag.n && tag.p[tag.n - 1] == '/') || str_eqc(name, "input");
    r->at += tag.n + 1;
    if (str_eqc(name, "pre"))
        r->in_pre += closes ? -1 : 1;
    if (closes && r->depth)
        r->depth--;
    bool under_item = r->depth && str_eqc(r->open[r->depth - 1], "li");
    if (!closes && !empty && r->depth < COUNT_OF(r->open))
        r->open[r->depth++] = name;
    bool block = is_block(name);
    if (block)
        trim_out(&r->out);
    if (str_eqc(name, "thead") || str_eqc(name, "tbody"))
        ; /* rows tell by their cells */
    else if (str_eqc(name, "p") && (closes ? under_item : in_item))
        buf_c(&r->out, closes ? "\n" : ""); /* whether a list is loose is not compared */
    else
        buf_printf(&r->out, "%.*s>", STR_ARG(tag));
    if (block && !r->in_pre)
        skip_blanks(r);
}

static struct str canonical(struct arena *a, struct str html) {
    struct reader r = {.html = html, .out = buf_in(a)};
    while (r.at < html.n) {
        if (html.p[r.at] == '<')
            pass_tag(&r);
        else
            buf_byte(&r.out, html.p[r.at++]);
    }
    trim_out(&r.out);
    return buf_get(&r.out);
}

/* ---- examples ---- */

struct example {
    struct str note, html;
};
typedef VEC(struct example) examples;

/* GitHub's specification says behind the word which extension an example shows. */
static bool is_wanted(struct str line, bool extensions) {
    struct str word = str_trim(str_from(line, str_find(line, STR("example")) + strlen("example")));
    return !extensions || (word.n && !str_eqc(word, "tagfilter"));
}

static examples read_examples(struct arena *a, struct str text, bool extensions) {
    static const char fence[] = "````````````````````````````````";
    examples out = {0};
    struct str line;
    while (str_next_line(&text, &line)) {
        if (!str_starts(line, STR(fence)) || !str_has(line, STR("example")) ||
            !is_wanted(line, extensions))
            continue;
        const char *from = text.p, *dot = NULL;
        while (str_next_line(&text, &line) && !str_starts(line, STR(fence)))
            if (str_eqc(line, ".") && !dot)
                dot = line.p;
        struct example e = {{from, (size_t)(dot - from)}, {dot + 2, (size_t)(line.p - dot - 2)}};
        e.note = str_replace(a, e.note, STR("→"), STR("\t"));
        e.html = str_replace(a, e.html, STR("→"), STR("\t"));
        vec_push(a, &out, e);
    }
    return out;
}

static struct str html_of(struct arena *a, struct str note, const struct syntax_options *o) {
    struct buf b = buf_in(a);
    struct sources s = source_from_text(a, STR("note.md"), note);
    put_children(&b, syn_parse(a, s.v[0], o, diag_open(a))->root);
    return buf_get(&b);
}

/* The numbers of the lines of `expected` that begin with `run`. */
static bool is_expected(struct str expected, const char *run, long number) {
    struct str line;
    while (str_next_line(&expected, &line)) {
        if (!str_starts(line, str_of(run)))
            continue;
        size_t colon = line.n;
        while (colon > 0 && line.p[colon - 1] != ':')
            colon--;
        struct str rest = str_from(line, colon);
        while (rest.n) {
            long v;
            rest = str_trim(rest);
            struct str word = str_slice(rest, 0, MIN(str_find_byte(rest, ' '), rest.n));
            if (str_to_int(word, &v) && v == number)
                return true;
            rest = str_from(rest, word.n);
        }
    }
    return false;
}

static int run_all(struct arena *a, const examples *all, struct str expected, const char *run,
                   const struct syntax_options *o) {
    int failed = 0, different = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct str got = html_of(a, all->v[i].note, o);
        struct str is = canonical(a, got), want = canonical(a, all->v[i].html);
        bool same = str_eq(is, want), meant = is_expected(expected, run, (long)i + 1);
        different += !same;
        if (same != meant)
            continue;
        if (is_expected(expected, "maybe: ", (long)i + 1))
            continue;
        failed++;
        printf("FAIL %sexample %zu: %s\n", run, i + 1, same ? "is as CommonMark wants" : "differs");
        if (getenv("VERBOSE") && !same)
            printf("note <<%.*s>>\nwant <<%.*s>>\ngot  <<%.*s>>\n", STR_ARG(all->v[i].note),
                   STR_ARG(want), STR_ARG(is));
    }
    if (!failed)
        printf("PASS %s%zu examples, %d differ as listed\n", run, all->n, different);
    return failed;
}

static int run(struct arena *a, const char *spec, const char *expected_path, bool extensions) {
    struct str text, expected, error = {0};
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    struct str *off = arena_array(a, struct str, n);
    for (size_t i = 0; i < n; i++)
        off[i] = str_of(rules[i].name);
    if (!fs_read(a, str_of(spec), 1 << 24, &text, &error) ||
        !fs_read(a, str_of(expected_path), 1 << 20, &expected, &error)) {
        printf("FAIL commonmark: %.*s\n", STR_ARG(error));
        return 1;
    }
    examples all = read_examples(a, text, extensions);
    int failed = run_all(a, &all, expected, extensions ? "gfm: " : "rules: ", NULL);
    if (extensions)
        return failed;
    failed += run_all(a, &all, expected, "plain: ", &(struct syntax_options){off, n});
    return failed;
}

static bool for_extensions(int argc, char **argv) {
    return argc == 4 && strcmp(argv[3], "extensions") == 0;
}

int main(int argc, char **argv) {
    struct failure f;
    if (argc != 3 && !for_extensions(argc, argv)) {
        fputs("usage: commonmark SPEC.TXT EXPECTED [extensions]\n", stderr);
        return 2;
    }
    if (setjmp(f.env)) {
        printf("FAIL commonmark: %s\n", f.text);
        return 1;
    }
    struct arena *a = arena_open(&f);
    int failed = run(a, argv[1], argv[2], for_extensions(argc, argv));
    arena_close(a);
    return failed > 0;
}
