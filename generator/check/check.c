#include "check/check.h"

#include "check/rules.h"

struct site_rule {
    void (*check)(struct rule_context *);
};

struct item_rule {
    bool of_callouts; /* also for items that grew out of callouts */
    void (*check)(struct rule_context *, const struct item *);
};

static const struct site_rule SITE_RULES[] = {
    {rule_outputs}, {rule_unique}, {rule_assets}, {rule_lost}};

static const struct item_rule ITEM_RULES[] = {
    {false, rule_aliases}, {false, rule_images},  {false, rule_headings},   {false, rule_links},
    {true, rule_embeds},   {true, rule_unlinked}, {true, rule_description},
};

struct place rule_place(const struct item *item) {
    return item->callout == MARKUP_NONE ? place_file(item->path)
                                        : place_of(item->path, item->start, item->end);
}

void check_site(const struct site *site, struct arena *arena, struct diagnostics *diagnostics) {
    struct rule_context context = {.site = site, .arena = arena, .diagnostics = diagnostics};
    for (size_t i = 0; i < sizeof SITE_RULES / sizeof *SITE_RULES; i++) {
        SITE_RULES[i].check(&context);
    }
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        site_rest(site, i);
        if ((item->state != ITEM_PUBLISHED && !site->drafts) || item->is_duplicate) {
            continue;
        }
        for (size_t j = 0; j < sizeof ITEM_RULES / sizeof *ITEM_RULES; j++) {
            if (item->callout == MARKUP_NONE || ITEM_RULES[j].of_callouts) {
                ITEM_RULES[j].check(&context, item);
            }
        }
    }
}
