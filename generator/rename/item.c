/* Renaming an item, with every reference to it. */
#include "base/escape.h"
#include "base/utf8.h"
#include "edit/alias.h"
#include "rename/rename.h"

#include <string.h>

enum { TRANSLATIONS = 32 };

struct moving {
    struct rename *rename;
    const struct item *item;
    struct slice slug; /* the new one */
};

static bool is_moved(const struct moving *moving, const struct item *item) {
    return item != NULL && slice_equals(item->identity, moving->item->identity);
}

static struct slice new_path(const struct moving *moving, struct slice path) {
    for (size_t i = 0; i < moving->rename->renaming_count; i++) {
        if (slice_equals(moving->rename->renamings[i].from, path)) {
            return moving->rename->renamings[i].to;
        }
    }
    return path;
}

static void add(struct moving *moving, struct slice path, size_t start, size_t end,
                struct slice text) {
    edits_add(&moving->rename->edits, (struct edit){path, start, end, text});
}

/* The slug as it was written: whole, or its last part where that was enough and still is. */
static struct slice new_slug(const struct moving *moving, struct slice written) {
    const struct site *site = moving->rename->site;
    struct slice last = path_name(moving->slug);
    bool was_short = !slice_equals(written, moving->item->slug);
    struct arena *arena = moving->rename->arena;
    if (was_short && site_find(site, moving->item->kind, last, arena).status == FIND_MISSING) {
        return last;
    }
    return moving->slug;
}

static bool is_path(struct slice text) {
    return slice_ends_with(text, SLICE(".md")) || slice_ends_with(text, SLICE(".yaml"));
}

/* A relative path as Markdown wants it. */
static struct slice markdown_path(struct moving *moving, struct slice from, struct slice to) {
    static const char *const SPECIAL = " ()<>%#?";
    struct slice path = path_relative(moving->rename->arena, from, to);
    struct buffer out;
    buffer_init(&out, moving->rename->arena);
    for (size_t i = 0; i < path.length; i++) {
        if (strchr(SPECIAL, path.data[i]) != NULL) {
            escape_percent(&out, slice_of(path.data + i, 1), "");
        } else {
            buffer_append_byte(&out, path.data[i]);
        }
    }
    return arena_copy(moving->rename->arena, buffer_slice(&out));
}

/* What stands at `start` to `end` of `path` names the item: by kind and slug, by slug or by path,
 * perhaps with an anchor behind it. A title needs no change. */
static void follow(struct moving *moving, struct slice path, struct slice text, size_t start,
                   size_t end, struct slice target_path) {
    struct slice written = slice_between(text, start, end);
    size_t mark = slice_find(written, '#');
    struct slice name = mark == SLICE_NOT_FOUND ? written : slice_take(written, mark);
    while (name.length > 0 && strchr("\"' \t", name.data[0]) != NULL) {
        name = slice_skip(name, 1);
    }
    while (name.length > 0 && strchr("\"' \t", name.data[name.length - 1]) != NULL) {
        name.length--;
    }
    size_t at = (size_t)(name.data - text.data), colon = slice_find(name, ':');
    struct slice slug = colon == SLICE_NOT_FOUND ? name : slice_skip(name, colon + 1);
    size_t slug_at = colon == SLICE_NOT_FOUND ? at : at + colon + 1;
    if (colon == SLICE_NOT_FOUND && is_path(name)) {
        add(moving, path, at, at + name.length,
            markdown_path(moving, new_path(moving, path), new_path(moving, target_path)));
    } else if (colon != SLICE_NOT_FOUND || slice_ends_with(moving->item->slug, slug)) {
        add(moving, path, slug_at, slug_at + slug.length, new_slug(moving, slug));
    }
}

/* A path that stands in a moved file leads to the same file from its new folder. */
static void rebase(struct moving *moving, struct slice path, size_t start, size_t end,
                   struct slice target) {
    struct slice text = rename_text(moving->rename, path), to = new_path(moving, path);
    struct slice written = slice_between(text, start, end);
    bool stays = slice_equals(path_folder(path), path_folder(to));
    if (stays || written.length == 0 || written.data[0] == '/') {
        return;
    }
    size_t mark = slice_find(written, '#');
    add(moving, path, start, mark == SLICE_NOT_FOUND ? end : start + mark,
        markdown_path(moving, to, target));
}

