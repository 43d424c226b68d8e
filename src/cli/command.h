/* command: what the commands share, and the commands. For cli only. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/report.h"
#include "cli/run.h"

struct command {
    struct arena *a;
    const struct options *o;
    struct report *report;
    struct diag *d; /* of what concerns no set */
    struct str data_dir;
};

/* A set of notes under way; out_dir may be empty. */
struct run *command_open(const struct command *c, const struct str *inputs, size_t n,
                         struct str name, struct str out_dir);
/* Prints the set's messages, and what was written when `written`. */
void command_close(const struct command *c, struct run *r, const struct buf *written);
/* The set of all inputs, of a command that makes one thing of them; NULL after reporting that there
 * are none. */
struct run *command_one_set(const struct command *c);
/* Gives the run its ledger: --ids, or crib.ids in `dir` unless that is empty or --no-ids was given.
 */
void command_keep_ids(const struct command *c, struct run *r, struct str dir);
/* Commits what was emitted when `ok` and nothing (with --strict, no warning) stops it, and closes
 * the run: the end of every command that writes. True when it was written. */
bool command_finish(const struct command *c, struct run *r, bool ok);

/* --output, or a usage error that says what to give. */
bool command_output(const struct command *c, const char *example, struct str *path);

/* Commands that write files (make.c, export.c) and commands that print (tell.c). */
void command_build(const struct command *c);
void command_sheet(const struct command *c);
void command_exam(const struct command *c);
void command_deck(const struct command *c);
void command_book(const struct command *c);
void command_export(const struct command *c);
void command_lint(const struct command *c);
void command_dump(const struct command *c);
void command_check_bank(const struct command *c);
void command_watch(const struct command *c); /* never returns once it watches */
void command_init(const struct command *c);
void command_styles(const struct command *c);
void command_fonts(const struct command *c);
void command_targets(const struct command *c);

#endif
