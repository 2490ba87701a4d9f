#include "edit/journal.h"

#include "base/buffer.h"
#include "base/files.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOME ".knoop"
#define FOLDER HOME "/edit"
#define JOURNAL FOLDER "/journal"
#define UNFINISHED FOLDER "/journal.new"

struct writing {
    int root;
    struct arena *arena;
    struct slice *failure;
};

static bool failed(const struct writing *writing, const char *what, struct slice path) {
    *writing->failure = arena_format(writing->arena, "%s `%.*s`: %s", what, slice_width(path),
                                     path.data, strerror(errno));
    return false;
}

static bool refused(const struct writing *writing, const char *why, struct slice path) {
    *writing->failure =
        arena_format(writing->arena, "`%.*s` %s", slice_width(path), path.data, why);
    return false;
}

/* Writes a file below .knoop/edit/, on the disk for certain. */
static bool stage(const struct writing *writing, const char *path, struct slice text, mode_t mode) {
    int descriptor =
        openat(writing->root, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0) {
        return failed(writing, "cannot write", slice_from(path));
    }
    bool is_good = file_write(descriptor, text) && fsync(descriptor) == 0;
    int error = errno;
    if (close(descriptor) != 0 && is_good) {
        is_good = false;
        error = errno;
    }
    errno = error;
    return is_good || failed(writing, "cannot write", slice_from(path));
}

static struct slice stage_path(const struct writing *writing, size_t index) {
    return arena_format(writing->arena, FOLDER "/%zu", index);
}

/* The folder that the file lies in, opened; its folders are made if they are not there. No link is
 * followed. */
static int open_folder_of(const struct writing *writing, struct slice path) {
    struct slice rest = path_folder(path), name;
    int folder = fcntl(writing->root, F_DUPFD_CLOEXEC, 0);
    while (folder >= 0 && slice_cut(&rest, '/', &name)) {
        const char *text = arena_copy(writing->arena, name).data;
        int next = -1;
        if (mkdirat(folder, text, 0777) == 0 || errno == EEXIST) {
            next = openat(folder, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        }
        int error = errno;
        close(folder);
        errno = error;
        folder = next;
    }
    return folder;
}

/* Puts a staged file in its place, or takes a file away. Done already is done. */
static bool finish_one(const struct writing *writing, size_t index, struct slice line) {
    struct slice path = slice_skip(line, 2);
    int folder = open_folder_of(writing, path);
    if (folder < 0) {
        return failed(writing, "cannot open the folder of", path);
    }
    const char *name = arena_copy(writing->arena, path_name(path)).data;
    int result = line.data[0] == '-'
                     ? unlinkat(folder, name, 0)
                     : renameat(writing->root, stage_path(writing, index).data, folder, name);
    bool is_good = (result == 0 || errno == ENOENT) && (fsync(folder) == 0 || errno == EINVAL);
    int error = errno;
    close(folder);
    errno = error;
    return is_good || failed(writing, "cannot replace", path);
}

static bool finish(const struct writing *writing, struct slice journal) {
    struct slice line;
    for (size_t i = 0; slice_cut(&journal, '\n', &line); i++) {
        if (line.length > 2 && !finish_one(writing, i, line)) {
            return false;
        }
    }
    unlinkat(writing->root, JOURNAL, 0);
    unlinkat(writing->root, FOLDER, AT_REMOVEDIR);
    unlinkat(writing->root, HOME, AT_REMOVEDIR); /* stays when there is more in it */
    return true;
}

bool journal_finish(int root, struct arena *arena, struct slice *failure) {
    struct writing writing = {root, arena, failure};
    struct slice journal;
    enum file_status status = file_read(root, SLICE(JOURNAL), LIMIT_FILE_BYTES, arena, &journal);
    if (status == FILE_MISSING) {
        return true;
    }
    return status == FILE_OK ? finish(&writing, journal)
                             : refused(&writing, "cannot be read", SLICE(JOURNAL));
}

/* Whether the file still is what the change was made for. */
static bool is_unchanged(const struct writing *writing, const struct change *change) {
    struct slice text;
    enum file_status status =
        file_read(writing->root, change->path, LIMIT_FILE_BYTES, writing->arena, &text);
    if (change->is_new) {
        return status == FILE_MISSING || refused(writing, "exists already", change->path);
    }
    return (status == FILE_OK && slice_equals(text, change->was)) ||
           refused(writing, "was changed by somebody else meanwhile", change->path);
}

/* A file keeps its mode. */
static mode_t mode_of(const struct writing *writing, struct slice path) {
    struct stat status;
    const char *name = arena_copy(writing->arena, path).data;
    return fstatat(writing->root, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_mode & 0777
                                                                           : 0666;
}

static bool make_folder(const struct writing *writing, const char *path) {
    return mkdirat(writing->root, path, 0777) == 0 || errno == EEXIST ||
           failed(writing, "cannot make", slice_from(path));
}

/* Takes away what was staged. */
static void abandon(const struct writing *writing, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unlinkat(writing->root, stage_path(writing, i).data, 0);
    }
    unlinkat(writing->root, UNFINISHED, 0);
    unlinkat(writing->root, FOLDER, AT_REMOVEDIR);
    unlinkat(writing->root, HOME, AT_REMOVEDIR);
}

static bool stage_all(const struct writing *writing, const struct change *changes, size_t count) {
    struct buffer journal;
    buffer_init(&journal, writing->arena);
    for (size_t i = 0; i < count; i++) {
        if (!is_unchanged(writing, &changes[i])) {
            return false;
        }
        buffer_append_text(&journal, changes[i].is_removal ? "- " : "+ ");
        buffer_append(&journal, changes[i].path);
        buffer_append_byte(&journal, '\n');
        if (!changes[i].is_removal && !stage(writing, stage_path(writing, i).data, changes[i].text,
                                             mode_of(writing, changes[i].path))) {
            return false;
        }
    }
    if (!stage(writing, UNFINISHED, buffer_slice(&journal), 0666)) {
        return false;
    }
    return renameat(writing->root, UNFINISHED, writing->root, JOURNAL) == 0 ||
           failed(writing, "cannot write", SLICE(JOURNAL));
}

bool journal_write(int root, const struct change *changes, size_t count, struct arena *arena,
                   struct slice *failure) {
    struct writing writing = {root, arena, failure};
    if (count == 0) {
        return true;
    }
    if (!journal_finish(root, arena, failure) || !make_folder(&writing, HOME) ||
        !make_folder(&writing, FOLDER)) {
        return false;
    }
    if (!stage_all(&writing, changes, count)) {
        abandon(&writing, count);
        return false;
    }
    return journal_finish(root, arena, failure);
}

bool file_write_new(int root, struct slice path, struct slice text, struct arena *arena,
                    bool *exists, struct slice *failure) {
    struct writing writing = {root, arena, failure};
    *exists = false;
    int folder = open_folder_of(&writing, path);
    if (folder < 0) {
        return failed(&writing, "cannot make the folder of", path);
    }
    const char *name = arena_copy(arena, path_name(path)).data;
    int descriptor =
        openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    *exists = descriptor < 0 && errno == EEXIST;
    bool is_good = descriptor >= 0 && file_write(descriptor, text);
    int error = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && is_good) {
        is_good = false;
        error = errno;
    }
    if (descriptor >= 0 && !is_good) {
        unlinkat(folder, name, 0);
    }
    close(folder);
    errno = error;
    return is_good || failed(&writing, "cannot write", path);
}
