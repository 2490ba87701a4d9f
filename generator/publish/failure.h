/* What failed first. A publication that failed goes on doing nothing until it is asked; of all
 * failures the first is the one that tells what to do. Threads may fail at the same time. */
#ifndef PUBLISH_FAILURE_H
#define PUBLISH_FAILURE_H

#include "base/arena.h"

#include <pthread.h>
#include <stdatomic.h>

struct failure {
    struct slice output; /* as the user named it: every text begins with it */
    atomic_bool happened;
    pthread_mutex_t mutex; /* guards what follows */
    struct arena arena;
    struct slice text;
};

/* No failure yet. `output` must live as long. */
void failure_init(struct failure *failure, struct slice output);
/* Remembers "OUTPUT/PATH: WHAT: reason", unless something failed before. An empty `path` is the
 * output folder itself; an `error` of 0 has no reason. Control characters in the path come out
 * escaped. */
void failure_add(struct failure *failure, struct slice path, const char *what, int error);
bool failure_happened(const struct failure *failure);
/* Gives its memory back; the text is gone. */
void failure_release(struct failure *failure);

#endif
