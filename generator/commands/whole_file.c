#include "commands/whole_file.h"

#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

bool whole_file_write(const char *path, struct slice bytes, struct arena *arena) {
    const char *beside = arena_format(arena, "%s.part", path).data;
    int descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return false;
    }
    bool written = file_write(descriptor, bytes) && fsync(descriptor) == 0;
    int error = errno;
    bool closed = close(descriptor) == 0;
    error = written && !closed ? errno : error;
    if (written && closed && rename(beside, path) == 0) {
        return true;
    }
    error = written && closed ? errno : error;
    unlink(beside);
    errno = error;
    return false;
}

bool whole_file_make_folders(const char *path, struct arena *arena) {
    struct slice whole = slice_from(path);
    for (size_t i = 1; i < whole.length; i++) {
        if (whole.data[i] == '/' &&
            mkdir(arena_copy(arena, slice_take(whole, i)).data, 0777) != 0 && errno != EEXIST) {
            return false;
        }
    }
    return true;
}
