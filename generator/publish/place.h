/* Where output/ is, and the lock on it. A link at the path is resolved once, here; after that only
 * descriptors are used.
 *
 * Stage and lock stand beside output/: `.output.knoop-stage`, `.output.knoop-lock`. Where that
 * cannot be (output/ is mounted there, or the folder around it may not be written), they stand in
 * it, and output/ cannot be exchanged. */
#ifndef PUBLISH_PLACE_H
#define PUBLISH_PLACE_H

#include "publish/failure.h"

struct place {
    int parent;       /* the folder that output/ is in, or -1 */
    const char *name; /* of output/ in it */
    int output;       /* output/ itself; -1 while it does not exist */
    int side;         /* where stage and lock are: the same as `parent` or `output` */
    bool is_inside;   /* it is `output` */
    const char *stage_name;
    const char *lock_name;
    int lock;    /* the open lock, or -1 */
    bool locked; /* somebody else has it */
};

/* No place yet. */
void place_init(struct place *place);
/* Finds the folder at `path`, makes the folders above it, and takes the lock. False with a failure.
 * To be closed in either case. */
bool place_open(struct place *place, const char *path, struct arena *arena,
                struct failure *failure);
/* Gives up the lock, and removes its file. */
void place_close(struct place *place);

#endif
