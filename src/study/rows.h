/* rows: what stands below a heading as a flat list of lines, list items and other blocks, nesting
 * as a number. Flat, because authors' structure and Markdown's differ: a label typed under a list
 * is the list's last line to Markdown. For study only.
 *
 * The children of a row are the rows after it that are deeper. */
#ifndef STUDY_ROWS_H
#define STUDY_ROWS_H

#include "study/signs.h"

enum row_kind {
    ROW_LINE,  /* a line of a paragraph (lines a column width broke are one) */
    ROW_ITEM,  /* a list item, with the first line of its text */
    ROW_BLOCK, /* anything else: `node` */
    ROW_IMAGE  /* a line that is one picture: `node` */
};

struct row {
    uint8_t kind; /* enum row_kind */
    uint8_t depth;
    uint8_t task;    /* ITEM: enum task_state */
    uint8_t heading; /* LINE: level of the heading it was, 0 for none */
    bool ordered;    /* ITEM */
    bool starts;     /* first line of its block */
    bool hidden;     /* the reader has to unfold it: <details>, folded callout */
    bool taken;      /* part of an explicit question */
    uint16_t indent;
    uint32_t block; /* lines of one paragraph share it */
    struct signs signs;
    const struct node *node;
    struct str marker, block_id;
    struct str aside; /* of a comment in the line */
    struct rich text;
    struct span span;
};
typedef VEC(struct row) row_vec;

/* Adds the rows of one block. */
void rows_add(struct builder *b, row_vec *rows, const struct node *block, unsigned depth);
/* Adds the rows of a block and all after it. */
void rows_add_children(struct builder *b, row_vec *rows, const struct node *first, unsigned depth);

/* The row after `at` and its children. */
size_t rows_after(const struct row *rows, size_t n, size_t at);

/* The figures in the marker of an ordered, outermost item; 0 for any other row. */
unsigned row_figure(const struct row *row);

#endif
