/* The structure of a document. In Cairo 1.16 only what stands in a node without nodes of its own
 * belongs to the structure, and a node that was ended cannot be gone on with. */
#include "pdf/finish.h"

void tags_begin(struct drawing *drawing, const char *name, const char *attributes) {
    if (!drawing->silent) {
        cairo_tag_begin(drawing->cairo, name, attributes);
        drawing->nodes++;
    }
}

void tags_end(struct drawing *drawing, const char *name) {
    if (!drawing->silent) {
        cairo_tag_end(drawing->cairo, name);
    }
}

static const struct tag *above(const struct tag *tag, uint32_t depth) {
    while (tag != NULL && tag->depth > depth) {
        tag = tag->parent;
    }
    return tag;
}

void tags_leave(struct drawing *drawing, const struct tag *tag) {
    while (!drawing->silent && drawing->open_count > drawing->base) {
        const struct tag *last = drawing->open[drawing->open_count - 1];
        if (tag != NULL && above(tag, last->depth) == last) {
            return;
        }
        tags_end(drawing, last->name);
        drawing->open_count--;
    }
}

/* Remembers what Cairo cannot be told of the node that is about to begin. */
static void add_note(struct drawing *drawing, struct slice added, bool on_link) {
    struct tag_note *note = arena_new(drawing->kept, struct tag_note, 1);
    *note = (struct tag_note){.node = drawing->nodes, .on_link = on_link, .added = added};
    *drawing->notes_end = note;
    drawing->notes_end = &note->next;
}

/* What a link says for itself: the title of where it leads to, or the address. */
void tags_begin_link(struct drawing *drawing, const struct destination *destination,
                     struct slice address) {
    struct slice where = destination != NULL ? destination->name : address;
    struct slice attributes =
        arena_format(drawing->arena, "%s='%.*s'", destination != NULL ? "dest" : "uri",
                     slice_width(where), where.data);
    struct slice words =
        finish_string(destination != NULL ? destination->title : address, drawing->arena);
    if (!drawing->silent) {
        add_note(drawing,
                 arena_format(drawing->kept, "/Contents %.*s", slice_width(words), words.data),
                 true);
    }
    tags_begin(drawing, CAIRO_TAG_LINK, attributes.data);
}

static void note_facts(struct drawing *drawing, const struct tag *tag) {
    if (tag->alternative.length == 0 && tag->added == NULL) {
        return;
    }
    struct buffer out;
    buffer_init(&out, drawing->kept);
    if (tag->alternative.length > 0) {
        buffer_append_text(&out, "   /Alt ");
        buffer_append(&out, finish_string(tag->alternative, drawing->kept));
        buffer_append_byte(&out, '\n');
    }
    buffer_append_text(&out, tag->added == NULL ? "" : tag->added);
    add_note(drawing, buffer_slice(&out), false);
}

void tags_move(struct drawing *drawing, const struct tag *tag) {
    if (drawing->silent) {
        return;
    }
    tags_leave(drawing, tag);
    const struct tag *last =
        drawing->open_count > 0 ? drawing->open[drawing->open_count - 1] : NULL;
    /* Notes have a root of their own, which hangs on what is open. */
    bool below = last != NULL && tag != NULL && above(tag, last->depth) == last;
    uint32_t depth = below ? last->depth + 1 : 0;
    for (; tag != NULL && depth <= tag->depth && drawing->open_count < TAGS_OPEN; depth++) {
        const struct tag *next = above(tag, depth);
        note_facts(drawing, next);
        tags_begin(drawing, next->name, NULL);
        drawing->open[drawing->open_count++] = next;
    }
}
