#include "template/shape.h"

#include "base/map.h"

const struct shape_field *shape_find(const struct shape *record, struct slice name) {
    if (record->index != NULL) {
        size_t place = (size_t)(uintptr_t)map_get(record->index, name);
        return place == 0 ? NULL : &record->fields[place - 1];
    }
    for (size_t i = 0; i < record->field_count; i++) {
        if (slice_equals(record->fields[i].name, name)) {
            return &record->fields[i];
        }
    }
    return NULL;
}
