/* What readers would trip over: pictures without words, headings that jump, links without
 * encryption, items that nobody finds. */
#include "base/escape.h"
#include "base/map.h"
#include "check/rules.h"

typedef void each_link(struct rule_context *context, const struct item *item,
                       const struct markup_link *link, const struct target *target);

static void walk(struct rule_context *context, const struct item *item, const struct prose *prose,
                 each_link *each) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        each(context, item, &prose->markup->links[i], &prose->targets[i]);
    }
}

static void walk_all(struct rule_context *context, const struct item *item, each_link *each) {
    walk(context, item, item->body, each);
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        walk(context, item, text, each);
    }
}

static void check_image(struct rule_context *context, const struct item *item,
                        const struct markup_link *link, const struct target *target) {
    struct place at = place_of(item->path, link->start, link->end);
    bool is_picture = link->type == MARKUP_IMAGE || link->type == MARKUP_HTML_IMAGE;
    if (!is_picture || target->type == TARGET_ITEM || target->type == TARGET_NONE) {
        return;
    }
    if (slice_trim(link->alternative).length == 0) {
        diagnostic_add(context->diagnostics, MESSAGE_IMAGE_WITHOUT_ALTERNATIVE, at);
    }
    if (target->type == TARGET_ASSET && target->to.asset->is_image &&
        target->to.asset->width == 0 &&
        !slice_equals_folded(path_extension(target->to.asset->path), SLICE("avif"))) {
        diagnostic_argument(diagnostic_add(context->diagnostics, MESSAGE_IMAGE_UNREADABLE, at),
                            link->destination);
    }
}

void rule_images(struct rule_context *context, const struct item *item) {
    walk_all(context, item, check_image);
}

static void check_link(struct rule_context *context, const struct item *item,
                       const struct markup_link *link, const struct target *target) {
    if (target->type == TARGET_EXTERNAL &&
        slice_equals_folded(address_scheme(link->destination), SLICE("http"))) {
        diagnostic_suggest(diagnostic_add(context->diagnostics, MESSAGE_LINK_HTTP,
                                          place_of(item->path, link->start, link->end)),
                           secure_address(context, link->destination));
    }
}

void rule_links(struct rule_context *context, const struct item *item) {
    walk_all(context, item, check_link);
    for (size_t i = 0; i < item->kind->field_count; i++) {
        struct value value = item->values[i];
        if (item->kind->fields[i].type == FIELD_URL &&
            slice_equals_folded(address_scheme(value_slice(value)), SLICE("http"))) {
            diagnostic_suggest(diagnostic_add(context->diagnostics, MESSAGE_LINK_HTTP,
                                              place_of(item->path, value.start, value.end)),
                               secure_address(context, value_slice(value)));
        }
    }
}

void rule_headings(struct rule_context *context, const struct item *item) {
    if (item->body == NULL) {
        return;
    }
    const struct markup *markup = item->body->markup;
    unsigned before = 1; /* the title of the page */
    for (uint32_t i = 0; i < markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &markup->anchors[i];
        if (anchor->type != MARKUP_ANCHOR_HEADING) {
            continue;
        }
        if (anchor->level > before + 1) {
            struct diagnostic *d = diagnostic_add(context->diagnostics, MESSAGE_HEADING_JUMP,
                                                  place_of(item->path, anchor->start, anchor->end));
            diagnostic_argument_integer(d, anchor->level);
            diagnostic_argument_integer(d, before);
            diagnostic_argument(d, slice_of("######", before + 1));
        }
        before = anchor->level;
    }
}

void rule_description(struct rule_context *context, const struct item *item) {
    if (item->address.length > 0 && item->description.length == 0) {
        diagnostic_argument(
            diagnostic_add(context->diagnostics, MESSAGE_DESCRIPTION_MISSING, rule_place(item)),
            item->identity);
    }
}

static bool is_in_menu(const struct site *site, const struct item *item) {
    for (size_t i = 0; i < site->settings.menu_count; i++) {
        const struct target *target = &site->settings.menu[i].target;
        if (target->type == TARGET_ITEM && target->to.item == item) {
            return true;
        }
    }
    for (size_t i = 0; site->footers != NULL && i < site->settings.language_count; i++) {
        const struct prose *footer = site->footers[i];
        for (uint32_t j = 0; footer != NULL && j < footer->markup->link_count; j++) {
            if (footer->targets[j].type == TARGET_ITEM && footer->targets[j].to.item == item) {
                return true;
            }
        }
    }
    return item == site->home;
}

/* Whether the page of something that the item refers to shows it: by an inverse. */
static bool is_shown_elsewhere(const struct item *item) {
    for (const struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        if (reference->target != NULL && reference->field->inverse.length > 0) {
            return true;
        }
    }
    return false;
}

void rule_unlinked(struct rule_context *context, const struct item *item) {
    if (item->address.length == 0 || item->is_translation || item->source != NULL ||
        item->backlink_count > 0 || is_shown_elsewhere(item) || is_in_menu(context->site, item)) {
        return;
    }
    diagnostic_argument(
        diagnostic_add(context->diagnostics, MESSAGE_ITEM_UNLINKED, rule_place(item)),
        item->identity);
}
