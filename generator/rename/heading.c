/* Renaming the anchor of a heading, with every reference to it. */
#include "edit/heading.h"
#include "base/utf8.h"
#include "edit/alias.h"
#include "rename/rename.h"
#include "site/alias.h"

struct renaming_anchor {
    struct rename *rename;
    const struct item *item;
    struct slice old;
    struct slice new;
};

static bool leads_there(const struct renaming_anchor *renaming, const struct target *target) {
    return target->type == TARGET_ITEM && slice_equals(target->anchor, renaming->old) &&
           slice_equals(target->to.item->identity, renaming->item->identity);
}

/* What stands at `start` to `end` ends in "#old"; in menus it may be between quotes. */
static void follow(struct renaming_anchor *renaming, struct slice path, size_t start, size_t end) {
    struct slice text = rename_text(renaming->rename, path);
    struct slice written = slice_between(text, start, end);
    size_t mark = slice_find(written, '#');
    if (mark == SLICE_NOT_FOUND) {
        return;
    }
    size_t at = start + mark + 1, to = end;
    while (to > at && (text.data[to - 1] == '"' || text.data[to - 1] == '\'')) {
        to--;
    }
    edits_add(&renaming->rename->edits, (struct edit){path, at, to, renaming->new});
}

static void follow_prose(struct renaming_anchor *renaming, struct slice path,
                         const struct prose *prose) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        if (leads_there(renaming, &prose->targets[i])) {
            follow(renaming, path, prose->markup->links[i].start, prose->markup->links[i].end);
        }
    }
}

static void follow_all(struct renaming_anchor *renaming) {
    const struct site *site = renaming->rename->site;
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        if (item->source == NULL) {
            follow_prose(renaming, item->path, item->body);
        }
        for (const struct prose *text = item->texts; text != NULL; text = text->next) {
            follow_prose(renaming, item->path, text);
        }
    }
    const struct settings *settings = &site->settings;
    for (size_t i = 0; i < settings->menu_count; i++) {
        const struct menu_entry *entry = &settings->menu[i];
        if (leads_there(renaming, &entry->target)) {
            follow(renaming, settings->path, entry->place.start, entry->place.end);
        }
    }
    for (size_t i = 0; site->footers != NULL && i < settings->language_count; i++) {
        follow_prose(renaming, settings->path, site->footers[i]);
    }
}

/* Old addresses that lead to the old anchor lead to the new one. */
static void follow_aliases(struct renaming_anchor *renaming, const struct item *item,
                           struct slice text) {
    for (size_t i = 0; i < alias_count(item); i++) {
        const struct alias alias = alias_at(item, i);
        struct slice written = slice_between(text, alias.start, alias.end);
        size_t arrow = slice_find(written, '>');
        if (arrow != SLICE_NOT_FOUND && slice_equals(alias.to, renaming->old)) {
            size_t at = alias.start + arrow + 1;
            edits_add(&renaming->rename->edits,
                      (struct edit){item->path, at, at + renaming->old.length, renaming->new});
        }
    }
}

/* The heading gets its new anchor, and the page keeps the old one. */
static void rename_version(struct renaming_anchor *renaming, const struct item *item) {
    struct arena *arena = renaming->rename->arena;
    const struct markup_anchor *heading = rename_heading_of(item, renaming->old);
    if (heading == NULL) {
        return;
    }
    struct slice text = rename_text(renaming->rename, item->path);
    struct edit edit =
        edit_heading(text, heading->start, heading->end,
                     heading->explicit_id ? renaming->old : SLICE(""), renaming->new, arena);
    edit.path = item->path;
    edits_add(&renaming->rename->edits, edit);
    follow_aliases(renaming, item, text);
    if (item->address.length > 0 && item->state == ITEM_PUBLISHED) {
        struct slice alias = arena_join(
            arena,
            (struct slice[]){item->address, SLICE("#"), renaming->old, SLICE(">"), renaming->new},
            5);
        edits_add(&renaming->rename->edits, edit_alias(item->path, text, alias, arena));
    }
}

const struct markup_anchor *rename_heading_of(const struct item *item, struct slice id) {
    const struct markup_anchor *anchor = item_anchor(item, id, NULL);
    return anchor != NULL && anchor->type == MARKUP_ANCHOR_HEADING ? anchor : NULL;
}

/* The same item in the next language, around to `first`; NULL behind the last. */
static const struct item *next_version(const struct item *version, const struct item *first) {
    return version->translation == first ? NULL : version->translation;
}

bool rename_may_rename_heading(const struct item *item, struct slice id,
                               struct rename_refusal *refusal) {
    if (item->source != NULL) {
        return rename_refuse(
            refusal, "this item is a callout in a text; rename the anchor of that text",
            "dit item is een kader in een tekst; hernoem het anker van die tekst", item->identity);
    }
    return rename_heading_of(item, id) != NULL ||
           rename_refuse(refusal, "it has no heading with this anchor",
                         "het heeft geen kop met dit anker", id);
}

bool rename_heading(struct rename *rename, const struct item *item, struct slice old,
                    struct slice new, struct rename_refusal *refusal) {
    struct renaming_anchor renaming = {.rename = rename, .item = item, .old = old};
    renaming.new = slice_starts_with(new, SLICE("#")) ? slice_skip(new, 1) : new;
    if (!rename_may_rename_heading(item, old, refusal)) {
        return false;
    }
    if (renaming.new.length == 0 ||
        !slice_equals(renaming.new, utf8_slug(rename->arena, renaming.new))) {
        return rename_refuse(refusal, "this cannot be an anchor", "dit kan geen anker zijn", new);
    }
    for (const struct item *each = item; each != NULL; each = next_version(each, item)) {
        if (item_anchor(each, renaming.new, NULL) != NULL) {
            return rename_refuse(refusal, "this anchor exists already", "dit anker bestaat al",
                                 renaming.new);
        }
    }
    for (const struct item *each = item; each != NULL; each = next_version(each, item)) {
        rename_version(&renaming, each);
    }
    follow_all(&renaming);
    edits_order(&rename->edits);
    return true;
}
