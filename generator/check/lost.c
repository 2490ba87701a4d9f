/* No address is lost: what content/addresses.txt keeps is there still, or leads on. */
#include "check/lost.h"

#include <stdlib.h>

/* Where a field more goes: at the aliases that are there, else at the title. */
static struct place field_place(const struct item *item) {
    struct value aliases = item->values[COMMON_ALIASES], title = item->values[item->kind->title];
    struct value at = aliases.end > 0 ? aliases : title;
    return at.end == 0 ? rule_place(item) : place_of(item->path, at.start, at.end);
}

static struct place kept_place(const struct kept_address *kept) {
    return place_of(SLICE(ADDRESSES_PATH), kept->start, kept->end);
}

static struct slice full_address(struct losing *losing, struct slice page, struct slice anchor) {
    return anchor.length == 0
               ? page
               : arena_join(losing->context->arena, (struct slice[]){page, SLICE("#"), anchor}, 3);
}

static struct diagnostic *tell(struct losing *losing, enum message message, struct place place,
                               const struct kept_address *kept, struct slice address) {
    struct diagnostic *d = diagnostic_add(losing->context->diagnostics, message, place);
    diagnostic_argument(d, address);
    if (message_row(message)->second[0] != NULL) {
        diagnostic_second(d, kept_place(kept));
    }
    return d;
}

static void tell_nowhere(struct losing *losing, const struct kept_address *kept) {
    tell(losing, MESSAGE_ADDRESS_LOST_NOWHERE, kept_place(kept), kept,
         full_address(losing, kept->page, kept->anchor));
}

static int by_address(const void *key, const void *entry) {
    const struct kept_address *first = key, *second = entry;
    return address_compare(first->page, first->anchor, second->page, second->anchor);
}

bool lost_is_kept(const struct losing *losing, struct slice page, struct slice anchor) {
    const struct kept_addresses *kept = &losing->context->site->kept;
    struct kept_address key = {.page = page, .anchor = anchor};
    return kept->count > 0 &&
           bsearch(&key, kept->entries, kept->count, sizeof key, by_address) != NULL;
}

/* Another item may take the place of a page; a callout has no fields, so its article takes the
 * alias, which leads to the callout. */
static void tell_page(struct losing *losing, const struct kept_address *kept,
                      const struct successor *successor) {
    const struct item *item = successor->item;
    struct slice alias = kept->page;
    if (item->source != NULL) {
        const struct markup *markup = item->source->body->markup;
        struct slice id = markup->anchors[markup->callouts[item->callout].anchor].id;
        alias = arena_join(losing->context->arena, (struct slice[]){alias, SLICE(">"), id}, 3);
        item = item->source;
    }
    enum message message = successor->is_sure ? MESSAGE_ADDRESS_LOST : MESSAGE_ADDRESS_LOST_SIMILAR;
    diagnostic_argument(tell(losing, message, field_place(item), kept, kept->page), alias);
}

/* The page of `count` addresses is gone. */
static void lose_page(struct losing *losing, const struct kept_address *kept, size_t count) {
    const struct item *hidden = lost_unpublished(losing, kept->page);
    if (hidden != NULL) {
        size_t field = hidden->state == ITEM_DRAFT ? COMMON_DRAFT : COMMON_PUBLISH;
        struct value value = hidden->values[field];
        if (hidden->state != ITEM_EXPIRED) { /* what expires was meant to go */
            tell(losing, MESSAGE_ADDRESS_LOST_UNPUBLISHED,
                 value.end == 0 ? rule_place(hidden)
                                : place_of(hidden->path, value.start, value.end),
                 kept, kept->page);
        }
        return;
    }
    struct successor successor;
    if (lost_successor(losing, kept, count, &successor)) {
        tell_page(losing, kept, &successor);
    } else {
        tell_nowhere(losing, kept);
    }
}

static bool leads_on(const struct item *item, struct slice anchor) {
    for (const struct moved_anchor *moved = item->moved; moved != NULL; moved = moved->next) {
        if (slice_equals(moved->id, anchor)) {
            return true;
        }
    }
    return item_anchor(item, anchor, NULL) != NULL;
}

/* Whether a heading can simply keep its old anchor: it has none of its author's, stands in the body
 * and nothing refers to the one it has now. */
