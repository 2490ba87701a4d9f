/* Text that grows, in an arena. Appending cannot fail. What it holds is a slice that is valid until
 * the next append. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/arena.h"
#include "base/slice.h"

struct buffer {
    struct arena *arena;
    char *data;
    size_t length;
    size_t capacity;
};

/* An empty buffer whose bytes come from `arena`. */
void buffer_init(struct buffer *buffer, struct arena *arena);
/* Makes room for `more` bytes, so that the next appends of that many need no growing. */
void buffer_reserve(struct buffer *buffer, size_t more);
static inline void buffer_append(struct buffer *buffer, struct slice text) {
    if (text.length > buffer->capacity - buffer->length) {
        buffer_reserve(buffer, text.length);
    }
    if (text.length > 0) {
        memcpy(buffer->data + buffer->length, text.data, text.length);
        buffer->length += text.length;
    }
}

/* Appends a string literal or another NUL-terminated string. */
void buffer_append_text(struct buffer *buffer, const char *text);
static inline void buffer_append_byte(struct buffer *buffer, char byte) {
    if (buffer->length == buffer->capacity) {
        buffer_reserve(buffer, 1);
    }
    buffer->data[buffer->length++] = byte;
}

void buffer_append_integer(struct buffer *buffer, int64_t number);
/* The number, which is not negative, with zeros before it to `width` digits. */
void buffer_append_padded(struct buffer *buffer, int64_t number, size_t width);
/* Appends a code point as UTF-8; one that is no scalar value becomes U+FFFD. */
void buffer_append_code_point(struct buffer *buffer, uint32_t code_point);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Cuts the text to its first `length` bytes. */
void buffer_truncate(struct buffer *buffer, size_t length);
/* What it holds now. */
struct slice buffer_slice(const struct buffer *buffer);

#endif
