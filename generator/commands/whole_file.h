/* Files of the program's own, written whole or not at all. */
#ifndef COMMANDS_WHOLE_FILE_H
#define COMMANDS_WHOLE_FILE_H

#include "base/arena.h"

/* Writes the file beside its place, and then puts it there. False with errno; then what was there
 * is still there. */
bool whole_file_write(const char *path, struct slice bytes, struct arena *arena);
/* Makes the folders that the file at `path` stands in. False with errno. */
bool whole_file_make_folders(const char *path, struct arena *arena);

#endif