static bool can_keep(const struct item *item, const struct markup_anchor *heading) {
    const struct prose *prose = NULL;
    if (heading->explicit_id || item_anchor(item, heading->id, &prose) != heading ||
        prose != item->body) {
        return false;
    }
    for (uint32_t i = 0; prose->targets != NULL && i < prose->markup->link_count; i++) {
        if (slice_equals(prose->targets[i].anchor, heading->id)) {
            return false;
        }
    }
    for (size_t i = 0; i < item->backlink_count; i++) {
        const struct backlink *link = &item->backlinks[i];
        if (link->prose != NULL && link->link != MARKUP_NONE &&
            slice_equals(link->prose->targets[link->link].anchor, heading->id)) {
            return false;
        }
    }
    return true;
}

static void lose_anchor(struct losing *losing, const struct item *item,
                        const struct kept_address *kept, const struct markup_anchor *heading) {
    struct arena *arena = losing->context->arena;
    struct slice address = full_address(losing, item->address, kept->anchor), alias = address;
    if (heading != NULL && can_keep(item, heading)) {
        diagnostic_argument(tell(losing, MESSAGE_ADDRESS_LOST_HEADING,
                                 place_of(item->path, heading->start, heading->end), kept, address),
                            kept->anchor);
        return;
    }
    if (item->source != NULL) {
        tell_nowhere(losing, kept);
        return;
    }
    if (heading != NULL) {
        alias = arena_join(arena, (struct slice[]){address, SLICE(">"), heading->id}, 3);
    }
    diagnostic_argument(tell(losing, MESSAGE_ADDRESS_LOST_ANCHOR, field_place(item), kept, address),
                        alias);
}

/* The anchors of a page that is there: `count` addresses from `kept` on. `now` are those it has. */
static void check_anchors(struct losing *losing, struct item *item, const struct kept_address *kept,
                          size_t count) {
    const struct kept_address **lost = NULL;
    size_t lost_count = 0;
    for (size_t i = 0; item != NULL && i < count; i++) {
        if (kept[i].anchor.length == 0 || kept[i].is_gone || leads_on(item, kept[i].anchor)) {
            continue;
        }
        if (lost == NULL) {
            lost = arena_new(losing->context->arena, const struct kept_address *, count);
        }
        lost[lost_count++] = &kept[i];
    }
    if (lost_count == 0) {
        return;
    }
    const struct markup_anchor **headings =
        lost_headings(losing, item, lost, lost_count, losing->context->arena);
    for (size_t i = 0; i < lost_count; i++) {
        lose_anchor(losing, item, lost[i], headings[i]);
    }
}

/* Whether an anchor is offered where its page is only a redirect that sends it elsewhere. */
static bool redirect_has(const struct losing *losing, size_t at, struct slice page,
                         struct slice anchor) {
    for (; at < losing->count && slice_equals(losing->now[at].page, page); at++) {
        if (slice_equals(losing->now[at].anchor, anchor)) {
            return true;
        }
    }
    return false;
}

static void check_redirect(struct losing *losing, size_t at, const struct kept_address *kept,
                           size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!redirect_has(losing, at, kept->page, kept[i].anchor)) {
            check_anchors(losing, losing->now[at].item, &kept[i], 1);
        }
    }
}

/* `count` addresses of one page; `at` is where it stands, or would stand, among those of now. */
static void check_page(struct losing *losing, const struct kept_address *kept, size_t count,
                       size_t at) {
    bool is_gone = kept[0].anchor.length == 0 && kept[0].is_gone;
    size_t wanted = 0;
    for (size_t i = 0; !is_gone && i < count; i++) {
        wanted += !kept[i].is_gone;
    }
    if (wanted == 0) {
        return;
    }
    bool stands = at < losing->count && slice_equals(losing->now[at].page, kept->page);
    if (!stands) {
        lose_page(losing, kept, count);
    } else if (losing->now[at].item != NULL &&
               !slice_equals(losing->now[at].item->address, kept->page)) {
        check_redirect(losing, at, kept, count);
    } else {
        check_anchors(losing, losing->now[at].item, kept, count);
    }
}

void rule_lost(struct rule_context *context) {
    const struct kept_addresses *kept = &context->site->kept;
    struct losing losing = {.context = context};
    if (kept->count == 0) {
        return;
    }
    losing.now = addresses_now(context->site, context->arena, &losing.count);
    size_t at = 0;
    for (size_t from = 0, to = 0; from < kept->count; from = to) {
        struct slice page = kept->entries[from].page;
        while (to < kept->count && slice_equals(kept->entries[to].page, page)) {
            to++;
        }
        while (at < losing.count && slice_compare(losing.now[at].page, page) < 0) {
            at++;
        }
        check_page(&losing, &kept->entries[from], to - from, at);
    }
}
