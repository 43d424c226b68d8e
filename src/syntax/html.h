/* html: the HTML authors use, as nodes: no HTML is left in the tree. For parse.c.
 *
 * Known tags become nodes or go without trace (html_tags.def); other tags of HTML go, their text
 * stays, a note says so; a word in angle brackets that is no tag of HTML (`List<String>`) is text.
 */
#ifndef SYNTAX_HTML_H
#define SYNTAX_HTML_H

#include "syntax/tree.h"

/* Collects raw HTML that md4c reports in pieces; `norm_at` is where `s` stands. */
void html_collect(struct tree *t, uint32_t norm_at, struct str s);
/* Reads what was collected as tags within a line, or as a block; the cursor is behind it. */
void html_read_inline(struct tree *t);
void html_read_block(struct tree *t);

/* Tags never closed in the leaf or span that ends now go, what they hold stays. */
void html_end_spans(struct tree *t);
/* The same for all tags open in the block that ends now. */
void html_end_blocks(struct tree *t);
/* A block of Markdown has ended: </details> met within it (`text</b></details>`) closes now. */
void html_close_late(struct tree *t);
/* A block begins that cannot stand right in a table, row or list: these end. */
void html_leave_tables(struct tree *t);

#endif
