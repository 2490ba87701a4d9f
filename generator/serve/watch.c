#include "serve/watch.h"

#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |
             IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK,
    EVENT_BYTES = 64 << 10
};

struct watch {
    int descriptor;
    int root;
    const char *const *names;
    size_t name_count;
    char **folders; /* by watch number: the path from the root; NULL if it is none */
    size_t folder_count;
};

static bool is_passed_over(const char *name) {
    size_t length = strlen(name);
    return name[0] == '.' || length == 0 || name[length - 1] == '~';
}

static char *joined(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_allocate(size);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static void forget_folders(struct watch *watch) {
    for (size_t i = 0; i < watch->folder_count; i++) {
        free(watch->folders[i]);
    }
    free(watch->folders);
    watch->folders = NULL;
    watch->folder_count = 0;
}

static void keep_folder(struct watch *watch, int number, const char *path) {
    size_t index = (size_t)number;
    if (index >= watch->folder_count) {
        size_t count = (index + 1) * 2;
        watch->folders = memory_resize(watch->folders, count * sizeof *watch->folders);
        for (size_t i = watch->folder_count; i < count; i++) {
            watch->folders[i] = NULL;
        }
        watch->folder_count = count;
    }
    free(watch->folders[index]);
    size_t size = strlen(path) + 1;
    watch->folders[index] = memory_allocate(size);
    memcpy(watch->folders[index], path, size);
}

/* Watches a folder and those in it. The folder is watched before it is read, so that nothing made
 * meanwhile is missed. False when the system refuses more. */
static bool add_folder(struct watch *watch, const char *path, size_t depth) {
    /* The name leads through the descriptor, so it holds wherever the program was started. */
    char name[64 + PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d/%s", watch->root, path);
    int number = inotify_add_watch(watch->descriptor, name, EVENTS);
    if (number < 0) {
        return errno != ENOSPC && errno != ENOMEM;
    }
    keep_folder(watch, number, path);
    DIR *folder = depth < LIMIT_FOLDER_DEPTH ? opendir(name) : NULL;
    bool fits = true;
    for (const struct dirent *entry; folder != NULL && fits && (entry = readdir(folder)) != NULL;) {
        if (entry->d_type == DT_DIR && !is_passed_over(entry->d_name)) {
            char *below = joined(path, entry->d_name);
            fits = add_folder(watch, below, depth + 1);
            free(below);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return fits;
}

static bool start(struct watch *watch) {
    watch->descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    bool fits = watch->descriptor >= 0;
    for (size_t i = 0; i < watch->name_count && fits; i++) {
        fits = add_folder(watch, watch->names[i], 0);
    }
    return fits;
}

struct watch *watch_open(int root, const char *const *names, size_t count) {
    struct watch *watch = memory_allocate(sizeof *watch);
    *watch = (struct watch){.root = root, .names = names, .name_count = count};
    if (!start(watch)) {
        int error = errno;
        watch_close(watch);
        errno = error;
        return NULL;
    }
    return watch;
}

int watch_descriptor(const struct watch *watch) {
    return watch->descriptor;
}

bool watch_is_pending(const struct watch *watch) {
    int bytes = 0;
    return ioctl(watch->descriptor, FIONREAD, &bytes) == 0 && bytes > 0;
}

static void add_path(struct changes *changes, const char *folder, const char *name, const char *end,
                     struct arena *arena) {
    if (changes->count == changes->capacity) {
        size_t capacity = changes->capacity == 0 ? 16 : changes->capacity * 2;
        changes->paths =
            arena_grow(arena, changes->paths, changes->capacity * sizeof *changes->paths,
                       capacity * sizeof *changes->paths);
        changes->capacity = capacity;
    }
    changes->paths[changes->count++] = arena_format(arena, "%s/%s%s", folder, name, end);
}

/* A new file that is being written is told of when its writer closes it. */
static bool is_still_written(const struct watch *watch, const char *folder, const char *name) {
    char path[PATH_MAX];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fstatat(watch->root, path, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(status.st_mode) && status.st_nlink == 1;
}

/* False when the folders are no longer those that are watched. */
static bool take_event(struct watch *watch, const struct inotify_event *event,
                       struct changes *changes, struct arena *arena) {
    /* A folder that goes or moves takes files along that nothing is told of. */
    bool is_lost =
        (event->mask & (IN_Q_OVERFLOW | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
    bool is_folder = (event->mask & IN_ISDIR) != 0;
    if (is_lost || (is_folder && (event->mask & (IN_MOVED_FROM | IN_DELETE)) != 0)) {
        changes->overflow = true;
        return false;
    }
    const char *folder = event->wd >= 0 && (size_t)event->wd < watch->folder_count
                             ? watch->folders[event->wd]
                             : NULL;
    if (folder == NULL || event->len == 0 || is_passed_over(event->name)) {
        return true;
    }
    if (is_folder) {
        char *path = joined(folder, event->name);
        bool is_new = (event->mask & IN_ATTRIB) == 0;
        bool fits = !is_new || add_folder(watch, path, 1);
        changes->structure = changes->structure || is_new;
        changes->overflow = changes->overflow || !fits;
        if (is_new) {
            add_path(changes, folder, event->name, "/", arena);
        }
        free(path);
        return true;
    }
    if ((event->mask & IN_CREATE) != 0 && is_still_written(watch, folder, event->name)) {
        return true;
    }
    changes->structure = changes->structure || (event->mask & (IN_CLOSE_WRITE | IN_ATTRIB)) == 0;
    add_path(changes, folder, event->name, "", arena);
    return true;
}

void watch_read(struct watch *watch, struct changes *changes, struct arena *arena) {
    _Alignas(struct inotify_event) char bytes[EVENT_BYTES];
    bool same_folders = true;
    ssize_t length = 0;
    while ((length = read(watch->descriptor, bytes, sizeof bytes)) > 0) {
        for (const char *at = bytes; at < bytes + length;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            same_folders = take_event(watch, event, changes, arena) && same_folders;
            at += sizeof *event + event->len;
        }
    }
    if (!same_folders) {
        close(watch->descriptor);
        forget_folders(watch);
        changes->overflow = !start(watch) || changes->overflow;
    }
}

void watch_close(struct watch *watch) {
    if (watch->descriptor >= 0) {
        close(watch->descriptor);
    }
    forget_folders(watch);
    free(watch);
}
