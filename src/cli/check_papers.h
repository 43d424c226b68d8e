/* check_papers: printed papers and keys against their manifest. For cli only. */
#ifndef CLI_CHECK_PAPERS_H
#define CLI_CHECK_PAPERS_H

#include "cli/command.h"

/* Derives every key from the manifest's permutations, and reads it where it is printed in the key's
 * PDF; on the student's paper nothing may stand there. Reports what differs, prints the counts. */
void check_papers(const struct command *c, struct str manifest);

#endif
