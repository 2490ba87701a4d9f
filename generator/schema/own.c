/* The files that tell of the site itself: site.yaml, kinds, theme.yaml. */
#include "schema/writing.h"

/* What the value of a key looks like; false when its type alone says it. */
typedef bool write_special(struct schema_writing *writing, struct slice key, const void *context);

static void write_type(struct schema_writing *writing, const struct key_row *row) {
    switch (row->type) {
    case KEY_TEXT:
        schema_plain_type(writing, "string number boolean null");
        break;
    case KEY_LOCALIZED:
        schema_plain_type(writing, "string number boolean object null");
        schema_open(writing, "additionalProperties");
        schema_plain_type(writing, "string number boolean");
        schema_close(writing);
        break;
    case KEY_BOOLEAN:
        schema_plain_type(writing, "boolean null");
        break;
    case KEY_INTEGER:
        schema_plain_type(writing, "integer string null");
        schema_member(writing, "pattern", "^[+-]?[0-9]+$");
        break;
    case KEY_NUMBER:
        schema_plain_type(writing, "number string null");
        schema_member(writing, "pattern", "^([0-9]+\\.?[0-9]*|\\.[0-9]+)$");
        break;
    case KEY_LIST:
        schema_plain_type(writing, "array null");
        break;
    case KEY_MAP:
        schema_plain_type(writing, "object null");
        break;
    case KEY_ANY:
        break;
    }
}

static void write_keys(struct schema_writing *writing, struct key_table table,
                       write_special *special, const void *context) {
    bool is_dutch = slice_starts_with(writing->language, SLICE("nl"));
    schema_member(writing, "type", "object");
    schema_open(writing, "properties");
    for (size_t i = 0; i < table.count; i++) {
        const struct key_row *row = &table.rows[i];
        schema_open(writing, row->name);
        schema_member(writing, "description", row->help[is_dutch ? 1 : 0]);
        if (row->choices != NULL) {
            schema_words(writing, "enum", row->choices);
        } else if (special == NULL || !special(writing, slice_from(row->name), context)) {
            write_type(writing, row);
        }
        schema_close(writing);
    }
    schema_close(writing);
    json_key(&writing->json, SLICE("required"));
    json_open_list(&writing->json);
    for (size_t i = 0; i < table.count; i++) {
        if (table.rows[i].required) {
            json_write_text(&writing->json, slice_from(table.rows[i].name));
        }
    }
    json_close_list(&writing->json);
    schema_boolean(writing, "additionalProperties", false);
}

/* A list of texts, or (unless `is_list`) one in its place. */
static void write_names(struct schema_writing *writing, const char *choices, bool is_list) {
    schema_plain_type(writing, is_list ? "array null" : "array string null");
    schema_open(writing, "items");
    if (choices != NULL) {
        schema_words(writing, "enum", choices);
    } else {
        schema_member(writing, "type", "string");
    }
    schema_close(writing);
}

static bool write_document_key(struct schema_writing *writing, struct slice key,
                               const void *context) {
    (void)context;
    if (slice_equals(key, SLICE("formats"))) {
        write_names(writing, "epub pdf html md json", false);
    } else if (slice_equals(key, SLICE("of")) || slice_equals(key, SLICE("about"))) {
        write_names(writing, NULL, false);
    } else if (slice_equals(key, SLICE("file"))) {
        schema_plain_type(writing, "string number");
        schema_member(writing, "pattern", "^[a-z0-9-]+$");
    } else {
        return false;
    }
    return true;
}

static void write_range(struct schema_writing *writing, double minimum, int64_t maximum) {
    schema_plain_type(writing, "number null");
    json_key(&writing->json, SLICE("minimum"));
    json_write_number(&writing->json, minimum);
    json_member_integer(&writing->json, "maximum", maximum);
}

static bool write_links_key(struct schema_writing *writing, struct slice key, const void *context) {
    (void)context;
    if (slice_equals(key, SLICE("pause"))) {
        write_range(writing, LINKS_PAUSE_LEAST, LINKS_PAUSE_MOST);
    } else if (slice_equals(key, SLICE("timeout"))) {
        write_range(writing, LINKS_TIMEOUT_LEAST, LINKS_TIMEOUT_MOST);
    } else if (slice_equals(key, SLICE("keep"))) {
        schema_plain_type(writing, "integer null");
        json_member_integer(&writing->json, "minimum", 0);
        json_member_integer(&writing->json, "maximum", LINKS_KEEP_MOST);
    } else {
        write_names(writing, NULL, false);
    }
    return true;
}

