/* Work on many things at once. The pool knows a count and a function of an index, nothing else:
 * results go where the index says, so their order never depends on the threads. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

enum { POOL_JOBS_MAXIMUM = 64 };

/* Work on thing `index`, by worker `worker` (0 to jobs - 1); no two calls run at once with the same
 * worker. */
typedef void pool_work(void *context, size_t index, size_t worker);

/* Calls `work` once for every index below `count`, on `jobs` threads (the caller's is one of them),
 * and returns when all is done. Within a thread the indexes rise. */
void pool_run(size_t count, size_t jobs, pool_work *work, void *context);
/* The number of processors this process may use, at most POOL_JOBS_MAXIMUM. */
size_t pool_jobs_default(void);

#endif
