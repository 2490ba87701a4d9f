#include "template/strip.h"

#include "base/buffer.h"
#include "template/text.h"

/* The text without everything from an `opening` to the next `closing` behind it. */
static struct slice without(struct arena *arena, struct slice text, struct slice opening,
                            struct slice closing) {
    struct buffer out;
    if (slice_search(text, opening) == SLICE_NOT_FOUND) {
        return text;
    }
    buffer_init(&out, arena);
    buffer_reserve(&out, text.length);
    for (;;) {
        size_t start = slice_search(text, opening);
        size_t end = start == SLICE_NOT_FOUND
                         ? SLICE_NOT_FOUND
                         : slice_search(slice_skip(text, start + opening.length), closing);
        if (end == SLICE_NOT_FOUND) {
            buffer_append(&out, text);
            return buffer_slice(&out);
        }
        buffer_append(&out, slice_take(text, start));
        text = slice_skip(text, start + opening.length + end + closing.length);
    }
}

struct slice strip_tags(struct arena *arena, struct slice html) {
    struct slice text = without(arena, html, SLICE("<!--"), SLICE("-->"));
    text = text_trim(without(arena, text, SLICE("<"), SLICE(">")));
    struct buffer single, out;
    buffer_init(&single, arena);
    buffer_init(&out, arena);
    buffer_reserve(&single, text.length);
    text_append_single_spaced(&single, text);
    buffer_reserve(&out, single.length);
    text_append_unescaped(&out, buffer_slice(&single));
    return buffer_slice(&out);
}
