/* One item of site.json. */
#include "formats/json.h"

#include "outputs/json_item.h"
#include "outputs/prose_links.h"
#include "outputs/prose_text.h"
#include "site/site.h"

/* Fields that every item shows at its top, or that only matter to the program itself. */
static bool is_shown_elsewhere(size_t index) {
    switch (index) {
    case COMMON_IMAGE:
    case COMMON_ALIASES:
    case COMMON_WEIGHT:
    case COMMON_NOINDEX:
    case COMMON_SEARCH:
    case COMMON_EXPIRES:
        return false;
    default:
        return index < COMMON_COUNT;
    }
}

static void write_value(struct json *json, struct value value, struct arena *arena);

static void write_object(struct json *json, const struct value_object *object,
                         struct arena *arena) {
    if (object->type == &reference_type) {
        const struct item *target = ((const struct reference *)object)->target;
        if (target != NULL) {
            json_write_text(json, target->identity);
            return;
        }
    } else if (object->type == &file_use_type) {
        const struct asset *asset = ((const struct file_use *)object)->asset;
        if (asset != NULL) {
            json_write_text(json, asset->address);
            return;
        }
    } else if (object->type == &prose_type) {
        struct buffer text;
        buffer_init(&text, arena);
        prose_append_text(&text, (const struct prose *)object);
        json_write_text(json, buffer_slice(&text));
        return;
    }
    json_write_null(json);
}

/* Recursion is as deep as the kinds declare their fields, which YAML's own limit bounds. */
static void write_value(struct json *json, struct value value, struct arena *arena) {
    switch (value.type) {
    case VALUE_OBJECT:
        write_object(json, value.as.object, arena);
        break;
    case VALUE_LIST:
        json_open_list(json);
        for (uint32_t i = 0; i < value.length; i++) {
            write_value(json, value.as.list[i], arena);
        }
        json_close_list(json);
        break;
    case VALUE_MAP:
        json_open_object(json);
        for (uint32_t i = 0; i < value.length; i++) {
            if (value.as.map[i].value.type != VALUE_UNDEFINED) {
                json_key(json, value.as.map[i].key);
                write_value(json, value.as.map[i].value, arena);
            }
        }
        json_close_object(json);
        break;
    default:
        json_write_value(json, value);
    }
}

static void write_date(struct json *json, const char *key, struct value value) {
    if (value.type != VALUE_UNDEFINED) {
        json_key(json, slice_from(key));
        json_write_value(json, value);
    }
}

static void write_fields(struct json *json, const struct item *item, struct arena *arena) {
    const struct kind *kind = item->kind;
    json_key(json, SLICE("fields"));
    json_open_object(json);
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].name.length > 0 && !is_shown_elsewhere(i) &&
            item->values[i].type != VALUE_UNDEFINED) {
            json_key(json, kind->fields[i].name);
            write_value(json, item->values[i], arena);
        }
    }
    json_close_object(json);
}

static void write_reference(struct json *json, const struct item *target, const struct field *field,
                            struct slice anchor) {
    json_open_object(json);
    json_member_text(json, "to", target->identity);
    json_key(json, SLICE("field"));
    if (field == NULL) {
        json_write_null(json);
    } else {
        json_write_text(json, field->name);
    }
    if (anchor.length > 0) {
        json_member_text(json, "anchor", anchor);
    }
    json_close_object(json);
}

static void write_prose_references(struct json *json, const struct prose *prose,
                                   struct arena *arena) {
    const uint32_t *links = NULL;
    size_t count = prose->targets == NULL ? 0 : prose_links(prose, arena, &links);
    for (size_t i = 0; i < count; i++) {
        const struct target *target = &prose->targets[links[i]];
        if (target->type == TARGET_ITEM && target->to.item != NULL) {
            write_reference(json, target->to.item, prose->field, target->anchor);
        }
    }
}

static void write_references(struct json *json, const struct item *item, struct arena *arena) {
    json_key(json, SLICE("references"));
    json_open_list(json);
    for (const struct reference *r = item->references; r != NULL; r = r->next) {
        if (r->target != NULL) {
            write_reference(json, r->target, r->field, SLICE(""));
        }
    }
    if (item->body != NULL) {
        write_prose_references(json, item->body, arena);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        write_prose_references(json, text, arena);
    }
    json_close_list(json);
}

struct slice json_item(const struct item *item, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    struct json json;
    json_init(&json, &out, false);
    json_open_object(&json);
    json_member_text(&json, "identity", item->identity);
    json_member_text(&json, "kind", item->kind->name);
    json_member_text(&json, "slug", item->slug);
    json_member_text(&json, "language", item->language);
    json_member_text(&json, "title", item->title);
    if (item->description.length > 0) {
        json_member_text(&json, "description", item->description);
    }
    if (item->address.length > 0) {
        json_member_text(&json, "address", item->address);
    }
    write_date(&json, "date", item->values[COMMON_DATE]);
    write_date(&json, "updated", item->values[COMMON_UPDATED]);
    write_fields(&json, item, arena);
    write_references(&json, item, arena);
    json_member_integer(&json, "backlinks", (int64_t)item->backlink_count);
    json_close_object(&json);
    return buffer_slice(&out);
}
