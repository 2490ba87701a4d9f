/* Where the definitions of references stand: `[label]: destination`. cmark resolves them and
 * forgets their places. */
#include "formats/markdown_state.h"

#include "base/utf8.h"

struct markdown_references {
    struct map by_label; /* of struct markdown_range: the destination, in the body's text */
};

/* A label as references are compared: without case, white space made one space. */
static struct slice normal_label(struct markdown *m, struct slice label) {
    struct buffer out;
    buffer_init(&out, m->scratch);
    label = slice_trim(label);
    bool space = false;
    for (size_t i = 0; i < label.length; i++) {
        bool white = markdown_is_white(label.data[i]);
        if (!white || !space) {
            buffer_append_byte(&out, white ? ' ' : label.data[i]);
        }
        space = white;
    }
    return utf8_fold(m->scratch, buffer_slice(&out));
}

static void collect(struct markdown *m) {
    m->references = arena_new(m->scratch, struct markdown_references, 1);
    map_init(&m->references->by_label, m->scratch);
    const struct markdown_source *body = m->body;
    for (uint32_t i = 0; i < body->count; i++) {
        if ((body->lines[i].bits & LINE_DEFINITION) == 0) {
            continue;
        }
        struct markdown_content content;
        markdown_content_lines(&content, body, i, m->scratch);
        struct markdown_range label;
        struct markdown_range destination;
        if (markdown_scan_definition(content.text, 0, &label, &destination) == 0) {
            continue;
        }
        struct slice key = normal_label(m, slice_between(content.text, label.from, label.to));
        void **place = map_place(&m->references->by_label, key);
        if (*place == NULL) {
            struct markdown_range *range = arena_new(m->scratch, struct markdown_range, 1);
            range->from = markdown_content_source(&content, destination.from);
            range->to = range->from + (destination.to - destination.from);
            *place = range;
        }
    }
}

struct place markdown_reference_place(struct markdown *m, struct markdown_range label) {
    if (m->references == NULL) {
        collect(m);
    }
    struct slice text = slice_between(m->source->text, label.from, label.to);
    const struct markdown_range *found = map_get(&m->references->by_label, normal_label(m, text));
    if (found == NULL) {
        return markdown_place(m, label);
    }
    uint32_t start = markdown_source_file(m->body, found->from);
    return place_of(m->path, start, start + (found->to - found->from));
}
