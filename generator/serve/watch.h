/* Watching folders: which files changed. Linux's inotify(7). */
#ifndef SERVE_WATCH_H
#define SERVE_WATCH_H

#include "base/arena.h"
#include "base/slice.h"

/* What happened since the last time. */
struct changes {
    struct slice
        *paths; /* from the root, of new folders with "/" at the end; some more than once */
    size_t count;
    size_t capacity;
    bool structure; /* files or folders came, went or moved */
    bool overflow;  /* more happened than was told: anything may have changed */
};

struct watch;

/* Watches the folders `names` (`count` of them, which need not exist) below `root`, with all that
 * is in them. NULL when the system watches no more folders; errno tells. */
struct watch *watch_open(int root, const char *const *names, size_t count);
/* Readable when something happened. */
int watch_descriptor(const struct watch *watch);
/* Whether something happened that watch_read has not told yet. */
bool watch_is_pending(const struct watch *watch);
/* Adds what happened to `changes`, in `arena`; does not wait. */
void watch_read(struct watch *watch, struct changes *changes, struct arena *arena);
void watch_close(struct watch *watch);

#endif
