/* Undoing what linking made, so that a site can be linked again. */
#include "base/pool.h"
#include "link/linking.h"

static void forget_targets(struct prose *prose) {
    if (prose != NULL) {
        prose->targets = NULL;
        prose->first_link = 0;
        prose->next_links = NULL;
    }
}

static void forget_item(struct item *item) {
    item->address = slice_of("", 0);
    item->translation = NULL;
    item->is_duplicate = false;
    item->is_translation = false;
    item->anchors = NULL;
    item->moved = NULL;
    item->backlinks = NULL;
    item->backlink_count = 0;
    for (struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        /* That a callout's item refers to its article was known when it was read. */
        reference->target = item->callout == MARKUP_NONE ? NULL : item->source;
    }
    for (struct file_use *use = item->files; use != NULL; use = use->next) {
        use->asset = NULL;
    }
    for (struct prose *text = item->texts; text != NULL; text = text->next) {
        forget_targets(text);
    }
    forget_targets(item->body);
}

void link_forget(struct site *site) {
    if (site->kinds_by_weight == NULL) {
        return; /* not linked yet */
    }
    for (size_t i = 0; i < site->item_count; i++) {
        forget_item(site->items[i]);
    }
    for (size_t i = 0; i < site->asset_count; i++) {
        struct asset *asset = &site->assets[i];
        asset->is_used = false;
        asset->is_published = asset->is_shared;
    }
    for (size_t i = 0; i < site->settings.menu_count; i++) {
        site->settings.menu[i].target = (struct target){.type = TARGET_NONE};
    }
    site->home = NULL;
    site->redirects = NULL;
    site->redirect_count = 0;
    site->kinds_by_weight = NULL;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_reset(&site->link_arenas[i]);
    }
}
