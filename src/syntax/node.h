/* node: the document tree. Built by syn_parse, never changed afterwards. For study and dumps.
 *
 * Every node has the span of the author's bytes it stands for (offset space of source/source.h).
 * Blocks hold blocks only, but for the leaves PARAGRAPH, HEADING and CELL, which hold inlines (and
 * COMMENT where it stands). A definition list is a LIST whose items' marker is ":": of an ITEM the
 * first paragraph is the term, the others are definitions. A HEADING, LIST, TABLE … never stands in
 * a CELL of a Markdown table.
 * Trees are never deeper than NODE_DEPTH_MAX, so walking them by recursion is safe. */
#ifndef SYNTAX_NODE_H
#define SYNTAX_NODE_H

#include "source/source.h"
#include "source/vault.h"

#define NODE_DEPTH_MAX 100

enum node_kind {
#define NODE(id, name, is_block) NODE_##id,
#include "syntax/node.def"
#undef NODE
    NODE_KIND_COUNT
};

enum node_align { CELL_DEFAULT, CELL_LEFT, CELL_CENTER, CELL_RIGHT };
enum task_state { TASK_NONE, TASK_OPEN, TASK_DONE };

/* What few nodes have. */
struct node_more {
    struct str target; /* LINK, IMAGE, WIKILINK, EMBED: where to; FOOTNOTE(_MARK): its label; COLOR:
                        * the colour; CODE_BLOCK: info string; CALLOUT: its kind in lower case */
    struct str title;  /* LINK, IMAGE: title; WIKILINK, EMBED: heading or ^block after '#'; CALLOUT,
                        * DETAILS: none, their title is the first child, a PARAGRAPH */
    struct str hint;   /* IMAGE, EMBED: width as written ("300", "300x200"); CALLOUT: "+" or "-" */
    struct str block_id; /* any block: `^id` at its end, without the '^' */
};

struct node {
    uint8_t kind;       /* enum node_kind */
    uint8_t level : 4;  /* HEADING: 1–6 */
    uint8_t task : 2;   /* ITEM: enum task_state */
    uint8_t align : 2;  /* CELL: enum node_align */
    bool ordered : 1;   /* LIST */
    bool tight : 1;     /* LIST: no blank line between its items in the author's text */
    bool is_head : 1;   /* ROW: of the header; CELL: <th> */
    bool display : 1;   /* MATH: $$…$$ within a line */
    bool from_html : 1; /* made from a tag, not from Markdown */
    bool visited : 1;   /* used while the tree is built */
    uint16_t indent;  /* PARAGRAPH, ITEM, CODE_BLOCK, LINE_BREAK, SOFT_BREAK: columns of white space
                       * before the (next) line's first character; tabs to multiples of 4 */
    uint16_t columns; /* TABLE; ROW: as many as it was written with */
    struct span span;
    struct node *parent, *first, *last, *next;
    struct str text; /* TEXT, CODE, MATH, CODE_BLOCK, MATH_BLOCK: the text, entities and escapes
                      * resolved, without the last line end of blocks; ITEM: the marker as written
                      * ("1.", "（2）", "-"); COMMENT: what is kept aside (SR scheduling); HEADING:
                      * the marker */
    const struct node_more *more; /* never NULL; empty strings for most nodes */
};

/* What stands before the first heading's text in the file, and what it means for the whole note. */
struct front_matter {
    struct str title, deck;
    const struct str *tags;
    size_t n_tags;
    const struct str *aliases;
    size_t n_aliases;
    const struct yml *all; /* every key; NULL when the note has none */
    struct span span;
};

struct document {
    const struct source *source;
    struct node *root;   /* NODE_DOCUMENT; dead once the tree is given up */
    struct arena **tree; /* holds the nodes, but no text of theirs; NULL in it: given up */
    struct front_matter front;
    struct str text; /* the source's text: node text usually points into it */
};

const char *node_kind_name(enum node_kind k);
bool node_is_block(enum node_kind k);
/* All text below a node as a reader sees it: breaks are spaces, images their alternative text. */
struct str node_plain(struct arena *a, const struct node *n);

#endif
