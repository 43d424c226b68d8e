/* note_html: see note_html.h. This file: text and its inline markup.
 *
 * What must stay text: `{{c1::` in cloze notes, `[sound:…]`, `[anki:…]`, `[latex]`, `[$]`,
 * `[[type:…]]`, `\(` and `\[` of MathJax, HTML. Anki looks for the bracketed ones in the field's
 * bytes, so an entity for the bracket hides them; MathJax reads the finished page, where only an
 * element between the two characters does. */
#include "plan/note_html.h"

#include "base/utf8.h"

#include <strings.h>

/* What Anki does something about when it follows a `[`. */
static bool is_command(struct str s) {
    static const char *const words[] = {"sound:", "anki:",   "latex]", "$]",  "$$]",
                                        "[type:", "/latex]", "/$]",    "/$$]"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t n = strlen(words[i]);
        if (s.n >= n && strncasecmp(s.p, words[i], n) == 0)
            return true;
    }
    return false;
}

/* In a cloze note `{{`, `}}` and, in a blank, `::` mean something; elsewhere `{{c1` would at least
 * look like a mistake. Parts such a pair at the start of s, whichever run its halves come from. */
static void part_pair(struct note_html *h, struct str s, const char *between) {
    char c = s.p[0];
    if (h->out.n == 0 || h->out.p[h->out.n - 1] != c)
        return;
    bool brace = c == '{' || c == '}';
    bool like_blank = c == '{' && s.n > 2 && s.p[1] == 'c' && byte_is_digit(s.p[2]);
    if ((brace && (h->cloze || like_blank)) || (h->in_blank && c == ':'))
        buf_c(&h->out, between);
}

/* The character at the start of s, when it needs care; false when it is to be written as it is. */
static bool put_careful(struct note_html *h, struct str s) {
    struct buf *out = &h->out;
    char c = s.p[0], next = s.n > 1 ? s.p[1] : 0;
    if (c == '&')
        buf_c(out, "&amp;");
    else if (c == '<')
        buf_c(out, "&lt;");
    else if (c == '>')
        buf_c(out, "&gt;");
    else if (c == '[' && is_command(str_from(s, 1)))
        buf_c(out, "&#91;");
    else if (c == '\\' && (next == '(' || next == '['))
        buf_c(out, "<span>\\</span>");
    else if (c == '\n')
        buf_c(out, h->is_listing ? "<br>" : " ");
    else if (c == '\t')
        buf_c(out, h->is_listing ? "    " : " ");
    else
        return (unsigned char)c < 0x20 || c == 0x7F; /* controls go */
    return true;
}

/* Several spaces beside a Han character part something ("结构  兼顾双向"): all but the first are
 * made hard, or the page would show one. Elsewhere they are slips. */
static size_t put_spaces(struct note_html *h, struct str s) {
    size_t n = 0;
    while (n < s.n && s.p[n] == ' ')
        n++;
    bool wide = (h->out.n && (unsigned char)h->out.p[h->out.n - 1] >= 0x80) ||
                (n < s.n && (unsigned char)s.p[n] >= 0x80);
    buf_byte(&h->out, ' ');
    for (size_t i = 1; i < n && wide; i++)
        buf_c(&h->out, "&nbsp;");
    return n;
}

void note_text(struct note_html *h, struct str s) {
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] == ' ' && !h->is_listing) {
            i += put_spaces(h, str_from(s, i));
            continue;
        }
        part_pair(h, str_from(s, i), "<!-- -->");
        if (!put_careful(h, str_from(s, i)))
            buf_byte(&h->out, s.p[i]);
        i++;
    }
}

/* ---- math ---- */

/* TeX that can do more than set a formula, or that would end it early. */
static bool is_math_safe(struct str tex) {
    static const char *const refused[] = {"\\href",
                                          "\\url",
                                          "\\html",
                                          "\\style",
                                          "\\class",
                                          "\\cssId",
                                          "\\data",
                                          "\\require",
                                          "\\include",
                                          "\\unicode",
                                          "\\def",
                                          "\\let",
                                          "\\newcommand",
                                          "\\renewcommand",
                                          "\\newenvironment",
                                          "\\bbox",
                                          "\\mmlToken",
                                          "\\(",
                                          "\\)",
                                          "\\[",
                                          "\\]"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        size_t at = str_find(tex, str_of(refused[i]));
        bool line = refused[i][1] == '[' && at != SIZE_MAX && at > 0 && tex.p[at - 1] == '\\';
        if (at != SIZE_MAX && !line) /* \\[2pt] is a line end with a distance */
            return false;
    }
    return true;
}

