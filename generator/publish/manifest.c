#include "publish/manifest.h"

#include "publish/names.h"
#include "publish/system.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct slice first_line = SLICE_INIT("knoop-manifest 1\n");
enum { HASH_DIGITS = 16 };

static void append_hash(struct buffer *out, uint64_t hash) {
    static const char digits[] = "0123456789abcdef";
    for (int shift = 60; shift >= 0; shift -= 4) {
        buffer_append_byte(out, digits[(hash >> shift) & 15]);
    }
}

struct slice manifest_text(struct arena *arena, const struct published *files, size_t count) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_reserve(&out, first_line.length + count * 80);
    buffer_append(&out, first_line);
    for (size_t i = 0; i < count; i++) {
        append_hash(&out, files[i].hash);
        buffer_append_byte(&out, ' ');
        buffer_append_integer(&out, (int64_t)files[i].size);
        buffer_append_byte(&out, ' ');
        buffer_append(&out, files[i].path);
        buffer_append_byte(&out, '\n');
    }
    return buffer_slice(&out);
}

static bool line_path(struct slice line, struct slice *path) {
    struct slice hash, size;
    int64_t number = -1;
    bool cut = slice_cut(&line, ' ', &hash) && slice_cut(&line, ' ', &size);
    *path = line;
    return cut && hash.length == HASH_DIGITS && slice_to_integer(size, &number) && number >= 0 &&
           path_can_be_published(line);
}

bool manifest_paths(struct slice text, struct arena *arena, struct slice **paths, size_t *count) {
    *count = 0;
    *paths = NULL;
    if (!slice_starts_with(text, first_line) || !slice_ends_with(text, SLICE("\n"))) {
        return false;
    }
    struct slice rest = slice_skip(text, first_line.length), line;
    size_t lines = 0;
    for (size_t i = first_line.length; i < text.length; i++) {
        lines += text.data[i] == '\n' ? 1 : 0;
    }
    *paths = arena_new(arena, struct slice, lines);
    while (slice_cut(&rest, '\n', &line)) {
        struct slice path;
        if (!line_path(line, &path) ||
            (*count > 0 && slice_compare((*paths)[*count - 1], path) >= 0)) {
            return false;
        }
        (*paths)[(*count)++] = path;
    }
    return true;
}

bool manifest_read(int output, struct arena *arena, struct slice *text) {
    *text = SLICE("");
    int descriptor = system_open(output, NAME_MANIFEST, O_RDONLY | O_NONBLOCK);
    if (descriptor < 0) {
        bool is_missing = errno == ENOENT;
        errno = errno == ELOOP || errno == ENXIO ? 0 : errno;
        return is_missing;
    }
    struct stat status;
    bool read = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    errno = read ? errno : 0;
    if (read) {
        size_t size = (size_t)status.st_size;
        char *bytes = arena_bytes(arena, size);
        ssize_t count = system_read(descriptor, bytes, size, 0);
        read = count >= 0;
        *text = slice_of(bytes, read ? (size_t)count : 0);
    }
    int error = errno;
    close(descriptor);
    errno = error;
    return read;
}
