/* What the warm site consists of. Inside the room. */
#ifndef SERVE_WARM_STATE_H
#define SERVE_WARM_STATE_H

#include "serve/generation.h"
#include "serve/outputs.h"

#include <pthread.h>

struct warm {
    struct warm_options options;
    pthread_rwlock_t lock;
    struct generation *generation; /* the one that is shown */
    struct generation *failed;     /* a later one, whose settings or kinds are wrong; or NULL */
    struct warm_outputs outputs;
    struct arena told_arena;
    struct diagnostics told;
    bool needs_check; /* since the last update the rules of the whole site were not checked */
    bool needs_telling;
};

#endif
