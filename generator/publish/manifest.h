/* The manifest: which files in output/ are ours. A text file, so that a person or a script can read
 * it too:
 *
 *     knoop-manifest 1
 *     <XXH64 in 16 hexadecimal digits> <size in bytes> <path>
 *
 * one line a file, in byte order of the paths. It tells nothing but what was published: no time, no
 * machine. Nothing that it says about bytes is believed; it only tells whose a file is. */
#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include "base/buffer.h"
#include "publish/lanes.h"

/* The text for these files, which are sorted by path. */
struct slice manifest_text(struct arena *arena, const struct published *files, size_t count);
/* The paths in the text; they point into it. False when it is no manifest, or a damaged one. */
bool manifest_paths(struct slice text, struct arena *arena, struct slice **paths, size_t *count);
/* Reads the manifest of the folder `output`: empty when there is none. False when what stands there
 * cannot be read; errno is then 0 if it is no regular file. */
bool manifest_read(int output, struct arena *arena, struct slice *text);

#endif
