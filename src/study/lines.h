/* lines: the written lines of a paragraph, heading or cell as rich text, and what of them one
 * sentence wrapped over several lines makes. For study only. */
#ifndef STUDY_LINES_H
#define STUDY_LINES_H

#include "base/vec.h"
#include "study/rich.h"
#include "syntax/node.h"

struct line {
    struct rich text; /* without blanks at its ends */
    uint16_t indent;  /* columns of white space before it */
    struct str aside; /* of a comment in it: what flashcard programs keep there */
    bool hard;        /* the author ended the line before it himself */
    const struct node
        *image; /* IMAGE, or EMBED of a file or note, that is all of the line; or NULL */
};
typedef VEC(struct line) line_vec;

/* Reads lines; its room is used again by each call. */
struct line_reader {
    struct arena *a, *scratch;
    line_vec lines;            /* of the last call */
    VEC(struct rich_run) runs; /* of the line being read */
};

/* Reads the lines of the inline nodes from `first` up to the first block (NULL: all there are) into
 * r->lines; `indent` is that of the first line. Returns the first block. */
const struct node *lines_read(struct line_reader *r, const struct node *first, uint16_t indent);

/* All that stands below `block` as one text: lines, and the blocks in a cell, are joined. */
struct rich lines_whole(struct line_reader *r, const struct node *block);

/* True when `next` carries on the sentence of `before`: the author's editor or column width broke
 * the line, not the author. */
bool lines_wrapped(struct str before, struct str next);

/* n texts as one: no blank where CJK characters meet, one between others. */
struct rich lines_join(struct arena *a, const struct rich *v, size_t n);

#endif
