/* tree_check: what holds for every document tree, whatever the note. For tests and fuzzing. */
#ifndef TESTS_TREE_CHECK_H
#define TESTS_TREE_CHECK_H

#include "base/utf8.h"
#include "syntax/syntax.h"

struct tree_check {
    const struct source *source;
    const struct node *bad; /* the first node at fault, and why */
    const char *why;
};

static inline bool tc_is_leaf(const struct node *n) {
    return n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING || n->kind == NODE_CELL;
}

static inline void tc_say(struct tree_check *t, const struct node *n, bool wrong, const char *why) {
    if (wrong && !t->bad) {
        t->bad = n;
        t->why = why;
    }
}

static inline void tc_text(struct tree_check *t, const struct node *n) {
    const char *own = t->source->text.p + (n->span.at - t->source->base);
    bool by_byte = n->kind == NODE_TEXT && n->text.n == n->span.len;
    bool by_html = n->parent && n->parent->kind == NODE_IMAGE && n->parent->from_html;
    tc_say(t, n, n->kind == NODE_TEXT && n->text.n == 0, "empty text");
    tc_say(t, n, n->text.n && utf8_check(n->text) != SIZE_MAX, "text is no UTF-8");
    tc_say(t, n, by_byte && !by_html && n->text.n > 8 && memcmp(own, n->text.p, n->text.n) != 0,
           "text is not the author's");
}

static inline void tc_child(struct tree_check *t, const struct node *n, const struct node *c) {
    bool block = node_is_block((enum node_kind)c->kind), in_leaf = tc_is_leaf(n);
    bool in_block = node_is_block((enum node_kind)n->kind);
    tc_say(t, c, c->parent != n, "not its parent's child");
    tc_say(t, c, in_block && !in_leaf && !block, "text right in a block");
    tc_say(t, c, (in_leaf || !in_block) && block && c->kind != NODE_COMMENT && n->kind != NODE_CELL,
           "block within text");
    tc_say(t, c, n->kind == NODE_LIST && c->kind != NODE_ITEM && c->kind != NODE_COMMENT,
           "no item in a list");
    tc_say(t, c, n->kind == NODE_TABLE && c->kind != NODE_ROW, "no row in a table");
    tc_say(t, c, n->kind == NODE_ROW && c->kind != NODE_CELL, "no cell in a row");
}

static inline void tc_node(struct tree_check *t, const struct node *n, int depth) {
    const struct source *s = t->source;
    uint32_t end = n->span.at + n->span.len, last = n->span.at;
    const struct node *before = NULL;
    tc_say(t, n, depth > NODE_DEPTH_MAX, "too deep");
    tc_say(t, n, n->span.at < s->base || end > s->base + s->text.n || end < n->span.at,
           "outside of the note");
    if (t->bad)
        return;
    tc_text(t, n);
    for (const struct node *c = n->first; c && !t->bad; before = c, c = c->next) {
        tc_child(t, n, c);
        tc_say(t, c, c->span.at < last, "begins before its elder sibling ends");
        tc_say(t, c, c->span.at + c->span.len > end, "ends behind its parent");
        last = c->span.at + c->span.len;
        tc_node(t, c, depth + 1);
    }
    tc_say(t, n, n->last != before, "its last child is another");
}

/* True when all holds; else t->bad and t->why tell. */
static inline bool tree_check(struct tree_check *t, const struct document *doc) {
    *t = (struct tree_check){.source = doc->source};
    tc_node(t, doc->root, 0);
    return !t->bad;
}

#endif
