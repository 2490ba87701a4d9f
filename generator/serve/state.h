/* What the threads of the preview share: the site, and what is wrong with it. Inside the room. */
#ifndef SERVE_STATE_H
#define SERVE_STATE_H

#include "serve/pages.h"
#include "serve/warm.h"

#include <pthread.h>

struct preview_state {
    struct warm *warm;
    struct watch *watch;
    struct slice language;
    struct kept_pages kept;
    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    bool updating;
    bool closing;
    uint64_t version; /* of the site, from 1 */
    uint64_t told;    /* the version that `text` and the counts are about */
    size_t errors;
    size_t warnings;
    struct slice text; /* what people are told; its own memory */
};

void state_init(struct preview_state *state, struct watch *watch, struct slice language);
/* An update begins; requests wait until it ends, when the site has a new version if it changed. */
void state_begin_update(struct preview_state *state);
void state_end_update(struct preview_state *state, bool changed);
/* What is wrong with the newest version; `text` is copied. */
void state_tell(struct preview_state *state, struct slice text, size_t errors, size_t warnings);
/* Waits until every change that was saved is in the site; returns its version. */
uint64_t state_settle(struct preview_state *state);
/* Waits until something was told of a version after `version`, for some seconds, or until the
 * preview closes. Appends it to `out` as JSON and returns its version; 0 if there was nothing. */
uint64_t state_wait(struct preview_state *state, uint64_t version, struct buffer *out);
bool state_has_errors(struct preview_state *state);
/* Nobody waits any more. */
void state_close(struct preview_state *state);
bool state_is_closing(struct preview_state *state);
void state_release(struct preview_state *state);

#endif
