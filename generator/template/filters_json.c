/* tojson: the bytes that Python's json.dumps(sort_keys=True) makes, with < > & ' escaped so that it
 * may stand in a script. */
#include "base/limits.h"
#include "base/utf8.h"
#include "template/filter_rows.h"
#include "template/operators.h"
#include "template/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct json {
    struct rendering *render;
    const struct filter_call *call;
    struct buffer out;
    struct slice indent; /* of one level */
    bool indented;
};

static void append_unit(struct buffer *out, uint32_t unit) {
    char text[16];
    snprintf(text, sizeof text, "\\u%04x", (unsigned)unit);
    buffer_append_text(out, text);
}

/* Whether a byte stands for itself, whatever comes before or behind it. */
static bool is_plain(char byte) {
    unsigned char code = (unsigned char)byte;
    return code >= 0x20 && code < 0x7F && code != '"' && code != '\\' && code != '<' &&
           code != '>' && code != '&' && code != '\'';
}

static void append_string(struct buffer *out, struct slice text) {
    static const char letters[] = "\"\\\n\r\t\b\f";
    static const char escapes[] = "\"\\nrtbf";
    buffer_append_byte(out, '"');
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        while (at < text.length && is_plain(text.data[at])) {
            at++;
        }
        buffer_append(out, slice_between(text, start, at));
        if (at == text.length) {
            break;
        }
        uint32_t code_point = utf8_next(text, &at);
        size_t known = 0;
        while (letters[known] != '\0' && (uint32_t)letters[known] != code_point) {
            known++;
        }
        if (letters[known] != '\0') {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, escapes[known]);
        } else if (code_point >= 0x10000) {
            append_unit(out, 0xD800 + ((code_point - 0x10000) >> 10));
            append_unit(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
        } else {
            append_unit(out, code_point);
        }
    }
    buffer_append_byte(out, '"');
}

static void append_line(struct json *json, uint32_t depth) {
    if (!json->indented) {
        return;
    }
    buffer_append_byte(&json->out, '\n');
    for (uint32_t i = 0; i < depth; i++) {
        buffer_append(&json->out, json->indent);
    }
}

static void append_comma(struct json *json, uint32_t index) {
    if (index > 0) {
        buffer_append_text(&json->out, json->indented ? "," : ", ");
    }
}

static void append(struct json *json, struct value value, uint32_t depth);

static int by_key(const void *left, const void *right) {
    const struct value_pair *a = *(const struct value_pair *const *)left;
    const struct value_pair *b = *(const struct value_pair *const *)right;
    return slice_compare(a->key, b->key);
}

static void append_map(struct json *json, struct value map, uint32_t depth) {
    rendering_count_bytes(json->render, map.length * sizeof(void *));
    const struct value_pair **pairs =
        arena_new(json->render->arena, const struct value_pair *, map.length);
    for (uint32_t i = 0; i < map.length; i++) {
        pairs[i] = &map.as.map[i];
    }
    if (map.length > 1) {
        qsort(pairs, map.length, sizeof *pairs, by_key);
    }
    buffer_append_byte(&json->out, '{');
    for (uint32_t i = 0; i < map.length; i++) {
        append_comma(json, i);
        append_line(json, depth + 1);
        append_string(&json->out, pairs[i]->key);
        buffer_append_text(&json->out, ": ");
        append(json, pairs[i]->value, depth + 1);
    }
    if (map.length > 0) {
        append_line(json, depth);
    }
    buffer_append_byte(&json->out, '}');
}

static void append_list(struct json *json, struct value list, uint32_t depth) {
    buffer_append_byte(&json->out, '[');
    for (uint32_t i = 0; i < list.length; i++) {
        append_comma(json, i);
        append_line(json, depth + 1);
        append(json, list.as.list[i], depth + 1);
    }
    if (list.length > 0) {
        append_line(json, depth);
    }
    buffer_append_byte(&json->out, ']');
}

static void append_number(struct buffer *out, double number) {
    if (isnan(number)) {
        buffer_append_text(out, "NaN");
    } else if (isinf(number)) {
        buffer_append_text(out, number < 0 ? "-Infinity" : "Infinity");
    } else {
        text_append_number(out, number);
    }
}

static void append(struct json *json, struct value value, uint32_t depth) {
    struct rendering *render = json->render;
    if (depth > LIMIT_TEMPLATE_DEPTH) {
        rendering_fail(render, json->call->at, MESSAGE_TEMPLATE_RUN_DEPTH, SLICE(""), SLICE(""));
    }
    rendering_count_steps(render, 1);
    rendering_count_bytes(render,
                          json->out.length > LIMIT_TEMPLATE_BYTES ? LIMIT_TEMPLATE_BYTES : 0);
    rendering_require(render, json->call->at, value);
    switch ((enum value_type)value.type) {
    case VALUE_NULL:
        buffer_append_text(&json->out, "null");
        return;
    case VALUE_BOOLEAN:
        buffer_append_text(&json->out, value.as.boolean ? "true" : "false");
        return;
    case VALUE_INTEGER:
        buffer_append_integer(&json->out, value.as.integer);
        return;
    case VALUE_NUMBER:
        append_number(&json->out, value.as.number);
        return;
    case VALUE_TEXT:
        append_string(&json->out, value_slice(value));
        return;
    case VALUE_DATE:
        append_string(&json->out, value_to_text(render, json->call->at, value));
        return;
    case VALUE_LIST:
        append_list(json, value, depth);
        return;
    case VALUE_MAP:
        append_map(json, value, depth);
        return;
    case VALUE_OBJECT:
        if (value.as.object->type->length != NULL && value.as.object->type->at != NULL) {
            append_list(json, rendering_list(render, json->call->at, value), depth);
            return;
        }
        break;
    case VALUE_UNDEFINED:
        break;
    }
    rendering_fail_type(render, json->call->at, MESSAGE_TEMPLATE_RUN_INPUT, "tojson", value);
}

struct value filter_tojson(struct rendering *render, const struct filter_call *call) {
    struct json json = {.render = render, .call = call};
    buffer_init(&json.out, render->arena);
    json.indented = filter_has(call, 0) && call->given[0].type != VALUE_NULL;
    if (json.indented) {
        int64_t width = filter_integer(render, call, 0, 0);
        static const char spaces[] = "                ";
        width = width < 0 ? 0 : width;
        json.indent = slice_take(SLICE("                "),
                                 (size_t)width < sizeof spaces ? (size_t)width : sizeof spaces - 1);
    }
    append(&json, call->input, 0);
    struct value result = value_made_text(render, buffer_slice(&json.out), true);
    result.flags |= TEXT_IS_JSON;
    return result;
}
