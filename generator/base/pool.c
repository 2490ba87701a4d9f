#include "base/pool.h"

#include "base/arena.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct pool {
    atomic_size_t next;
    size_t count;
    pool_work *work;
    void *context;
};

struct worker {
    struct pool *pool;
    size_t number;
    pthread_t thread;
};

static void *run(void *argument) {
    struct worker *worker = argument;
    struct pool *pool = worker->pool;
    for (;;) {
        size_t index = atomic_fetch_add(&pool->next, 1);
        if (index >= pool->count) {
            return NULL;
        }
        pool->work(pool->context, index, worker->number);
    }
}

void pool_run(size_t count, size_t jobs, pool_work *work, void *context) {
    struct pool pool = {.next = 0, .count = count, .work = work, .context = context};
    struct worker workers[POOL_JOBS_MAXIMUM];
    if (jobs > POOL_JOBS_MAXIMUM) {
        jobs = POOL_JOBS_MAXIMUM;
    }
    if (jobs > count) {
        jobs = count;
    }
    size_t started = 0;
    for (size_t i = 1; i < jobs; i++) {
        workers[i] = (struct worker){.pool = &pool, .number = i};
        /* A thread that cannot be had is no failure: the others do its work. */
        if (pthread_create(&workers[i].thread, NULL, run, &workers[i]) != 0) {
            break;
        }
        started = i;
    }
    workers[0] = (struct worker){.pool = &pool, .number = 0};
    run(&workers[0]);
    for (size_t i = 1; i <= started; i++) {
        pthread_join(workers[i].thread, NULL);
    }
}

size_t pool_jobs_default(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&set);
    return count < 1 ? 1 : count > POOL_JOBS_MAXIMUM ? POOL_JOBS_MAXIMUM : (size_t)count;
}
