#include "publish/content.h"

#include "base/files.h"
#include "publish/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The part that the byte at `offset` is in, by halving. */
static size_t part_at(const struct content *content, uint64_t offset) {
    size_t low = 0, high = content->part_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (content->parts[middle].start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

void content_gather(const struct content *content, uint64_t offset, char *room, size_t size) {
    size_t done = 0;
    for (size_t i = part_at(content, offset); done < size; i++) {
        const struct content_part *part = &content->parts[i];
        struct slice rest = slice_skip(part->bytes, (size_t)(offset + done - part->start));
        size_t count = rest.length < size - done ? rest.length : size - done;
        if (count > 0) {
            memcpy(room + done, rest.data, count);
        }
        done += count;
    }
}

/* The piece that begins at `offset`, which is before the end. False when it cannot be read whole.
 */
static bool read_piece(const struct content *content, uint64_t offset, char *room,
                       struct slice *piece) {
    uint64_t left = content->size - offset;
    size_t size = left < LANE_PIECE ? (size_t)left : LANE_PIECE;
    if (content->parts != NULL) {
        content_gather(content, offset, room, size);
        *piece = slice_of(room, size);
        return true;
    }
    if (content->descriptor < 0) {
        *piece = slice_of(content->bytes.data + offset, size);
        return true;
    }
    errno = 0;
    ssize_t count = system_read(content->descriptor, room, size, offset);
    *piece = slice_of(room, size);
    return count == (ssize_t)size;
}

static bool equals_file(const struct content *content, int descriptor, struct lane *lane,
                        uint64_t *result) {
    struct hash hash;
    hash_init(&hash);
    for (uint64_t offset = 0; offset < content->size;) {
        struct slice piece;
        char *theirs = lane_piece(lane, 1);
        if (!read_piece(content, offset, lane_piece(lane, 0), &piece) ||
            system_read(descriptor, theirs, piece.length, offset) != (ssize_t)piece.length ||
            memcmp(theirs, piece.data, piece.length) != 0) {
            return false;
        }
        hash_add(&hash, piece);
        offset += piece.length;
    }
    *result = hash_result(&hash);
    return true;
}

static void set_mark(struct publish_mark *mark, const struct stat *status) {
    mark->inode = status->st_ino;
    mark->size = (uint64_t)status->st_size;
    mark->seconds = status->st_mtim.tv_sec;
    mark->nanoseconds = status->st_mtim.tv_nsec;
}

bool content_is_published(const struct content *content, int output, struct slice path,
                          struct lane *lane, struct publish_mark *mark) {
    int descriptor = -1;
    if (file_open(output, path, &descriptor) != FILE_OK) {
        return false;
    }
    struct stat status;
    bool same = fstat(descriptor, &status) == 0 && (uint64_t)status.st_size == content->size &&
                equals_file(content, descriptor, lane, &mark->hash);
    close(descriptor);
    if (same) {
        set_mark(mark, &status);
    }
    return same;
}

bool content_stands(const struct publish_mark *mark, int output, const char *path) {
    struct stat status;
    struct publish_mark own = {.hash = mark->hash};
    if (fstatat(output, path, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    set_mark(&own, &status);
    return own.inode == mark->inode && own.size == mark->size && own.seconds == mark->seconds &&
           own.nanoseconds == mark->nanoseconds;
}

static bool write_pieces(const struct content *content, int descriptor, struct lane *lane,
                         struct hash *hash, const char **what) {
    for (uint64_t offset = 0; offset < content->size;) {
        struct slice piece;
        if (!read_piece(content, offset, lane_piece(lane, 0), &piece)) {
            *what = errno == 0 ? "changed while it was copied" : "the original cannot be read";
            return false;
        }
        hash_add(hash, piece);
        if (!file_write(descriptor, piece)) {
            *what = "cannot be written";
            return false;
        }
        offset += piece.length;
    }
    return true;
}

bool content_write(const struct content *content, const struct stage *stage, const char *path,
                   struct lane *lane, struct publish_mark *mark, const char **what) {
    struct hash sum;
    hash_init(&sum);
    *what = "cannot be made";
    int descriptor = stage_create(stage, path);
    if (descriptor < 0) {
        return false;
    }
    bool written = write_pieces(content, descriptor, lane, &sum, what);
    int error = errno;
    struct stat status;
    if (written && fstat(descriptor, &status) == 0) {
        set_mark(mark, &status);
    }
    if (!system_close(descriptor) && written) {
        *what = "cannot be written";
        return false;
    }
    errno = error;
    mark->hash = hash_result(&sum);
    return written;
}
