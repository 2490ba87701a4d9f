#include "lsp/session.h"

#include "base/escape.h"
#include "base/files.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

json_t *session_string(struct slice text) {
    json_t *string = json_stringn(text.data, text.length);
    return string != NULL ? string : json_string("");
}

/* The text with %XX worked out. */
static struct slice decoded(struct slice text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        unsigned value = 0;
        char digits[3] = {0};
        if (text.data[i] == '%' && text.length - i > 2) {
            memcpy(digits, text.data + i + 1, 2);
        }
        char *end = digits;
        value = (unsigned)strtoul(digits, &end, 16);
        if (end == digits + 2) {
            buffer_append_byte(&out, (char)value);
            i += 2;
        } else {
            buffer_append_byte(&out, text.data[i]);
        }
    }
    return buffer_slice(&out);
}

struct slice session_path(const struct session *session, const char *uri, struct arena *arena) {
    struct slice whole = decoded(slice_from(uri), arena);
    struct slice root = decoded(slice_from(session->root), arena);
    return slice_starts_with(whole, root) ? slice_skip(whole, root.length) : slice_of("", 0);
}

json_t *session_uri(const struct session *session, struct slice path) {
    struct arena arena;
    arena_init(&arena);
    struct buffer uri;
    buffer_init(&uri, &arena);
    buffer_append_text(&uri, session->root);
    escape_percent(&uri, path, "/");
    json_t *string = session_string(buffer_slice(&uri));
    arena_release(&arena);
    return string;
}

json_t *session_version(const struct session *session, struct slice path) {
    for (size_t i = 0; i < session->open_count; i++) {
        if (slice_equals(session->open[i].path, path)) {
            return json_integer(session->open[i].version);
        }
    }
    return json_null();
}

struct slice session_text(const struct session *session, struct slice path, struct arena *arena) {
    for (size_t i = 0; i < session->open_count; i++) {
        if (slice_equals(session->open[i].path, path)) {
            return session->open[i].text;
        }
    }
    struct slice text;
    return file_read(session->options->site.root, path, LIMIT_FILE_BYTES, arena, &text) == FILE_OK
               ? text
               : slice_of("", 0);
}
