/* front: the YAML at the beginning of a note. For syntax.c. */
#ifndef SYNTAX_FRONT_H
#define SYNTAX_FRONT_H

#include "syntax/node.h"

/* Reads the front matter of `s`, if it has one, into *out; returns the offset in its text where the
 * note goes on. YAML that cannot be read is reported, and what lines of `key: value` say is used.
 */
uint32_t front_read(struct arena *a, const struct source *s, struct front_matter *out,
                    struct diag *d);

#endif
