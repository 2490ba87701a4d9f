/* The memory of files that are read again: what an older version of a file took is given back when
 * nothing of it is used any more. */
#ifndef SERVE_MEMORY_H
#define SERVE_MEMORY_H

#include "base/map.h"

struct memory_of_file;

/* The memory of all files that were read again; of the others it is the site's. */
struct file_memory {
    struct map files; /* path → what it took */
    struct memory_of_file **list;
    size_t list_count;
    size_t list_capacity;
    struct arena *arena;
    struct arena **waiting; /* to be given back at the next linking */
    size_t waiting_count;
    size_t waiting_capacity;
    struct arena **all; /* every arena that is in use */
    size_t count;
    size_t capacity;
};

/* Starts without any; lists live in `arena`, as paths must. */
void file_memory_init(struct file_memory *memory, struct arena *arena);
/* An arena for a file that is about to be read. */
struct arena *file_memory_take(struct file_memory *memory);
/* Gives back an arena that was taken in vain. */
void file_memory_drop(struct file_memory *memory, struct arena *arena);
/* The file's items stay where they are, but all that they consist of is in `arena` now. What they
 * consisted of before is given back, unless the site was linked with it: then names of it are in
 * use until the next linking. */
void file_memory_set_texts(struct file_memory *memory, struct slice path, struct arena *arena);
/* The file's items themselves are in `arena` now (NULL: it has none). What was there before is used
 * until the site has been linked again and file_memory_linked is called. */
void file_memory_set_items(struct file_memory *memory, struct slice path, struct arena *arena);
void file_memory_linked(struct file_memory *memory);
/* Gives everything back. */
void file_memory_release(struct file_memory *memory);

#endif
