/* tree: md4c's calls -> the document tree. For the files of this folder.
 *
 * Terms
 *   frame    an open block or span of md4c's, or an open tag; deeper than NODE_DEPTH_MAX it has no
 *            node of its own
 *   pending  a span whose beginning is not known before its first text comes: then it is found by
 *            walking back from there over the opening delimiters */
#ifndef SYNTAX_TREE_H
#define SYNTAX_TREE_H

#include "syntax/cursor.h"
#include "syntax/norm.h"

struct frame {
    struct node *node; /* of its own, or that of the frame around it */
    uint32_t beg;      /* in the normalised text */
    uint32_t run; /* CODE, STRIKE: length of the delimiter; CODE block: line ends before text */
    uint8_t type; /* enum frame_type */
    char mark;    /* lists: - + * . ); fences: their character */
    bool own, pending;
    bool implied; /* a paragraph md4c does not report */
};

struct tree {
    struct arena *a;
    struct document *doc;
    struct diag *d;
    const struct norm *norm;
    struct cursor c;
    uint32_t base; /* of the source in the offset space */
    size_t piece;  /* where the last look-up in the map ended */
    VEC(struct frame) frames;
    size_t depth;               /* nodes open */
    struct buf code;            /* of the code block or span, or raw HTML, being read */
    size_t n_code;              /* pieces in it */
    uint32_t code_at, code_end; /* of these pieces */
    uint64_t expanded;          /* bytes of link targets so far */
    bool is_deep;
};

/* Parses; false when link definitions expand past the cap (nothing is to be used then). */
bool tree_build(struct arena *a, struct document *doc, const struct norm *norm, unsigned flags,
                struct diag *d);

enum { TREE_NO_INDENTED_CODE = 1 };

#endif
