#include "publish/failure.h"

#include "base/escape.h"

#include <string.h>

void failure_init(struct failure *failure, struct slice output) {
    failure->output = output;
    atomic_init(&failure->happened, false);
    pthread_mutex_init(&failure->mutex, NULL);
    arena_init(&failure->arena);
    failure->text = SLICE("");
}

static struct slice describe(struct failure *failure, struct slice path, const char *what,
                             int error) {
    struct buffer text;
    buffer_init(&text, &failure->arena);
    escape_terminal(&text, failure->output);
    if (path.length > 0) {
        buffer_append_byte(&text, '/');
        escape_terminal(&text, path);
    }
    buffer_append_text(&text, ": ");
    buffer_append_text(&text, what);
    if (error != 0) {
        buffer_append_text(&text, ": ");
        buffer_append_text(&text, strerror(error));
    }
    return buffer_slice(&text);
}

void failure_add(struct failure *failure, struct slice path, const char *what, int error) {
    pthread_mutex_lock(&failure->mutex);
    if (!failure_happened(failure)) {
        failure->text = describe(failure, path, what, error);
        atomic_store(&failure->happened, true);
    }
    pthread_mutex_unlock(&failure->mutex);
}

bool failure_happened(const struct failure *failure) {
    return atomic_load(&failure->happened);
}

void failure_release(struct failure *failure) {
    arena_release(&failure->arena);
    pthread_mutex_destroy(&failure->mutex);
}
