/* A sorted list of paths. */
#ifndef PUBLISH_PATHS_H
#define PUBLISH_PATHS_H

#include "base/arena.h"

struct paths {
    struct slice *list; /* in byte order */
    size_t count;
};

/* An empty list with room for `most` paths. */
void paths_init(struct paths *paths, struct arena *arena, size_t most);
/* Adds a path, which must come after those in the list. */
void paths_add(struct paths *paths, struct slice path);
bool paths_has(const struct paths *paths, struct slice path);
/* Whether a path in the list lies in `folder`, however deep. */
bool paths_has_inside(const struct paths *paths, struct slice folder);
/* Whether a folder that `path` lies in, however far up, is itself in the list. */
bool paths_has_above(const struct paths *paths, struct slice path);

#endif
