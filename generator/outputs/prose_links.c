#include "outputs/prose_links.h"

#include "outputs/prose_holes.h"

static bool is_of_link(const struct markup_hole *hole) {
    return hole->type == MARKUP_HOLE_ADDRESS || hole->type == MARKUP_HOLE_TITLE ||
           hole->type == MARKUP_HOLE_EMBED;
}

uint32_t prose_holes(const struct prose *prose, uint32_t *last) {
    *last = markup_first_hole(prose->markup, prose->to);
    return markup_first_hole(prose->markup, prose->from);
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
