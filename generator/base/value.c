#include "base/value.h"

#include <assert.h>
#include <string.h>

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
