#include "render/stylesheet.h"

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || (byte & 0x80) != 0;
}

static size_t skip_space(struct slice text, size_t at) {
    while (at < text.length && is_space(text.data[at])) {
        at++;
    }
    return at;
}

/* Behind the comment that begins at `at`. */
static size_t skip_comment(struct slice text, size_t at) {
    size_t end = slice_search(slice_skip(text, at + 2), SLICE("*/"));
    return end == SLICE_NOT_FOUND ? text.length : at + 2 + end + 2;
}

/* The closing quote of the string that begins at `at`, or the end of the line that forgot it. */
static size_t string_end(struct slice text, size_t at) {
    char quote = text.data[at++];
    while (at < text.length && text.data[at] != quote && text.data[at] != '\n') {
        at += text.data[at] == '\\' ? 2 : 1;
    }
    return at < text.length ? at : text.length;
}

/* Where the address of a url( or an @import begins, from `at` on, and ends. */
static void find_address(struct slice text, size_t at, bool is_import, size_t *start, size_t *end) {
    at = skip_space(text, at);
    *start = *end = at;
    if (at < text.length && (text.data[at] == '"' || text.data[at] == '\'')) {
        *start = at + 1;
        *end = string_end(text, at);
    } else if (!is_import) {
        while (*end < text.length && text.data[*end] != ')' && !is_space(text.data[*end])) {
            (*end)++;
        }
    }
}

void stylesheet_rewrite(struct slice text,
                        void (*append)(void *context, struct slice written, uint32_t start),
                        void *context, struct buffer *out) {
    size_t at = 0, copied = 0;
    while (at < text.length) {
        struct slice rest = slice_skip(text, at);
        bool begins_name = at == 0 || !is_name_byte(text.data[at - 1]);
        bool is_url = begins_name && (rest.data[0] | 32) == 'u' &&
                      slice_equals_folded(slice_take(rest, 4), SLICE("url("));
        bool is_import =
            rest.data[0] == '@' && slice_equals_folded(slice_take(rest, 7), SLICE("@import"));
        if (is_url || is_import) {
            size_t start, end;
            find_address(text, at + (is_url ? 4 : 7), is_import, &start, &end);
            buffer_append(out, slice_between(text, copied, start));
            if (end > start) {
                append(context, slice_between(text, start, end), (uint32_t)start);
            }
            copied = at = end;
            /* The quote behind a string ends it, and begins none. */
            at += at < text.length && start > 0 && text.data[at] == text.data[start - 1] &&
                  (text.data[at] == '"' || text.data[at] == '\'');
        } else if (rest.data[0] == '/' && slice_starts_with(rest, SLICE("/*"))) {
            at = skip_comment(text, at);
        } else if (text.data[at] == '"' || text.data[at] == '\'') {
            at = string_end(text, at) + 1;
        } else {
            at++;
        }
    }
    buffer_append(out, slice_skip(text, copied));
}
