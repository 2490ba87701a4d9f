#include "publish/tree.h"

#include "publish/names.h"
#include "publish/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads the next name in the folder, passing over "." and "..". NULL at the end, with errno 0, and
 * when it cannot be read: a list that stops early must not look like a whole one. */
static const struct dirent *next_entry(DIR *folder) {
    const struct dirent *entry = NULL;
    do {
        errno = 0;
        entry = readdir(folder);
    } while (entry != NULL &&
             (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry;
}

static bool is_folder(int folder, const struct dirent *entry) {
    if (entry->d_type != DT_UNKNOWN) {
        return entry->d_type == DT_DIR;
    }
    struct stat status;
    return fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(status.st_mode);
}

/* Opens a folder for reading its entries; closes the descriptor when that fails. */
static DIR *read_folder(int descriptor) {
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL && descriptor >= 0) {
        int error = errno;
        close(descriptor);
        errno = error;
    }
    return folder;
}

static struct slice join(struct arena *arena, struct slice folder, const char *name) {
    if (folder.length == 0) {
        return arena_copy(arena, slice_from(name));
    }
    size_t length = strlen(name);
    char *path = arena_bytes(arena, folder.length + length + 2);
    memcpy(path, folder.data, folder.length);
    path[folder.length] = '/';
    memcpy(path + folder.length + 1, name, length + 1);
    return slice_of(path, folder.length + 1 + length);
}

static struct tree_entry *add_entry(struct tree *tree, struct slice path) {
    if (tree->count == tree->capacity) {
        size_t capacity = tree->capacity == 0 ? 256 : tree->capacity * 2;
        tree->entries =
            arena_grow(tree->arena, tree->entries, tree->capacity * sizeof *tree->entries,
                       capacity * sizeof *tree->entries);
        tree->capacity = capacity;
    }
    struct tree_entry *entry = &tree->entries[tree->count++];
    *entry = (struct tree_entry){.path = path};
    return entry;
}

/* Recursion is bounded by TREE_DEPTH. `*at` is left at the folder that failed. */
static bool list_folder(struct tree *tree, int descriptor, struct slice path, size_t depth,
                        struct slice *at) {
    struct stat status;
    DIR *folder = read_folder(descriptor);
    *at = path;
    if (folder == NULL) {
        return false;
    }
    int error = 0;
    const struct dirent *entry = NULL;
    while (error == 0 && (entry = next_entry(folder)) != NULL) {
        if (depth == 0 && name_is_kept(slice_from(entry->d_name))) {
            continue;
        }
        struct slice name = join(tree->arena, path, entry->d_name);
        struct tree_entry *added = add_entry(tree, name);
        if (!is_folder(dirfd(folder), entry)) {
            continue;
        }
        added->folder = true;
        int inner = -1;
        if (depth + 1 == TREE_DEPTH) {
            errno = ENAMETOOLONG;
        } else {
            inner = system_open_folder(dirfd(folder), entry->d_name, O_RDONLY);
        }
        if (inner >= 0 && fstat(inner, &status) == 0) {
            added->mode = status.st_mode & 07777;
        }
        if (!list_folder(tree, inner, name, depth + 1, at)) {
            error = errno;
        } else {
            *at = path;
        }
    }
    error = error != 0 ? error : errno;
    closedir(folder);
    errno = error;
    return error == 0;
}

static int by_path(const void *a, const void *b) {
    const struct tree_entry *first = a, *second = b;
    return slice_compare(first->path, second->path);
}

bool tree_list(int root, struct arena *arena, struct tree *tree, struct slice *at) {
    *tree = (struct tree){.arena = arena};
    int again = system_open_folder(root, ".", O_RDONLY);
    if (!list_folder(tree, again, SLICE(""), 0, at)) {
        return false;
    }
    if (tree->count > 0) {
        qsort(tree->entries, tree->count, sizeof *tree->entries, by_path);
    }
    return true;
}

/* Opens a folder that is to be emptied, whatever its mode says. */
static int open_to_empty(int parent, const char *name) {
    int folder = system_open_folder(parent, name, O_RDONLY);
    if (folder < 0 && errno == EACCES && system_set_mode(parent, name, 0700)) {
        folder = system_open_folder(parent, name, O_RDONLY);
    }
    struct stat status;
    if (folder >= 0 && fstat(folder, &status) == 0 && (status.st_mode & 0700) != 0700) {
        (void)fchmod(folder, 0700); /* if it fails, so will removing, and that is told */
    }
    return folder;
}

/* Removes what a single pass over the folder shows; false with errno at the first that stays. */
static bool remove_tree(int parent, const char *name, size_t depth);
static bool remove_entries(DIR *folder, size_t depth) {
    const struct dirent *entry = NULL;
    while ((entry = next_entry(folder)) != NULL) {
        bool gone = is_folder(dirfd(folder), entry)
                        ? remove_tree(dirfd(folder), entry->d_name, depth + 1)
                        : system_remove(dirfd(folder), entry->d_name) || errno == ENOENT;
        if (!gone) {
            return false;
        }
    }
    return errno == 0;
}

static bool remove_tree(int parent, const char *name, size_t depth) {
    int descriptor = -1;
    if (depth > TREE_DEPTH) {
        errno = ENAMETOOLONG;
    } else {
        descriptor = open_to_empty(parent, name);
    }
    DIR *folder = read_folder(descriptor);
    if (folder == NULL) {
        return errno == ENOENT;
    }
    /* Some file systems pass over entries when others are removed while they list: again then. */
    bool gone = false, emptied = false;
    for (int pass = 0; pass < 3 && !gone; pass++) {
        rewinddir(folder);
        emptied = remove_entries(folder, depth);
        gone = emptied && (system_remove_folder(parent, name) || errno == ENOENT);
        if (!emptied || (!gone && errno != ENOTEMPTY && errno != EEXIST)) {
            break;
        }
    }
    int error = errno;
    closedir(folder);
    errno = error;
    return gone;
}

bool tree_remove(int folder, const char *name) {
    return remove_tree(folder, name, 0);
}

bool tree_is_empty(int root) {
    DIR *folder = read_folder(system_open_folder(root, ".", O_RDONLY));
    if (folder == NULL) {
        return false;
    }
    bool empty = next_entry(folder) == NULL && errno == 0;
    closedir(folder);
    return empty;
}
