/* The names that publishing keeps for itself, and the paths that it takes. */
#ifndef PUBLISH_NAMES_H
#define PUBLISH_NAMES_H

#include "base/slice.h"

/* In output/: which files are ours. */
#define NAME_MANIFEST ".knoop-manifest"
/* In the stage of a folder that cannot be exchanged: what is to be done, see replace.h. */
#define NAME_JOURNAL ".knoop-journal"
/* In output/, where they cannot stand beside it. */
#define NAME_STAGE ".knoop-stage"
#define NAME_LOCK ".knoop-lock"
/* Beside output/ only. */
#define NAME_MEMORY ".knoop-pages"

/* Whether `path` names a file below its root, written in the one way there is: parts between single
 * slashes, none of them empty, "." or "..", without backslash or control character. Names that
 * begin with ".knoop-" are kept for us at the root. */
bool path_can_be_published(struct slice path);
/* Whether the root's entry `name` is one of the names above. */
bool name_is_kept(struct slice name);

#endif
