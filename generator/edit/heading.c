#include "edit/heading.h"

#include <string.h>

/* Where a heading's own text ends: before the signs that may close it, and not on the line that may
 * stand under it. */
static size_t heading_end(struct slice text, size_t start, size_t end) {
    struct slice heading = slice_between(text, start, end);
    size_t line = slice_find_last(slice_trim(heading), '\n');
    struct slice last = line == SLICE_NOT_FOUND ? SLICE("") : slice_skip(heading, line + 1);
    if (last.length > 0 && (last.data[0] == '=' || last.data[0] == '-')) {
        heading = slice_take(heading, line);
    }
    size_t length = heading.length, closing;
    while (length > 0 && strchr(" \t\r\n", heading.data[length - 1]) != NULL) {
        length--;
    }
    for (closing = length; closing > 0 && heading.data[closing - 1] == '#'; closing--) {
    }
    if (closing < length && closing > 0 && heading.data[closing - 1] == ' ') {
        length = closing - 1;
    }
    return start + length;
}

struct edit edit_heading(struct slice text, size_t start, size_t end, struct slice old,
                         struct slice id, struct arena *arena) {
    struct slice written = arena_format(arena, "{#%.*s}", slice_width(old), old.data);
    size_t at = slice_search(slice_between(text, start, end), written);
    if (old.length > 0 && at != SLICE_NOT_FOUND) {
        at += start + strlen("{#");
        return (struct edit){.start = at, .end = at + old.length, .text = id};
    }
    at = heading_end(text, start, end);
    return (struct edit){
        .start = at, .end = at, .text = arena_format(arena, " {#%.*s}", slice_width(id), id.data)};
}
