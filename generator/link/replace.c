/* A file that was read again and says the same as before to others: its items change places with
 * their former selves, and nothing has to be linked. So the preview answers an edit of a text at
 * once, however large the site is. */
#include "link/retitle.h"
#include "site/selection.h"

#include <assert.h>

static bool same_value(struct value a, struct value b) {
    if (a.type != b.type) {
        return false;
    }
    switch (a.type) {
    case VALUE_TEXT:
        return slice_equals(value_slice(a), value_slice(b));
    case VALUE_BOOLEAN:
        return a.as.boolean == b.as.boolean;
    case VALUE_INTEGER:
        return a.as.integer == b.as.integer;
    case VALUE_NUMBER:
        return !(a.as.number < b.as.number) && !(a.as.number > b.as.number);
    case VALUE_DATE:
        return date_compare(a.as.date, b.as.date) == 0;
    case VALUE_LIST:
        for (size_t i = 0; a.length == b.length && i < a.length; i++) {
            if (!same_value(a.as.list[i], b.as.list[i])) {
                return false;
            }
        }
        return a.length == b.length;
    default:
        return a.type == VALUE_UNDEFINED || a.type == VALUE_NULL;
    }
}

static bool same_anchors(const struct markup *a, const struct markup *b) {
    for (uint32_t i = 0; a->anchor_count == b->anchor_count && i < a->anchor_count; i++) {
        if (!slice_equals(a->anchors[i].id, b->anchors[i].id)) {
            return false;
        }
    }
    return a->anchor_count == b->anchor_count;
}

static bool same_links(const struct markup *a, const struct markup *b) {
    for (uint32_t i = 0; a->link_count == b->link_count && i < a->link_count; i++) {
        if (a->links[i].type != b->links[i].type ||
            !slice_equals(a->links[i].destination, b->links[i].destination)) {
            return false;
        }
    }
    return a->link_count == b->link_count;
}

static bool same_prose(const struct prose *a, const struct prose *b) {
    if (a == NULL || b == NULL || a->markup == NULL || b->markup == NULL) {
        return a == b;
    }
    return a->field == b->field && same_links(a->markup, b->markup) &&
           same_anchors(a->markup, b->markup);
}

static bool same_references(const struct item *a, const struct item *b) {
    const struct reference *first = a->references, *second = b->references;
    for (; first != NULL && second != NULL; first = first->next, second = second->next) {
        if (first->field != second->field || !slice_equals(first->text, second->text)) {
            return false;
        }
    }
    return first == NULL && second == NULL;
}

static bool same_files(const struct item *a, const struct item *b) {
    const struct file_use *first = a->files, *second = b->files;
    for (; first != NULL && second != NULL; first = first->next, second = second->next) {
        if (first->field != second->field || !slice_equals(first->text, second->text)) {
            return false;
        }
    }
    return first == NULL && second == NULL;
}

static bool same_texts(const struct item *a, const struct item *b) {
    const struct prose *first = a->texts, *second = b->texts;
    for (; first != NULL && second != NULL; first = first->next, second = second->next) {
        if (!same_prose(first, second)) {
            return false;
        }
    }
    return first == NULL && second == NULL && same_prose(a->body, b->body);
}

/* The choices that readers can narrow lists down to; references are looked at as such. */
static bool same_choices(const struct item *a, const struct item *b) {
    for (size_t i = 0; i < a->kind->field_count; i++) {
        const struct field *field = &a->kind->fields[i];
        if (field->filter && selection_element(field)->type == FIELD_CHOICE &&
            !same_value(a->values[i], b->values[i])) {
            return false;
        }
    }
    return true;
}

static bool same_item(const struct item *a, const struct item *b) {
    return a->kind == b->kind && a->state == b->state && a->callout == b->callout &&
           item_is_found(a) == item_is_found(b) && slice_equals(a->slug, b->slug) &&
           slice_equals(a->language, b->language) &&
           same_value(a->values[COMMON_ALIASES], b->values[COMMON_ALIASES]) &&
           same_references(a, b) && same_choices(a, b) && same_files(a, b) && same_texts(a, b);
}

/* Whether the links of a text belong to the same items as before: one may have moved into or out
 * of a callout. */
static bool same_owners(const struct item *items, struct item *again, struct arena *arena) {
    struct linker linker = {.arena = arena};
    link_owners(again, &linker);
    arena_release(&linker.scratch);
    for (; items != NULL; items = items->next, again = again->next) {
        const struct prose *a = items->body, *b = again->body;
        /* Without boxes all links are the item's own; and with boxes that are no items too, of
         * which there may be some on one side only. */
        if (a == NULL || a->next_links == NULL || b->next_links == NULL) {
            continue;
        }
        uint32_t first = a->first_link, second = b->first_link;
        while (first == second && first != MARKUP_NONE) {
            first = a->next_links[first];
            second = b->next_links[second];
        }
        if (first != second) {
            return false;
        }
    }
    return true;
}

