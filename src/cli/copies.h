/* copies: a paper for each seat, with its candidate's name. For cli only. */
#ifndef CLI_COPIES_H
#define CLI_COPIES_H

#include "cli/batch.h"

/* Makes the batch and, at the same time, the copies of all seats (--copies: of some), into
 * NAME-copies/, which it says in `report`. False after reporting. */
bool copies_make(struct batch *b, struct buf *report);

#endif
