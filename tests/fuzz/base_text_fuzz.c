/* The functions of base/ on any bytes: what must hold of their results, whatever they are given. */
#include "base/date.h"
#include "base/escape.h"
#include "base/files.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void must(bool truth) {
    if (!truth) {
        abort();
    }
}

static void check_walks(struct slice text) {
    size_t count = 0, at = 0;
    while (at < text.length) {
        size_t before = at;
        utf8_next(text, &at);
        must(at > before && at <= text.length && utf8_previous(text, at) == before);
        count++;
    }
    must(utf8_length(text) == count);
    must(utf8_width(text) <= 2 * count);
}

static void check_escapes(struct arena *arena, struct slice text) {
    struct buffer out;
    size_t offset = 0;
    buffer_init(&out, arena);
    escape_html(&out, text);
    for (size_t i = 0; i < out.length; i++) {
        must(strchr("<>\"'", out.data[i]) == NULL || out.data[i] == '\0');
    }
    buffer_truncate(&out, 0);
    escape_address(&out, text);
    for (size_t i = 0; i < out.length; i++) {
        must(out.data[i] > ' ' && out.data[i] < 0x7F && strchr("<>\"'", out.data[i]) == NULL);
    }
    buffer_truncate(&out, 0);
    escape_json(&out, text);
    must(utf8_valid(buffer_slice(&out), &offset));
    buffer_truncate(&out, 0);
    escape_terminal(&out, text);
    must(utf8_valid(buffer_slice(&out), &offset));
    must(slice_find(buffer_slice(&out), '\x1b') == SLICE_NOT_FOUND);
    address_is_allowed(text);
    must(slice_starts_with(text, address_scheme(text)));
}

static void check_names(struct arena *arena, struct slice text) {
    struct slice folded = utf8_fold(arena, text);
    must(slice_equals(utf8_fold(arena, folded), folded));
    struct slice slug = utf8_slug(arena, text);
    for (size_t i = 0; i < slug.length; i++) {
        must(strchr("/\\.:?#%&<>\"' ", slug.data[i]) == NULL);
    }
    utf8_anchor(arena, text);
    utf8_lower(arena, text);
    struct slice normal = utf8_normalize(arena, text);
    must(slice_equals(utf8_normalize(arena, normal), normal));
}

static void check_paths(struct arena *arena, struct slice first, struct slice second) {
    struct slice joined, part;
    if (path_join(arena, SLICE("articles/2017/a.md"), first, &joined)) {
        while (slice_cut(&joined, '/', &part)) {
            must(part.length > 0 && !slice_equals(part, SLICE(".")) &&
                 !slice_equals(part, SLICE("..")));
        }
    }
    path_relative(arena, first, second);
    path_extension(first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = {0};
    struct slice text = slice_of((const char *)data, size), first, rest = text;
    first = slice_take(text, 0);
    slice_cut(&rest, '\n', &first);
    check_walks(text);
    check_escapes(&arena, text);
    check_names(&arena, text);
    check_paths(&arena, first, rest);
    size_t distance = edit_distance(first, rest, 20);
    must(distance == edit_distance(rest, first, 20));
    struct date date;
    if (date_parse(first, &date)) {
        struct buffer out;
        buffer_init(&out, &arena);
        date_append_iso(&out, date);
        must(slice_equals(buffer_slice(&out), first));
        date_append_format(&out, date, rest, SLICE("nl"));
    }
    int64_t number = 0;
    slice_to_integer(first, &number);
    arena_release(&arena);
    return 0;
}
