/* copies: a paper for each seat, with its candidate's name. For cli only. */
#ifndef CLI_COPIES_H
#define CLI_COPIES_H

#include "cli/pages.h"

/* Writes the copies of all seats (--copies: of some) into NAME-copies/ and says so in `report`.
 * False after reporting. */
bool copies_write(struct run *r, const struct seating *seats, struct buf *report);

#endif
