/* Values as truth, numbers and text. */
#include "base/escape.h"
#include "base/limits.h"
#include "template/operators.h"
#include "template/text.h"

bool value_truth(struct value value) {
    switch ((enum value_type)value.type) {
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        return false;
    case VALUE_BOOLEAN:
        return value.as.boolean;
    case VALUE_INTEGER:
        return value.as.integer != 0;
    case VALUE_NUMBER:
        return value.as.number != 0;
    case VALUE_TEXT:
    case VALUE_LIST:
    case VALUE_MAP:
        return value.length != 0;
    case VALUE_DATE:
        return true;
    case VALUE_OBJECT:
        return value.as.object->type->length == NULL ||
               value.as.object->type->length(value.as.object) != 0;
    }
    return false;
}

bool value_is_number(struct value value) {
    return value.type == VALUE_INTEGER || value.type == VALUE_NUMBER || value.type == VALUE_BOOLEAN;
}

double value_to_number(struct value value) {
    switch ((enum value_type)value.type) {
    case VALUE_INTEGER:
        return (double)value.as.integer;
    case VALUE_NUMBER:
        return value.as.number;
    case VALUE_BOOLEAN:
        return value.as.boolean ? 1 : 0;
    default:
        return 0;
    }
}

bool value_to_integer(struct value value, int64_t *integer) {
    if (value.type == VALUE_INTEGER) {
        *integer = value.as.integer;
        return true;
    }
    if (value.type == VALUE_BOOLEAN) {
        *integer = value.as.boolean ? 1 : 0;
        return true;
    }
    return false;
}

struct value value_made_text(struct rendering *render, struct slice text, bool safe) {
    rendering_count_bytes(render, text.length);
    struct value value = value_text(text);
    value.flags = safe ? VALUE_SAFE : 0;
    return value;
}

static void append_object(struct rendering *render, const struct expression *at, struct buffer *out,
                          struct value value) {
    const struct value_object *object = value.as.object;
    if (object->type->text == NULL) {
        rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_PRINT, rendering_source(render, at),
                       slice_from(object->type->name));
    }
    buffer_append(out, object->type->text(object, render->arena));
}

/* repr(value) */
static void append_repr(struct rendering *render, const struct expression *at, struct buffer *out,
                        struct value value, uint32_t depth) {
    if (depth > LIMIT_TEMPLATE_DEPTH) {
        rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_DEPTH, SLICE(""), SLICE(""));
    }
    rendering_count_steps(render, 1);
    rendering_count_bytes(render, out->length > LIMIT_TEMPLATE_BYTES ? LIMIT_TEMPLATE_BYTES : 0);
    bool tuple = (value.flags & LIST_IS_TUPLE) != 0;
    switch ((enum value_type)value.type) {
    case VALUE_UNDEFINED:
        buffer_append_text(out, "Undefined");
        break;
    case VALUE_TEXT:
        buffer_append_text(out, (value.flags & VALUE_SAFE) != 0 ? "Markup(" : "");
        text_append_quoted(out, value_slice(value));
        buffer_append_text(out, (value.flags & VALUE_SAFE) != 0 ? ")" : "");
        break;
    case VALUE_LIST:
        buffer_append_byte(out, tuple ? '(' : '[');
        for (uint32_t i = 0; i < value.length; i++) {
            buffer_append_text(out, i == 0 ? "" : ", ");
            append_repr(render, at, out, value.as.list[i], depth + 1);
        }
        buffer_append_text(out, tuple ? value.length == 1 ? ",)" : ")" : "]");
        break;
    case VALUE_MAP:
        buffer_append_byte(out, '{');
        for (uint32_t i = 0; i < value.length; i++) {
            buffer_append_text(out, i == 0 ? "" : ", ");
            text_append_quoted(out, value.as.map[i].key);
            buffer_append_text(out, ": ");
            append_repr(render, at, out, value.as.map[i].value, depth + 1);
        }
        buffer_append_byte(out, '}');
        break;
    default:
        value_append_text(render, at, out, value);
    }
}

void value_append_text(struct rendering *render, const struct expression *at, struct buffer *out,
                       struct value value) {
    switch ((enum value_type)value.type) {
    case VALUE_UNDEFINED:
        rendering_require(render, at, value);
        break;
    case VALUE_NULL:
        buffer_append_text(out, "None");
        break;
    case VALUE_BOOLEAN:
        buffer_append_text(out, value.as.boolean ? "True" : "False");
        break;
    case VALUE_INTEGER:
        buffer_append_integer(out, value.as.integer);
        break;
    case VALUE_NUMBER:
        text_append_number(out, value.as.number);
        break;
    case VALUE_TEXT:
        buffer_append(out, value_slice(value));
        break;
    case VALUE_DATE:
        date_append_iso(out, value.as.date);
        break;
    case VALUE_LIST:
    case VALUE_MAP:
        append_repr(render, at, out, value, 0);
        break;
    case VALUE_OBJECT:
        append_object(render, at, out, value);
        break;
    }
}

struct slice value_to_text(struct rendering *render, const struct expression *at,
                           struct value value) {
    if (value.type == VALUE_TEXT) {
        return value_slice(value);
    }
    struct buffer out;
    buffer_init(&out, render->arena);
    value_append_text(render, at, &out, value);
    rendering_count_bytes(render, out.length);
    return buffer_slice(&out);
}

struct slice value_to_html(struct rendering *render, const struct expression *at,
                           struct value value) {
    struct slice text = value_to_text(render, at, value);
    if (value.type == VALUE_TEXT && (value.flags & VALUE_SAFE) != 0) {
        return text;
    }
    struct buffer out;
    buffer_init(&out, render->arena);
    escape_html(&out, text);
    rendering_count_bytes(render, out.length);
    return buffer_slice(&out);
}

struct value value_concatenate(struct rendering *render, const struct expression *at,
                               const struct value *entries, size_t count) {
    bool safe = false;
    for (size_t i = 0; i < count; i++) {
        safe = safe || (entries[i].type == VALUE_TEXT && (entries[i].flags & VALUE_SAFE) != 0);
    }
    struct buffer out;
    buffer_init(&out, render->arena);
    for (size_t i = 0; i < count; i++) {
        if (safe) {
            buffer_append(&out, value_to_html(render, at, entries[i]));
        } else {
            value_append_text(render, at, &out, entries[i]);
        }
    }
    return value_made_text(render, buffer_slice(&out), safe);
}
