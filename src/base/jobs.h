/* jobs: the same function over n tasks on some threads. For every folder. */
#ifndef BASE_JOBS_H
#define BASE_JOBS_H

#include "base/arena.h"

/* One task; `a` is the worker's own arena (one thread: the caller's), open when jobs_run returns.
 */
typedef void job_fn(void *shared, size_t index, struct arena *a);

/* Runs fn for 0..n-1 on up to `threads` threads (1: in this thread). Tasks start in order; the
 * caller must make results independent of the thread they ran on. A failure in any worker is raised
 * in `a`'s failure after all have stopped. Worker arenas are closed when `a` closes. */
void jobs_run(struct arena *a, unsigned threads, size_t n, job_fn *fn, void *shared);
unsigned jobs_processors(void); /* at least 1 */

#endif
