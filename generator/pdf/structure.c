#include "pdf/structure.h"

#include <stdlib.h>

/* What stands in a node: `/K [ … ]`, or `/K 5 0 R` when it is only one. */
struct children {
    struct slice rest;
};

static struct children children_of(const struct objects *objects, size_t number) {
    struct slice text = objects_text(objects, number);
    size_t from = slice_search(text, SLICE("/K "));
    if (from == SLICE_NOT_FOUND) {
        return (struct children){slice_of("", 0)};
    }
    struct slice inside = slice_skip(text, from + 3);
    bool list = slice_starts_with(inside, SLICE("["));
    return (struct children){slice_take(inside, slice_find(inside, list ? ']' : '\n'))};
}

/* The next child that is a node; what is marked on a page, and annotations, are passed over. */
static size_t next_child(struct children *children) {
    struct slice rest = children->rest;
    while (rest.length > 0) {
        if (slice_starts_with(rest, SLICE("<<"))) {
            size_t end = slice_search(rest, SLICE(">>"));
            rest = slice_skip(rest, end == SLICE_NOT_FOUND ? rest.length : end + 2);
        } else if (rest.data[0] >= '0' && rest.data[0] <= '9') {
            char *end = NULL;
            size_t number = (size_t)strtoull(rest.data, &end, 10);
            struct slice behind = slice_skip(rest, (size_t)(end - rest.data));
            if (slice_starts_with(behind, SLICE(" 0 R"))) {
                children->rest = slice_skip(behind, 4);
                return number;
            }
            rest = behind; /* the number of something marked */
        } else {
            rest = slice_skip(rest, 1);
        }
    }
    return 0;
}

static void add_note(struct objects *objects, size_t node, const struct tag_note *note) {
    if (note->on_link) {
        node = object_number(objects_text(objects, node), SLICE("/OBJR /Obj "));
    }
    objects_add(objects, node, note->added);
}

enum { DEPTH_MAXIMUM = TAGS_OPEN + 8 };

/* Nodes are numbered in the order in which they were begun, which is that of the tree. */
void structure_add(struct objects *objects, size_t root, const struct tag_note *note) {
    struct children open[DEPTH_MAXIMUM];
    size_t depth = 0;
    uint32_t node = 0;
    open[depth++] = children_of(objects, root);
    while (depth > 0) {
        size_t child = next_child(&open[depth - 1]);
        if (child == 0) {
            depth--;
            continue;
        }
        struct slice text = objects_text(objects, child);
        if (slice_search(text, SLICE("/StructElem")) == SLICE_NOT_FOUND) {
            continue;
        }
        for (; note != NULL && note->node == node; note = note->next) {
            add_note(objects, child, note);
        }
        node++;
        if (depth < DEPTH_MAXIMUM) {
            open[depth++] = children_of(objects, child);
        }
    }
}
