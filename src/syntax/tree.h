/* tree: nodes, frames, places: what md4c's calls (parse.c) and HTML's tags (html.c) build the
 * document tree with.
 *
 * Terms
 *   frame    an open block or span of md4c's, or an open tag; deeper than NODE_DEPTH_MAX it has no
 *            node of its own
 *   pending  a span whose beginning is not known before its first text comes: then it is found by
 *            walking back from there over the opening delimiters
 *   implied  a paragraph nobody reports: around the text of tight items and of raw HTML
 * Offsets called `norm_at`, `beg`, `end` are of the normalised text. */
#ifndef SYNTAX_TREE_H
#define SYNTAX_TREE_H

#include "base/map.h"
#include "syntax/cursor.h"
#include "syntax/norm.h"

enum frame_type {                  /* below FRAME_SPAN: md4c's block types */
                  FRAME_SPAN = 32, /* + md4c's span type */
                  FRAME_IMPLIED = 48,
                  FRAME_TAG /* of HTML */
};

struct frame {
    struct node *node;   /* of its own, or that of the frame around it */
    struct node *before; /* the sibling before its own node */
    uint32_t beg;
    uint32_t run; /* CODE, STRIKE: length of the delimiter; code block: line ends before text;
                     leaves: 1 while no text was seen */
    uint8_t type; /* enum frame_type */
    uint8_t tag;  /* FRAME_TAG: index into the table of html.c */
    char mark;    /* lists: - + * . ); fences: their character */
    bool own, pending;
};

/* Raw HTML being read: its text, and where its pieces stand. */
struct html_piece {
    uint32_t at, norm_at;
};
struct html_text {
    struct buf text;
    VEC(struct html_piece) pieces;
};

struct tree {
    struct arena *a;     /* the nodes', and all that is needed no longer than they */
    struct arena *texts; /* what nodes say and the source does not, word for word */
    struct document *doc;
    struct diag *d;
    const struct norm *norm;
    const struct rules *rules;
    struct cursor c;
    uint32_t base; /* of the source in the offset space */
    size_t piece;  /* where the last look-up in the map ended */
    uint32_t line; /* where the last look-up of a line ended */
    VEC(struct frame) frames;
    size_t depth;               /* nodes open */
    size_t n_tags;              /* frames of tags */
    bool is_deep;               /* the cap was reported */
    struct buf code;            /* of the code block or span being read */
    size_t n_code;              /* pieces in it */
    uint32_t code_at, code_end; /* in the origin, of these pieces */
    uint32_t
        ticks_at;   /* closing backticks that begin a line, if md4c may come back to them; or 0 */
    bool has_break; /* a break was reported there */
    struct html_text html;
    unsigned late_details; /* </details> met in a paragraph of Markdown: due when that ends */
    struct map told;       /* names of tags reported as dropped; "[!": callouts were */
    struct map labels;     /* of footnotes */
    VEC(struct node *) with_signs; /* TEXT nodes that may hold what refine_marks looks for */
    uint64_t expanded;             /* bytes of link targets so far */
};

static inline struct frame *tree_top(struct tree *t) {
    return &t->frames.v[t->frames.n - 1];
}

/* The offset in the origin of byte `at`, as the beginning of something, or as its end. */
uint32_t tree_origin_begin(struct tree *t, uint32_t at);
uint32_t tree_origin_end(struct tree *t, uint32_t at);
struct str tree_origin_text(const struct tree *t, uint32_t from, uint32_t to);
struct span tree_span(struct tree *t, uint32_t beg, uint32_t end);
/* Columns of white space at the beginning of the line of the origin that holds `at` (an offset of
 * the origin), behind the marks of quotes. */
uint16_t tree_indent(struct tree *t, uint32_t at);

/* A node as last child of the top frame's, beginning at `beg`, without end. */
struct node *tree_add(struct tree *t, enum node_kind kind, uint32_t beg);
void tree_set_end(struct tree *t, struct node *n, uint32_t end);

/* Opens a frame; it has a node of `kind` unless that is NODE_KIND_COUNT or nesting is too deep. */
struct frame *tree_open(struct tree *t, unsigned type, enum node_kind kind, uint32_t beg);
void tree_move(struct tree *t, struct frame *f, uint32_t beg); /* its beginning */
/* Moves the cursor back to where text is known to be. Where something begins or ends is found by
 * looking for its marks, and what only looks like one leads too far: it gives way to the text. */
void tree_go_back(struct tree *t, uint32_t at);
/* Closes the top frame at the cursor. */
void tree_close(struct tree *t);
/* Closes the top frame and takes its node out: its children stand in its place. */
void tree_unwrap(struct tree *t);

/* Blocks that hold blocks hold no text of their own: true when the top is one. A paragraph is
 * implied then. */
bool tree_wants_leaf(struct tree *t);
void tree_open_implied(struct tree *t, uint32_t beg);
/* Closes a paragraph, heading or cell: blanks at its ends go. */
void tree_close_leaf(struct tree *t);

/* Text beg..end as the author wrote it, without what was cut out of it. */
void tree_add_text(struct tree *t, uint32_t beg, uint32_t end);
/* A character reference; one HTML does not know is text. */
void tree_add_entity(struct tree *t, uint32_t beg, uint32_t end);
void tree_add_break(struct tree *t, enum node_kind kind, uint32_t beg, uint32_t end);

#endif
