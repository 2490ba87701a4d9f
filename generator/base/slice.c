#include "base/slice.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct slice slice_trim(struct slice text) {
    while (text.length > 0 && is_space(text.data[0])) {
        text = slice_skip(text, 1);
    }
    while (text.length > 0 && is_space(text.data[text.length - 1])) {
        text.length--;
    }
    return text;
}

static char lower_byte(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool slice_equals_folded(struct slice a, struct slice b) {
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (lower_byte(a.data[i]) != lower_byte(b.data[i])) {
            return false;
        }
    }
    return true;
}

bool slice_starts_with(struct slice text, struct slice prefix) {
    return text.length >= prefix.length && slice_equals(slice_take(text, prefix.length), prefix);
}

bool slice_ends_with(struct slice text, struct slice suffix) {
    return text.length >= suffix.length &&
           slice_equals(slice_skip(text, text.length - suffix.length), suffix);
}

int slice_compare(struct slice a, struct slice b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    if (order != 0) {
        return order;
    }
    return a.length < b.length ? -1 : a.length > b.length;
}

size_t slice_find(struct slice text, char byte) {
    const char *found = text.length == 0 ? NULL : memchr(text.data, byte, text.length);
    return found == NULL ? SLICE_NOT_FOUND : (size_t)(found - text.data);
}

size_t slice_find_last(struct slice text, char byte) {
    const char *found = text.length == 0 ? NULL : memrchr(text.data, byte, text.length);
    return found == NULL ? SLICE_NOT_FOUND : (size_t)(found - text.data);
}

size_t slice_search(struct slice text, struct slice needle) {
    if (needle.length == 0) {
        return 0;
    }
    if (text.length == 0) {
        return SLICE_NOT_FOUND;
    }
    const char *found = memmem(text.data, text.length, needle.data, needle.length);
    return found == NULL ? SLICE_NOT_FOUND : (size_t)(found - text.data);
}

bool slice_cut(struct slice *rest, char byte, struct slice *head) {
    if (rest->length == 0) {
        return false;
    }
    size_t at = slice_find(*rest, byte);
    if (at == SLICE_NOT_FOUND) {
        *head = *rest;
        *rest = slice_skip(*rest, rest->length);
    } else {
        *head = slice_take(*rest, at);
        *rest = slice_skip(*rest, at + 1);
    }
    return true;
}

bool slice_cut_line(struct slice *rest, struct slice *line) {
    if (!slice_cut(rest, '\n', line)) {
        return false;
    }
    if (line->length > 0 && line->data[line->length - 1] == '\r') {
        line->length--;
    }
    return true;
}

bool slice_to_integer(struct slice text, int64_t *number) {
    bool negative = text.length > 0 && text.data[0] == '-';
    if (negative || (text.length > 0 && text.data[0] == '+')) {
        text = slice_skip(text, 1);
    }
    if (text.length == 0) {
        return false;
    }
    int64_t result = 0; /* kept negative, since the negative range is one larger */
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' ||
            __builtin_mul_overflow(result, 10, &result) ||
            __builtin_sub_overflow(result, text.data[i] - '0', &result)) {
            return false;
        }
    }
    if (!negative && result == INT64_MIN) {
        return false;
    }
    *number = negative ? result : -result;
    return true;
}

int slice_width(struct slice text) {
    assert(text.length <= INT_MAX);
    return (int)text.length;
}
