/* Publishing: paths and bytes → output/, all or nothing.
 *
 * A publication is staged beside the output folder: `output` is staged in `.output.knoop-stage`
 * (same parent, so same file system). A file with the same bytes in the old output (they are
 * compared) is hard-linked from there, so it keeps its inode and time. publish_finish exchanges the
 * two folders in one step (renameat2 with RENAME_EXCHANGE) and then removes the old one; until then
 * output/ is untouched. When nothing changed at all, nothing is written.
 *
 * Killed at any moment, output/ is the old site or the new one, and the next build clears away what
 * was left. The same holds when the machine stops: the new files are on the disk before the
 * exchange. (A first site has no old one to lose; the next build mends what a stopping machine left
 * of it.)
 *
 * Where the file system has no exchange or no hard links, where output/ is a mount of its own, or
 * where the folder around it may not be written, file after file takes its place instead, each of
 * them whole, in an order in which no link leads to nothing; what a killed run did not get to, the
 * next one does. See replace.h.
 *
 * Which files are ours stands in a manifest inside the output folder (`.knoop-manifest`: hash, size
 * and path of each published file, sorted). Files in output/ that are not in it are foreign: they
 * stay, with their folders, and are reported. One that stands where the site needs a file or a
 * folder is a failure. (Who writes into output/ at the very moment of publish_finish may lose
 * that.)
 *
 * Files get the mode 0644 and folders 0755, whatever the umask. No link inside output/ is followed;
 * output/ itself may be one. A lock, `.output.knoop-lock`, keeps a second build out for as long as
 * the publication lasts.
 *
 * Any failure of the machine (disk full, no permission) is remembered, the first one counts;
 * publish_finish reports it and then output/ is as it was. publish_file and publish_copy may be
 * called from several threads at once, each path once. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/arena.h"
#include "base/slice.h"

struct publication;

struct publish_report {
    bool failed;
    struct slice failure; /* one line: what failed, on which file, why; then all counts are 0 */
    bool locked;          /* another build is publishing into this folder */
    size_t written;       /* files with new bytes */
    size_t unchanged;
    size_t removed;        /* ours, no longer part of the site */
    uint64_t bytes;        /* of all files of the site */
    struct slice *foreign; /* paths in output/ that are not ours, sorted */
    size_t foreign_count;
};

/* Begins to publish into the folder at `path`, which need not exist; folders above it are made.
 * Never fails: a failure shows in the report of publish_finish. A stage left behind by a build that
 * was killed is removed. The publication and its report live in `arena`, used by this call and by
 * publish_finish only. */
struct publication *publish_begin(const char *path, struct arena *arena);
/* The folders that a publication works in, open as long as it lasts; -1 where there is none. */
struct publish_folders {
    int around; /* what output/ is in: stage and output/ are made, exchanged and removed there */
    int stage;
    int output;
};
struct publish_folders publish_folders(const struct publication *publication);
/* What takes the files of a publication instead of a folder; called from several threads at once.
 * The slices hold for the call. */
typedef void publish_receiver(void *context, struct slice path, struct slice bytes);
/* Begins to publish to a function: nothing is written, and every file goes to `receive`. */
struct publication *publish_to(publish_receiver *receive, void *context, struct arena *arena);
/* Publishes a file. `path` is relative with "/" ("articles/a.html"); its folders are made. A path
 * that leads elsewhere, has empty parts, control characters or a backslash, or begins with
 * ".knoop-" is a failure; so is one that was published before. */
void publish_file(struct publication *publication, struct slice path, struct slice bytes);
/* The same for a file whose bytes lie in parts, which are put one behind the other. */
void publish_parts(struct publication *publication, struct slice path, const struct slice *parts,
                   size_t count);
/* Publishes a copy of the open regular file `descriptor` (not closed; read from its start). That
 * the file changes meanwhile is a failure: half of each would be neither. */
void publish_copy(struct publication *publication, struct slice path, int descriptor);
/* What tells a file in output/ from any other that ever stood there: as long as it is the same, so
 * are its bytes. */
struct publish_mark {
    uint64_t inode;
    uint64_t size;
    uint64_t hash; /* XXH64 of its bytes */
    int64_t seconds;
    int64_t nanoseconds; /* when it was written */
};

/* As publish_file; `*mark` is that of the file. False, and no mark, when it failed or when there is
 * no folder. */
bool publish_marked(struct publication *publication, struct slice path, struct slice bytes,
                    struct publish_mark *mark);
/* Publishes what stands at the path now, without looking at its bytes. False when that is not the
 * file that the mark was given for: then nothing was published. */
bool publish_standing(struct publication *publication, struct slice path,
                      const struct publish_mark *mark);
/* What the last publication into this folder was told to remember, in `arena`; empty when there is
 * nothing. Nothing that it says is to be believed without a check. */
struct slice publish_recall(const struct publication *publication, struct arena *arena);
/* Has the next publication remember these bytes, which must live until publish_finish, or what the
 * last one did (`bytes` empty). Without this call it remembers nothing. */
void publish_remember(struct publication *publication, struct slice bytes);
/* Whether something failed already, so that a caller may stop making pages. */
bool publish_failed(const struct publication *publication);
/* Makes the staged site the published one, with as many threads as published at once. Ends the
 * publication. */
struct publish_report publish_finish(struct publication *publication);
/* The paths of the files that were published into the folder at `path`, in byte order. False when
 * there are none, or they cannot be read: errno then says why. */
bool publish_list(const char *path, struct arena *arena, struct slice **paths, size_t *count);
/* Throws the stage away; output/ is as it was. Ends the publication. */
void publish_abort(struct publication *publication);

#endif
