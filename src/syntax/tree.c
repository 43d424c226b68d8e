/* tree: nodes, frames, places: what md4c's calls and HTML's tags build the tree with. */
#include "syntax/tree.h"

#include "syntax/entity.h"
#include "syntax/refine.h"
#include "syntax/shape.h"

enum { BLOCK_DEPTH_MAX = NODE_DEPTH_MAX - 20 }; /* what is left is for spans within blocks */

/* ---- the way back to the author's text ---- */

uint32_t tree_origin_begin(struct tree *t, uint32_t at) {
    t->piece = norm_piece(t->norm, at, t->piece);
    const struct piece *p = &t->norm->pieces[t->piece];
    return p->kind == PIECE_MADE ? p->origin : p->origin + (at - p->norm);
}

uint32_t tree_origin_end(struct tree *t, uint32_t at) {
    if (at == 0)
        return tree_origin_begin(t, 0);
    t->piece = norm_piece(t->norm, at - 1, t->piece);
    const struct piece *p = &t->norm->pieces[t->piece];
    return p->kind == PIECE_MADE ? p->origin + p->replaced : p->origin + (at - p->norm);
}

struct str tree_origin_text(const struct tree *t, uint32_t from, uint32_t to) {
    return str_slice(t->norm->origin, from, to);
}

struct span tree_span(struct tree *t, uint32_t beg, uint32_t end) {
    uint32_t from = tree_origin_begin(t, beg), to = tree_origin_end(t, end);
    return (struct span){t->base + from, to > from ? to - from : 0};
}

void tree_set_end(struct tree *t, struct node *n, uint32_t end) {
    uint32_t to = t->base + tree_origin_end(t, end);
    n->span.len = to > n->span.at ? to - n->span.at : 0;
}

/* The beginning of the origin's line that holds `at`; look-ups come nearly in order. */
static uint32_t line_begin(struct tree *t, uint32_t at) {
    const struct source *s = t->doc->source;
    if (s->line_at[t->line] <= at)
        for (uint32_t ahead = 0; ahead < 4 && t->line + 1 < s->n_lines; ahead++, t->line++)
            if (s->line_at[t->line + 1] > at)
                return s->line_at[t->line];
    t->line = source_line(s, s->base + at) - 1;
    return s->line_at[t->line];
}

uint16_t tree_indent(struct tree *t, uint32_t at) {
    struct str s = t->norm->origin;
    uint32_t column = 0, indent = 0;
    for (uint32_t i = line_begin(t, at); i < s.n; i++) {
        if (s.p[i] == ' ')
            column++;
        else if (s.p[i] == '\t')
            column = (column | 3) + 1;
        else if (s.p[i] == '>')
            indent = ++column + (i + 1 < s.n && s.p[i + 1] == ' ');
        else
            break;
    }
    indent = column > indent ? column - indent : 0;
    return (uint16_t)MIN(indent, (uint32_t)UINT16_MAX);
}

/* ---- frames ---- */

struct node *tree_add(struct tree *t, enum node_kind kind, uint32_t beg) {
    struct node *n = shape_node(t->a, kind, (struct span){t->base + tree_origin_begin(t, beg), 0});
    struct node *up = t->frames.n ? tree_top(t)->node : NULL;
    n->parent = up;
    if (up && up->last)
        up->last->next = n;
    else if (up)
        up->first = n;
    if (up)
        up->last = n;
    return n;
}

static void too_deep(struct tree *t, uint32_t beg) {
    if (!t->is_deep)
        diag_at(t->d, DIAG_NESTING_CAP, tree_span(t, beg, beg + 1),
                str_format(t->a, "%d", NODE_DEPTH_MAX));
    t->is_deep = true;
}

/* A list makes no sense without its items, nor a table without rows and cells. */
static size_t depth_needed(enum node_kind kind) {
    return kind == NODE_LIST ? 1 : kind == NODE_TABLE ? 2 : 0;
}

struct frame *tree_open(struct tree *t, unsigned type, enum node_kind kind, uint32_t beg) {
    struct frame f = {.type = (uint8_t)type, .beg = beg};
    if (t->frames.n) {
        f.node = tree_top(t)->node;
        f.before = f.node->last;
    }
    bool leaf = kind == NODE_PARAGRAPH || kind == NODE_HEADING ||
                (type >= FRAME_SPAN && type < FRAME_IMPLIED);
    if (kind != NODE_KIND_COUNT) {
        size_t most = leaf ? NODE_DEPTH_MAX : BLOCK_DEPTH_MAX;
        f.own = t->depth + depth_needed(kind) < most;
        if (f.own)
            f.node = tree_add(t, kind, beg);
        else
            too_deep(t, beg);
        t->depth += f.own;
    }
    vec_push(t->a, &t->frames, f);
    t->n_tags += type == FRAME_TAG;
    return tree_top(t);
}

void tree_close(struct tree *t) {
    struct frame *f = tree_top(t);
    if (f->own) {
        struct node *n = f->node;
        tree_set_end(t, n, t->c.at);
        /* what a rule took out may lie before the last child and behind the cursor */
        if (n->last)
            n->span.len = MAX(n->span.len, n->last->span.at + n->last->span.len - n->span.at);
        t->depth--;
    }
    t->n_tags -= f->type == FRAME_TAG;
    t->frames.n--;
}

bool tree_wants_leaf(struct tree *t) {
    enum node_kind k = (enum node_kind)tree_top(t)->node->kind;
    return k != NODE_PARAGRAPH && k != NODE_HEADING && k != NODE_CELL && node_is_block(k);
}

void tree_open_implied(struct tree *t, uint32_t beg) {
    if (!tree_wants_leaf(t))
        return;
    struct frame *f = tree_open(t, FRAME_IMPLIED, NODE_PARAGRAPH, beg);
    f->run = 1;
}

