/* What the tests of publishing share: a temporary folder, files in it, and a whole tree as text. */
#ifndef TESTS_UNIT_PUBLISH_TESTING_H
#define TESTS_UNIT_PUBLISH_TESTING_H

#include "testing.h"

#include "base/buffer.h"
#include "publish/publish.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>

static struct arena arena;
static char base[64];

static inline int remove_one(const char *path, const struct stat *status, int type,
                             struct FTW *place) {
    (void)status;
    (void)place;
    return type == FTW_DP ? rmdir(path) : unlink(path);
}

static inline void remove_all(const char *path) {
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Makes a folder of the test's own below `where`, and makes it the working folder. */
static inline int enter_folder(const char *where) {
    snprintf(base, sizeof base, "%s/knoop-publish-XXXXXX", where);
    umask(022);
    return mkdtemp(base) == NULL || chdir(base) != 0;
}

static inline int leave_folder(void **state) {
    (void)state;
    arena_reset(&arena);
    int failed = chdir("/");
    remove_all(base);
    return failed;
}

static inline void put(const char *path, const char *text) {
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        mkdir(arena_copy(&arena, slice_of(path, (size_t)(slash - path))).data, 0755);
    }
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(descriptor >= 0);
    assert_true(write(descriptor, text, strlen(text)) == (ssize_t)strlen(text));
    assert_int_equal(close(descriptor), 0);
}

static inline struct slice get(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) {
        return SLICE("(no file)");
    }
    static const size_t room = 1 << 20;
    char *bytes = arena_bytes(&arena, room);
    ssize_t count = read(descriptor, bytes, room);
    assert_true(count >= 0);
    close(descriptor);
    return slice_of(bytes, (size_t)count);
}

static inline ino_t inode(const char *path) {
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return status.st_ino;
}

static inline bool exists(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

static inline void describe_entry(struct buffer *out, const char *path) {
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    buffer_format(out, "%s %o ", path, (unsigned)status.st_mode);
    if (S_ISREG(status.st_mode)) {
        buffer_append(out, get(path));
    } else if (S_ISLNK(status.st_mode)) {
        char target[256];
        ssize_t length = readlink(path, target, sizeof target);
        buffer_append(out, slice_of(target, length < 0 ? 0 : (size_t)length));
    }
    buffer_append_byte(out, '\n');
}

static inline void describe_tree(struct buffer *out, const char *path) {
    struct dirent **names = NULL;
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0) {
            const char *inner = arena_format(&arena, "%s/%s", path, names[i]->d_name).data;
            describe_entry(out, inner);
            if (names[i]->d_type == DT_DIR) {
                describe_tree(out, inner);
            }
        }
        free(names[i]);
    }
    free(names);
}

/* Every entry below the folder, with its mode and its bytes. */
static inline struct slice tree(const char *path) {
    struct buffer out;
    buffer_init(&out, &arena);
    describe_tree(&out, path);
    return buffer_slice(&out);
}

/* The names in the folder, sorted, with a space after each. */
static inline struct slice names_in(const char *path) {
    struct buffer out;
    buffer_init(&out, &arena);
    struct dirent **names = NULL;
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0) {
            buffer_format(&out, "%s ", names[i]->d_name);
        }
        free(names[i]);
    }
    free(names);
    return buffer_slice(&out);
}

#endif
