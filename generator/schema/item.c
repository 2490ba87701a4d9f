/* The fields of a kind. */
#include "schema/writing.h"

static void write_field(struct schema_writing *writing, const struct field *field);

static void write_texts(struct schema_writing *writing, const struct field *field) {
    struct slice label = localized_in(field->label, writing->language, SLICE("nl"));
    struct slice help = localized_in(field->help, writing->language, SLICE("nl"));
    if (label.length > 0) {
        json_member_text(&writing->json, "title", label);
    }
    if (help.length > 0) {
        json_member_text(&writing->json, "description", help);
    }
}

static void write_limit(struct schema_writing *writing, const char *key, struct value limit) {
    if (limit.type == VALUE_INTEGER || limit.type == VALUE_NUMBER) {
        json_key(&writing->json, slice_from(key));
        json_write_value(&writing->json, limit);
    }
}

/* Patterns are POSIX's, and match the whole text; those of JSON Schema are JavaScript's. What both
 * read in the same way is passed on. */
static void write_pattern(struct schema_writing *writing, struct slice pattern) {
    if (pattern.length > 0 && slice_search(pattern, SLICE("[[:")) == SLICE_NOT_FOUND &&
        slice_search(pattern, SLICE("[.")) == SLICE_NOT_FOUND &&
        slice_search(pattern, SLICE("[=")) == SLICE_NOT_FOUND) {
        struct slice parts[] = {SLICE("^(?:"), pattern, SLICE(")$")};
        json_member_text(&writing->json, "pattern", arena_join(writing->arena, parts, 3));
    }
}

static void write_text(struct schema_writing *writing, const struct field *field) {
    schema_plain_type(writing, "string number boolean null");
    write_limit(writing, "minLength", field->minimum);
    write_limit(writing, "maxLength", field->maximum);
    write_pattern(writing, field->pattern);
}

static void write_number(struct schema_writing *writing, const struct field *field) {
    bool whole = field->type == FIELD_INTEGER;
    schema_plain_type(writing, whole ? "integer string null" : "number string null");
    schema_member(writing, "pattern",
                  whole ? "^ *[+-]?[0-9]+ *$" : "^ *[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)? *$");
    write_limit(writing, "minimum", field->minimum);
    write_limit(writing, "maximum", field->maximum);
}

static void write_date(struct schema_writing *writing, const struct field *field) {
    schema_plain_type(writing, field->partial ? "string integer null" : "string null");
    schema_member(writing, "pattern",
                  field->partial ? "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
                                 : "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
    if (field->partial) { /* a year alone is a number in YAML */
        json_member_integer(&writing->json, "minimum", 1000);
        json_member_integer(&writing->json, "maximum", 9999);
    }
}

static void write_choice(struct schema_writing *writing, const struct field *field) {
    json_key(&writing->json, SLICE("enum"));
    json_open_list(&writing->json);
    for (size_t i = 0; i < field->choice_count; i++) {
        json_write_text(&writing->json, field->choices[i]);
    }
    json_write_null(&writing->json);
    json_close_list(&writing->json);
}

/* "article:doorzettingsmacht": the kinds that it may lead to are its examples. */
static void write_reference(struct schema_writing *writing, const struct field *field) {
    schema_plain_type(writing, "string number null");
    json_key(&writing->json, SLICE("minLength"));
    json_write_integer(&writing->json, 1);
    if (field->to_count > 0) {
        json_key(&writing->json, SLICE("examples"));
        json_open_list(&writing->json);
        for (size_t i = 0; i < field->to_count; i++) {
            struct slice parts[] = {field->to[i], SLICE(":slug")};
            json_write_text(&writing->json, arena_join(writing->arena, parts, 2));
        }
        json_close_list(&writing->json);
    }
}

/* A single value where a list is expected is a list of one. */
static void write_list(struct schema_writing *writing, const struct field *field) {
    json_key(&writing->json, SLICE("anyOf"));
    json_open_list(&writing->json);
    json_open_object(&writing->json);
    schema_member(writing, "type", "array");
    write_limit(writing, "minItems", field->minimum);
    write_limit(writing, "maxItems", field->maximum);
    json_key(&writing->json, SLICE("items"));
    write_field(writing, field->of);
    json_close_object(&writing->json);
    if (field->minimum.type != VALUE_INTEGER || field->minimum.as.integer <= 1) {
        write_field(writing, field->of);
    }
    json_open_object(&writing->json);
    schema_member(writing, "type", "null");
    json_close_object(&writing->json);
    json_close_list(&writing->json);
}

static void write_fields(struct schema_writing *writing, const struct field *fields, size_t count) {
    schema_open(writing, "properties");
    for (size_t i = 0; i < count; i++) {
        if (fields[i].name.length > 0) {
            json_key(&writing->json, fields[i].name);
            write_field(writing, &fields[i]);
        }
    }
    schema_close(writing);
    json_key(&writing->json, SLICE("required"));
    json_open_list(&writing->json);
    for (size_t i = 0; i < count; i++) {
        if (fields[i].required && fields[i].fallback.type == VALUE_UNDEFINED) {
            json_write_text(&writing->json, fields[i].name);
        }
    }
    json_close_list(&writing->json);
    schema_boolean(writing, "additionalProperties", false);
}

/* As deep as the kind declares its fields, which YAML's own limit bounds. */
static void write_field(struct schema_writing *writing, const struct field *field) {
    json_open_object(&writing->json);
    write_texts(writing, field);
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_TYPE_COUNT:
        write_text(writing, field);
        break;
    case FIELD_INTEGER:
    case FIELD_NUMBER:
        write_number(writing, field);
        break;
    case FIELD_BOOLEAN:
        schema_plain_type(writing, "boolean null");
        break;
    case FIELD_DATE:
        write_date(writing, field);
        break;
    case FIELD_URL:
        schema_plain_type(writing, "string null");
        schema_member(writing, "pattern",
                      "^ *[hH][tT][tT][pP][sS]?://[^/\\s\"<>\\\\^`{|}][^\\s\"<>\\\\^`{|}]* *$");
        break;
    case FIELD_EMAIL:
        schema_plain_type(writing, "string null");
        schema_member(writing, "pattern", "^ *[^@\\s]+@[^@\\s]+\\.[^@.\\s]+ *$");
        break;
    case FIELD_CHOICE:
        write_choice(writing, field);
        break;
    case FIELD_ASSET:
    case FIELD_REFERENCE:
        write_reference(writing, field);
        break;
    case FIELD_LIST:
        write_list(writing, field);
        break;
    case FIELD_OBJECT:
        schema_plain_type(writing, "object null");
        write_fields(writing, field->fields, field->field_count);
        break;
    }
    json_close_object(&writing->json);
}

struct slice schema_item(const struct kind *kind, struct slice language, struct arena *arena) {
    struct schema_writing writing;
    schema_begin(&writing, kind_label(kind, language),
                 localized_in(kind->description, language, SLICE("nl")), language, arena);
    schema_member(&writing, "type", "object");
    write_fields(&writing, kind->fields, kind->field_count);
    return schema_finish(&writing);
}
