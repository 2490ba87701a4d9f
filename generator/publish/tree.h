/* A folder with everything in it: listing it and removing it. Links are entries like any other and
 * are not followed. */
#ifndef PUBLISH_TREE_H
#define PUBLISH_TREE_H

#include "base/arena.h"

#include <sys/types.h>

/* Folders in folders that are looked into. What we publish is at most a few deep; this bounds what
 * somebody else may have put in output/. */
enum { TREE_DEPTH = 128 };

struct tree_entry {
    struct slice path; /* from the root; NUL after its end */
    bool folder;
    mode_t mode; /* of a folder */
};

/* In byte order of their paths. The names that publishing keeps for itself at the root are left
 * out. */
struct tree {
    struct arena *arena;
    struct tree_entry *entries;
    size_t count;
    size_t capacity;
};

/* Lists everything beneath `root` (opened for reading). False and errno when a folder cannot be
 * read, with its path in `*at`: then the list is worth nothing. */
bool tree_list(int root, struct arena *arena, struct tree *tree, struct slice *at);
/* Removes the folder `name` in `folder` with everything in it. True when it is gone or never was;
 * else errno. */
bool tree_remove(int folder, const char *name);
/* Whether the folder (opened for reading) has no entry at all. */
bool tree_is_empty(int root);

#endif
