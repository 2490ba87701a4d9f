/* Publishing: paths and bytes → output/, all or nothing.
 *
 * A publication is staged beside the output folder: `output` is staged in `.output.knoop-stage`
 * (same parent, so same file system). A file whose bytes did not change is hard-linked from the old
 * output, so it keeps its inode and time. publish_finish exchanges the two folders in one step
 * (renameat2 with RENAME_EXCHANGE) and then removes the old one; until then output/ is untouched.
 * When nothing changed at all, nothing is written. A file system without exchange or hard links
 * gets whole files, moved in an order in which no link dangles.
 *
 * Which files are ours stands in a manifest inside the output folder (`.knoop-manifest`: path, size
 * and hash of each published file, sorted). Files in output/ that are not in it are foreign: they
 * stay, and are reported.
 *
 * Any failure of the machine (disk full, no permission) is remembered; publish_finish reports it
 * and then output/ is as it was. publish_file and publish_copy may be called from several threads
 * at once, each path once. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/arena.h"
#include "base/slice.h"

struct publication;

struct publish_report {
    bool failed;
    struct slice failure; /* one line: what failed, on which file, why */
    bool locked;          /* another build is publishing into this folder */
    size_t written;       /* files with new bytes */
    size_t unchanged;
    size_t removed;        /* ours, no longer part of the site */
    uint64_t bytes;        /* of all files of the site */
    struct slice *foreign; /* paths in output/ that are not ours, sorted */
    size_t foreign_count;
};

/* Begins to publish into the folder at `path`, which need not exist. Never fails: a failure shows
 * in the report of publish_finish. A stage left behind by a build that was killed is removed. The
 * publication and its report live in `arena`, used by this call and by publish_finish only. */
struct publication *publish_begin(const char *path, struct arena *arena);
/* Publishes a file. `path` is relative with "/" ("articles/a.html"); its folders are made. */
void publish_file(struct publication *publication, struct slice path, struct slice bytes);
/* Publishes a copy of the open file `descriptor` (not closed; read from its start). */
void publish_copy(struct publication *publication, struct slice path, int descriptor);
/* Whether something failed already, so that a caller may stop making pages. */
bool publish_failed(const struct publication *publication);
/* Makes the staged site the published one. Ends the publication. */
struct publish_report publish_finish(struct publication *publication);
/* Throws the stage away; output/ is as it was. Ends the publication. */
void publish_abort(struct publication *publication);

#endif
