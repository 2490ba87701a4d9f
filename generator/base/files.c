#include "base/files.h"

#include "base/utf8.h"

#include "base/buffer.h"
#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How often a file is read that changes meanwhile. */
enum { READ_TRIES = 8 };

/* openat, again when a signal interrupts it. */
static int open_at(int folder, const char *path, int flags) {
    int result = -1;
    do {
        result = openat(folder, path, flags);
    } while (result < 0 && errno == EINTR);
    return result;
}

int folder_open(const char *path) {
    return open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* What the error says of the file at `path`. That there is no memory, that too much is open, and
 * that a disk fails are no matter of this file: the program ends, before output/ is touched. */
static enum file_status status_of_errno(struct slice path) {
    switch (errno) {
    case ENOMEM:
        machine_failed("out of memory");
    case EMFILE:
    case ENFILE:
    case EIO:
    case ENOSPC:
        machine_failed("%.*s cannot be read: %s", slice_width(path), path.data, strerror(errno));
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG: /* no file can have such a name */
        return FILE_MISSING;
    case ELOOP:
    case EXDEV:
        return FILE_IS_LINK;
    case EACCES:
    case EPERM:
        return FILE_NOT_ALLOWED;
    default:
        return FILE_FAILED;
    }
}

/* A path that names something below its root and nothing else. */
static bool path_is_plain(struct slice path) {
    struct slice component;
    if (path.length == 0 || path.length >= 4096 || path.data[0] == '/' ||
        path.data[path.length - 1] == '/' || slice_find(path, '\0') != SLICE_NOT_FOUND) {
        return false;
    }
    while (slice_cut(&path, '/', &component)) {
        if (component.length == 0 || slice_equals(component, SLICE(".")) ||
            slice_equals(component, SLICE(".."))) {
            return false;
        }
    }
    return true;
}

/* The reason why `name` could not be opened. ENOTDIR is also what O_DIRECTORY says of a link that
 * is not followed. */
static int reason(int folder, const char *name, int error) {
    struct stat status;
    bool is_link = error == ENOTDIR && fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                   S_ISLNK(status.st_mode);
    return is_link ? ELOOP : error;
}

/* Opens component by component, following no link: for kernels without openat2 (before Linux 5.6).
 */
static int open_by_components(int root, const char *path, int flags) {
    int folder = root;
    for (;;) {
        const char *slash = strchr(path, '/');
        char name[256];
        size_t length = slash == NULL ? strlen(path) : (size_t)(slash - path);
        if (length >= sizeof name) {
            errno = ENAMETOOLONG;
            break;
        }
        memcpy(name, path, length);
        name[length] = '\0';
        int flags_here = slash == NULL ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC;
        int next = open_at(folder, name, flags_here | O_NOFOLLOW);
        int error = next < 0 ? reason(folder, name, errno) : 0;
        if (folder != root) {
            close(folder);
        }
        errno = error;
        if (next < 0 || slash == NULL) {
            return next;
        }
        folder = next;
        path = slash + 1;
    }
    int error = errno;
    if (folder != root) {
        close(folder);
    }
    errno = error;
    return -1;
}

static int open_beneath(int root, struct slice path, int flags) {
    char name[4096];
    memcpy(name, path.data, path.length);
    name[path.length] = '\0';
    struct open_how how = {.flags = (uint64_t)(unsigned)flags,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    long result = -1;
    do {
        result = syscall(SYS_openat2, root, name, &how, sizeof how);
    } while (result < 0 && errno == EINTR);
    if (result < 0 && (errno == ENOSYS || errno == EPERM || errno == EAGAIN)) {
        return open_by_components(root, name, flags);
    }
    return (int)result;
}

int folder_open_below(int root, struct slice path) {
    if (!path_is_plain(path)) {
        errno = ENOENT;
        return -1;
    }
    return open_beneath(root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static enum file_status status_of_mode(mode_t mode) {
    if (S_ISREG(mode)) {
        return FILE_OK;
    }
    return S_ISDIR(mode) ? FILE_IS_DIRECTORY : S_ISLNK(mode) ? FILE_IS_LINK : FILE_IS_SPECIAL;
}

static enum file_status open_regular(int root, struct slice path, int *descriptor,
                                     struct stat *status) {
    if (!path_is_plain(path)) {
        return FILE_MISSING;
    }
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    int opened = open_beneath(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (opened < 0) {
        return errno == ENXIO ? FILE_IS_SPECIAL : status_of_errno(path);
    }
    enum file_status result =
        fstat(opened, status) != 0 ? FILE_FAILED : status_of_mode(status->st_mode);
    if (result != FILE_OK) {
        close(opened);
        return result;
    }
    *descriptor = opened;
    return FILE_OK;
}

enum file_status file_open(int root, struct slice path, int *descriptor) {
    struct stat status;
    return open_regular(root, path, descriptor, &status);
}

/* Reads until the end of the file: it may be longer or shorter than its size said a moment ago. */
static enum file_status read_all(int descriptor, struct slice path, size_t size, size_t limit,
                                 struct arena *arena, struct slice *text) {
    size_t capacity = size + 1;
    char *bytes = arena_bytes(arena, capacity);
    size_t length = 0;
    for (;;) {
        if (length == capacity) {
            if (length > limit) {
                return FILE_TOO_LARGE;
            }
            bytes = arena_grow(arena, bytes, capacity, capacity * 2);
            capacity *= 2;
        }
        ssize_t count = read(descriptor, bytes + length, capacity - length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return status_of_errno(path);
        }
        if (count == 0) {
            break;
        }
        length += (size_t)count;
    }
    if (length > limit) {
        return FILE_TOO_LARGE;
    }
    bytes[length] = '\0';
    *text = slice_of(bytes, length);
    return FILE_OK;
}

/* Whether the file is as it was when `before` was found out. */
static bool is_unchanged(int descriptor, const struct stat *before) {
    struct stat now;
    return fstat(descriptor, &now) == 0 && now.st_size == before->st_size &&
           now.st_mtim.tv_sec == before->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

enum file_status file_read(int root, struct slice path, size_t limit, struct arena *arena,
                           struct slice *text) {
    int descriptor = -1;
    struct stat status = {.st_size = 0};
    enum file_status result = open_regular(root, path, &descriptor, &status);
    if (result != FILE_OK) {
        return result;
    }
    /* Somebody who saves the file at this moment would have us read a mixture: then once more. */
    for (int tries = 0; tries < READ_TRIES; tries++) {
        struct arena_mark mark = arena_mark(arena);
        result = (uint64_t)status.st_size > limit
                     ? FILE_TOO_LARGE
                     : read_all(descriptor, path, (size_t)status.st_size, limit, arena, text);
        if (is_unchanged(descriptor, &status) || tries + 1 == READ_TRIES ||
            fstat(descriptor, &status) != 0 || lseek(descriptor, 0, SEEK_SET) != 0) {
            break;
        }
        arena_restore(arena, mark);
    }
    int error = errno;
    close(descriptor);
    errno = error;
    return result;
}

enum file_status file_stat(int root, struct slice path, uint64_t *size, int64_t *modified) {
    if (!path_is_plain(path)) {
        return FILE_MISSING;
    }
    int opened = open_beneath(root, path, O_PATH | O_CLOEXEC);
    if (opened < 0) {
        return status_of_errno(path);
    }
    struct stat status;
    enum file_status result =
        fstat(opened, &status) != 0 ? FILE_FAILED : status_of_mode(status.st_mode);
    close(opened);
    if (result == FILE_OK && size != NULL) {
        *size = (uint64_t)status.st_size;
    }
    if (result == FILE_OK && modified != NULL) {
        *modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    }
    return result;
}

struct walk {
    struct arena *arena;
    struct file_entry *entries;
    size_t count;
    size_t capacity;
};

static void add_entry(struct walk *walk, struct slice path, uint64_t size,
                      enum file_status status) {
    if (walk->count == walk->capacity) {
        size_t capacity = walk->capacity == 0 ? 64 : walk->capacity * 2;
        walk->entries =
            arena_grow(walk->arena, walk->entries, walk->capacity * sizeof(struct file_entry),
                       capacity * sizeof(struct file_entry));
        walk->capacity = capacity;
    }
    walk->entries[walk->count++] = (struct file_entry){path, size, status};
}

static bool is_passed_over(const char *name) {
    size_t length = strlen(name);
    return name[0] == '.' || name[length - 1] == '~';
}

/* NULL at the end, with errno 0, and when the folder cannot be read. */
static const struct dirent *next_entry(DIR *directory) {
    errno = 0;
    return readdir(directory);
}

static void walk_folder(struct walk *walk, int folder, struct slice path, size_t depth);

/* Adds what is called `entry` in `folder` and has the path `name`. */
static void walk_entry(struct walk *walk, int folder, const char *entry, struct slice name,
                       size_t depth) {
    struct stat status;
    if (fstatat(folder, entry, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT) { /* it was removed at this moment */
            add_entry(walk, name, 0, status_of_errno(name));
        }
        return;
    }
    enum file_status kind = status_of_mode(status.st_mode);
    if (kind != FILE_IS_DIRECTORY) {
        add_entry(walk, name, (uint64_t)status.st_size, kind);
        return;
    }
    if (depth + 1 >= LIMIT_FOLDER_DEPTH) {
        add_entry(walk, name, 0, FILE_IS_DIRECTORY);
        return;
    }
    int inner = open_at(folder, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner >= 0) {
        walk_folder(walk, inner, name, depth + 1);
    } else if (errno != ENOENT) {
        add_entry(walk, name, 0, status_of_errno(name));
    }
}

/* Recursion is bounded by LIMIT_FOLDER_DEPTH. */
static void walk_folder(struct walk *walk, int folder, struct slice path, size_t depth) {
    DIR *directory = fdopendir(folder);
    const struct dirent *entry = NULL;
    while (directory != NULL && (entry = next_entry(directory)) != NULL) {
        if (!is_passed_over(entry->d_name)) {
            struct slice name = path.length == 0
                                    ? arena_copy(walk->arena, slice_from(entry->d_name))
                                    : arena_format(walk->arena, "%.*s/%s", slice_width(path),
                                                   path.data, entry->d_name);
            walk_entry(walk, dirfd(directory), entry->d_name, name, depth);
        }
    }
    if (directory == NULL ||
        errno != 0) { /* a list that stops early must not look like a whole one */
        machine_failed("the folder `%.*s` cannot be read: %s", slice_width(path), path.data,
                       strerror(errno));
    }
    closedir(directory);
}

static int by_path(const void *a, const void *b) {
    const struct file_entry *first = a, *second = b;
    return slice_compare(first->path, second->path);
}

enum file_status file_walk(int root, struct slice path, struct arena *arena,
                           struct file_list *list) {
    struct walk walk = {.arena = arena};
    *list = (struct file_list){NULL, 0};
    if (path.length > 0 && !path_is_plain(path)) {
        return FILE_MISSING;
    }
    int folder = open_beneath(root, path.length == 0 ? SLICE(".") : path,
                              O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return status_of_errno(path);
    }
    walk_folder(&walk, folder, path, 0);
    if (walk.count > 0) {
        qsort(walk.entries, walk.count, sizeof *walk.entries, by_path);
    }
    *list = (struct file_list){walk.entries, walk.count};
    return FILE_OK;
}

bool path_join(struct arena *arena, struct slice base, struct slice path, struct slice *joined) {
    if (path.length > 0 && path.data[0] == '/') {
        return false;
    }
    if (slice_find(path, '\\') != SLICE_NOT_FOUND || slice_find(path, '\0') != SLICE_NOT_FOUND) {
        return false;
    }
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append(&out, path_folder(base));
    struct slice component;
    while (slice_cut(&path, '/', &component)) {
        if (component.length == 0 || slice_equals(component, SLICE("."))) {
            continue;
        }
        if (slice_equals(component, SLICE(".."))) {
            if (out.length == 0) {
                return false;
            }
            buffer_truncate(&out, path_folder(buffer_slice(&out)).length);
            continue;
        }
        if (out.length > 0) {
            buffer_append_byte(&out, '/');
        }
        buffer_append(&out, component);
    }
    *joined = buffer_slice(&out);
    return true;
}

static struct slice climb(struct arena *arena, size_t count, struct slice rest) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&out, "../");
    }
    buffer_append(&out, rest);
    return buffer_slice(&out);
}

struct slice path_relative(struct arena *arena, struct slice from, struct slice to) {
    size_t shared = 0; /* bytes of whole folders that both paths begin with */
    for (size_t i = 0; i < from.length && i < to.length && from.data[i] == to.data[i]; i++) {
        if (from.data[i] == '/') {
            shared = i + 1;
        }
    }
    struct slice up = slice_of("../../../../", 0), rest = slice_skip(to, shared);
    for (size_t i = shared; i < from.length; i++) {
        up.length += from.data[i] == '/' ? 3 : 0;
    }
    if (up.length > 12) {
        return climb(arena, up.length / 3, rest);
    }
    /* "a:b.html" would read as an address with a scheme. */
    size_t colon = up.length > 0 ? SLICE_NOT_FOUND : slice_find(rest, ':');
    if (colon != SLICE_NOT_FOUND && colon < slice_find(rest, '/')) {
        up = SLICE("./");
    }
    return up.length == 0 ? rest : arena_join(arena, (struct slice[]){up, rest}, 2);
}

struct slice path_name(struct slice path) {
    size_t slash = slice_find_last(path, '/');
    return slash == SLICE_NOT_FOUND ? path : slice_skip(path, slash + 1);
}

struct slice path_folder(struct slice path) {
    size_t slash = slice_find_last(path, '/');
    return slash == SLICE_NOT_FOUND ? slice_take(path, 0) : slice_take(path, slash);
}

struct slice path_extension(struct slice path) {
    struct slice name = path_name(path);
    size_t dot = slice_find_last(name, '.');
    return dot == SLICE_NOT_FOUND || dot == 0 ? slice_take(name, 0) : slice_skip(name, dot + 1);
}

bool path_part_is_portable(struct slice part) {
    static const char *const devices[] = {"con", "prn", "aux", "nul"};
    struct slice stem = slice_take(
        part, slice_find(part, '.') == SLICE_NOT_FOUND ? part.length : slice_find(part, '.'));
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        if (slice_equals_folded(stem, slice_from(devices[i]))) {
            return false;
        }
    }
    bool port = stem.length == 4 && stem.data[3] >= '0' && stem.data[3] <= '9' &&
                (slice_equals_folded(slice_take(stem, 3), SLICE("com")) ||
                 slice_equals_folded(slice_take(stem, 3), SLICE("lpt")));
    char last = part.length > 0 ? part.data[part.length - 1] : '.';
    size_t bad = 0;
    if (!utf8_valid(part, &bad)) {
        return false;
    }
    for (size_t i = 0; i < part.length; i++) {
        if ((unsigned char)part.data[i] < 0x20 || strchr("<>:\"|?*\\", part.data[i]) != NULL) {
            return false;
        }
    }
    return !port && last != '.' && last != ' ';
}

bool file_write(int descriptor, struct slice bytes) {
    while (bytes.length > 0) {
        ssize_t count = write(descriptor, bytes.data, bytes.length);
        if (count == 0) { /* no file system should, but it would be forever */
            errno = EIO;
            return false;
        }
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes = slice_skip(bytes, count < 0 ? 0 : (size_t)count);
    }
    return true;
}