void tree_move(struct tree *t, struct frame *f, uint32_t beg) {
    f->beg = beg;
    if (f->own)
        f->node->span.at = t->base + tree_origin_begin(t, beg);
}

void tree_go_back(struct tree *t, uint32_t at) {
    for (size_t i = t->frames.n; i > 0; i--) {
        struct frame *f = &t->frames.v[i - 1];
        if (f->beg > at)
            tree_move(t, f, at);
    }
    t->c.at = at;
}

/* ---- text ---- */

/* Highlights and footnote marks are made when all footnotes are known. */
static void note_signs(struct tree *t, struct node *n, struct str s) {
    bool has_sign = memchr(s.p, '=', s.n) || memchr(s.p, '[', s.n);
    if (has_sign && (t->with_signs.n == 0 || t->with_signs.v[t->with_signs.n - 1] != n))
        vec_push(t->a, &t->with_signs, n);
}

/* `s`, the origin's bytes at `at`, as text; joined to text it continues. */
static void add_slice(struct tree *t, uint32_t norm_at, uint32_t at, struct str s) {
    struct node *n = tree_top(t)->node->last;
    if (s.n == 0)
        return;
    if (n && n->kind == NODE_TEXT && n->text.p + n->text.n == s.p &&
        n->span.at + n->span.len == t->base + at) {
        n->text.n += s.n;
        n->span.len += (uint32_t)s.n;
    } else {
        n = tree_add(t, NODE_TEXT, norm_at);
        n->span = (struct span){t->base + at, (uint32_t)s.n};
        n->text = s;
    }
    note_signs(t, n, s);
}

void tree_add_text(struct tree *t, uint32_t beg, uint32_t end) {
    while (beg < end) {
        uint32_t from = tree_origin_begin(t, beg), to = end;
        size_t i = t->piece + 1;
        const struct piece *p = t->norm->pieces;
        while (i < t->norm->n_pieces && p[i].norm < end && p[i].kind != PIECE_AFTER_CUT)
            i++;
        if (i < t->norm->n_pieces && p[i].norm < end)
            to = p[i].norm;
        add_slice(t, beg, from, tree_origin_text(t, from, tree_origin_end(t, to)));
        beg = to;
    }
}

void tree_add_entity(struct tree *t, uint32_t beg, uint32_t end) {
    struct buf b = buf_in(t->texts);
    if (!entity_put(&b, (struct str){t->c.s + beg, end - beg})) {
        tree_add_text(t, beg, end);
        return;
    }
    struct node *n = tree_add(t, NODE_TEXT, beg);
    tree_set_end(t, n, end);
    n->text = buf_get(&b);
}

void tree_add_break(struct tree *t, enum node_kind kind, uint32_t beg, uint32_t end) {
    struct node *n = tree_add(t, kind, beg);
    tree_set_end(t, n, end);
    n->indent = tree_indent(t, tree_origin_begin(t, end));
}

static void trim_text(struct node *n, bool front) {
    if (!n || n->kind != NODE_TEXT || n->text.n != n->span.len)
        return;
    while (n->text.n && cur_is_blank(n->text.p[front ? 0 : n->text.n - 1])) {
        n->text.p += front;
        n->span.at += front;
        n->text.n--;
        n->span.len--;
    }
}

/* <br> at the end breaks nothing. */
static void drop_last_breaks(struct node *n) {
    struct node *keep = NULL;
    for (struct node *c = n->first; c; c = c->next)
        if (c->kind != NODE_LINE_BREAK && c->kind != NODE_SOFT_BREAK)
            keep = c;
    n->last = keep;
    if (keep)
        keep->next = NULL;
    else
        n->first = NULL;
}

static void drop_if_empty(struct node *n) {
    if (n && n->kind == NODE_TEXT && n->text.n == 0)
        shape_drop(n);
}

/* md4c leaves tabs at the ends of headings and cells. */
static void trim_leaf(struct node *n) {
    if (n->last && (n->last->kind == NODE_LINE_BREAK || n->last->kind == NODE_SOFT_BREAK))
        drop_last_breaks(n);
    trim_text(n->first, true);
    trim_text(n->last, false);
    drop_if_empty(n->first);
    drop_if_empty(n->last);
}

void tree_close_leaf(struct tree *t) {
    struct frame *f = tree_top(t);
    if (f->own && f->node->kind == NODE_PARAGRAPH)
        f->node->indent = tree_indent(t, f->node->span.at - t->base);
    if (f->own)
        trim_leaf(f->node);
    if (f->type == FRAME_IMPLIED && f->own && !f->node->first) {
        tree_unwrap(t); /* tags that hold nothing implied it */
        return;
    }
    struct node *n = f->own ? f->node : NULL, *before = f->before, *last = n ? n->last : NULL;
    bool by_html = f->type == FRAME_IMPLIED; /* the cursor may be at the next tag by now */
    bool by_tag = f->type == FRAME_TAG;
    tree_close(t);
    if (last && by_html)
        n->span.len = last->span.at + last->span.len - n->span.at;
    if (n && n->kind == NODE_PARAGRAPH && !by_tag)
        refine_paragraph(t, before, n);
    else if (n && n->kind == NODE_HEADING)
        refine_heading(t, n);
}

void tree_unwrap(struct tree *t) {
    struct frame *f = tree_top(t);
    struct node *n = f->node, *up = n->parent;
    t->n_tags -= f->type == FRAME_TAG;
    t->frames.n--;
    if (!f->own)
        return;
    t->depth--;
    for (struct node *c = n->first; c; c = c->next)
        c->parent = up;
    struct node **link = f->before ? &f->before->next : &up->first;
    *link = n->first;
    up->last = n->last ? n->last : f->before;
}
