/* What one publication leaves for the next: `.output.knoop-pages`, a file beside output/ that only
 * its writer understands. It is made before the process gives up the right to make files, and
 * removed again when there is nothing to keep. It is written in place: who reads it must be able to
 * tell a part from the whole. Whatever goes wrong with it is no failure of the publication. */
#ifndef PUBLISH_MEMORY_H
#define PUBLISH_MEMORY_H

#include "publish/place.h"

struct memory {
    int descriptor; /* -1: nothing can be kept here */
    const char *name;
    int folder;
    bool is_kept; /* what it holds is to stay */
};

void memory_init(struct memory *memory);
void memory_open(struct memory *memory, const struct place *place, struct arena *arena);
/* What the last publication left; empty when that was nothing. */
struct slice memory_read(const struct memory *memory, struct arena *arena);
/* Leaves what the last publication left. */
void memory_keep(struct memory *memory);
/* Leaves these bytes. */
void memory_write(struct memory *memory, struct slice bytes);
/* Closes the file, and removes it if nothing in it is to stay. */
void memory_close(struct memory *memory);

#endif
