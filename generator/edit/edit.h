/* Edits of files: a range of bytes that becomes other bytes, all else as it is.
 *
 * What is found wrong, or must follow when something is renamed, becomes edits; they are put in
 * order, shown as a diff or written, all of them or none (journal.h). */
#ifndef EDIT_EDIT_H
#define EDIT_EDIT_H

#include "base/buffer.h"

struct edit {
    struct slice path; /* from the site's folder */
    size_t start;      /* bytes `start` to `end` of the file … */
    size_t end;
    struct slice text; /* … become these */
};

/* A file that gets another name. */
struct renaming {
    struct slice from;
    struct slice to;
};

struct edits {
    struct arena *arena;
    struct edit *entries;
    size_t count;
    size_t capacity;
};

/* An empty list in `arena`. */
void edits_init(struct edits *edits, struct arena *arena);
/* Adds an edit; its texts are copied. */
void edits_add(struct edits *edits, struct edit edit);
/* Puts the edits in the order of their places and drops equals, and every one that overlaps the one
 * before it, which would make neither right. Insertions at one place stay, in the order in which
 * they were added. Returns how many were dropped for overlapping. */
size_t edits_order(struct edits *edits);
/* The ordered edits of the file that entry `from` is of: how many there are from there on. */
size_t edits_of_file(const struct edits *edits, size_t from);
/* The text after `count` ordered edits of it, in `arena`. */
struct slice edits_apply(struct slice text, const struct edit *edits, size_t count,
                         struct arena *arena);
/* Appends a unified diff of what `count` ordered edits do to the text of one file, with three lines
 * around each. `renamed` is the file's new path, or the same. */
void edits_append_diff(struct buffer *out, struct slice text, const struct edit *edits,
                       size_t count, struct slice path, struct slice renamed);

#endif
