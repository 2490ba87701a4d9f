#include "lsp/message.h"

#include "base/files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_SIZE = 64 << 10, HEADER_LARGEST = 4096 };

void message_input_init(struct message_input *input, int descriptor) {
    *input = (struct message_input){.descriptor = descriptor};
    buffer_init(&input->bytes, &input->arena);
}

void message_input_release(struct message_input *input) {
    arena_release(&input->arena);
}

void message_fill(struct message_input *input) {
    buffer_reserve(&input->bytes, READ_SIZE);
    ssize_t count = 0;
    do {
        count = read(input->descriptor, input->bytes.data + input->bytes.length, READ_SIZE);
    } while (count < 0 && errno == EINTR);
    input->ended = input->ended || count <= 0;
    input->bytes.length += count > 0 ? (size_t)count : 0;
}

/* The value of Content-Length in a header; -1 if it is not there. */
static int64_t content_length(struct slice header) {
    struct slice line;
    while (slice_cut_line(&header, &line)) {
        size_t colon = slice_find(line, ':');
        int64_t length = 0;
        if (colon != SLICE_NOT_FOUND &&
            slice_equals_folded(slice_trim(slice_take(line, colon)), SLICE("content-length")) &&
            slice_to_integer(slice_trim(slice_skip(line, colon + 1)), &length)) {
            return length;
        }
    }
    return -1;
}

/* Forgets the first `count` bytes. The buffer starts anew, so that a long session takes no more
 * memory than its longest message. */
static void forget(struct message_input *input, size_t count) {
    struct arena old = input->arena;
    struct slice rest = slice_skip(buffer_slice(&input->bytes), count);
    arena_init(&input->arena);
    buffer_init(&input->bytes, &input->arena);
    buffer_append(&input->bytes, rest);
    arena_release(&old);
}

bool message_take(struct message_input *input, json_t **message) {
    struct slice all = buffer_slice(&input->bytes);
    size_t end = slice_search(all, SLICE("\r\n\r\n"));
    *message = NULL;
    if (end == SLICE_NOT_FOUND) {
        input->ended = input->ended || all.length > HEADER_LARGEST;
        return false;
    }
    int64_t length = content_length(slice_take(all, end));
    if (length < 0 || length > MESSAGE_LARGEST) {
        input->ended = true;
        return false;
    }
    struct slice text = slice_between(all, end + 4, end + 4 + (size_t)length);
    if (text.length < (size_t)length) {
        return false;
    }
    *message = json_loadb(text.data, text.length, JSON_ALLOW_NUL, NULL);
    forget(input, end + 4 + (size_t)length);
    return true;
}

void message_send(int descriptor, json_t *message) {
    char *text = json_dumps(message, JSON_COMPACT);
    json_decref(message);
    if (text == NULL) {
        machine_failed("out of memory");
    }
    char header[64];
    int length = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", strlen(text));
    if (file_write(descriptor, slice_of(header, (size_t)length))) {
        file_write(descriptor, slice_from(text));
    }
    free(text);
}
