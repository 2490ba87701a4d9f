/* Reading again what changed in a site that is kept (read_and_keep): one file, or which files there
 * are. Settings and kinds are not read again; when these change, the site is. */
#ifndef READ_AGAIN_H
#define READ_AGAIN_H

#include "read/read.h"

/* A file of items, read again. */
struct reread {
    struct slice path;   /* lives as long as the site */
    struct item *before; /* its items in the site; NULL if it was unreadable or is new */
    struct item *items;  /* what it holds now, chained; NULL if it is unreadable */
    bool changes_terms;  /* texts of other files know other terms now: all must be read again */
};

/* Reads the file at `path` below the site's folder ("content/articles/a.md") into `arena`. False
 * when no file of items was known there. The site does not change. */
bool reread_file(struct reading *reading, struct slice path, struct arena *arena,
                 struct diagnostics *diagnostics, struct reread *reread);
/* Makes `items` (NULL for none) those of the file; the site has them after reread_collect. */
void reread_accept(struct reading *reading, struct slice path, struct item *items);
/* Finds out anew which files there are. Known ones keep their items; those of new ones are to be
 * read. Pictures for which `is_changed` holds, and new ones, are measured. Lists and diagnostics
 * live in `arena`, which replaces the one of the last call once the site has been collected and
 * linked. */
void reread_folder(struct reading *reading, bool (*is_changed)(void *context, struct slice path),
                   void *context, struct arena *arena, struct diagnostics *diagnostics);
/* The path of a file of items that was not read, or is unreadable, from number `*index` on, which
 * then is the next; false if there is none. */
bool reread_next_unread(const struct reading *reading, size_t *index, struct slice *path);
/* Whether a file of items is known at `path`, and texts of other files depend on it. */
bool reread_is_glossary(const struct reading *reading, struct slice path);
bool reread_is_known(const struct reading *reading, struct slice path);
/* Gives the site the items of all files, in `arena`. False when it has other languages than before:
 * then it must be read again. */
bool reread_collect(struct reading *reading, struct arena *arena);

#endif
