/* Reading files and folders below a root, without ever following a symbolic link out of it or in
 * it. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include "base/arena.h"
#include "base/slice.h"

enum file_status {
    FILE_OK,
    FILE_MISSING,      /* no such file, or a part of its path is no folder */
    FILE_IS_DIRECTORY, /* a folder where a file was expected */
    FILE_IS_LINK,      /* a symbolic link on the way */
    FILE_IS_SPECIAL,   /* a FIFO, a device, a socket */
    FILE_NOT_ALLOWED,  /* no permission */
    FILE_TOO_LARGE,    /* larger than the limit */
    FILE_FAILED        /* any other error: see errno */
};

/* Opens the folder at `path` (any path, links allowed: the user chose it). A descriptor, or -1 with
 * errno. */
int folder_open(const char *path);
/* Opens the folder at `path` beneath `root`, following no link. A descriptor, or -1 with errno. */
int folder_open_below(int root, struct slice path);
/* Opens the file at `path`, beneath the folder `root`, for reading. No component may be a link,
 * "..", or empty. FILE_OK sets `*descriptor`, which the caller closes. */
enum file_status file_open(int root, struct slice path, int *descriptor);
/* Reads the whole file into `arena`; `*text` has a NUL after its end. */
enum file_status file_read(int root, struct slice path, size_t limit, struct arena *arena,
                           struct slice *text);
/* Whether a regular file is at `path`; its size and modification time go to the pointers that are
 * not NULL. */
enum file_status file_stat(int root, struct slice path, uint64_t *size, int64_t *modified);

struct file_entry {
    struct slice path; /* from the root, with "/" */
    uint64_t size;
    enum file_status
        status; /* FILE_OK, or what is wrong with it: a link, a special file, a folder too deep */
};

struct file_list {
    struct file_entry *entries;
    size_t count;
};

/* Every file below the folder `path` of `root` (the empty path for `root` itself), in byte order of
 * their paths. Names that begin with "." and names that end with "~" are passed over. Links and
 * special files are listed with their status and not followed. A folder that is missing gives an
 * empty list and FILE_MISSING. */
enum file_status file_walk(int root, struct slice path, struct arena *arena,
                           struct file_list *list);

/* Writes all bytes; false with errno when that failed, with a part of them written. */
bool file_write(int descriptor, struct slice bytes);

/* `base`'s folder joined with the relative `path`, with "." and ".." worked out:
 * path_join("a/b.md", "../c.png") is "c.png". False when it leads above the root, is absolute or
 * holds a backslash or NUL. */
bool path_join(struct arena *arena, struct slice base, struct slice path, struct slice *joined);
/* The relative address from the file `from` to the file `to`, both paths from one root:
 * ("a/b.html", "c.html") is
 * "../c.html". Not escaped; it may be a part of `to`. */
struct slice path_relative(struct arena *arena, struct slice from, struct slice to);
/* The part after the last "/" */
struct slice path_name(struct slice path);
/* The part before the last "/", or the empty slice. */
struct slice path_folder(struct slice path);
/* Whether a name can be that of a file or folder on every computer, and in a ZIP: none of what
 * Windows keeps to itself or refuses. */
bool path_part_is_portable(struct slice part);
/* The ending of the name without its dot ("md"), or the empty slice. */
struct slice path_extension(struct slice path);

#endif
