#include "formats/json.h"

#include "base/date.h"
#include "base/escape.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void json_init(struct json *json, struct buffer *out, bool indent) {
    *json = (struct json){.out = out, .indent = indent};
}

static void new_line(struct json *json) {
    if (!json->indent) {
        return;
    }
    buffer_append_byte(json->out, '\n');
    for (size_t i = 0; i < json->depth; i++) {
        buffer_append_text(json->out, "  ");
    }
}

/* What stands before an entry of an object or list. */
static void begin_entry(struct json *json) {
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0) {
        return;
    }
    if (json->has_entry[json->depth - 1]) {
        buffer_append_byte(json->out, ',');
    }
    json->has_entry[json->depth - 1] = true;
    new_line(json);
}

static void open_group(struct json *json, char bracket) {
    begin_entry(json);
    assert(json->depth < JSON_DEPTH);
    buffer_append_byte(json->out, bracket);
    json->has_entry[json->depth++] = false;
}

static void close_group(struct json *json, char bracket) {
    assert(json->depth > 0 && !json->after_key);
    bool any = json->has_entry[--json->depth];
    if (any) {
        new_line(json);
    }
    buffer_append_byte(json->out, bracket);
}

void json_open_object(struct json *json) {
    open_group(json, '{');
}

void json_close_object(struct json *json) {
    close_group(json, '}');
}

void json_open_list(struct json *json) {
    open_group(json, '[');
}

void json_close_list(struct json *json) {
    close_group(json, ']');
}

static void append_quoted(struct json *json, struct slice text) {
    buffer_append_byte(json->out, '"');
    escape_json(json->out, text);
    buffer_append_byte(json->out, '"');
}

void json_key(struct json *json, struct slice key) {
    assert(json->depth > 0 && !json->after_key);
    begin_entry(json);
    append_quoted(json, key);
    buffer_append_text(json->out, json->indent ? ": " : ":");
    json->after_key = true;
}

void json_write_text(struct json *json, struct slice text) {
    begin_entry(json);
    append_quoted(json, text);
}

void json_write_integer(struct json *json, int64_t number) {
    begin_entry(json);
    buffer_append_integer(json->out, number);
}

/* The shortest decimal that reads back as the same number; JSON has no other numbers, so these
 * become null. */
void json_write_number(struct json *json, double number) {
    if (!isfinite(number)) {
        json_write_null(json);
        return;
    }
    char text[32];
    int length = 0;
    for (int precision = 15; precision <= 17; precision++) {
        length = snprintf(text, sizeof text, "%.*g", precision, number);
        if (strtod(text, NULL) == number) {
            break;
        }
    }
    begin_entry(json);
    buffer_append(json->out, slice_of(text, (size_t)length));
}

void json_write_boolean(struct json *json, bool boolean) {
    begin_entry(json);
    buffer_append_text(json->out, boolean ? "true" : "false");
}

void json_write_null(struct json *json) {
    begin_entry(json);
    buffer_append_text(json->out, "null");
}

/* Recursive: values come from YAML, which has a limit, and JSON_DEPTH ends what does not. */
void json_write_value(struct json *json, struct value value) {
    switch (value.type) {
    case VALUE_BOOLEAN:
        json_write_boolean(json, value.as.boolean);
        break;
    case VALUE_INTEGER:
        json_write_integer(json, value.as.integer);
        break;
    case VALUE_NUMBER:
        json_write_number(json, value.as.number);
        break;
    case VALUE_TEXT:
        json_write_text(json, value_slice(value));
        break;
    case VALUE_DATE:
        begin_entry(json);
        buffer_append_byte(json->out, '"');
        date_append_iso(json->out, value.as.date);
        buffer_append_byte(json->out, '"');
        break;
    case VALUE_LIST:
        json_open_list(json);
        for (size_t i = 0; i < value.length; i++) {
            json_write_value(json, value.as.list[i]);
        }
        json_close_list(json);
        break;
    case VALUE_MAP:
        json_open_object(json);
        for (size_t i = 0; i < value.length; i++) {
            json_key(json, value.as.map[i].key);
            json_write_value(json, value.as.map[i].value);
        }
        json_close_object(json);
        break;
    default: /* undefined, null; an object is our own mistake */
        assert(value.type != VALUE_OBJECT);
        json_write_null(json);
    }
}

void json_member_text(struct json *json, const char *key, struct slice text) {
    json_key(json, slice_from(key));
    json_write_text(json, text);
}

void json_member_integer(struct json *json, const char *key, int64_t number) {
    json_key(json, slice_from(key));
    json_write_integer(json, number);
}
