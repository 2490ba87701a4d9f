#include "outputs/prose_links.h"

#include "outputs/prose_holes.h"

static bool is_of_link(const struct markup_hole *hole) {
    return hole->type == MARKUP_HOLE_ADDRESS || hole->type == MARKUP_HOLE_TITLE ||
           hole->type == MARKUP_HOLE_EMBED;
}

/* The first hole at or behind `offset`: holes are in that order. */
static uint32_t first_hole(const struct markup *markup, uint32_t offset) {
    uint32_t low = 0, high = markup->hole_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (markup->holes[middle].at < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t prose_holes(const struct prose *prose, uint32_t *last) {
    *last = first_hole(prose->markup, prose->to);
    return first_hole(prose->markup, prose->from);
}

size_t prose_links(const struct prose *prose, struct arena *arena, const uint32_t **indexes) {
    *indexes = NULL;
    if (prose->markup == NULL) {
        return 0;
    }
    uint32_t last = 0, first = prose_holes(prose, &last);
    uint32_t *list = arena_new(arena, uint32_t, last - first);
    size_t count = 0;
    for (uint32_t i = first; i < last; i++) {
        const struct markup_hole *hole = &prose->markup->holes[i];
        /* A link without text has two holes, one behind the other. */
        bool is_new = count == 0 || list[count - 1] != hole->index;
        if (is_of_link(hole) && is_new) {
            list[count++] = hole->index;
        }
    }
    *indexes = list;
    return count;
}
