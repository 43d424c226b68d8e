/* hands: threads that make parts of a run at the same time, each with fonts and messages of its
 * own. What they make depends on the part alone, never on the hand. For cli only. */
#ifndef CLI_HANDS_H
#define CLI_HANDS_H

#include "cli/run.h"

struct font_set;

unsigned run_threads(const struct run *r); /* by --jobs, or one a processor */

/* The fonts of the run's own thread. NULL after reporting. */
struct font_set *run_fonts(struct run *r);

struct hand {
    struct arena *a; /* of the thread: open as long as the run's */
    struct font_set *fonts;
    struct diag *d;
};
/* Makes part i. False after reporting to h->d. */
typedef bool hand_fn(void *shared, size_t i, struct hand *h);

/* Parts 0 … n-1, made when hands_part is called with the number of each, by up to run_threads()
 * threads; hands_close then says what they reported, in order. NULL after reporting that there are
 * no fonts; false when a part was not made. */
struct hands;
struct hands *hands_open(struct run *r, size_t n, hand_fn *fn, void *shared);
void hands_part(void *hands, size_t i, struct arena *a); /* a job_fn of base/jobs.h */
bool hands_close(struct hands *all);

/* All of it. */
bool hands_run(struct run *r, size_t n, hand_fn *fn, void *shared);

/* A hand for something else that is done meanwhile, and back. */
struct hand hand_take(struct run *r, struct arena *a, struct diag *d);
void hand_give(struct run *r, const struct hand *h);

#endif
