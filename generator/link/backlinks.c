/* The other ends of references. Two walks over all references in the order in which lists show
 * items: one counts, one fills, so that all backlinks stand in one array and each item's in order.
 */
#include "link/linking.h"

typedef void each_backlink(void *context, struct item *target, struct backlink backlink);

static void report_link(struct item *item, const struct prose *prose, uint32_t link,
                        each_backlink *each, void *context) {
    const struct target *target = &prose->targets[link];
    if (target->type == TARGET_ITEM && target->to.item != item) {
        each(context, target->to.item,
             (struct backlink){.from = item, .field = prose->field, .prose = prose, .link = link});
    }
}

static void walk_prose(struct item *item, const struct prose *prose, each_backlink *each,
                       void *context) {
    if (prose->markup == NULL || prose->targets == NULL) {
        return;
    }
    if (prose->next_links == NULL) {
        for (uint32_t i = 0; i < prose->markup->link_count; i++) {
            report_link(item, prose, i, each, context);
        }
        return;
    }
    for (uint32_t i = prose->first_link; i != MARKUP_NONE; i = prose->next_links[i]) {
        report_link(item, prose, i, each, context);
    }
}

static void walk_item(struct item *item, each_backlink *each, void *context) {
    for (const struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        if (reference->target != NULL) {
            each(context, reference->target,
                 (struct backlink){.from = item, .field = reference->field, .link = MARKUP_NONE});
        }
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        walk_prose(item, text, each, context);
    }
    if (item->body != NULL) {
        walk_prose(item, item->body, each, context);
    }
}

static void walk_site(struct site *site, each_backlink *each, void *context) {
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = site->kinds_by_weight[i];
        for (size_t j = 0; j < kind->item_count; j++) {
            walk_item(kind->items[j], each, context);
        }
    }
}

static void count_backlink(void *context, struct item *target, struct backlink backlink) {
    (void)context;
    (void)backlink;
    target->backlink_count++;
}

static void add_backlink(void *context, struct item *target, struct backlink backlink) {
    (void)context;
    if (target->backlinks == NULL) {
        return;
    }
    /* An item that mentions another three times does so once in its list. */
    if (target->backlink_count > 0) {
        const struct backlink *last = &target->backlinks[target->backlink_count - 1];
        if (last->from == backlink.from && last->prose != NULL && backlink.prose != NULL) {
            return;
        }
    }
    target->backlinks[target->backlink_count++] = backlink;
}

static void use_asset(struct asset *asset) {
    if (asset != NULL) {
        asset->is_used = true;
        asset->is_published = true;
    }
}

static void use_targets(const struct prose *prose) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        if (prose->targets[i].type == TARGET_ASSET) {
            use_asset(prose->targets[i].to.asset);
        }
    }
}

static void use_assets(struct site *site) {
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        for (const struct file_use *use = item->files; use != NULL; use = use->next) {
            use_asset(use->asset);
        }
        for (const struct prose *text = item->texts; text != NULL; text = text->next) {
            use_targets(text);
        }
        use_targets(item->body);
    }
    for (size_t i = 0; site->footers != NULL && i < site->settings.language_count; i++) {
        use_targets(site->footers[i]);
    }
}

void link_backlinks(struct site *site, struct linker *linker) {
    walk_site(site, count_backlink, NULL);
    for (size_t i = 0; i < site->item_count; i++) {
        struct item *item = site->items[i];
        if (item->backlink_count > 0) {
            item->backlinks = arena_new(linker->arena, struct backlink, item->backlink_count);
            item->backlink_count = 0;
        }
    }
    walk_site(site, add_backlink, NULL);
    use_assets(site);
}
