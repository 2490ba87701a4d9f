#include "outputs/prose_links.h"

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

size_t prose_links(const struct prose *prose, struct arena *arena, const uint32_t **indexes) {
    const struct markup *markup = prose->markup;
    *indexes = NULL;
    if (markup == NULL) {
        return 0;
    }
    uint32_t first = first_hole(markup, prose->from), last = first;
    while (last < markup->hole_count && markup->holes[last].at <= prose->to) {
        last++;
    }
    uint32_t *list = arena_new(arena, uint32_t, last - first);
    size_t count = 0;
    for (uint32_t i = first; i < last; i++) {
        /* A link without text has two holes, one behind the other. */
        bool is_new = count == 0 || list[count - 1] != markup->holes[i].index;
        if (is_of_link(&markup->holes[i]) && is_new) {
            list[count++] = markup->holes[i].index;
        }
    }
    *indexes = list;
    return count;
}
