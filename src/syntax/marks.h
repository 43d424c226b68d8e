/* marks: ==highlights== and footnote marks in a leaf's text. For refine.c. */
#ifndef SYNTAX_MARKS_H
#define SYNTAX_MARKS_H

#include "base/map.h"
#include "syntax/node.h"

/* Makes MARK and FOOTNOTE_MARK nodes of text right below `up`. `labels` are
 * the footnotes there are: `[^x]` without one is text (`[^a-z]` of a pattern). `source` is the text
 * spans point into, `base` its offset. */
void marks_make(struct arena *a, struct node *up, const struct map *labels, struct str source,
                uint32_t base);

#endif
