/* Fields that hold other values: list and object. */
#include "site/field.h"

static bool count_fits(const struct field *field, struct value raw, size_t count,
                       struct field_reading *reading) {
    const struct value *limit = NULL;
    enum message message = MESSAGE_FIELD_TOO_FEW;
    if (field->minimum.type == VALUE_INTEGER && (int64_t)count < field->minimum.as.integer) {
        limit = &field->minimum;
    } else if (field->maximum.type == VALUE_INTEGER && (int64_t)count > field->maximum.as.integer) {
        limit = &field->maximum;
        message = MESSAGE_FIELD_TOO_MANY;
    }
    if (limit == NULL) {
        return true;
    }
    struct diagnostic *d =
        diagnostic_add(reading->diagnostics, message, place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, field->name);
    diagnostic_argument_integer(d, limit->as.integer);
    return false;
}

bool field_read_list(const struct field *field, struct value raw, struct field_reading *reading,
                     struct value *out) {
    /* A single value where a list is expected is a list of one. */
    size_t count = raw.type == VALUE_LIST ? raw.length : 1;
    const struct value *entries = raw.type == VALUE_LIST ? raw.as.list : &raw;
    struct value *values = arena_new(reading->arena, struct value, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        kept += field_read(field->of, entries[i], reading, &values[kept]);
    }
    *out = value_list(values, kept);
    return count_fits(field, raw, count, reading);
}

bool field_read_object(const struct field *field, struct value raw, struct field_reading *reading,
                       struct value *out) {
    if (raw.type != VALUE_MAP) {
        return field_wrong_type(field, raw, reading);
    }
    struct value *values = arena_new(reading->arena, struct value, field->field_count);
    fields_read(field->fields, field->field_count, raw, field->name,
                place_of(reading->path, raw.start, raw.end), reading, values);
    struct value_pair *pairs = arena_new(reading->arena, struct value_pair, field->field_count);
    for (size_t i = 0; i < field->field_count; i++) {
        pairs[i] = (struct value_pair){.key = field->fields[i].name, .value = values[i]};
    }
    *out = value_map(pairs, field->field_count);
    return true;
}
