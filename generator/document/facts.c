/* The fields of an item as readers see them. */
#include "document/document.h"

struct gathering {
    const struct document *document;
    struct arena *arena;
    struct fact *fact;
    size_t capacity;
};

static void add_value(struct gathering *gathering, struct fact_value value) {
    struct fact *fact = gathering->fact;
    if (value.text.length == 0) {
        return;
    }
    if (fact->value_count == gathering->capacity) {
        size_t capacity = gathering->capacity == 0 ? 4 : gathering->capacity * 2;
        fact->values =
            arena_grow(gathering->arena, fact->values, gathering->capacity * sizeof *fact->values,
                       capacity * sizeof *fact->values);
        gathering->capacity = capacity;
    }
    fact->values[fact->value_count++] = value;
}

static void add_object(struct gathering *gathering, const struct value_object *object) {
    if (object->type == &reference_type) {
        const struct item *target = ((const struct reference *)object)->target;
        if (target != NULL) {
            target = item_in_language(target, gathering->document->language);
            add_value(gathering, (struct fact_value){.text = target->title, .item = target});
        }
    } else if (object->type == &file_use_type) {
        const struct asset *asset = ((const struct file_use *)object)->asset;
        if (asset != NULL) {
            add_value(gathering,
                      (struct fact_value){.text = path_name(asset->path), .asset = asset});
        }
    }
}

static struct slice text_of(struct gathering *gathering, const struct field *field,
                            struct value value) {
    bool is_dutch = slice_starts_with(gathering->document->language, SLICE("nl"));
    struct buffer out;
    buffer_init(&out, gathering->arena);
    switch (value.type) {
    case VALUE_TEXT:
        return field->type == FIELD_MARKDOWN ? slice_of("", 0) : value_slice(value);
    case VALUE_INTEGER:
        buffer_append_integer(&out, value.as.integer);
        break;
    case VALUE_NUMBER:
        buffer_format(&out, "%.15g", value.as.number);
        break;
    case VALUE_DATE:
        date_append_long(&out, value.as.date, gathering->document->language);
        break;
    case VALUE_BOOLEAN:
        return value.as.boolean ? (is_dutch ? SLICE("ja") : SLICE("yes"))
                                : (is_dutch ? SLICE("nee") : SLICE("no"));
    default:
        break;
    }
    return buffer_slice(&out);
}

static struct slice address_of(struct gathering *gathering, const struct field *field,
                               struct slice text) {
    if (field->type == FIELD_URL) {
        return text;
    }
    return field->type == FIELD_EMAIL
               ? arena_join(gathering->arena, (struct slice[]){SLICE("mailto:"), text}, 2)
               : slice_of("", 0);
}

/* As deep as the kind declares its fields, which YAML's own limit bounds. */
static void add_values(struct gathering *gathering, const struct field *field, struct value value) {
    if (value.type == VALUE_LIST) {
        for (uint32_t i = 0; i < value.length; i++) {
            add_values(gathering, field->of, value.as.list[i]);
        }
    } else if (value.type == VALUE_MAP) {
        for (uint32_t i = 0; i < value.length; i++) {
            const struct field *inner =
                field_find(field->fields, field->field_count, value.as.map[i].key);
            if (inner != NULL) {
                add_values(gathering, inner, value.as.map[i].value);
            }
        }
    } else if (value.type == VALUE_OBJECT) {
        add_object(gathering, value.as.object);
    } else {
        struct slice text = text_of(gathering, field, value);
        add_value(gathering,
                  (struct fact_value){.text = text, .address = address_of(gathering, field, text)});
    }
}

struct fact *document_facts(const struct document *document, const struct item *item,
                            struct arena *arena, size_t *count) {
    const struct kind *kind = item->kind;
    struct fact *facts = arena_new(arena, struct fact, kind->field_count);
    *count = 0;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        bool is_own = !field->is_common && i != kind->title;
        if (!is_own || item->values[i].type == VALUE_UNDEFINED || i == kind->document) {
            continue;
        }
        struct gathering gathering = {.document = document, .arena = arena, .fact = &facts[*count]};
        struct slice label =
            localized_in(field->label, document->language, document->site->settings.language);
        facts[*count].label = label.length > 0 ? label : field->name;
        add_values(&gathering, field, item->values[i]);
        *count += facts[*count].value_count > 0;
    }
    return facts;
}
