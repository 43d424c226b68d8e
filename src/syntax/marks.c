/* marks: ==highlights== and footnote marks.
 *
 * Terms: sign, a `==` that may open or close a highlight. As in Obsidian there is no blank inside
 * it; between two ASCII words or brackets it compares (a==b) and marks nothing. */
#include "syntax/marks.h"

#include "base/utf8.h"
#include "syntax/shape.h"

struct sign {
    struct node *node;
    size_t at; /* in its text */
    bool opens, closes;
};

static char byte_before(const struct node *n, size_t at) {
    return at > 0 ? n->text.p[at - 1] : '\0';
}

static char byte_behind(const struct node *n, size_t at) {
    return at < n->text.n ? n->text.p[at] : '\0';
}

static bool is_operand(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == ')' ||
           c == ']' || c == '(' || c == '"' || c == '\'';
}

/* A blank on the other side, the wide one included. */
static bool is_space_at(const struct node *n, size_t at, bool behind) {
    const char *p = n->text.p + at, *end = n->text.p + n->text.n;
    if (behind ? at >= n->text.n : at == 0)
        return false;
    return code_is_space(behind ? utf8_next(&p, end) : utf8_prev(&p, n->text.p));
}

static bool is_escaped(const struct node *n, size_t at, struct str source, uint32_t base) {
    return at == 0 && n->span.at > base && source.p[n->span.at - base - 1] == '\\';
}

/* The next sign at or behind `from`; runs of other than two are none. */
static bool find_sign(struct node *n, size_t from, struct str source, uint32_t base,
                      struct sign *out) {
    while (from < n->text.n) {
        size_t at = str_find_byte(str_from(n->text, from), '=');
        if (at == SIZE_MAX)
            return false;
        at += from;
        from = at;
        while (from < n->text.n && n->text.p[from] == '=')
            from++;
        if (from - at != 2 || is_escaped(n, at, source, base))
            continue;
        bool compares = is_operand(byte_before(n, at)) && is_operand(byte_behind(n, from));
        *out = (struct sign){n, at, !compares && !is_space_at(n, from, true),
                             !compares && !is_space_at(n, at, false)};
        return true;
    }
    return false;
}

static void drop_empty_texts(struct node *up) {
    struct node *before = NULL;
    for (struct node *c = up->first, *next; c; c = next) {
        next = c->next;
        if (c->kind == NODE_TEXT && c->text.n == 0)
            shape_remove(before, c);
        else
            before = c;
    }
}

/* Takes what stands between two signs, with them, into a MARK; returns the text behind it. */
static struct node *wrap(struct arena *a, const struct sign *open, const struct sign *close) {
    struct node *up = open->node->parent;
    struct node *behind = shape_cut(a, close->node, close->at + 2);
    struct node *closing = shape_cut(a, close->node, close->at);
    uint32_t end = closing->span.at + closing->span.len;
    shape_remove(close->node, closing);
    struct node *inside = shape_cut(a, open->node, open->at);
    struct node *last = close->node == open->node ? inside : close->node;
    struct node *mark = shape_node(a, NODE_MARK, inside->span);
    mark->span.len = end - mark->span.at;
    shape_shorten(inside, 2);
    shape_move(mark, open->node, inside, last);
    shape_insert(up, open->node, mark);
    drop_empty_texts(mark);
    return behind;
}

/* Highlights stay within a line. */
static void make_marks(struct arena *a, struct node *up, struct str source, uint32_t base) {
    struct sign open = {0}, s;
    for (struct node *c = up->first; c;) {
        size_t from = 0;
        struct node *behind = NULL;
        if (c->kind == NODE_SOFT_BREAK || c->kind == NODE_LINE_BREAK)
            open.node = NULL;
        while (!behind && c->kind == NODE_TEXT && find_sign(c, from, source, base, &s)) {
            from = s.at + 2;
            bool apart = open.node && (open.node != c || s.at > open.at + 2);
            if (s.closes && apart)
                behind = wrap(a, &open, &s);
            else if (s.opens)
                open = s;
        }
        if (behind)
            open.node = NULL;
        c = behind ? behind : c->next;
    }
}

/* `[^label]` at or behind `from`. */
static bool find_footnote(const struct str text, size_t from, size_t *at, struct str *label) {
    for (;;) {
        size_t hit = str_find(str_from(text, from), STR("[^"));
        if (hit == SIZE_MAX)
            return false;
        *at = from + hit;
        struct str rest = str_from(text, *at + 2);
        size_t end = str_find_byte(rest, ']');
        *label = str_slice(rest, 0, end);
        if (end != SIZE_MAX && end > 0 && str_find_byte(*label, ' ') == SIZE_MAX &&
            str_find_byte(*label, '[') == SIZE_MAX)
            return true;
        from = *at + 2;
    }
}

static void make_footnote_marks(struct arena *a, struct node *n, const struct map *labels) {
    size_t at, from = 0;
    struct str label;
    while (n && find_footnote(n->text, from, &at, &label)) {
        from = at + 2;
        if (!map_find(labels, label))
            continue;
        struct node *mark = shape_cut(a, n, at);
        struct node *rest = shape_cut(a, mark, label.n + 3);
        mark->kind = NODE_FOOTNOTE_MARK;
        shape_more(a, mark)->target = label;
        mark->text = (struct str){0};
        n = rest;
        from = 0;
    }
}

void marks_make(struct arena *a, struct node *up, const struct map *labels, struct str source,
                uint32_t base) {
    bool signs = false, cut = false;
    for (struct node *c = up->first; c; c = c->next) {
        if (c->kind == NODE_TEXT) {
            signs |= memchr(c->text.p, '=', c->text.n) != NULL;
            cut |= labels->n && str_has(c->text, STR("[^"));
        }
    }
    if (cut)
        for (struct node *c = up->first; c; c = c->next)
            if (c->kind == NODE_TEXT)
                make_footnote_marks(a, c, labels);
    if (signs)
        make_marks(a, up, source, base);
    if (cut || signs)
        drop_empty_texts(up);
}
