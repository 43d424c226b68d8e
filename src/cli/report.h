/* report: what crib tells people: diagnostics and the closing line on standard error, what was
 * written (or asked for) on standard output. For cli only. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/options.h"
#include "source/source.h"

struct report {
    const struct options *o;
    size_t count[3];          /* messages so far, by severity */
    size_t kinds[DIAG_COUNT]; /* those printed, by id */
    int exit_status;          /* the worst so far */
};

/* Prints the messages of d (places by `s`) and adds them up. */
void report_diagnostics(struct report *r, const struct sources *s, const struct diag *d);
/* Prints a list of what was written; nothing with --quiet. */
void report_written(struct report *r, const struct buf *text);
/* Prints what was asked for. A full or closed standard output is exit status 3. */
void report_data(struct report *r, const struct buf *text);
/* A line on the terminal that is written over as work goes on and vanishes when done == of; nothing
 * where standard error is no terminal, or with --quiet. */
void report_progress(const struct options *o, const char *what, size_t done, size_t of);
/* The closing line: how many errors and warnings; of lint also how many of each kind. */
void report_summary(const struct report *r, struct arena *a);

#endif
