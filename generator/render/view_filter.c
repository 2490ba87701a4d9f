/* What readers can narrow a list down to. */
#include "render/page.h"

#include <stdlib.h>

static struct slice field_label(const struct view *view, const struct field *field) {
    struct slice label =
        localized_in(field->label, view->page->language, view->site->settings.language);
    return label.length > 0 ? label : field->name;
}

static size_t choice_index(const struct selection *selection) {
    const struct field *of = selection_element(selection->field);
    size_t index = 0;
    while (index < of->choice_count && !slice_equals(of->choices[index], selection->choice)) {
        index++;
    }
    return index;
}

/* Items as the lists of their kinds have them, choices as they were declared. */
static int by_place(const void *a, const void *b) {
    const struct selection *first = *(const struct selection *const *)a,
                           *second = *(const struct selection *const *)b;
    if (first->target == NULL) {
        size_t one = choice_index(first), other = choice_index(second);
        return one < other ? -1 : one > other;
    }
    const struct kind *kind = first->target->kind, *other = second->target->kind;
    if (kind != other) {
        return kind->weight != other->weight ? (kind->weight < other->weight ? -1 : 1)
                                             : slice_compare(kind->name, other->name);
    }
    size_t place = first->target->position, behind = second->target->position;
    return place < behind ? -1 : place > behind;
}

static struct value value_of(struct view *view, const struct selection *selection) {
    const struct page *page = view->page;
    const struct item *target =
        selection->target == NULL ? NULL : item_in_language(selection->target, page->language);
    struct slice path = selection_address(selection, 1, view->arena);
    struct value_pair pairs[] = {
        view_pair("label", value_text(selection_label(selection, page->language))),
        view_pair("item", target == NULL ? value_undefined() : view_item(view, target)),
        view_pair("address", value_text(view_address(view, path, slice_of("", 0)))),
        view_pair("count", value_integer((int64_t)selection->count)),
        view_pair("current", value_boolean(selection == page->selection))};
    return view_map(view, pairs, sizeof pairs / sizeof *pairs);
}

/* The `count` selections of one field. */
static struct value filter_of(struct view *view, const struct selection *selections, size_t count) {
    const struct selection **order = arena_new(view->arena, const struct selection *, count);
    struct value *values = arena_new(view->arena, struct value, count);
    for (size_t i = 0; i < count; i++) {
        order[i] = &selections[i];
    }
    qsort(order, count, sizeof(struct selection *), by_place);
    for (size_t i = 0; i < count; i++) {
        values[i] = value_of(view, order[i]);
    }
    const struct field *field = selections->field;
    struct value_pair pairs[] = {view_pair("name", value_text(field->name)),
                                 view_pair("label", value_text(field_label(view, field))),
                                 view_pair("values", value_list(values, count))};
    return view_map(view, pairs, sizeof pairs / sizeof *pairs);
}

struct value view_filters(struct view *view) {
    const struct kind *kind = view->page->kind;
    struct value *filters = arena_new(view->arena, struct value, kind->selection_count);
    size_t made = 0;
    for (size_t first = 0, end = 0; first < kind->selection_count; first = end) {
        while (end < kind->selection_count &&
               kind->selections[end].field == kind->selections[first].field) {
            end++;
        }
        filters[made++] = filter_of(view, &kind->selections[first], end - first);
    }
    return value_list(filters, made);
}

struct value view_filter(struct view *view) {
    const struct page *page = view->page;
    if (page->selection == NULL) {
        return value_undefined();
    }
    struct slice whole =
        view_address(view, kind_list_address(page->kind, 1, view->arena), slice_of("", 0));
    struct value_pair pairs[] = {
        view_pair("label", value_text(field_label(view, page->selection->field))),
        view_pair("value", value_of(view, page->selection)), view_pair("whole", value_text(whole))};
    return view_map(view, pairs, sizeof pairs / sizeof *pairs);
}
