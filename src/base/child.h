/* child: another program run for what it prints. For cli. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buf.h"

/* Runs argv[0], found by $PATH, with these arguments (NULL last; no shell), its standard error left
 * alone and nothing on its standard input; `out` gets what it prints. Its exit status; -1 when it
 * could not be run or was killed. */
int child_read(const char *const *argv, struct buf *out);

#endif
