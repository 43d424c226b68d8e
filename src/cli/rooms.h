/* rooms: the invigilators' sheets, in files of so many rooms. */
#ifndef CLI_ROOMS_H
#define CLI_ROOMS_H

#include "cli/batch.h"
#include "plan/seating.h"

/* Adds NAME-seating.pdf, with further files beside it where the rooms are many. False after
 * reporting. */
bool rooms_add(struct batch *p, const struct seating *seats);

#endif
