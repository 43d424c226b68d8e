/* commands: what each command of commands.def does. For main. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/report.h"
#include "cli/run.h"

/* Runs o->command and prints what it has to say. Sets of notes are independent: one that cannot be
 * used does not stop the next. What concerns no set (usage) goes to d. */
void command_run(struct arena *a, const struct options *o, struct report *report, struct diag *d);

/* True for commands about notes, which end with a count of errors and warnings. */
bool command_reads_notes(enum command_id c);

#endif
