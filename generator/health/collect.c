#include "health/collect.h"

#include "base/escape.h"

struct collecting {
    struct arena *arena;
    struct outward_links links;
};

static void add(struct collecting *collecting, struct slice written, struct place place) {
    struct slice scheme = address_scheme(written);
    struct outward_links *links = &collecting->links;
    if (!slice_equals_folded(scheme, SLICE("https")) &&
        !slice_equals_folded(scheme, SLICE("http"))) {
        return;
    }
    if (links->count == links->capacity) {
        size_t capacity = links->capacity == 0 ? 64 : links->capacity * 2;
        links->entries =
            arena_grow(collecting->arena, links->entries, links->capacity * sizeof *links->entries,
                       capacity * sizeof *links->entries);
        links->capacity = capacity;
    }
    links->entries[links->count++] = (struct outward_link){written, place};
}

static void add_prose(struct collecting *collecting, struct slice path, const struct prose *prose) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        const struct markup_link *link = &prose->markup->links[i];
        if (prose->targets[i].type == TARGET_EXTERNAL) {
            add(collecting, link->destination, place_of(path, link->start, link->end));
        }
    }
}

/* Fields nest as deep as their kind declares them (LIMIT_YAML_DEPTH). */
static void add_value(struct collecting *collecting, struct slice path, const struct field *field,
                      struct value value) {
    if (field->type == FIELD_URL && value.type == VALUE_TEXT) {
        bool is_default = value.as.text == field->fallback.as.text;
        add(collecting, value_slice(value),
            is_default ? field->place : place_of(path, value.start, value.end));
    }
    for (uint32_t i = 0; field->type == FIELD_LIST && value.type == VALUE_LIST && i < value.length;
         i++) {
        add_value(collecting, path, field->of, value.as.list[i]);
    }
    for (size_t i = 0; field->type == FIELD_OBJECT && i < field->field_count; i++) {
        add_value(collecting, path, &field->fields[i], value_get(value, field->fields[i].name));
    }
}

static void add_item(struct collecting *collecting, const struct item *item) {
    if (item->source == NULL) { /* the text of a callout's item is that of the item around it */
        add_prose(collecting, item->path, item->body);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        add_prose(collecting, item->path, text);
    }
    for (size_t i = 0; i < item->kind->field_count; i++) {
        add_value(collecting, item->path, &item->kind->fields[i], item->values[i]);
    }
}

struct outward_links collect_links(const struct site *site, struct arena *arena) {
    struct collecting collecting = {.arena = arena};
    const struct settings *settings = &site->settings;
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        if ((item->state == ITEM_PUBLISHED || site->drafts) && !item->is_duplicate) {
            add_item(&collecting, item);
        }
    }
    for (size_t i = 0; i < settings->menu_count; i++) {
        if (settings->menu[i].target.type == TARGET_EXTERNAL) {
            add(&collecting, settings->menu[i].to, settings->menu[i].place);
        }
    }
    for (size_t i = 0; site->footers != NULL && i < settings->language_count; i++) {
        add_prose(&collecting, settings->path, site->footers[i]);
    }
    return collecting.links;
}
