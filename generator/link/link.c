#include "link/link.h"

#include "base/pool.h"
#include "link/linking.h"

enum { ANCHORS_FEW = 16 };

struct linking {
    struct site *site;
    struct linker linkers[POOL_JOBS_MAXIMUM];
};

void link_anchors(struct item *item, struct linker *linker) {
    if (item->body == NULL || item->body->markup->anchor_count <= ANCHORS_FEW ||
        item->callout != MARKUP_NONE) {
        return;
    }
    const struct markup *markup = item->body->markup;
    struct map *map = arena_new(linker->arena, struct map, 1);
    map_init(map, linker->arena);
    for (uint32_t i = 0; i < markup->anchor_count; i++) {
        *map_place(map, markup->anchors[i].id) = &markup->anchors[i];
    }
    item->anchors = map;
    for (uint32_t i = 0; item->callout_items != NULL && i < markup->callout_count; i++) {
        if (item->callout_items[i] != NULL) {
            item->callout_items[i]->anchors = map;
        }
    }
}

static void anchors_work(void *context, size_t index, size_t worker) {
    struct linking *linking = context;
    link_anchors(linking->site->items[index], &linking->linkers[worker]);
}

/* The links of an article are resolved once, also for the items of its callouts, which share them.
 */
static void references_work(void *context, size_t index, size_t worker) {
    struct linking *linking = context;
    const struct site *site = linking->site;
    struct item *item = site->items[index];
    struct linker *linker = &linking->linkers[worker];
    site_rest(site, index);
    if (!link_is_published(site, item)) {
        return;
    }
    link_fields(site, item, linker);
    for (struct prose *text = item->texts; text != NULL; text = text->next) {
        link_prose(site, text, item, linker);
    }
    if (item->body != NULL && item->callout == MARKUP_NONE) {
        link_prose(site, item->body, item, linker);
        link_owners(item, linker);
        for (struct item *grown = item->next; grown != NULL; grown = grown->next) {
            grown->body->targets = item->body->targets;
        }
    }
    arena_reset(&linker->scratch);
}

static void link_terms(struct site *site, struct linker *linker) {
    site->term_items = arena_new(linker->arena, struct item *, site->term_count);
    for (size_t i = 0; i < site->term_count; i++) {
        struct item *item = map_get(&site->item_paths, site->term_paths[i]);
        if (item != NULL && item->address.length > 0) {
            site->term_items[i] = item;
        }
    }
}

void link_site(struct site *site, size_t jobs, struct diagnostics *diagnostics) {
    link_forget(site);
    for (size_t i = 0; i < site->item_count; i++) {
        site->items[i]->number = (uint32_t)i;
    }
    struct linking *linking = arena_new(&site->link_arenas[0], struct linking, 1);
    linking->site = site;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        linking->linkers[i].arena = &site->link_arenas[i];
        diagnostics_init(&linking->linkers[i].diagnostics, &site->link_arenas[i]);
    }
    struct linker *first = &linking->linkers[0];
    link_index(site, first);
    link_addresses(site, first);
    link_order(site, first);
    link_terms(site, first);
    pool_run(site->item_count, jobs, anchors_work, linking);
    pool_run(site->item_count, jobs, references_work, linking);
    link_redirects(site, first);
    link_menu(site, first);
    link_backlinks(site, first);
    link_selections(site, first);
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        diagnostics_append(diagnostics, &linking->linkers[i].diagnostics);
        arena_release(&linking->linkers[i].scratch);
    }
}
