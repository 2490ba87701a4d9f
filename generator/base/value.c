#include "base/value.h"

#include <assert.h>
#include <string.h>

static uint32_t narrow(size_t length) {
    assert(length <= UINT32_MAX);
    return (uint32_t)length;
}

struct value value_undefined(void) {
    return (struct value){.type = VALUE_UNDEFINED};
}

struct value value_null(void) {
    return (struct value){.type = VALUE_NULL};
}

struct value value_boolean(bool boolean) {
    return (struct value){.type = VALUE_BOOLEAN, .as.boolean = boolean};
}

struct value value_integer(int64_t integer) {
    return (struct value){.type = VALUE_INTEGER, .as.integer = integer};
}

struct value value_number(double number) {
    return (struct value){.type = VALUE_NUMBER, .as.number = number};
}

struct value value_text(struct slice text) {
    return (struct value){.type = VALUE_TEXT, .length = narrow(text.length), .as.text = text.data};
}

struct value value_html(struct slice html) {
    struct value value = value_text(html);
    value.flags = VALUE_SAFE;
    return value;
}

struct value value_date(struct date date) {
    return (struct value){.type = VALUE_DATE, .as.date = date};
}

struct value value_list(const struct value *values, size_t count) {
    return (struct value){.type = VALUE_LIST, .length = narrow(count), .as.list = values};
}

struct value value_map(const struct value_pair *pairs, size_t count) {
    return (struct value){.type = VALUE_MAP, .length = narrow(count), .as.map = pairs};
}

struct value value_object(const struct value_object *object) {
    return (struct value){.type = VALUE_OBJECT, .as.object = object};
}

struct slice value_slice(struct value value) {
    return value.type == VALUE_TEXT ? slice_of(value.as.text, value.length) : slice_of("", 0);
}

const struct value_pair *value_find(struct value map, struct slice key) {
    for (size_t i = 0; map.type == VALUE_MAP && i < map.length; i++) {
        if (slice_equals(map.as.map[i].key, key)) {
            return &map.as.map[i];
        }
    }
    return NULL;
}

struct value value_get(struct value map, struct slice key) {
    const struct value_pair *pair = value_find(map, key);
    return pair == NULL ? value_undefined() : pair->value;
}

const char *value_type_name(struct value value) {
    static const char *const names[] = {"nothing", "null", "boolean", "integer", "number",
                                        "text",    "date", "list",    "map",     "object"};
    return value.type == VALUE_OBJECT ? value.as.object->type->name : names[value.type];
}
