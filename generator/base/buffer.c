#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void buffer_init(struct buffer *buffer, struct arena *arena) {
    *buffer = (struct buffer){.arena = arena, .data = NULL, .length = 0, .capacity = 0};
}

void buffer_reserve(struct buffer *buffer, size_t more) {
    size_t needed = 0;
    if (__builtin_add_overflow(buffer->length, more, &needed)) {
        machine_failed("out of memory");
    }
    if (needed <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity * 2;
    if (capacity < needed) {
        capacity = needed;
    }
    buffer->data = arena_grow_bytes(buffer->arena, buffer->data, buffer->capacity, capacity);
    buffer->capacity = capacity;
}

void buffer_append_text(struct buffer *buffer, const char *text) {
    buffer_append(buffer, slice_from(text));
}

void buffer_append_integer(struct buffer *buffer, int64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    buffer_append(buffer, slice_of(digits + at, sizeof digits - at));
}

void buffer_append_padded(struct buffer *buffer, int64_t number, size_t width) {
    int64_t smallest = 1; /* number with `width` digits */
    for (size_t i = 1; i < width; i++) {
        smallest *= 10;
    }
    for (; number < smallest && smallest > 1; smallest /= 10) {
        buffer_append_byte(buffer, '0');
    }
    buffer_append_integer(buffer, number);
}

void buffer_append_code_point(struct buffer *buffer, uint32_t code_point) {
    char bytes[4];
    size_t length = 0;
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = 0xFFFD;
    }
    if (code_point < 0x80) {
        bytes[length++] = (char)code_point;
    } else if (code_point < 0x800) {
        bytes[length++] = (char)(0xC0 | (code_point >> 6));
    } else if (code_point < 0x10000) {
        bytes[length++] = (char)(0xE0 | (code_point >> 12));
        bytes[length++] = (char)(0x80 | ((code_point >> 6) & 0x3F));
    } else {
        bytes[length++] = (char)(0xF0 | (code_point >> 18));
        bytes[length++] = (char)(0x80 | ((code_point >> 12) & 0x3F));
        bytes[length++] = (char)(0x80 | ((code_point >> 6) & 0x3F));
    }
    if (code_point >= 0x80) {
        bytes[length++] = (char)(0x80 | (code_point & 0x3F));
    }
    buffer_append(buffer, slice_of(bytes, length));
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    size_t room = buffer->capacity - buffer->length;
    va_start(arguments, format);
    int length =
        vsnprintf(room == 0 ? NULL : buffer->data + buffer->length, room, format, arguments);
    va_end(arguments);
    if (length < 0) {
        machine_failed("a text could not be formatted");
    }
    if ((size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length + 1);
        va_start(arguments, format);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    buffer->length += (size_t)length;
}

void buffer_truncate(struct buffer *buffer, size_t length) {
    if (length < buffer->length) {
        buffer->length = length;
    }
}

struct slice buffer_slice(const struct buffer *buffer) {
    return slice_of(buffer->data == NULL ? "" : buffer->data, buffer->length);
}
