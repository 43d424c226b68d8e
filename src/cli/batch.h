/* batch: outputs of a run that are made at the same time. For cli only. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/hands.h"

struct batch_output {
    const struct backend *backend;
    struct emit_input in;
    struct str path, about;
    size_t size; /* how much work in pages: larger ones are begun first */
    /* NULL when `in` is whole. Else lays out the pages it lacks, in the hand's memory, which is
     * given back when the output is made; NULL after reporting. */
    const struct pages *(*lay_out)(const struct batch_output *p, struct hand *h);
    const void *of; /* for lay_out: what, and which of it */
    size_t from, to;
};

/* In the order in which they are told of. */
struct batch {
    struct run *r;
    VEC(struct batch_output) v;
    struct run_output *outputs; /* of each */
    size_t *order;              /* in which they are begun */
};

/* False after reporting that `path` cannot be written. */
bool batch_add(struct batch *p, const struct batch_output *part);

/* For hands_part, or NULL after reporting; then, when all are made, adds them to the run's outputs.
 * False after reporting what stopped one. */
struct hands *batch_open(struct batch *p);
bool batch_close(struct batch *p, struct hands *hands);
/* All of it. */
bool batch_make(struct batch *p);

#endif
