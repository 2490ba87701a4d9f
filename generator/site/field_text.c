/* Fields that are texts: text, markdown, choice. */
#include "base/limits.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "site/item.h"
#include "site/pattern.h"

static struct diagnostic *report(enum message message, const struct field *field, struct value raw,
                                 struct field_reading *reading) {
    struct diagnostic *d =
        diagnostic_add(reading->diagnostics, message, place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, field->name);
    return d;
}

static bool length_fits(const struct field *field, struct value raw,
                        struct field_reading *reading) {
    int64_t length = (int64_t)utf8_length(value_slice(raw));
    if (field->minimum.type == VALUE_INTEGER && length < field->minimum.as.integer) {
        diagnostic_argument_integer(report(MESSAGE_FIELD_TOO_SHORT, field, raw, reading),
                                    field->minimum.as.integer);
        return false;
    }
    if (field->maximum.type == VALUE_INTEGER && length > field->maximum.as.integer) {
        diagnostic_argument_integer(report(MESSAGE_FIELD_TOO_LONG, field, raw, reading),
                                    field->maximum.as.integer);
        return false;
    }
    return true;
}

static bool size_fits(const struct field *field, struct value raw, size_t limit, const char *words,
                      struct field_reading *reading) {
    if (raw.length <= limit) {
        return true;
    }
    diagnostic_argument_text(report(MESSAGE_FIELD_SIZE, field, raw, reading), words);
    return false;
}

/* Whether the whole text matches the field's pattern, if it has one. */
static bool pattern_fits(const struct field *field, struct value raw,
                         struct field_reading *reading) {
    if (field->expression == NULL) {
        return true;
    }
    struct slice text = arena_copy(reading->arena, value_slice(raw));
    if (pattern_matches(field->expression, text)) {
        return true;
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_FIELD_PATTERN,
                                          place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, text);
    diagnostic_argument(d, field->name);
    diagnostic_argument(d, field->pattern);
    return false;
}

bool field_read_text(const struct field *field, struct value raw, struct field_reading *reading,
                     struct value *out) {
    if (raw.type != VALUE_TEXT) {
        return field_wrong_type(field, raw, reading);
    }
    *out = value_text(arena_copy(reading->arena, slice_trim(value_slice(raw))));
    return size_fits(field, raw, LIMIT_FIELD_BYTES, "64 KiB", reading) &&
           length_fits(field, raw, reading) && pattern_fits(field, raw, reading);
}

bool field_read_markdown(const struct field *field, struct value raw, struct field_reading *reading,
                         struct value *out) {
    if (raw.type != VALUE_TEXT) {
        return field_wrong_type(field, raw, reading);
    }
    if (!size_fits(field, raw, LIMIT_YAML_BYTES, "1 MiB", reading) ||
        !length_fits(field, raw, reading) || reading->item == NULL) {
        return false;
    }
    struct prose *prose = arena_new(reading->arena, struct prose, 1);
    *prose =
        (struct prose){.object = {&prose_type}, .owner = reading->item, .field = field, .raw = raw};
    *reading->texts_end = prose;
    reading->texts_end = &prose->next;
    *out = value_object(&prose->object);
    return true;
}

bool field_read_choice(const struct field *field, struct value raw, struct field_reading *reading,
                       struct value *out) {
    if (raw.type != VALUE_TEXT) {
        return field_wrong_type(field, raw, reading);
    }
    struct slice text = slice_trim(value_slice(raw));
    struct nearest nearest;
    nearest_init(&nearest, text);
    struct buffer names;
    buffer_init(&names, reading->arena);
    for (size_t i = 0; i < field->choice_count; i++) {
        if (slice_equals(field->choices[i], text)) {
            *out = value_text(field->choices[i]);
            return true;
        }
        nearest_offer(&nearest, field->choices[i]);
        buffer_append_text(&names, i == 0 ? "" : ", ");
        buffer_append(&names, field->choices[i]);
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_FIELD_CHOICE,
                                          place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, text);
    diagnostic_argument(d, field->name);
    diagnostic_argument(d, buffer_slice(&names));
    diagnostic_suggest(d, nearest.best);
    return false;
}
