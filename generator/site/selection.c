#include "site/selection.h"

const struct field *selection_element(const struct field *field) {
    return field->type == FIELD_LIST ? field->of : field;
}

void selection_values(const struct item *item, const struct field *field, selection_visit *visit,
                      void *context) {
    struct value value = item_value(item, kind_field_index(item->kind, field));
    bool is_choice = selection_element(field)->type == FIELD_CHOICE;
    size_t count = value.type == VALUE_LIST ? value.length : 1;
    for (size_t i = 0; i < count; i++) {
        struct value one = value.type == VALUE_LIST ? value.as.list[i] : value;
        if (is_choice && one.type == VALUE_TEXT) {
            visit(context, NULL, value_slice(one));
        } else if (one.type == VALUE_OBJECT && one.as.object->type == &reference_type) {
            const struct reference *reference = (const struct reference *)one.as.object;
            if (reference->target != NULL) {
                visit(context, reference->target, slice_of("", 0));
            }
        }
    }
}

struct slice selection_address(const struct selection *selection, size_t number,
                               struct arena *arena) {
    if (number <= 1) {
        return arena_join(arena, (struct slice[]){selection->folder, SLICE("/index.html")}, 2);
    }
    return arena_format(arena, "%.*s/page-%zu.html", slice_width(selection->folder),
                        selection->folder.data, number);
}

struct slice selection_label(const struct selection *selection, struct slice language) {
    return selection->target == NULL ? selection->choice
                                     : item_in_language(selection->target, language)->title;
}
