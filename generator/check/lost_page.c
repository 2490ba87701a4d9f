/* Which page takes the place of one that is gone. */
#include "check/lost.h"

enum { SHARED_BY = 8, COMPARISONS = 1 << 18 };

/* The fresh items that have an anchor, as far as they are few. */
struct sharing {
    size_t count;
    struct item *items[SHARED_BY];
};

/* The part of a page's path that says which item it is: "2017/coffee/index.html" and
 * "2017/coffee.html" are "coffee". */
static struct slice name_of(struct slice page) {
    struct slice ending = SLICE("/index.html");
    if (slice_ends_with(page, ending)) {
        return path_name(slice_take(page, page.length - ending.length));
    }
    struct slice name = path_name(page);
    return slice_take(name, name.length - SLICE(".html").length);
}

static void add_anchors(struct losing *losing, struct item *item) {
    const struct prose *body = item->body;
    for (uint32_t i = 0; body != NULL && i < body->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &body->markup->anchors[i];
        if (anchor->type != MARKUP_ANCHOR_HEADING || anchor->from < body->from ||
            anchor->from > body->to) {
            continue;
        }
        void **place = map_place(&losing->anchors, anchor->id);
        if (*place == NULL) {
            *place = arena_new(losing->context->arena, struct sharing, 1);
        }
        struct sharing *sharing = *place;
        if (sharing->count < SHARED_BY) {
            sharing->items[sharing->count] = item;
        }
        sharing->count++;
    }
}

static void add_fresh(struct losing *losing, struct item *item) {
    losing->fresh[losing->fresh_count++] = item;
    void **place = map_place(&losing->names, name_of(item->address));
    *place = *place == NULL ? item : &losing->many;
    add_anchors(losing, item);
}

static void know(struct losing *losing) {
    const struct site *site = losing->context->site;
    struct arena *arena = losing->context->arena;
    losing->is_known = true;
    losing->comparisons = COMPARISONS;
    map_init(&losing->hidden, arena);
    map_init(&losing->names, arena);
    map_init(&losing->anchors, arena);
    losing->fresh = arena_new(arena, struct item *, site->item_count);
    for (size_t i = 0; i < site->item_count; i++) {
        struct item *item = site->items[i];
        if (item->address.length == 0 && item->kind->has_pages && !item->is_duplicate) {
            *map_place(&losing->hidden, site_item_page(site, item, arena)) = item;
        } else if (item->address.length > 0 && !lost_is_kept(losing, item->address, SLICE(""))) {
            add_fresh(losing, item);
        }
    }
}

const struct item *lost_unpublished(struct losing *losing, struct slice page) {
    if (!losing->is_known) {
        know(losing);
    }
    return map_get(&losing->hidden, page);
}

/* Whether the page is in the item's language. */
static bool same_language(const struct site *site, struct slice page, const struct item *item) {
    struct slice name = name_of(page), language = path_extension(name);
    bool is_other = false;
    for (size_t i = 1; i < site->settings.language_count; i++) {
        is_other = is_other || slice_equals(site->settings.languages[i], language);
    }
    return slice_equals(item->language, is_other ? language : site->settings.language);
}

/* The fresh item that has most of the anchors of the page, at least half of them. */
static const struct item *by_anchors(const struct losing *losing, const struct kept_address *kept,
                                     size_t count) {
    const struct item *best = NULL;
    size_t most = 0, anchors = 0;
    for (size_t i = 0; i < count; i++) {
        anchors += kept[i].anchor.length > 0;
    }
    /* The winner has half of them, so it has the first or one of the next. */
    for (size_t i = 0; i < count && best == NULL; i++) {
        const struct sharing *sharing = map_get(&losing->anchors, kept[i].anchor);
        for (size_t j = 0; sharing != NULL && sharing->count <= SHARED_BY && j < sharing->count;
             j++) {
            const struct item *item = sharing->items[j];
            size_t shared = 0;
            for (size_t k = 0; k < count; k++) {
                shared +=
                    kept[k].anchor.length > 0 && item_anchor(item, kept[k].anchor, NULL) != NULL;
            }
            if (shared * 2 >= anchors && shared > most &&
                same_language(losing->context->site, kept->page, item)) {
                best = item;
                most = shared;
            }
        }
    }
    return best;
}

/* The item with the nearest name in the same folder and language. */
static const struct item *by_name(struct losing *losing, struct slice page,
                                  struct item *const *items, size_t count) {
    const struct item *best = NULL;
    size_t most = LOST_ALIKE - 1;
    size_t slash = slice_find(page, '/');
    struct slice folder = slice_take(page, slash == SLICE_NOT_FOUND ? 0 : slash + 1);
    for (size_t i = 0; i < count && losing->comparisons > 0; i++) {
        const struct item *item = items[i];
        if (item->address.length == 0 || !slice_starts_with(item->address, folder) ||
            !same_language(losing->context->site, page, item)) {
            continue;
        }
        losing->comparisons--;
        size_t alike = lost_likeness(name_of(page), name_of(item->address));
        if (alike > most) {
            most = alike;
            best = item;
        }
    }
    return best;
}

bool lost_successor(struct losing *losing, const struct kept_address *kept, size_t count,
                    struct successor *successor) {
    const struct site *site = losing->context->site;
    struct slice page = kept->page;
    const struct item *item = map_get(&losing->names, name_of(page));
    *successor = (struct successor){item, true};
    if (item != NULL && item != &losing->many && same_language(site, page, item)) {
        return true;
    }
    successor->item = by_anchors(losing, kept, count);
    if (successor->item == NULL) {
        successor->item = by_name(losing, page, losing->fresh, losing->fresh_count);
    }
    if (successor->item == NULL) {
        successor->is_sure = false;
        successor->item = by_name(losing, page, site->items, site->item_count);
    }
    return successor->item != NULL;
}
