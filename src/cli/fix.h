/* fix: `crib lint --fix`. For cli only. */
#ifndef CLI_FIX_H
#define CLI_FIX_H

#include "cli/command.h"

/* Prints a diff of what --fix changes in the notes of `r`, and unless --dry-run is given, writes
 * it: each file at once, in its own encoding, only where nothing else would change. What cannot be
 * read is passed over: lint tells about it. Returns the run to lint: of the notes as they are now;
 * NULL after reporting that they are standard input. */
struct run *fix_notes(const struct command *c, struct run *r);

#endif