/* In a cloze note `}}` ends the blank and `::` begins a hint, in formulas, too. */
static void put_tex(struct note_html *h, struct str tex) {
    for (size_t i = 0; i < tex.n; i++) {
        char c = tex.p[i];
        part_pair(h, str_from(tex, i), c == ':' ? "{}" : " ");
        if (c == '\\' || !put_careful(h, str_from(tex, i)))
            buf_byte(&h->out, c);
    }
}

static void put_math(struct note_html *h, struct str tex, bool display) {
    if (!is_math_safe(tex)) {
        buf_c(&h->out, "<code>");
        note_text(h, tex);
        buf_c(&h->out, "</code>");
        return;
    }
    buf_c(&h->out, display ? "\\[" : "\\(");
    put_tex(h, tex);
    buf_c(&h->out, display ? "\\]" : "\\)");
}

/* ---- runs ---- */

static const struct {
    uint32_t flag;
    const char *open, *close;
} inline_tags[] = {
    {RICH_BOLD, "<b>", "</b>"},
    {RICH_ITALIC, "<i>", "</i>"},
    {RICH_STRIKE, "<del>", "</del>"},
    {RICH_MARK, "<mark>", "</mark>"},
    {RICH_UNDERLINE, "<u>", "</u>"},
    {RICH_COLOR, "<span class=\"color\">", "</span>"},
    {RICH_CLOZE, "<b>", "</b>"},
    {RICH_SUB, "<sub>", "</sub>"},
    {RICH_SUPER | RICH_FOOTNOTE, "<sup>", "</sup>"},
    {RICH_KEYBOARD, "<kbd>", "</kbd>"},
    {RICH_CODE, "<code>", "</code>"},
};

static bool is_web(struct str target) {
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (target.n > strlen(schemes[i]) &&
            strncasecmp(target.p, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

/* A URI as the value of an attribute: quotes, blanks and controls as %XX. */
static void put_uri(struct note_html *h, struct str uri) {
    for (size_t i = 0; i < uri.n; i++) {
        unsigned char c = (unsigned char)uri.p[i];
        if (c == '&')
            buf_c(&h->out, "&amp;");
        else if (c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '{' ||
                 c == '}' || c == '\\' || c == '[' || c == ']' || c == 0x7F ||
                 (h->in_blank && c == ':' && str_starts(str_from(uri, i + 1), STR(":"))))
            buf_printf(&h->out, "%%%02X", c);
        else
            buf_byte(&h->out, c);
    }
}

void note_uri_part(struct note_html *h, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte_is_digit(c) ||
                     (c && strchr("-._~", c));
        if (plain)
            buf_byte(&h->out, c);
        else
            buf_printf(&h->out, "%%%02X", (unsigned char)c);
    }
}

static bool is_number(struct str s) {
    long n;
    return str_to_int(s, &n) && n > 0 && n < 10000;
}

void note_image(struct note_html *h, struct str name, struct str alt, struct str width) {
    struct buf *out = &h->out;
    if (name.n == 0) {
        buf_c(out, "<span class=\"missing\">");
        note_text(h, alt);
        buf_c(out, "</span>");
        return;
    }
    buf_printf(out, "<img src=\"%.*s\"", STR_ARG(name));
    if (is_number(width))
        buf_printf(out, " width=\"%.*s\"", STR_ARG(width));
    buf_c(out, ">");
}

static void put_text_run(struct note_html *h, const struct rich_run *run) {
    bool link = (run->flags & RICH_LINK) && is_web(run_target(run));
    if (link) {
        buf_c(&h->out, "<a href=\"");
        put_uri(h, run_target(run));
        buf_c(&h->out, "\">");
    }
    for (size_t i = 0; i < COUNT_OF(inline_tags); i++)
        if (run->flags & inline_tags[i].flag)
            buf_c(&h->out, inline_tags[i].open);
    note_text(h, run->text);
    for (size_t i = COUNT_OF(inline_tags); i-- > 0;)
        if (run->flags & inline_tags[i].flag)
            buf_c(&h->out, inline_tags[i].close);
    if (link)
        buf_c(&h->out, "</a>");
}

void note_rich(struct note_html *h, const struct rich *r) {
    for (size_t i = 0; i < r->n; i++) {
        const struct rich_run *run = &r->runs[i];
        if (run->flags & RICH_BREAK)
            buf_c(&h->out, "<br>");
        else if (run->flags & RICH_MATH)
            put_math(h, run->text, (run->flags & RICH_DISPLAY) != 0);
        else if (run->flags & RICH_IMAGE)
            note_image(h, note_media_target(h->media, h->from, run_target(run), run->span),
                       run->text, run_hint(run));
        else
            put_text_run(h, run);
    }
}
