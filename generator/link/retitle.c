/* An item that is only called or ordered otherwise than before: its names, its place in the list of
 * its kind and its place among the backlinks of others change, and nothing has to be linked. */
#include "link/retitle.h"

#include "base/utf8.h"

static bool is_by_name(const struct markup_link *link) {
    return link->type == MARKUP_WIKI || link->type == MARKUP_EMBED;
}

static bool prose_names(const struct prose *prose, const struct item *item) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        if (is_by_name(&prose->markup->links[i]) && prose->targets[i].type == TARGET_ITEM &&
            slice_equals(prose->targets[i].to.item->identity, item->identity)) {
            return true;
        }
    }
    return false;
}

static bool item_names(const struct item *from, const struct item *item) {
    for (const struct prose *text = from->texts; text != NULL; text = text->next) {
        if (prose_names(text, item)) {
            return true;
        }
    }
    return prose_names(from->body, item);
}

static bool referrer_names(const struct item *version, const struct item *item) {
    for (size_t i = 0; i < version->backlink_count; i++) {
        if (version->backlinks[i].prose != NULL && item_names(version->backlinks[i].from, item)) {
            return true;
        }
    }
    return item_names(version, item);
}

/* Whether a link finds the item by a name, which may be its title: such links stand in items that
 * are among its backlinks, in translations, which are not, and in the footer. */
static bool is_named(const struct site *site, const struct item *item) {
    const struct item *version = item;
    do {
        if (referrer_names(version, item)) {
            return true;
        }
        version = version->translation;
    } while (version != NULL && version != item);
    for (size_t i = 0; i < site->item_count; i++) {
        if (site->items[i]->is_translation && item_names(site->items[i], item)) {
            return true;
        }
    }
    for (size_t i = 0; site->footers != NULL && i < site->settings.language_count; i++) {
        if (prose_names(site->footers[i], item)) {
            return true;
        }
    }
    return false;
}

static bool is_free_or_own(const struct site *site, struct slice name, const struct item *item) {
    const struct candidate *found = map_get(&site->names, name);
    return found == NULL || (found->item == item && found->next == NULL);
}

bool retitle_begin(struct retitle *retitle, const struct site *site, const struct item *item,
                   const struct item *again, bool is_ordered, struct arena *arena) {
    *retitle = (struct retitle){.is_renamed = !slice_equals(item->title, again->title)};
    retitle->is_moved = retitle->is_renamed || !is_ordered;
    if (!retitle->is_moved) {
        return true;
    }
    if (item->is_translation || !link_is_published(site, item)) {
        return false;
    }
    if (!retitle->is_renamed) {
        return true;
    }
    retitle->old_name = utf8_fold(arena, item->title);
    struct slice name = utf8_fold(arena, again->title), slug = utf8_slug(arena, again->title);
    return map_get(&site->names, retitle->old_name) != NULL &&
           is_free_or_own(site, retitle->old_name, item) && is_free_or_own(site, name, item) &&
           is_free_or_own(site, slug, item) && !is_named(site, item);
}

/* Whether `first` comes before `second` in lists of items of several kinds. */
static bool is_before(const struct item *first, const struct item *second) {
    int order = first->kind == second->kind ? 0 : link_compare_kinds(first->kind, second->kind);
    return order != 0 ? order < 0 : first->position < second->position;
}

/* Puts what `item` says of `target` at its place among the others again. */
static void move_backlinks(struct item *target, const struct item *item, struct arena *scratch) {
    struct backlink *list = target->backlinks;
    size_t count = target->backlink_count, from = 0, length = 0, kept = 0, at = 0;
    while (from < count && list[from].from != item) {
        from++;
    }
    while (from + length < count && list[from + length].from == item) {
        length++;
    }
    if (length == 0) {
        return;
    }
    struct backlink *own = arena_new(scratch, struct backlink, length);
    memcpy(own, list + from, length * sizeof *own);
    for (size_t i = 0; i < count; i++) {
        if (i < from || i >= from + length) {
            list[kept++] = list[i];
        }
    }
    while (at < kept && is_before(list[at].from, item)) {
        at++;
    }
    memmove(list + at + length, list + at, (kept - at) * sizeof *list);
    memcpy(list + at, own, length * sizeof *own);
}

static void move_among_prose(const struct prose *prose, const struct item *item,
                             struct arena *scratch) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        if (prose->targets[i].type == TARGET_ITEM) {
            move_backlinks(prose->targets[i].to.item, item, scratch);
        }
    }
}

static void move_everywhere(const struct item *item, struct arena *scratch) {
    for (const struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        if (reference->target != NULL) {
            move_backlinks(reference->target, item, scratch);
        }
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        move_among_prose(text, item, scratch);
    }
    move_among_prose(item->body, item, scratch);
}

void retitle_end(const struct retitle *retitle, struct site *site, struct item *item,
                 struct linker *linker) {
    if (retitle->is_renamed) {
        link_rename(site, item, retitle->old_name, linker);
    }
    if (retitle->is_moved && link_reorder(site, item, linker)) {
        move_everywhere(item, &linker->scratch);
        link_reorder_selections(site, item);
    }
}