static void follow_link(struct moving *moving, const struct item *item,
                        const struct markup_link *link, const struct target *target) {
    struct slice text = rename_text(moving->rename, item->path);
    if (target->type == TARGET_ITEM && is_moved(moving, target->to.item)) {
        struct slice written = slice_between(text, link->start, link->end);
        if (written.length > 0 && written.data[0] != '#') {
            follow(moving, item->path, text, link->start, link->end, target->to.item->path);
        }
    } else if (target->type == TARGET_ASSET && is_moved(moving, item)) {
        rebase(moving, item->path, link->start, link->end,
               arena_format(moving->rename->arena, "content/%.*s",
                            slice_width(target->to.asset->path), target->to.asset->path.data));
    } else if (target->type == TARGET_ITEM && is_moved(moving, item) &&
               slice_find(link->destination, ':') == SLICE_NOT_FOUND) {
        size_t mark = slice_find(link->destination, '#');
        struct slice head = slice_take(link->destination, mark);
        if (is_path(head)) {
            rebase(moving, item->path, link->start, link->end, target->to.item->path);
        }
    }
}

static void follow_prose(struct moving *moving, const struct item *item,
                         const struct prose *prose) {
    for (uint32_t i = 0; prose->targets != NULL && i < prose->markup->link_count; i++) {
        const struct target *target = &prose->targets[i];
        bool matters = (target->type == TARGET_ITEM &&
                        (is_moved(moving, target->to.item) || is_moved(moving, item))) ||
                       (target->type == TARGET_ASSET && is_moved(moving, item));
        if (matters) {
            follow_link(moving, item, &prose->markup->links[i], target);
        }
    }
}

static void follow_item(struct moving *moving, const struct item *item) {
    for (const struct reference *r = item->references; r != NULL; r = r->next) {
        if (is_moved(moving, r->target)) {
            follow(moving, item->path, rename_text(moving->rename, item->path), r->start, r->end,
                   r->target->path);
        }
    }
    for (const struct file_use *use = item->files; use != NULL; use = use->next) {
        if (is_moved(moving, item) && use->asset != NULL) {
            rebase(moving, item->path, use->start, use->end,
                   arena_format(moving->rename->arena, "content/%.*s",
                                slice_width(use->asset->path), use->asset->path.data));
        }
    }
    if (item->body != NULL) {
        follow_prose(moving, item, item->body);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        follow_prose(moving, item, text);
    }
}

/* The items that a document of the settings is made of, or tells of. */
static void follow_documents(struct moving *moving, struct slice text,
                             const struct document_reference *references, size_t count) {
    const struct site *site = moving->rename->site;
    for (size_t i = 0; i < count; i++) {
        struct place place = references[i].place;
        struct find_result found =
            site_find_identity(site, references[i].text, moving->rename->arena);
        if (found.status == FIND_OK && is_moved(moving, found.item)) {
            follow(moving, place.path, text, place.start, place.end, found.item->path);
        }
    }
}

static void follow_settings(struct moving *moving) {
    const struct site *site = moving->rename->site;
    const struct settings *settings = &site->settings;
    struct slice text = rename_text(moving->rename, settings->path);
    if (is_moved(moving, site->home)) {
        follow(moving, settings->path, text, settings->home_place.start, settings->home_place.end,
               site->home->path);
    }
    for (size_t i = 0; i < settings->menu_count; i++) {
        const struct menu_entry *entry = &settings->menu[i];
        if (entry->target.type == TARGET_ITEM && is_moved(moving, entry->target.to.item)) {
            follow(moving, settings->path, text, entry->place.start, entry->place.end,
                   entry->target.to.item->path);
        }
    }
    for (size_t i = 0; i < settings->document_count; i++) {
        const struct document_setting *document = &settings->documents[i];
        follow_documents(moving, text, document->of, document->of_count);
        follow_documents(moving, text, document->about, document->about_count);
    }
    const struct prose *footer = site->footers == NULL ? NULL : site->footers[0];
    for (uint32_t i = 0;
         footer != NULL && footer->targets != NULL && i < footer->markup->link_count; i++) {
        const struct target *target = &footer->targets[i];
        if (target->type == TARGET_ITEM && is_moved(moving, target->to.item)) {
            follow(moving, settings->path, text, footer->markup->links[i].start,
                   footer->markup->links[i].end, target->to.item->path);
        }
    }
}

/* The old address leads on: `aliases` gets one entry more. Nobody knows that of a draft. */
static void keep_address(struct moving *moving, const struct item *item) {
    if (item->address.length > 0 && item->state == ITEM_PUBLISHED) {
        struct slice text = rename_text(moving->rename, item->path);
        edits_add(&moving->rename->edits,
                  edit_alias(item->path, text, item->address, moving->rename->arena));
    }
}