/* The backlinks of what `text` refers to that stand in it stand in `again` from now on. */
static void move_backlinks(const struct prose *text, const struct prose *again) {
    for (uint32_t i = 0; text->targets != NULL && i < text->markup->link_count; i++) {
        if (text->targets[i].type != TARGET_ITEM) {
            continue;
        }
        struct item *target = text->targets[i].to.item;
        for (size_t j = 0; j < target->backlink_count; j++) {
            if (target->backlinks[j].prose == text) {
                target->backlinks[j].prose = again;
            }
        }
    }
}

/* The anchors of targets are parts of the destinations, as they were written. */
static void move_anchors(const struct prose *again) {
    for (uint32_t i = 0; again->targets != NULL && i < again->markup->link_count; i++) {
        struct slice destination = again->markup->links[i].destination;
        if (again->targets[i].anchor.length > 0) {
            again->targets[i].anchor = slice_skip(destination, slice_find(destination, '#') + 1);
        }
    }
}

static void replace_prose(struct prose *text, struct prose *again, struct item *owner) {
    if (text != NULL && again != NULL) {
        again->owner = owner;
        again->targets = text->targets;
        move_backlinks(text, again);
        move_anchors(again);
    }
}

/* `again` becomes `item`: with its address as an item of the site, and all that linking gave it. */
static void replace_item(struct item *item, struct item *again, struct item *parent) {
    struct reference *target = item->references;
    for (struct reference *reference = again->references; reference != NULL;
         reference = reference->next, target = target->next) {
        reference->from = item;
        reference->target = target->target;
    }
    struct file_use *file = item->files;
    for (struct file_use *use = again->files; use != NULL; use = use->next, file = file->next) {
        use->from = item;
        use->asset = file->asset;
    }
    struct prose *text = item->texts;
    for (struct prose *other = again->texts; other != NULL;
         other = other->next, text = text->next) {
        replace_prose(text, other, item);
    }
    replace_prose(item->body, again->body, item);
    again->address = item->address;
    again->translation = item->translation;
    again->is_duplicate = item->is_duplicate;
    again->is_translation = item->is_translation;
    again->moved = item->moved;
    again->backlinks = item->backlinks;
    again->backlink_count = item->backlink_count;
    again->term_items = item->term_items;
    again->position = item->position;
    again->source = item->source == NULL ? NULL : parent;
    again->next = item->next;
    *item = *again;
}

/* What becomes of every item of the file; NULL when the site must be linked again. */
static struct retitle *retitle_all(const struct site *site, const struct item *item,
                                   const struct item *again, bool is_clean, struct linker *linker) {
    size_t count = 0;
    for (const struct item *each = item; each != NULL; each = each->next) {
        count++;
    }
    struct retitle *list = arena_new(&linker->scratch, struct retitle, count);
    for (size_t i = 0; i < count; i++, item = item->next, again = again->next) {
        size_t sort = item->kind->sort;
        bool is_ordered = same_value(item->values[sort], again->values[sort]);
        if (!retitle_begin(&list[i], site, item, again, is_ordered, &linker->scratch) ||
            (list[i].is_moved && !is_clean)) {
            return NULL;
        }
    }
    return list;
}

/* The items of `again` become those of the file. */
static void replace_all(struct item *items, struct item *again) {
    assert(again != NULL);
    for (uint32_t i = 0; again->callout_items != NULL && i < again->body->markup->callout_count;
         i++) {
        again->callout_items[i] = NULL;
    }
    for (struct item *item = items, *next = again; item != NULL; item = item->next) {
        assert(next != NULL);
        struct item *following = next->next;
        replace_item(item, next, items);
        if (item->callout != MARKUP_NONE) {
            items->callout_items[item->callout] = item;
        }
        next = following;
    }
}

enum link_replaced link_replace(struct site *site, struct item *items, struct item *again,
                                bool is_clean, struct arena *arena) {
    const struct item *first = items, *second = again;
    while (first != NULL && second != NULL && same_item(first, second) && !first->is_duplicate) {
        first = first->next;
        second = second->next;
    }
    if (first != NULL || second != NULL || !same_owners(items, again, arena)) {
        return LINK_REPLACED_NOT;
    }
    /* What the whole site keeps lives until it is linked again. */
    struct linker linker = {.arena = &site->link_arenas[0]};
    enum link_replaced replaced = LINK_REPLACED_NOT;
    const struct retitle *retitle = retitle_all(site, items, again, is_clean, &linker);
    if (retitle != NULL) {
        replaced = LINK_REPLACED_TEXT;
        replace_all(items, again);
        for (struct item *item = items; item != NULL; item = item->next, retitle++) {
            retitle_end(retitle, site, item, &linker);
            replaced = retitle->is_moved ? LINK_REPLACED_ORDER : replaced;
        }
        linker.arena = arena;
        link_anchors(items, &linker);
    }
    arena_release(&linker.scratch);
    return replaced;
}
