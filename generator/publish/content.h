/* The bytes of one file that is published: in memory, perhaps in parts, or in an open file. Read in
 * pieces, so that a copy needs no more memory than a piece. */
#ifndef PUBLISH_CONTENT_H
#define PUBLISH_CONTENT_H

#include "base/hash.h"
#include "publish/lanes.h"
#include "publish/stage.h"

struct content {
    struct slice bytes;
    const struct content_part *parts; /* instead of `bytes`, one behind the other; or NULL */
    size_t part_count;
    int descriptor; /* of the file to copy, or -1: the bytes are in memory */
    uint64_t size;
};

struct content_part {
    struct slice bytes;
    uint64_t start; /* of it in the whole */
};

/* Copies `size` bytes that begin at `offset` together. */
void content_gather(const struct content *content, uint64_t offset, char *room, size_t size);

/* Whether the file at `path` in the folder `output` is a regular file with just this content. No
 * link is followed. What cannot be read is not the same: it will be published anew. When it is the
 * same, `*mark` is that of the file. */
bool content_is_published(const struct content *content, int output, struct slice path,
                          struct lane *lane, struct publish_mark *mark);
/* Whether the file at `path` in the folder `output` is the one that the mark was given for. */
bool content_stands(const struct publish_mark *mark, int output, const char *path);
/* Writes the content to the new file `path` in the stage; `*mark` is that of the file. False,
 * with errno and what failed in `*what`. An errno of 0 then means that the file to copy became
 * shorter meanwhile. */
bool content_write(const struct content *content, const struct stage *stage, const char *path,
                   struct lane *lane, struct publish_mark *mark, const char **what);

#endif
