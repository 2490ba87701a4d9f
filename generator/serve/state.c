#include "serve/state.h"

#include "formats/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void state_init(struct preview_state *state, struct watch *watch, struct slice language) {
    *state = (struct preview_state){.watch = watch, .language = language, .version = 1};
    kept_pages_init(&state->kept);
    pthread_mutex_init(&state->mutex, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&state->changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

void state_begin_update(struct preview_state *state) {
    pthread_mutex_lock(&state->mutex);
    state->updating = true;
    pthread_mutex_unlock(&state->mutex);
}

void state_end_update(struct preview_state *state, bool changed) {
    pthread_mutex_lock(&state->mutex);
    state->updating = false;
    state->version += changed;
    pthread_cond_broadcast(&state->changed);
    pthread_mutex_unlock(&state->mutex);
}

void state_tell(struct preview_state *state, struct slice text, size_t errors, size_t warnings) {
    char *copy = memory_allocate(text.length);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    pthread_mutex_lock(&state->mutex);
    free((char *)(uintptr_t)state->text.data);
    state->text = slice_of(copy, text.length);
    state->errors = errors;
    state->warnings = warnings;
    state->told = state->version;
    pthread_cond_broadcast(&state->changed);
    pthread_mutex_unlock(&state->mutex);
}

static struct timespec after_milliseconds(int64_t milliseconds) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    int64_t nanoseconds = time.tv_nsec + milliseconds % 1000 * 1000000;
    time.tv_sec += (time_t)(milliseconds / 1000 + nanoseconds / 1000000000);
    time.tv_nsec = (long)(nanoseconds % 1000000000);
    return time;
}

uint64_t state_settle(struct preview_state *state) {
    pthread_mutex_lock(&state->mutex);
    while (!state->closing && (state->updating || watch_is_pending(state->watch))) {
        /* The thread that watches may not have begun yet: then nobody will wake us. */
        struct timespec until = after_milliseconds(1);
        pthread_cond_timedwait(&state->changed, &state->mutex, &until);
    }
    uint64_t version = state->version;
    pthread_mutex_unlock(&state->mutex);
    return version;
}

static void append_json(const struct preview_state *state, struct buffer *out) {
    struct json json;
    json_init(&json, out, false);
    json_open_object(&json);
    json_key(&json, SLICE("version"));
    json_write_integer(&json, (int64_t)state->told);
    json_key(&json, SLICE("errors"));
    json_write_integer(&json, (int64_t)state->errors);
    json_key(&json, SLICE("warnings"));
    json_write_integer(&json, (int64_t)state->warnings);
    json_key(&json, SLICE("text"));
    json_write_text(&json, state->text);
    json_close_object(&json);
}

uint64_t state_wait(struct preview_state *state, uint64_t version, struct buffer *out) {
    enum { WAIT_MILLISECONDS = 2000 };
    struct timespec until = after_milliseconds(WAIT_MILLISECONDS);
    int status = 0;
    uint64_t told = 0;
    pthread_mutex_lock(&state->mutex);
    while (!state->closing && state->told <= version && status != ETIMEDOUT) {
        status = pthread_cond_timedwait(&state->changed, &state->mutex, &until);
    }
    if (!state->closing && state->told > version) {
        told = state->told;
        append_json(state, out);
    }
    pthread_mutex_unlock(&state->mutex);
    return told;
}

bool state_has_errors(struct preview_state *state) {
    pthread_mutex_lock(&state->mutex);
    bool has_errors = state->errors > 0;
    pthread_mutex_unlock(&state->mutex);
    return has_errors;
}

void state_close(struct preview_state *state) {
    pthread_mutex_lock(&state->mutex);
    state->closing = true;
    pthread_cond_broadcast(&state->changed);
    pthread_mutex_unlock(&state->mutex);
}

bool state_is_closing(struct preview_state *state) {
    pthread_mutex_lock(&state->mutex);
    bool closing = state->closing;
    pthread_mutex_unlock(&state->mutex);
    return closing;
}

void state_release(struct preview_state *state) {
    free((char *)(uintptr_t)state->text.data);
    kept_pages_release(&state->kept);
    pthread_cond_destroy(&state->changed);
    pthread_mutex_destroy(&state->mutex);
}
