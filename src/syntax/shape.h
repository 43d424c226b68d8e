/* shape: cutting and joining nodes. For the files of this folder. */
#ifndef SYNTAX_SHAPE_H
#define SYNTAX_SHAPE_H

#include "syntax/node.h"

/* A new node of the kind that covers `span`, in no tree yet. */
struct node *shape_node(struct arena *a, enum node_kind kind, struct span span);

extern const struct node_more node_nothing; /* what `more` points to at first */
/* The node's `more`, to be written to. */
struct node_more *shape_more(struct arena *a, struct node *n);

/* Puts `n` behind `after` (NULL: first) in `up`. */
void shape_insert(struct node *up, struct node *after, struct node *n);
/* Takes `n`, which stands behind `before` (NULL: first), out of its parent. */
void shape_remove(struct node *before, struct node *n);
/* The same where nobody knows what it stands behind: looks for that. */
void shape_drop(struct node *n);
/* Moves the siblings from `first`, which stands behind `before`, to `last` to the end of `to`. */
void shape_move(struct node *to, struct node *before, struct node *first, struct node *last);

/* Cuts a TEXT node before byte `at` of its text: the rest is a new node behind it. */
struct node *shape_cut(struct arena *a, struct node *text, size_t at);
/* Takes `n` bytes off the front of a TEXT node. */
void shape_shorten(struct node *text, size_t n);

/* Keeps the places of `n` and all below it between `from` and `to`, and those of siblings in their
 * order: an elder one ends where the next begins. What stands right is left as it is. */
void shape_fit(struct node *n, uint32_t from, uint32_t to);

/* From the beginning of the first child to the end of the last. */
struct span shape_cover(const struct node *n);

#endif
