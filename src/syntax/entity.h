/* entity: character references (`&amp;`, `&#39;`) as text. For the files of this folder. */
#ifndef SYNTAX_ENTITY_H
#define SYNTAX_ENTITY_H

#include "base/buf.h"

/* Appends what the reference `s` ("&…;", whole) stands for; false, appending nothing, when HTML has
 * no such name. NUL, surrogates and numbers above 10FFFF give U+FFFD (CommonMark 2.5). */
bool entity_put(struct buf *b, struct str s);

/* Appends `s` with all its references resolved. */
void entity_put_all(struct buf *b, struct str s);

#endif
