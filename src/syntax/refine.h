/* refine: what md4c does not know, found in the finished tree: callouts, footnotes, definition
 * lists, block names, ==marks==, widths of pictures. For syntax.c. */
#ifndef SYNTAX_REFINE_H
#define SYNTAX_REFINE_H

#include "syntax/rules.h"

void refine_tree(struct arena *a, struct document *doc, const struct rules *rules);

#endif
