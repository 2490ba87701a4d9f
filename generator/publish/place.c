#include "publish/place.h"

#include "base/files.h"
#include "publish/names.h"
#include "publish/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void place_init(struct place *place) {
    *place = (struct place){.parent = -1, .output = -1, .side = -1, .lock = -1};
}

/* Makes the folder at `path` and those above it, where they are not there yet. */
static bool make_folders(struct arena *arena, struct slice path) {
    for (size_t i = 1; i <= path.length; i++) {
        if (i < path.length && path.data[i] != '/') {
            continue;
        }
        if (!system_make_folder(AT_FDCWD, arena_copy(arena, slice_take(path, i)).data) &&
            errno != EEXIST) {
            return false;
        }
    }
    return true;
}

/* Splits `path` in its folder and its name. */
static void split(struct arena *arena, struct slice path, struct slice *folder,
                  struct slice *name) {
    while (path.length > 1 && path.data[path.length - 1] == '/') {
        path.length--;
    }
    *name = arena_copy(arena, path_name(path));
    *folder = arena_copy(arena, path_folder(path));
    if (folder->length == 0) {
        *folder = path.length > 0 && path.data[0] == '/' ? SLICE("/") : SLICE(".");
    }
}

/* Opens the folder that output/ is in. */
static bool find_parent(struct place *place, const char *path, struct arena *arena) {
    struct slice folder, name;
    char *real = realpath(path, NULL);
    if (real == NULL && errno != ENOENT) {
        return false;
    }
    split(arena, slice_from(real == NULL ? path : real), &folder, &name);
    bool is_new = real == NULL;
    free(real);
    if (name.length == 0 || slice_equals(name, SLICE(".")) || slice_equals(name, SLICE(".."))) {
        errno = name.length == 0 ? EINVAL : ENOENT;
        return false;
    }
    if (is_new && !make_folders(arena, folder)) {
        return false;
    }
    place->name = name.data;
    place->parent = system_open_chosen(folder.data);
    return place->parent >= 0;
}

/* Opens output/ if it is there. A file in its place is an error. */
static bool find_output(struct place *place) {
    place->output = system_open_folder(place->parent, place->name, O_RDONLY);
    return place->output >= 0 || errno == ENOENT;
}

/* Whether `folder` belongs to another mount than `parent`: nothing moves from one to the other. */
static bool is_mounted(int parent, int folder) {
    struct statx one, other;
    if (statx(parent, "", AT_EMPTY_PATH, STATX_MNT_ID, &one) != 0 ||
        statx(folder, "", AT_EMPTY_PATH, STATX_MNT_ID, &other) != 0) {
        return false;
    }
    bool same_device =
        one.stx_dev_major == other.stx_dev_major && one.stx_dev_minor == other.stx_dev_minor;
    bool same_mount =
        (one.stx_mask & other.stx_mask & STATX_MNT_ID) == 0 || one.stx_mnt_id == other.stx_mnt_id;
    return !same_device || !same_mount;
}

static void choose_side(struct place *place, struct arena *arena) {
    bool may_write = faccessat(place->parent, ".", W_OK | X_OK, AT_EACCESS) == 0;
    place->is_inside =
        place->output >= 0 && (!may_write || is_mounted(place->parent, place->output));
    if (place->is_inside) {
        place->side = place->output;
        place->stage_name = NAME_STAGE;
        place->lock_name = NAME_LOCK;
    } else {
        place->side = place->parent;
        place->stage_name = arena_format(arena, ".%s%s", place->name, NAME_STAGE).data;
        place->lock_name = arena_format(arena, ".%s%s", place->name, NAME_LOCK).data;
    }
}

static bool is_still_there(int folder, const char *name, int descriptor) {
    struct stat one, other;
    return fstat(descriptor, &one) == 0 &&
           fstatat(folder, name, &other, AT_SYMLINK_NOFOLLOW) == 0 && one.st_ino == other.st_ino &&
           one.st_dev == other.st_dev;
}

/* Takes the lock on a file that is removed when the lock is given up. So the file that was locked
 * may be one that its owner just removed: then it guards nothing, and the next one is tried. The
 * lock goes with the process, however that ends. */
static bool take_lock(struct place *place) {
    for (;;) {
        int lock = system_open(place->side, place->lock_name, O_RDWR | O_CREAT);
        if (lock < 0) {
            return false;
        }
        /* A file system that knows no locks is published into without. */
        if (!system_lock(lock) && errno != ENOSYS && errno != EOPNOTSUPP && errno != EINVAL) {
            int error = errno;
            close(lock);
            errno = error;
            return false;
        }
        if (is_still_there(place->side, place->lock_name, lock)) {
            place->lock = lock;
            return true;
        }
        close(lock);
    }
}

bool place_open(struct place *place, const char *path, struct arena *arena,
                struct failure *failure) {
    place_init(place);
    if (!find_parent(place, path, arena) || !find_output(place)) {
        failure_add(failure, SLICE(""), "cannot be opened as a folder", errno);
        return false;
    }
    choose_side(place, arena);
    if (!take_lock(place)) {
        place->locked = errno == EWOULDBLOCK;
        failure_add(failure, SLICE(""),
                    place->locked ? "another build is publishing into this folder"
                                  : "the lock cannot be taken",
                    place->locked ? 0 : errno);
        return false;
    }
    /* Before the lock was ours, somebody else may have put another folder in its place. */
    if (!place->is_inside) {
        if (place->output >= 0) {
            close(place->output);
        }
        if (!find_output(place)) {
            failure_add(failure, SLICE(""), "cannot be opened as a folder", errno);
            return false;
        }
    }
    return true;
}

static void close_folder(int descriptor) {
    if (descriptor >= 0) {
        close(descriptor);
    }
}

void place_close(struct place *place) {
    if (place->lock >= 0) {
        (void)system_remove(place->side, place->lock_name); /* without it the lock still works */
        close(place->lock);
    }
    close_folder(place->output);
    close_folder(place->parent);
    place_init(place);
}
