/* Finding items by what authors write. */
#include "base/nearest.h"
#include "base/utf8.h"
#include "site/site.h"

static struct find_result found(const struct candidate *candidates, const struct kind *kind) {
    if (candidates->next != NULL) {
        return (struct find_result){
            .status = FIND_AMBIGUOUS, .kind = kind, .candidates = candidates};
    }
    return (struct find_result){.status = FIND_OK, .item = candidates->item, .kind = kind};
}

/* The nearest name among a kind's items (all kinds for NULL), written as an author would write it:
 * the shortest tail of the slug that is unique. Only reached for a mistake, so it may look at every
 * item. */
static struct slice nearest_name(const struct site *site, const struct kind *kind,
                                 struct slice wanted, bool with_kind, struct arena *arena) {
    struct nearest nearest;
    nearest_init(&nearest, wanted);
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        if (item->is_translation || (kind != NULL && item->kind != kind) ||
            (item->state != ITEM_PUBLISHED && !site->drafts)) {
            continue;
        }
        struct slice tail = path_name(item->slug);
        nearest_offer(&nearest, item->slug);
        nearest_offer(&nearest, tail);
    }
    if (nearest.best.length == 0 || kind == NULL || !with_kind) {
        return nearest.best;
    }
    return arena_format(arena, "%.*s:%.*s", slice_width(kind->name), kind->name.data,
                        slice_width(nearest.best), nearest.best.data);
}

static struct find_result find_in_kind(const struct site *site, const struct kind *kind,
                                       struct slice slug, bool with_kind, struct arena *arena) {
    struct slice identity = arena_join(arena, (struct slice[]){kind->name, SLICE(":"), slug}, 3);
    const struct candidate *whole = map_get(&site->identities, identity);
    if (whole != NULL) {
        return (struct find_result){.status = FIND_OK, .item = whole->item, .kind = kind};
    }
    const struct candidate *tails = map_get(&site->suffixes, identity);
    if (tails != NULL) {
        return found(tails, kind);
    }
    return (struct find_result){.status = FIND_MISSING,
                                .kind = kind,
                                .nearest = nearest_name(site, kind, slug, with_kind, arena)};
}

struct find_result site_find(const struct site *site, const struct kind *kind, struct slice slug,
                             struct arena *arena) {
    return find_in_kind(site, kind, slug, false, arena);
}

struct find_result site_find_identity(const struct site *site, struct slice text,
                                      struct arena *arena) {
    size_t colon = slice_find(text, ':');
    struct slice name = colon == SLICE_NOT_FOUND ? text : slice_take(text, colon);
    const struct kind *kind = site_kind(site, name);
    if (kind != NULL && colon != SLICE_NOT_FOUND) {
        return find_in_kind(site, kind, slice_skip(text, colon + 1), true, arena);
    }
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < site->kind_count; i++) {
        nearest_offer(&nearest, site->kinds[i].name);
    }
    struct find_result result = {.status = FIND_NO_KIND};
    if (nearest.best.length > 0 && colon != SLICE_NOT_FOUND) {
        result.nearest =
            arena_format(arena, "%.*s%.*s", slice_width(nearest.best), nearest.best.data,
                         slice_width(slice_skip(text, colon)), text.data + colon);
    }
    return result;
}

struct find_result site_find_name(const struct site *site, struct slice name, struct arena *arena) {
    size_t colon = slice_find(name, ':');
    if (colon != SLICE_NOT_FOUND && site_kind(site, slice_take(name, colon)) != NULL) {
        return site_find_identity(site, name, arena);
    }
    const struct candidate *candidates = map_get(&site->names, name);
    if (candidates == NULL) {
        candidates = map_get(&site->names, utf8_fold(arena, name));
    }
    if (candidates == NULL) {
        /* [[Plan lummeltijd]] for the file plan-lummeltijd.md */
        candidates = map_get(&site->names, utf8_slug(arena, name));
    }
    if (candidates != NULL) {
        return found(candidates, NULL);
    }
    return (struct find_result){.status = FIND_MISSING,
                                .nearest = nearest_name(site, NULL, name, false, arena)};
}
