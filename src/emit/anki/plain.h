/* plain: a card's HTML as the text a reader sees. For emit/anki. */
#ifndef EMIT_ANKI_PLAIN_H
#define EMIT_ANKI_PLAIN_H

#include "base/buf.h"

/* Tags go, blocks and line breaks end a line, the entities note_html writes are characters again;
 * `{{c1::x}}` becomes [x]. */
struct str plain_text(struct arena *a, struct str html);

#endif
