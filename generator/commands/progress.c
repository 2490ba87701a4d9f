#include "commands/progress.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum { DELAY_NANOSECONDS = 500000000 };

/* A stage does not call back while it works, so a thread waits beside it. */
struct progress {
    FILE *out;
    const char *text;
    bool is_shown;
    bool is_over;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static void show(struct progress *progress) {
    fprintf(progress->out, "\r\x1b[K%s …", progress->text);
    fflush(progress->out);
    progress->is_shown = true;
}

static void *watch(void *context) {
    struct progress *progress = context;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += DELAY_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&progress->lock);
    int waited = 0;
    while (!progress->is_over && waited == 0) {
        waited = pthread_cond_timedwait(&progress->changed, &progress->lock, &until);
    }
    if (!progress->is_over && progress->text != NULL) {
        show(progress);
    }
    pthread_mutex_unlock(&progress->lock);
    return NULL;
}

struct progress *progress_start(FILE *out) {
    struct progress *progress = memory_allocate(sizeof *progress);
    *progress = (struct progress){.out = out};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&progress->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&progress->lock, NULL);
    if (pthread_create(&progress->thread, NULL, watch, progress) != 0) {
        free(progress); /* then there is no progress to see, which hurts nobody */
        return NULL;
    }
    return progress;
}

void progress_say(struct progress *progress, const char *text) {
    if (progress == NULL) {
        return;
    }
    pthread_mutex_lock(&progress->lock);
    progress->text = text;
    if (progress->is_shown) {
        show(progress);
    }
    pthread_mutex_unlock(&progress->lock);
}

void progress_stop(struct progress *progress) {
    if (progress == NULL) {
        return;
    }
    pthread_mutex_lock(&progress->lock);
    progress->is_over = true;
    pthread_cond_signal(&progress->changed);
    pthread_mutex_unlock(&progress->lock);
    pthread_join(progress->thread, NULL);
    if (progress->is_shown) {
        fputs("\r\x1b[K", progress->out);
        fflush(progress->out);
    }
    pthread_cond_destroy(&progress->changed);
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}
