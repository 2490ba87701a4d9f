/* The sizes of pictures, so that pages do not jump while they load. */
#include "formats/image.h"
#include "read/reading.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The size stands in the first bytes, even behind the thumbnails that cameras put first. */
enum { HEAD_BYTES = 256 << 10 };

static size_t read_head(int descriptor, struct slice path, char *bytes, size_t room) {
    size_t length = 0;
    while (length < room) {
        ssize_t count = read(descriptor, bytes + length, room - length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            machine_failed("%.*s cannot be read: %s", slice_width(path), path.data,
                           strerror(errno));
        }
        if (count == 0) {
            break;
        }
        length += (size_t)count;
    }
    return length;
}

void read_image_size(const struct reading *reading, struct asset *asset, struct worker *worker) {
    int descriptor = -1;
    struct slice path =
        arena_format(&worker->scratch, "content/%.*s", slice_width(asset->path), asset->path.data);
    if (file_open(reading->options.root, path, &descriptor) == FILE_OK) {
        char *head = arena_bytes(&worker->scratch, HEAD_BYTES);
        size_t length = read_head(descriptor, path, head, HEAD_BYTES);
        image_size(slice_of(head, length), &asset->width, &asset->height);
        close(descriptor);
    }
    arena_reset(&worker->scratch);
}
