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

/* Tasks 0..n-1, one after the other, by a thread of their own; each in its arena, which is open as
 * long as `a`. Closed with `a`, when they are done. */
struct jobs_aside;
struct jobs_aside *jobs_begin(struct arena *a, size_t n, job_fn *fn, void *shared);
/* Until task i is done. Its failure is raised where `a` fails. */
void jobs_wait(struct jobs_aside *j, size_t i);

/* A lock, and memory for what it guards; both closed with `a`. */
struct jobs_lock;
struct jobs_lock *jobs_lock_open(struct arena *a);
struct arena *jobs_lock_arena(struct jobs_lock *l);
/* Calls fn(shared), one thread at a time; only there the lock's arena may be used. A failure of
 * that arena, or of `caller`, gives the lock back and is raised where `caller` fails. */
void jobs_alone(struct jobs_lock *l, struct arena *caller, void (*fn)(void *), void *shared);

unsigned jobs_processors(void); /* at least 1 */

#endif
