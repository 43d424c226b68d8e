/* wiki: what stands between the brackets of [[links]] and ![[embeds]]. For the files of this
 * folder. */
#ifndef SYNTAX_WIKI_H
#define SYNTAX_WIKI_H

#include "syntax/node.h"

/* The brackets at `at` of `s`, on one line: `[[…]]`, or `![[…]]` then *embed. Returns where they
 * end, or 0. */
size_t wiki_end(struct str s, size_t at, bool *embed);

/* Makes *n the WIKILINK or EMBED whose inside is `s`, at `at` in the offset space:
 * target#heading|alias. The alias is a link's text; that of an embed is its width or caption. */
void wiki_make(struct arena *a, struct node *n, struct str s, uint32_t at, bool embed);

/* "300" or "300x200". */
bool wiki_is_width(struct str s);

#endif
