/* tree_text: a document tree as text people can read and write, for tests and the dialect's
 * specification: a node a line, children indented by two blanks.
 *
 *   kind, then what it has of: its level; ordered, loose; open, done; left, center, right; head;
 *   display; html; "its text" (newlines as \n); -> target; (title); |hint; ^block-id
 *
 * A leaf whose only child is text shows it on its own line. With places, `line:column+bytes` comes
 * behind the kind. */
#ifndef TESTS_TREE_TEXT_H
#define TESTS_TREE_TEXT_H

#include "syntax/syntax.h"

struct tree_text {
    struct buf out;
    const struct sources *sources;
    bool places;
};

static inline void tt_quoted(struct buf *b, struct str s) {
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n')
            buf_c(b, "\\n");
        else if (s.p[i] == '\t')
            buf_c(b, "\\t");
        else
            buf_byte(b, s.p[i]);
    }
    buf_byte(b, '"');
}

static inline void tt_flag(struct buf *b, bool set, const char *word) {
    if (set)
        buf_printf(b, " %s", word);
}

static inline void tt_flags(struct buf *b, const struct node *n) {
    static const char *const tasks[] = {"", "open", "done"};
    static const char *const aligns[] = {"", "left", "center", "right"};
    if (n->level)
        buf_printf(b, " %d", n->level);
    tt_flag(b, n->ordered, "ordered");
    tt_flag(b, n->kind == NODE_LIST && !n->tight, "loose");
    tt_flag(b, n->task, tasks[n->task]);
    tt_flag(b, n->align, aligns[n->align]);
    tt_flag(b, n->is_head, "head");
    tt_flag(b, n->display, "display");
    tt_flag(b, n->from_html, "html");
    if ((n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK) && n->indent)
        buf_printf(b, " indent=%u", n->indent);
}

static inline void tt_more(struct buf *b, const struct node *n) {
    const struct node_more *m = n->more;
    if (m->target.n)
        buf_printf(b, " -> %.*s", STR_ARG(m->target));
    if (m->title.n)
        buf_printf(b, " (%.*s)", STR_ARG(m->title));
    if (m->hint.n)
        buf_printf(b, " |%.*s", STR_ARG(m->hint));
    if (m->block_id.n)
        buf_printf(b, " ^%.*s", STR_ARG(m->block_id));
}

static inline void tt_node(struct tree_text *t, const struct node *n, int depth) {
    struct buf *b = &t->out;
    const struct node *only = n->first && n->first == n->last ? n->first : NULL;
    bool leaf = only && only->kind == NODE_TEXT && !t->places && n->kind != NODE_LINK;
    buf_printf(b, "%*s%s", depth * 2, "", node_kind_name((enum node_kind)n->kind));
    if (t->places) {
        struct place p = source_place(t->sources, n->span);
        buf_printf(b, " %u:%u+%u", p.line, p.column, n->span.len);
    }
    tt_flags(b, n);
    if (leaf || n->text.n) {
        buf_byte(b, ' ');
        tt_quoted(b, leaf ? only->text : n->text);
    }
    tt_more(b, n);
    buf_byte(b, '\n');
    for (const struct node *c = leaf ? NULL : n->first; c; c = c->next)
        tt_node(t, c, depth + 1);
}

/* The tree of `text`, without the document's own line. */
static inline struct str tree_text(struct arena *a, struct str text, const struct syntax_options *o,
                                   bool places, struct diag *d) {
    struct tree_text t = {.out = buf_in(a), .places = places};
    struct sources s = source_from_text(a, STR("note.md"), text);
    struct document *doc = syn_parse(a, s.v[0], o, d);
    t.sources = &s;
    for (const struct node *c = doc->root->first; c; c = c->next)
        tt_node(&t, c, 0);
    return buf_get(&t.out);
}

#endif
