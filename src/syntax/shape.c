/* shape: cutting and joining nodes. */
#include "syntax/shape.h"

struct node *shape_node(struct arena *a, enum node_kind kind, struct span span) {
    struct node *n = arena_alloc_raw(a, sizeof(*n));
    *n = (struct node){.kind = (uint8_t)kind, .span = span, .more = &node_nothing};
    return n;
}

struct node_more *shape_more(struct arena *a, struct node *n) {
    if (n->more == &node_nothing)
        n->more = arena_new(a, struct node_more);
    return (struct node_more *)(uintptr_t)n->more; /* ours: made right here */
}

void shape_insert(struct node *up, struct node *after, struct node *n) {
    struct node **link = after ? &after->next : &up->first;
    n->parent = up;
    n->next = *link;
    *link = n;
    if (up->last == after)
        up->last = n;
}

void shape_remove(struct node *before, struct node *n) {
    struct node *up = n->parent;
    *(before ? &before->next : &up->first) = n->next;
    if (up->last == n)
        up->last = before;
    n->next = n->parent = NULL;
}

void shape_drop(struct node *n) {
    struct node *before = n->parent->first == n ? NULL : n->parent->first;
    while (before && before->next != n)
        before = before->next;
    shape_remove(before, n);
}

void shape_move(struct node *to, struct node *before, struct node *first, struct node *last) {
    struct node *up = first->parent, *behind = last->next;
    *(before ? &before->next : &up->first) = behind;
    if (up->last == last)
        up->last = before;
    *(to->last ? &to->last->next : &to->first) = first;
    to->last = last;
    last->next = NULL;
    for (struct node *c = first; c; c = c->next)
        c->parent = to;
}

/* Text that is not the author's bytes one by one (a resolved reference) keeps its whole span. */
struct node *shape_cut(struct arena *a, struct node *text, size_t at) {
    struct node *rest = shape_node(a, NODE_TEXT, text->span);
    if (text->span.len == text->text.n) {
        rest->span = (struct span){text->span.at + (uint32_t)at, text->span.len - (uint32_t)at};
        text->span.len = (uint32_t)at;
    }
    rest->text = str_from(text->text, at);
    text->text = str_slice(text->text, 0, at);
    shape_insert(text->parent, text, rest);
    return rest;
}

void shape_shorten(struct node *text, size_t n) {
    n = MIN(n, text->text.n);
    if (text->span.len == text->text.n) {
        text->span.at += (uint32_t)n;
        text->span.len -= (uint32_t)n;
    }
    text->text = str_from(text->text, n);
}

struct span shape_cover(const struct node *n) {
    if (!n->first)
        return n->span;
    uint32_t at = n->first->span.at, end = n->last->span.at + n->last->span.len;
    return (struct span){at, end > at ? end - at : 0};
}

void shape_fit(struct node *n, uint32_t from, uint32_t to) {
    uint32_t beg = MIN(MAX(n->span.at, from), to), end = n->span.at + n->span.len;
    end = MIN(MAX(end, beg), to);
    n->span = (struct span){beg, end - beg};
    for (struct node *c = n->first; c; c = c->next) { /* depth is capped by tree_open() */
        bool before = c->next && c->next->span.at >= MAX(c->span.at, beg);
        shape_fit(c, beg, before ? MIN(c->next->span.at, end) : end);
        beg = c->span.at + c->span.len;
    }
}
