#include "site/item.h"

const struct value_object_type reference_type = {.name = "reference"};
const struct value_object_type file_use_type = {.name = "file"};
const struct value_object_type prose_type = {.name = "markdown"};

struct value item_value(const struct item *item, size_t index) {
    return item->values[index];
}

struct value item_field(const struct item *item, struct slice name) {
    const struct field *field = kind_field(item->kind, name);
    return field == NULL ? value_undefined() : item->values[kind_field_index(item->kind, field)];
}

struct date item_date(const struct item *item, enum common_field field) {
    struct value value = item->values[field];
    return value.type == VALUE_DATE ? value.as.date : (struct date){0};
}

bool item_flag(const struct item *item, enum common_field field) {
    struct value value = item->values[field];
    return value.type == VALUE_BOOLEAN && value.as.boolean;
}

bool item_is_found(const struct item *item) {
    struct value search = item->values[COMMON_SEARCH];
    bool is_searched = search.type == VALUE_BOOLEAN ? search.as.boolean : item->kind->is_searched;
    return is_searched && !item_flag(item, COMMON_NOINDEX);
}

const struct item *item_in_language(const struct item *item, struct slice language) {
    if (item->translation == NULL || slice_equals(item->language, language)) {
        return item;
    }
    for (const struct item *other = item->translation; other != item; other = other->translation) {
        if (slice_equals(other->language, language) && other->address.length > 0) {
            return other;
        }
    }
    return item;
}

static const struct markup_anchor *find_anchor(const struct markup *markup, const struct map *map,
                                               struct slice id) {
    if (map != NULL) {
        return map_get(map, id);
    }
    for (uint32_t i = 0; i < markup->anchor_count; i++) {
        if (slice_equals(markup->anchors[i].id, id)) {
            return &markup->anchors[i];
        }
    }
    return NULL;
}

const struct markup_anchor *item_anchor(const struct item *item, struct slice id,
                                        const struct prose **where) {
    const struct prose *unused = NULL;
    const struct prose **prose = where == NULL ? &unused : where;
    *prose = item->body;
    if (item->body != NULL) {
        const struct markup_anchor *anchor = find_anchor(item->body->markup, item->anchors, id);
        if (anchor != NULL && anchor->from >= item->body->from && anchor->from <= item->body->to) {
            return anchor;
        }
    }
    for (*prose = item->texts; *prose != NULL; *prose = (*prose)->next) {
        const struct markup_anchor *anchor = find_anchor((*prose)->markup, NULL, id);
        if (anchor != NULL) {
            return anchor;
        }
    }
    return NULL;
}

struct slice target_title(const struct target *target, struct slice destination,
                          struct slice language) {
    if (target->type == TARGET_LIST) {
        return kind_plural(target->to.kind, language);
    }
    if (target->type != TARGET_ITEM) {
        return destination;
    }
    const struct markup_anchor *anchor =
        target->anchor.length > 0 ? item_anchor(target->to.item, target->anchor, NULL) : NULL;
    return anchor != NULL && anchor->text.length > 0 ? anchor->text : target->to.item->title;
}
