#include "publish/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool interrupted(long result) {
    return result < 0 && errno == EINTR;
}

int system_open(int folder, const char *path, int flags) {
    int result = -1;
    do {
        result = openat(folder, path, flags | O_NOFOLLOW | O_CLOEXEC, 0644);
    } while (interrupted(result));
    return result;
}

int system_open_chosen(const char *path) {
    int result = -1;
    do {
        result = openat(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    } while (interrupted(result));
    return result;
}

int system_open_folder(int folder, const char *path, int access) {
    return system_open(folder, path, access | O_DIRECTORY);
}

int system_create(int folder, const char *path) {
    return system_open(folder, path, O_WRONLY | O_CREAT | O_EXCL);
}

bool system_make_folder(int folder, const char *path) {
    int result = -1;
    do {
        result = mkdirat(folder, path, 0755);
    } while (interrupted(result));
    return result == 0;
}

bool system_set_mode(int folder, const char *path, mode_t mode) {
    int result = -1;
    do {
        result = fchmodat(folder, path, mode, 0);
    } while (interrupted(result));
    return result == 0;
}

ssize_t system_read(int descriptor, char *buffer, size_t size, uint64_t offset) {
    size_t done = 0;
    while (done < size) {
        ssize_t count = pread(descriptor, buffer + done, size - done, (off_t)(offset + done));
        if (count == 0) {
            break;
        }
        if (count < 0 && errno != EINTR) {
            return -1;
        }
        done += count < 0 ? 0 : (size_t)count;
    }
    return (ssize_t)done;
}

bool system_close(int descriptor) {
    /* Linux frees the descriptor whatever it says, so that it must not be closed again. */
    return close(descriptor) == 0 || errno == EINTR;
}

bool system_sync_start(int descriptor) {
    return sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE) == 0 || errno != EIO;
}

bool system_sync(int descriptor) {
    int result = -1;
    do {
        result = fdatasync(descriptor);
    } while (interrupted(result));
    return result == 0;
}

bool system_sync_all(int descriptor) {
    int result = -1;
    do {
        result = syncfs(descriptor);
    } while (interrupted(result));
    return result == 0;
}

bool system_link(int from, int to, const char *name) {
    int result = -1;
    do {
        result = linkat(from, name, to, name, 0);
    } while (interrupted(result));
    return result == 0;
}

bool system_rename(int from, const char *old_name, int to, const char *new_name) {
    int result = -1;
    do {
        result = renameat(from, old_name, to, new_name);
    } while (interrupted(result));
    return result == 0;
}

bool system_exchange(int folder, const char *one, const char *other) {
    int result = -1;
    do {
        result = renameat2(folder, one, folder, other, RENAME_EXCHANGE);
    } while (interrupted(result));
    return result == 0;
}

static bool unlink_name(int folder, const char *name, int flags) {
    int result = -1;
    do {
        result = unlinkat(folder, name, flags);
    } while (interrupted(result));
    return result == 0;
}

bool system_remove(int folder, const char *name) {
    return unlink_name(folder, name, 0);
}

bool system_remove_folder(int folder, const char *name) {
    return unlink_name(folder, name, AT_REMOVEDIR);
}

bool system_lock(int descriptor) {
    int result = -1;
    do {
        result = flock(descriptor, LOCK_EX | LOCK_NB);
    } while (interrupted(result));
    return result == 0;
}