static bool write_settings_key(struct schema_writing *writing, struct slice key,
                               const void *context) {
    const struct schema_tables *tables = context;
    if (slice_equals(key, SLICE("menu"))) {
        schema_plain_type(writing, "array null");
        schema_open(writing, "items");
        json_key(&writing->json, SLICE("anyOf"));
        json_open_list(&writing->json);
        json_open_object(&writing->json);
        schema_member(writing, "type", "string");
        json_close_object(&writing->json);
        json_open_object(&writing->json);
        write_keys(writing, tables->menu, NULL, NULL);
        json_close_object(&writing->json);
        json_close_list(&writing->json);
        schema_close(writing);
    } else if (slice_equals(key, SLICE("documents"))) {
        schema_plain_type(writing, "array null");
        schema_open(writing, "items");
        write_keys(writing, tables->document, write_document_key, NULL);
        schema_close(writing);
    } else if (slice_equals(key, SLICE("links"))) {
        write_keys(writing, tables->links, write_links_key, NULL);
    } else if (slice_equals(key, SLICE("languages"))) {
        schema_plain_type(writing, "array null");
        schema_open(writing, "items");
        schema_member(writing, "type", "string");
        schema_member(writing, "pattern", "^[a-z]{2}(-[A-Z]{2})?$");
        schema_close(writing);
    } else if (slice_equals(key, SLICE("base_url"))) {
        schema_plain_type(writing, "string null");
        schema_member(writing, "pattern", "^https?://");
    } else if (slice_equals(key, SLICE("page_size"))) {
        schema_member(writing, "type", "integer");
        json_member_integer(&writing->json, "minimum", 1);
        json_member_integer(&writing->json, "maximum", 1000);
    } else {
        return false;
    }
    return true;
}

static bool write_field_key(struct schema_writing *writing, struct slice key, const void *context) {
    const char *types = context;
    if (slice_equals(key, SLICE("type"))) {
        schema_words(writing, "enum", types);
    } else if (slice_equals(key, SLICE("fields"))) {
        schema_plain_type(writing, "object null");
        schema_open(writing, "additionalProperties");
        schema_member(writing, "$ref", "#/$defs/field");
        schema_close(writing);
    } else {
        return false;
    }
    return true;
}

/* What `fields:` and `options:` hold, and each of their entries. */
static void write_field_definition(struct schema_writing *writing) {
    struct buffer types;
    buffer_init(&types, writing->arena);
    for (size_t i = 0; i < FIELD_TYPE_COUNT; i++) {
        buffer_append_text(&types, i > 0 ? " " : "");
        buffer_append_text(&types, field_type_row((enum field_type)i)->name);
    }
    buffer_append_byte(&types, '\0');
    schema_open(writing, "$defs");
    schema_open(writing, "field");
    write_keys(writing, field_keys(), write_field_key, types.data);
    schema_close(writing);
    schema_close(writing);
}

static bool write_fields_key(struct schema_writing *writing, struct slice key,
                             const void *context) {
    return slice_equals(key, slice_from(context)) &&
           write_field_key(writing, SLICE("fields"), NULL);
}

struct slice schema_settings(const struct schema_tables *tables, struct slice language,
                             struct arena *arena) {
    struct schema_writing writing;
    schema_begin(&writing, SLICE("site.yaml"), slice_of("", 0), language, arena);
    write_keys(&writing, tables->settings, write_settings_key, tables);
    return schema_finish(&writing);
}

struct slice schema_kind(struct slice language, struct arena *arena) {
    struct schema_writing writing;
    schema_begin(&writing, SLICE("content/kinds"), slice_of("", 0), language, arena);
    write_keys(&writing, kind_keys(), write_fields_key, "fields");
    write_field_definition(&writing);
    return schema_finish(&writing);
}

struct slice schema_theme(const struct schema_tables *tables, struct slice language,
                          struct arena *arena) {
    struct schema_writing writing;
    schema_begin(&writing, SLICE("theme.yaml"), slice_of("", 0), language, arena);
    write_keys(&writing, tables->theme, write_fields_key, "options");
    write_field_definition(&writing);
    return schema_finish(&writing);
}
