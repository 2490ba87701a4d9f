/* The system calls that publishing makes. Each is made again when a signal interrupts it; otherwise
 * they are as POSIX has them: -1 and errno, or false and errno. Nothing here follows a link in the
 * last part of a path. */
#ifndef PUBLISH_SYSTEM_H
#define PUBLISH_SYSTEM_H

#include "base/slice.h"

#include <sys/types.h>

/* Opens with openat's `flags`; a file that O_CREAT makes gets the mode 0644. */
int system_open(int folder, const char *path, int flags);
/* Opens the folder at a path that the user chose, to look things up in: links are followed. */
int system_open_chosen(const char *path);
/* Opens a folder, to look things up in (`O_PATH`) or to list it (`O_RDONLY`). */
int system_open_folder(int folder, const char *path, int access);
/* Makes a file that is not there yet, and opens it for writing. */
int system_create(int folder, const char *path);
bool system_make_folder(int folder, const char *path);
/* Sets the mode of what is at `path`. */
bool system_set_mode(int folder, const char *path, mode_t mode);
/* Reads at most `size` bytes at `offset`; fewer at the end of the file only. -1 and errno. */
ssize_t system_read(int descriptor, char *buffer, size_t size, uint64_t offset);
/* Closes what was written to. */
bool system_close(int descriptor);
/* Has the kernel begin to bring the bytes of the file to the disk: a hint, which fails only when an
 * earlier write did. */
bool system_sync_start(int descriptor);
/* Waits until the bytes of the file are on the disk; or of all files of its file system. */
bool system_sync(int descriptor);
bool system_sync_all(int descriptor);
/* The same file once more, under the same name in another folder. */
bool system_link(int from, int to, const char *name);
bool system_rename(int from, const char *old_name, int to, const char *new_name);
/* Each takes the other's place in one step. */
bool system_exchange(int folder, const char *one, const char *other);
bool system_remove(int folder, const char *name);
bool system_remove_folder(int folder, const char *name);
/* Takes the lock of an open file; false and EWOULDBLOCK when somebody has it. */
bool system_lock(int descriptor);

#endif
