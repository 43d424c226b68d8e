/* text: UTF-8 as decoded -> the text of a source: one kind of line end, no bytes that syntax keeps
 * for itself, and its line map. For the files of this folder. */
#ifndef SOURCE_TEXT_H
#define SOURCE_TEXT_H

#include "source/source.h"

/* Sets text, line_at and n_lines of *s from well-formed UTF-8 without a byte order mark: CR LF and
 * lone CR become LF, NUL and the noncharacters U+FDD0–FDEF become U+FFFD. The text is `utf8` itself
 * when there is nothing to change. */
void text_read(struct arena *a, struct str utf8, struct source *s);

/* A source of one decoded text; the caller sets what it knows better. */
struct source *source_make(struct arena *a, struct str path, struct str utf8, uint32_t base);

#endif
