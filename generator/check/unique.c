#include "check/rules.h"

static struct slice value_key(struct value value, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    switch (value.type) {
    case VALUE_TEXT:
        return value_slice(value);
    case VALUE_INTEGER:
        buffer_append_integer(&out, value.as.integer);
        break;
    case VALUE_NUMBER:
        buffer_format(&out, "%.17g", value.as.number);
        break;
    case VALUE_DATE:
        date_append_iso(&out, value.as.date);
        break;
    case VALUE_OBJECT:
        if (value.as.object->type == &reference_type) {
            const struct item *target = ((const struct reference *)value.as.object)->target;
            return target == NULL ? slice_of("", 0) : target->identity;
        }
        break;
    default:
        break;
    }
    return buffer_slice(&out);
}

static void check_field(struct rule_context *context, const struct kind *kind, size_t index) {
    struct map seen;
    map_init(&seen, context->arena);
    for (size_t i = 0; i < kind->item_count; i++) {
        const struct item *item = kind->items[i];
        struct value value = item->values[index];
        struct slice key = value_key(value, context->arena);
        if (key.length == 0) {
            continue;
        }
        void **place = map_place(&seen, key);
        if (*place == NULL) {
            *place = kind->items[i];
            continue;
        }
        const struct item *other = *place;
        struct diagnostic *d = diagnostic_add(context->diagnostics, MESSAGE_FIELD_UNIQUE,
                                              place_of(item->path, value.start, value.end));
        diagnostic_argument(d, kind->fields[index].name);
        diagnostic_argument(d, kind->name);
        diagnostic_second(
            d, place_of(other->path, other->values[index].start, other->values[index].end));
    }
}

void rule_unique(struct rule_context *context) {
    for (size_t i = 0; i < context->site->kind_count; i++) {
        const struct kind *kind = &context->site->kinds[i];
        for (size_t j = 0; j < kind->field_count; j++) {
            if (kind->fields[j].unique) {
                check_field(context, kind, j);
            }
        }
    }
}
