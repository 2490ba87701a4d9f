/* Which links of an article belong to which of the items that grew out of its callouts: to the
 * innermost that they stand in. */
#include "link/linking.h"

/* Chains link number `link` behind the last of `prose`. */
static void add_link(struct prose *prose, uint32_t link, uint32_t *next, uint32_t *last) {
    if (prose->first_link == MARKUP_NONE) {
        prose->first_link = link;
    } else {
        next[*last] = link;
    }
    *last = link;
}

static bool is_place_of_link(const struct markup_hole *hole) {
    return hole->type == MARKUP_HOLE_ADDRESS || hole->type == MARKUP_HOLE_TITLE ||
           hole->type == MARKUP_HOLE_EMBED;
}

/* Callouts nest and come in the order of their beginnings, and so do holes: one sweep over both,
 * with the callouts that are open on a stack, finds the owner of every link. */
void link_owners(struct item *item, struct linker *linker) {
    const struct markup *markup = item->body == NULL ? NULL : item->body->markup;
    if (markup == NULL || item->callout_items == NULL || item->callout != MARKUP_NONE) {
        return;
    }
    uint32_t *next = arena_new(linker->arena, uint32_t, markup->link_count + 1);
    uint32_t *last = arena_new(&linker->scratch, uint32_t, markup->callout_count + 1);
    uint32_t *open = arena_new(&linker->scratch, uint32_t, markup->callout_count + 1);
    bool *seen = arena_new(&linker->scratch, bool, markup->link_count + 1);
    for (uint32_t i = 0; i <= markup->link_count; i++) {
        next[i] = MARKUP_NONE;
    }
    item->body->first_link = MARKUP_NONE;
    item->body->next_links = next;
    for (uint32_t i = 0; i < markup->callout_count; i++) {
        if (item->callout_items[i] != NULL) {
            item->callout_items[i]->body->first_link = MARKUP_NONE;
            item->callout_items[i]->body->next_links = next;
        }
    }
    uint32_t depth = 0, callout = 0;
    for (uint32_t i = 0; i < markup->hole_count; i++) {
        const struct markup_hole *hole = &markup->holes[i];
        while (depth > 0 && markup->callouts[open[depth - 1]].to <= hole->at) {
            depth--;
        }
        while (callout < markup->callout_count && markup->callouts[callout].from <= hole->at) {
            if (item->callout_items[callout] != NULL && markup->callouts[callout].to > hole->at) {
                open[depth++] = callout;
            }
            callout++;
        }
        if (!is_place_of_link(hole) || seen[hole->index]) {
            continue;
        }
        seen[hole->index] = true;
        uint32_t owner = depth > 0 ? open[depth - 1] : markup->callout_count;
        struct prose *prose = depth > 0 ? item->callout_items[owner]->body : item->body;
        add_link(prose, hole->index, next, &last[owner]);
    }
}
