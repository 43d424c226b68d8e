/* parse_text: running text inside a formula: \text{…}, with formulas between dollars in it. */
#include "layout/math/parse.h"

/* The text as printed: escapes resolved, braces and commands without meaning here left out. */
static struct str printed(struct arena *a, struct str raw) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c == '\\' && i + 1 < raw.n) {
            char next = raw.p[++i];
            bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
            for (; letter && i + 1 < raw.n && raw.p[i + 1] >= 'a' && raw.p[i + 1] <= 'z'; i++)
                ;
            if (!letter)
                buf_byte(&b, next == ',' || next == ';' || next == '\\' ? ' ' : next);
        } else if (c == '~' || c == '\n' || c == '\t') {
            buf_byte(&b, ' ');
        } else if (c != '{' && c != '}') {
            buf_byte(&b, c);
        }
    }
    return buf_get(&b);
}

enum { BLANK = 250 };

/* Texts are set without the blanks at their ends; these stand beside them. */
static void add_blank(struct math_parser *p, struct math_list *l, size_t from) {
    struct math_node *n = parse_node(p, ATOM_SPACE, from);
    n->width = BLANK;
    list_add(l, n);
}

struct math_node *text_node(struct math_parser *p, struct str text, enum math_text_look look,
                            size_t from) {
    struct math_node *n = parse_node(p, ATOM_TEXT, from);
    n->text = text;
    n->variant = (uint8_t)look;
    return n;
}

static void add_text(struct math_parser *p, struct math_list *l, struct str raw,
                     enum math_text_look look) {
    struct str text = printed(p->a, raw), ink = str_trim(text);
    size_t from = (size_t)(raw.p - p->tex.p);
    if (ink.p > text.p || (text.n && !ink.n))
        add_blank(p, l, from);
    if (!ink.n)
        return;
    list_add(l, text_node(p, ink, look, from));
    if (str_end(ink) < str_end(text))
        add_blank(p, l, from);
}

/* The formula from its first byte up to `to`, read by a parser of the same TeX cut short. */
static struct math_node *inner_math(struct math_parser *p, size_t from, size_t to) {
    struct math_node *n = parse_node(p, ATOM_LIST, from);
    struct str whole = p->tex;
    size_t after = p->at;
    p->tex = str_slice(whole, 0, to);
    p->at = from;
    n->body = parse_list(p, STOP_END);
    if (p->at < p->tex.n)
        parse_fail(p, str_slice(p->tex, p->at, p->at + 1), p->at);
    p->tex = whole;
    p->at = p->failed ? whole.n : after;
    return n;
}

struct math_node *parse_text(struct math_parser *p, enum math_text_look look, size_t from) {
    struct str raw = parse_raw(p);
    struct math_node *n = parse_node(p, ATOM_LIST, from);
    for (size_t dollar; (dollar = str_find_byte(raw, '$')) != SIZE_MAX && !p->failed;) {
        struct str rest = str_from(raw, dollar + 1);
        size_t end = str_find_byte(rest, '$');
        if (end == SIZE_MAX || (dollar > 0 && raw.p[dollar - 1] == '\\'))
            break;
        add_text(p, &n->body, str_slice(raw, 0, dollar), look);
        size_t at = (size_t)(rest.p - p->tex.p);
        list_add(&n->body, inner_math(p, at, at + end));
        raw = str_from(rest, end + 1);
    }
    add_text(p, &n->body, raw, look);
    return n;
}
