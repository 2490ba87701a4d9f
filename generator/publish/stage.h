/* The stage: the folder where the next output/ is put together. */
#ifndef PUBLISH_STAGE_H
#define PUBLISH_STAGE_H

#include "publish/paths.h"

struct stage {
    int side; /* the folder that it is in */
    const char *name;
    int folder;     /* its descriptor, or -1 */
    bool fix_modes; /* the umask takes bits away, so that each mode is set once more */
};

/* No stage yet. */
void stage_init(struct stage *stage);
/* Makes the folder `name` in `side`. False and errno. */
bool stage_make(struct stage *stage, int side, const char *name);
/* Makes the file `path` in it, mode 0644, opened for writing, and the folders on its way, mode
 * 0755. -1 and errno. */
int stage_create(const struct stage *stage, const char *path);
/* Writes a whole file in one go, and waits until it is on the disk. False and errno. */
bool stage_write(const struct stage *stage, const char *path, struct slice bytes);
/* Waits until the files in it at these paths are on the disk. False, errno, and `*at` the path (or
 * empty). */
bool stage_sync(const struct stage *stage, const struct paths *some, const struct paths *others,
                struct slice *at);
/* Removes it, if it is there, with all that is in it. */
void stage_remove(struct stage *stage);
/* Closes it and leaves it where it is, or whatever it became. */
void stage_close(struct stage *stage);

#endif
