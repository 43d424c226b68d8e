/* plain: see plain.h. The HTML is our own (plan/note_html.h). */
#include "emit/anki/plain.h"

static bool is_tag(struct str tag, const char *name) {
    size_t n = strlen(name);
    return tag.n >= n && memcmp(tag.p, name, n) == 0 &&
           (tag.n == n || tag.p[n] == ' ' || tag.p[n] == '>');
}

static void end_line(struct buf *b) {
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    if (b->n && b->p[b->n - 1] != '\n')
        buf_byte(b, '\n');
}

static void put_tag(struct buf *b, struct str tag) {
    static const char *const lines[] = {"br",  "div",   "/div", "/li",  "ol",         "ul",
                                        "/tr", "table", "pre",  "/pre", "blockquote", "hr"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (is_tag(tag, lines[i]))
            end_line(b);
    if (is_tag(tag, "li"))
        buf_c(b, "• ");
    else if (is_tag(tag, "/td") || is_tag(tag, "/th"))
        buf_c(b, "  ");
    else if (is_tag(tag, "img"))
        buf_c(b, "🖼");
}

/* An entity at the start of s; returns its bytes. */
static size_t put_entity(struct buf *b, struct str s) {
    static const struct {
        const char *entity, *text;
    } entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&#91;", "["}, {"&nbsp;", " "}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (str_starts(s, str_of(entities[i].entity))) {
            buf_c(b, entities[i].text);
            return strlen(entities[i].entity);
        }
    buf_byte(b, '&');
    return 1;
}

/* `{{c12::` at the start of s: its bytes, else 0. */
static size_t blank_open(struct str s) {
    size_t n = 3;
    if (!str_starts(s, STR("{{c")))
        return 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return str_starts(str_from(s, n), STR("::")) ? n + 2 : 0;
}

struct str plain_text(struct arena *a, struct str html) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < html.n;) {
        struct str s = str_from(html, i);
        size_t blank = blank_open(s);
        if (s.p[0] == '<') {
            size_t end = str_find_byte(s, '>');
            put_tag(&b, str_slice(s, 1, end == SIZE_MAX ? s.n : end));
            i += end == SIZE_MAX ? s.n : end + 1;
        } else if (s.p[0] == '&') {
            i += put_entity(&b, s);
        } else if (blank || str_starts(s, STR("}}"))) {
            buf_byte(&b, blank ? '[' : ']');
            i += blank ? blank : 2;
        } else {
            buf_byte(&b, s.p[0]);
            i++;
        }
    }
    return str_trim(buf_get(&b));
}
