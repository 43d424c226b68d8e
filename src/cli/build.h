/* build: sets of notes made into everything, one after the other. For the commands build and watch.
 */
#ifndef CLI_BUILD_H
#define CLI_BUILD_H

#include "cli/command.h"

struct build {
    const struct command *c;
    const struct str *inputs; /* a set each */
    size_t n_inputs;
    struct arena *own;  /* of the set being built, given back after it */
    struct arena *kept; /* of what a set leaves for the next */
    bool notetypes;     /* crib-notetypes.apkg is still to be written */
    bool sheet_first;   /* the sheet is put in place before the rest is made */
    struct str ids;     /* what crib.ids will hold; empty: as the file says */
    struct run_fonts *fonts;
};

/* The inputs of the command: those named, or every note of input/ by itself. NULL after reporting
 * that there are none, or that two would overwrite each other's files. */
struct build *build_open(const struct command *c);

/* Builds set i, prints its messages and what was written. */
void build_set(struct build *b, size_t i);

#endif
