/* Which heading takes the place of an anchor that is gone. */
#include "check/lost.h"

enum { PAIRS = 4096 };

struct headings {
    const struct markup_anchor **list; /* NULL once taken */
    size_t count;
    size_t left;
};

static void collect(const struct losing *losing, const struct item *item, const struct prose *prose,
                    struct headings *headings) {
    for (uint32_t i = 0; i < prose->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &prose->markup->anchors[i];
        if (anchor->type == MARKUP_ANCHOR_HEADING && anchor->from >= prose->from &&
            anchor->from <= prose->to && !lost_is_kept(losing, item->address, anchor->id)) {
            headings->list[headings->count++] = anchor;
        }
    }
}

static struct headings new_headings(const struct losing *losing, const struct item *item,
                                    struct arena *arena) {
    size_t most = item->body == NULL ? 0 : item->body->markup->anchor_count;
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        most += text->markup->anchor_count;
    }
    struct headings headings = {.list = arena_new(arena, const struct markup_anchor *, most)};
    if (item->body != NULL) {
        collect(losing, item, item->body, &headings);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        collect(losing, item, text, &headings);
    }
    headings.left = headings.count;
    return headings;
}

/* Gives the pair that is most alike to each other; false when none is alike enough. */
static bool give_best(struct headings *headings, uint8_t *alike, size_t count,
                      const struct markup_anchor **given) {
    size_t best = 0;
    for (size_t i = 1; i < count * headings->count; i++) {
        best = alike[i] > alike[best] ? i : best;
    }
    if (alike[best] < LOST_ALIKE) {
        return false;
    }
    size_t row = best / headings->count, column = best % headings->count;
    given[row] = headings->list[column];
    headings->list[column] = NULL;
    headings->left--;
    for (size_t i = 0; i < count * headings->count; i++) {
        if (i / headings->count == row || i % headings->count == column) {
            alike[i] = 0;
        }
    }
    return true;
}

/* One anchor gone and one heading new: they belong together, whatever they say. */
static void give_last(const struct headings *headings, size_t count,
                      const struct markup_anchor **given) {
    size_t missing = 0, at = 0;
    for (size_t i = 0; i < count; i++) {
        missing += given[i] == NULL;
        at = given[i] == NULL ? i : at;
    }
    for (size_t i = 0; missing == 1 && headings->left == 1 && i < headings->count; i++) {
        if (headings->list[i] != NULL) {
            given[at] = headings->list[i];
        }
    }
}

const struct markup_anchor **lost_headings(const struct losing *losing, const struct item *item,
                                           const struct kept_address *const *lost, size_t count,
                                           struct arena *arena) {
    const struct markup_anchor **given = arena_new(arena, const struct markup_anchor *, count);
    struct headings headings = new_headings(losing, item, arena);
    if (headings.count == 0 || count * headings.count > PAIRS) {
        return given;
    }
    uint8_t *alike = arena_new(arena, uint8_t, count * headings.count);
    for (size_t i = 0; i < count * headings.count; i++) {
        alike[i] = (uint8_t)lost_likeness(lost[i / headings.count]->anchor,
                                          headings.list[i % headings.count]->id);
    }
    while (give_best(&headings, alike, count, given)) {
    }
    give_last(&headings, count, given);
    return given;
}
