/* What the publishing threads keep, without waiting for each other: each takes a lane while it
 * works on a file, and in a lane it is alone. */
#ifndef PUBLISH_LANES_H
#define PUBLISH_LANES_H

#include "base/arena.h"
#include "base/pool.h"
#include "publish/publish.h"

#include <pthread.h>

/* A file of the site. */
struct published {
    struct slice path; /* NUL after its end */
    uint64_t size;
    uint64_t hash;
    bool unchanged; /* output/ has it already, with these bytes; otherwise the stage has it */
};

/* Files are read and written in pieces of this size; nearly every page is one. */
enum { LANE_PIECE = 64 << 10 };

struct lane_files;

struct lane {
    pthread_mutex_t mutex;
    struct arena arena;
    struct lane_files *files; /* newest first */
    char *piece[2];           /* room for LANE_PIECE bytes each; see lane_piece */
    bool used;
};

struct lanes {
    struct lane lanes[POOL_JOBS_MAXIMUM];
};

void lanes_init(struct lanes *lanes);
/* A lane for this thread alone, until it gives it back. */
struct lane *lanes_take(struct lanes *lanes);
void lanes_give(struct lane *lane);
/* Room for a piece of a file: there is room for two. */
char *lane_piece(struct lane *lane, int which);
/* Adds a file of the site. */
struct published *lane_add(struct lane *lane);
/* How many lanes were ever taken: as many threads published at once. At least 1. */
size_t lanes_used(const struct lanes *lanes);
/* All files of all lanes, sorted by path; the array lives in `arena`, the paths in the lanes. */
struct published *lanes_collect(const struct lanes *lanes, struct arena *arena, size_t *count);
void lanes_release(struct lanes *lanes);

#endif
