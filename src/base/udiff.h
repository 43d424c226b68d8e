/* udiff: a text and what edits made of it, as a unified diff that patch(1) takes. For every folder.
 */
#ifndef BASE_UDIFF_H
#define BASE_UDIFF_H

#include "base/buf.h"

/* Bytes from..to of the one text are bytes new_from..new_to of the other. */
struct text_edit {
    size_t from, to, new_from, new_to;
};

/* Appends the diff, three lines of context around each change; nothing when n is 0. The edits stand
 * in order and do not overlap; outside of them the texts are the same. */
void udiff_put(struct buf *out, struct str name, struct str before, struct str after,
               const struct text_edit *v, size_t n);

#endif
