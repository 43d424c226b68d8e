/* plain: see plain.h. The HTML is our own (plan/note_html.h). */
#include "emit/anki/plain.h"

#define LISTS_MOST 16 /* nested lists that are numbered; deeper ones have dots */

/* Lists open at the place being read. */
struct lists {
    struct buf *out;
    size_t depth;
    struct {
        char first; /* '1', 'A', or 0 for dots */
        long next;
    } v[LISTS_MOST];
};

static bool is_tag(struct str tag, const char *name) {
    size_t n = 0;
    while (n < tag.n && name[n] && tag.p[n] == name[n])
        n++;
    return !name[n] && (tag.n == n || tag.p[n] == ' ');
}

static void end_line(struct buf *b) {
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    if (b->n && b->p[b->n - 1] != '\n')
        buf_byte(b, '\n');
}

static void open_list(struct lists *l, struct str tag) {
    struct str start = STR("start=\"");
    size_t at = str_find(tag, start);
    if (l->depth < LISTS_MOST) {
        bool ordered = is_tag(tag, "ol"), letters = ordered && str_has(tag, STR("opts"));
        l->v[l->depth].first = ordered ? letters ? 'A' : '1' : 0;
        l->v[l->depth].next = 1;
        if (at != SIZE_MAX) {
            struct str number = str_from(tag, at + start.n);
            str_to_int(str_slice(number, 0, str_find_byte(number, '"')), &l->v[l->depth].next);
        }
    }
    l->depth++;
}

static void put_marker(struct lists *l) {
    size_t at = l->depth - 1;
    for (size_t i = 1; i < l->depth && i < LISTS_MOST; i++)
        buf_c(l->out, "  ");
    if (l->depth == 0 || at >= LISTS_MOST || !l->v[at].first)
        buf_c(l->out, "• ");
    else if (l->v[at].first == 'A')
        buf_printf(l->out, "%c. ", (int)('A' + (l->v[at].next++ - 1) % 26));
    else
        buf_printf(l->out, "%ld. ", l->v[at].next++);
}

static void put_tag(struct lists *l, struct str tag) {
    static const char *const lines[] = {"br",   "div",        "/div",  "/li",    "ol",
                                        "ul",   "/tr",        "table", "/table", "pre",
                                        "/pre", "blockquote", "hr"};
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        if (is_tag(tag, lines[i]))
            end_line(l->out);
    if (is_tag(tag, "ol") || is_tag(tag, "ul"))
        open_list(l, tag);
    else if ((is_tag(tag, "/ol") || is_tag(tag, "/ul")) && l->depth)
        l->depth--;
    else if (is_tag(tag, "li"))
        put_marker(l);
    else if (is_tag(tag, "/td") || is_tag(tag, "/th"))
        buf_c(l->out, "  ");
    else if (is_tag(tag, "img"))
        buf_c(l->out, "🖼");
}

/* An entity at the start of s; returns its bytes. */
static size_t put_entity(struct buf *b, struct str s) {
    static const struct {
        const char *entity, *text;
    } entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&#91;", "["}, {"&nbsp;", " "}};
    for (size_t i = 0; i < COUNT_OF(entities); i++)
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
    struct lists lists = {.out = &b};
    for (size_t i = 0; i < html.n;) {
        struct str s = str_from(html, i);
        size_t blank = blank_open(s);
        if (s.p[0] == '<') {
            size_t end = str_find_byte(s, '>');
            put_tag(&lists, str_slice(s, 1, end == SIZE_MAX ? s.n : end));
            i += end == SIZE_MAX ? s.n : end + 1;
        } else if (s.p[0] == '&') {
            i += put_entity(&b, s);
        } else if (blank || str_starts(s, STR("}}"))) {
            buf_byte(&b, blank ? '[' : ']');
            i += blank ? blank : 2;
        } else {
            size_t n = 1;
            while (n < s.n && !strchr("<&{}", s.p[n]))
                n++;
            buf_str(&b, str_slice(s, 0, n));
            i += n;
        }
    }
    return str_trim(buf_get(&b));
}
