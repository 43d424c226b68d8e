/* refine: what md4c does not know: callouts, footnotes, definition lists, names of blocks,
 * ==marks==, widths of pictures. Each is found when its block or span ends. For tree.c, parse.c. */
#ifndef SYNTAX_REFINE_H
#define SYNTAX_REFINE_H

#include "syntax/tree.h"

/* `p`, which stands behind `before` and ends now, may become something else or go. */
void refine_paragraph(struct tree *t, struct node *before, struct node *p);
void refine_heading(struct tree *t, struct node *heading);
void refine_quote(struct tree *t, struct node *quote);
void refine_image(struct tree *t, struct node *image);
void refine_strike(struct node *strike, char before); /* one of single tildes, behind this byte */
/* Once the tree is complete. */
void refine_marks(struct tree *t);

#endif
