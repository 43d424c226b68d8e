/* rooms: the invigilators' sheets, in files of so many rooms. */
#ifndef CLI_ROOMS_H
#define CLI_ROOMS_H

#include "cli/run.h"

/* Makes NAME-seating.pdf, with further files beside it where the rooms are many. False after
 * reporting. */
bool rooms_write(struct run *r, const struct seating *seats);

#endif
