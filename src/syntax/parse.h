/* parse: normalised text -> tree, by md4c. For syntax.c. */
#ifndef SYNTAX_PARSE_H
#define SYNTAX_PARSE_H

#include "syntax/norm.h"

/* Sets doc->root. False when link definitions expand past the cap: nothing is to be used then. */
bool parse_tree(struct arena *a, struct document *doc, const struct norm *norm,
                const struct rules *rules, struct diag *d);

#endif
