/* Writing edited files all or nothing.
 *
 * The new files are first written beside the content, in .knoop/edit/, then a journal that says
 * where each of them goes; only then are they moved. Before the journal is there, nothing happened;
 * once it is there, the rest is done, if need be by the next command on the site. So a process that
 * is killed leaves the content as it was or as it should become. */
#ifndef EDIT_JOURNAL_H
#define EDIT_JOURNAL_H

#include "base/arena.h"

/* A file that is to be written, or to go. */
struct change {
    struct slice path; /* from the site's folder */
    struct slice text;
    bool is_removal;
    bool is_new;      /* nothing may be there yet */
    struct slice was; /* what the file held when the edit was made; not asked of a new one */
};

/* Makes all changes in the site's folder `root`. False when it could not, and then nothing has
 * changed: `*failure` says why, in English. A file that somebody changed in the meantime is such a
 * reason. */
bool journal_write(int root, const struct change *changes, size_t count, struct arena *arena,
                   struct slice *failure);
/* Writes one new file, and the folders it needs. False, with `*failure`, when it cannot, or when
 * something is there already (`*exists`). */
bool file_write_new(int root, struct slice path, struct slice text, struct arena *arena,
                    bool *exists, struct slice *failure);
/* Finishes what a process that was killed had begun. False, with `*failure`, when it cannot. */
bool journal_finish(int root, struct arena *arena, struct slice *failure);

#endif
