#include "link/linking.h"
#include "site/alias.h"

#include "base/utf8.h"

bool link_is_published(const struct site *site, const struct item *item) {
    return item->state == ITEM_PUBLISHED || site->drafts;
}

/* Adds the item to the candidates of `key`, once. */
static void add_candidate(struct map *map, struct slice key, struct item *item,
                          struct arena *arena) {
    struct candidate **place = (struct candidate **)map_place(map, key);
    while (*place != NULL) {
        if ((*place)->item == item) {
            return;
        }
        place = &(*place)->next;
    }
    *place = arena_new(arena, struct candidate, 1);
    (*place)->item = item;
}

static void report_duplicate(const struct item *item, const struct item *other,
                             struct linker *linker) {
    struct diagnostic *d = diagnostic_add(&linker->diagnostics, MESSAGE_ITEM_DUPLICATE,
                                          item->start == 0 && item->callout == MARKUP_NONE
                                              ? place_file(item->path)
                                              : place_of(item->path, item->start, item->end));
    diagnostic_argument(d, item->identity);
    diagnostic_second(d, other->callout == MARKUP_NONE
                             ? place_file(other->path)
                             : place_of(other->path, other->start, other->end));
}

static void register_identity(struct site *site, struct item *item, struct linker *linker) {
    for (const struct candidate *other = map_get(&site->identities, item->identity); other != NULL;
         other = other->next) {
        if (slice_equals(other->item->language, item->language)) {
            report_duplicate(item, other->item, linker);
            item->is_duplicate = true;
            return;
        }
    }
    add_candidate(&site->identities, item->identity, item, linker->arena);
    if (item->callout == MARKUP_NONE) {
        *map_place(&site->item_paths, item->path) = item;
    }
}

/* Of the languages of one item the site's own leads; the others follow in a ring. */
static void join_languages(struct site *site, struct candidate *first) {
    if (first->next == NULL) {
        return;
    }
    struct candidate *leading = first;
    for (struct candidate *other = first; other != NULL; other = other->next) {
        if (slice_equals(other->item->language, site->settings.language)) {
            leading = other;
        }
    }
    struct item *swapped = first->item;
    first->item = leading->item;
    leading->item = swapped;
    for (struct candidate *other = first; other != NULL; other = other->next) {
        other->item->is_translation = other != first;
        other->item->translation = other->next != NULL ? other->next->item : first->item;
    }
}

static void register_names(struct site *site, struct item *item, struct linker *linker) {
    struct slice tail = item->slug;
    add_candidate(&site->names, tail, item, linker->arena);
    for (;;) {
        size_t slash = slice_find(tail, '/');
        if (slash == SLICE_NOT_FOUND) {
            break;
        }
        tail = slice_skip(tail, slash + 1);
        add_candidate(&site->names, tail, item, linker->arena);
        struct slice key =
            arena_join(linker->arena, (struct slice[]){item->kind->name, SLICE(":"), tail}, 3);
        add_candidate(&site->suffixes, key, item, linker->arena);
    }
    add_candidate(&site->names, utf8_fold(linker->arena, item->title), item, linker->arena);
    for (size_t i = 0; i < alias_count(item); i++) {
        struct alias alias = alias_at(item, i);
        struct slice name = path_name(alias.page);
        if (alias.anchor.length == 0 && slice_ends_with(name, SLICE(".html"))) {
            add_candidate(&site->names, slice_take(name, name.length - 5), item, linker->arena);
        }
    }
}

/* Whether it is found by `name` whatever its title is. */
static bool has_name(const struct item *item, struct slice name) {
    for (struct slice tail = item->slug;;) {
        size_t slash = slice_find(tail, '/');
        if (slice_equals(tail, name)) {
            return true;
        }
        if (slash == SLICE_NOT_FOUND) {
            break;
        }
        tail = slice_skip(tail, slash + 1);
    }
    for (size_t i = 0; i < alias_count(item); i++) {
        const struct alias alias = alias_at(item, i);
        struct slice page = path_name(alias.page);
        if (alias.anchor.length == 0 && page.length == name.length + SLICE(".html").length &&
            slice_starts_with(page, name)) {
            return true;
        }
    }
    return false;
}

void link_rename(struct site *site, struct item *item, struct slice old_name,
                 struct linker *linker) {
    if (!has_name(item, old_name)) {
        *map_place(&site->names, old_name) = NULL;
    }
    add_candidate(&site->names, utf8_fold(linker->arena, item->title), item, linker->arena);
}

void link_index(struct site *site, struct linker *linker) {
    map_init(&site->identities, linker->arena);
    map_init(&site->suffixes, linker->arena);
    map_init(&site->names, linker->arena);
    map_init(&site->item_paths, linker->arena);
    for (size_t i = 0; i < site->item_count; i++) {
        register_identity(site, site->items[i], linker);
    }
    for (size_t i = 0; i < site->item_count; i++) {
        struct item *item = site->items[i];
        struct candidate *same = map_get(&site->identities, item->identity);
        if (!item->is_duplicate && same->item == item) {
            join_languages(site, same);
        }
    }
    for (size_t i = 0; i < site->item_count; i++) {
        if (!site->items[i]->is_translation && !site->items[i]->is_duplicate) {
            register_names(site, site->items[i], linker);
        }
    }
}