/* "content/articles/2017/oud.en.md" → "content/articles/NEW.en.md"; an index stays one. */
static struct slice path_of_new(const struct moving *moving, const struct item *item) {
    struct slice name = path_name(item->path), folder = moving->item->kind->folder;
    size_t dot = slice_find(name, '.');
    bool is_index = slice_starts_with(name, SLICE("index.")) &&
                    !slice_equals(path_name(item->slug), SLICE("index"));
    struct slice ending = slice_skip(name, dot);
    struct slice own = value_slice(item->values[COMMON_SLUG]);
    struct slice last = own.length > 0 ? own : path_name(item->slug);
    if (!is_index && own.length == 0 && slice_starts_with(name, last)) {
        ending = slice_skip(name, last.length); /* a slug may have a dot in it */
    }
    return arena_format(moving->rename->arena, "content/%.*s/%.*s%s%.*s", slice_width(folder),
                        folder.data, slice_width(moving->slug), moving->slug.data,
                        is_index ? "/index" : "", slice_width(ending), ending.data);
}

static void move_file(struct moving *moving, const struct item *item) {
    struct value own = item->values[COMMON_SLUG];
    if (own.type == VALUE_TEXT) {
        add(moving, item->path, own.start, own.end, path_name(moving->slug));
    }
    keep_address(moving, item);
}

/* Whether it can be the slug of an item, perhaps in folders. */
static bool is_slug(struct slice slug, struct arena *arena) {
    struct slice last = path_name(slug);
    return last.length > 0 && slice_equals(last, utf8_slug(arena, last)) &&
           !slice_starts_with(slug, SLICE("/")) &&
           slice_search(slug, SLICE("//")) == SLICE_NOT_FOUND &&
           slice_search(slug, SLICE("..")) == SLICE_NOT_FOUND &&
           slice_find(slug, '\\') == SLICE_NOT_FOUND;
}

/* The new slug: "new", or "kind:new". */
static bool find_slug(struct moving *moving, struct slice new, struct rename_refusal *refusal) {
    const struct item *item = moving->item;
    struct arena *arena = moving->rename->arena;
    size_t colon = slice_find(new, ':');
    if (colon != SLICE_NOT_FOUND) {
        if (!slice_equals(slice_take(new, colon), item->kind->name)) {
            return rename_refuse(refusal, "an item stays of its kind",
                                 "een item blijft van zijn soort", new);
        }
        new = slice_skip(new, colon + 1);
    }
    if (!is_slug(new, arena)) {
        return rename_refuse(refusal, "this cannot be a slug", "dit kan geen slug zijn", new);
    }
    struct slice parts[] = {item->kind->name, SLICE(":"), new};
    struct slice identity = arena_join(arena, parts, 3);
    moving->slug = new;
    return map_get(&moving->rename->site->identities, identity) == NULL ||
           rename_refuse(refusal, "this item exists already", "dit item bestaat al", identity);
}

static void move_versions(struct moving *moving) {
    struct rename *rename = moving->rename;
    const struct item *each = moving->item;
    rename->renamings = arena_new(rename->arena, struct renaming, TRANSLATIONS);
    do {
        rename->renamings[rename->renaming_count++] =
            (struct renaming){each->path, path_of_new(moving, each)};
        move_file(moving, each);
        each = each->translation;
    } while (each != NULL && each != moving->item && rename->renaming_count < TRANSLATIONS);
}

bool rename_may_move(const struct item *item, struct rename_refusal *refusal) {
    return item->source == NULL ||
           rename_refuse(refusal, "this item is a callout in a text; change its {#id} there",
                         "dit item is een kader in een tekst; verander daar de {#id}",
                         item->identity);
}

bool rename_item(struct rename *rename, const struct item *item, struct slice new,
                 struct rename_refusal *refusal) {
    struct moving moving = {.rename = rename, .item = item};
    if (!rename_may_move(item, refusal) || !find_slug(&moving, new, refusal)) {
        return false;
    }
    move_versions(&moving);
    for (size_t i = 0; i < rename->site->item_count; i++) {
        if (rename->site->items[i]->source == NULL) {
            follow_item(&moving, rename->site->items[i]);
        }
    }
    follow_settings(&moving);
    edits_order(&rename->edits);
    return true;
}
