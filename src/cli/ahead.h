/* ahead: what every paper needs whatever the notes say, read by another thread while the notes are.
 * For cli only. */
#ifndef CLI_AHEAD_H
#define CLI_AHEAD_H

#include "cli/run.h"

struct rules;

/* Begins, where there are threads for it. */
void run_read_ahead(struct run *r);

/* What was read, when it is ready; NULL when it was not, or could not be. */
const struct rules *ahead_rules(struct run *r);
struct font_config *ahead_fonts(struct run *r);

#endif
