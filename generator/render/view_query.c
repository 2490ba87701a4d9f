/* Queries: items("article", topics=page, sort="-date", limit=5). */
#include "base/nearest.h"
#include "base/utf8.h"
#include "render/page.h"

#include <stdlib.h>

struct query {
    struct view *view;
    const struct kind *kind;
    const struct value_call *call;
    size_t limit;
    const struct field *sort;
    bool descending;
    size_t conditions;
    struct item **items;
    size_t count;
};

/* A reference and what a template has of an item: the item itself, in any language, or its name. */
static bool reference_matches(const struct reference *reference, struct value wanted) {
    const struct item *target = reference->target;
    if (target == NULL) {
        return false;
    }
    if (wanted.type != VALUE_OBJECT) {
        return slice_equals(value_slice(wanted), target->identity) ||
               slice_equals(value_slice(wanted), target->slug);
    }
    const struct value_object *object = wanted.as.object;
    const void *identity = object->type->identity == NULL ? NULL : object->type->identity(object);
    const struct item *version = target;
    do {
        if (identity == version) {
            return true;
        }
        version = version->translation;
    } while (version != NULL && version != target);
    return false;
}

static bool is_number(struct value value) {
    return value.type == VALUE_INTEGER || value.type == VALUE_NUMBER;
}

static double number_of(struct value value) {
    return value.type == VALUE_NUMBER ? value.as.number : (double)value.as.integer;
}

static bool value_matches(struct value own, struct value wanted) {
    if (own.type == VALUE_OBJECT && own.as.object->type == &reference_type) {
        return reference_matches((const struct reference *)own.as.object, wanted);
    }
    if (own.type == VALUE_INTEGER && wanted.type == VALUE_INTEGER) {
        return own.as.integer == wanted.as.integer;
    }
    if (is_number(own) && is_number(wanted)) {
        return number_of(own) == number_of(wanted);
    }
    if (own.type != wanted.type) {
        return false;
    }
    switch (own.type) {
    case VALUE_TEXT:
        return slice_equals(value_slice(own), value_slice(wanted));
    case VALUE_BOOLEAN:
        return own.as.boolean == wanted.as.boolean;
    case VALUE_DATE:
        return date_compare(own.as.date, wanted.as.date) == 0;
    default:
        return false;
    }
}

/* A field that is a list matches when it holds the value. */
static bool field_matches(struct value own, struct value wanted) {
    if (own.type != VALUE_LIST) {
        return value_matches(own, wanted);
    }
    for (size_t i = 0; i < own.length; i++) {
        if (value_matches(own.as.list[i], wanted)) {
            return true;
        }
    }
    return false;
}

/* Of a list that is wanted, any will do. */
static bool any_matches(struct value own, struct value wanted, struct arena *arena) {
    if (wanted.type == VALUE_LIST) {
        for (size_t i = 0; i < wanted.length; i++) {
            if (field_matches(own, wanted.as.list[i])) {
                return true;
            }
        }
        return false;
    }
    const struct value_object *list = wanted.type == VALUE_OBJECT ? wanted.as.object : NULL;
    if (list == NULL || list->type->length == NULL) {
        return field_matches(own, wanted);
    }
    for (size_t i = 0, count = list->type->length(list); i < count; i++) {
        if (field_matches(own, list->type->at(list, i, arena))) {
            return true;
        }
    }
    return false;
}

static bool is_option(struct slice name) {
    return slice_equals(name, SLICE("sort")) || slice_equals(name, SLICE("limit"));
}

static bool item_matches(const struct query *query, const struct item *item) {
    for (size_t i = 0; i < query->call->named_count; i++) {
        const struct value_pair *pair = &query->call->named[i];
        if (!is_option(pair->key) &&
            !any_matches(item_field(item, pair->key), pair->value, query->view->arena)) {
            return false;
        }
    }
    return true;
}

/* What a query names is not there: says so, with the field that was probably meant. */
static bool fail_field(const struct query *query, struct value_call *call, const char *message,
                       const char *suggestion, struct slice name) {
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < query->kind->field_count; i++) {
        nearest_offer(&nearest, query->kind->fields[i].name);
    }
    return nearest.best.length == 0 ? view_fail(call, message, name)
                                    : view_fail(call, suggestion, nearest.best);
}

static bool read_sort(struct query *query, struct value_call *call, struct slice sort) {
    query->descending = sort.length > 0 && sort.data[0] == '-';
    struct slice name = slice_skip(sort, query->descending ? 1 : 0);
    query->sort = kind_field(query->kind, name);
    return query->sort != NULL ||
           fail_field(query, call, "there is no field `%` to sort by",
                      "there is no such field to sort by; did you mean `%`?", name);
}

static bool read_query(struct query *query, struct value_call *call) {
    query->limit = SIZE_MAX;
    for (size_t i = 0; i < call->named_count; i++) {
        const struct value_pair *pair = &call->named[i];
        if (slice_equals(pair->key, SLICE("limit"))) {
            if (pair->value.type != VALUE_INTEGER || pair->value.as.integer < 0) {
                return view_fail(call, "limit must be a whole number", pair->key);
            }
            query->limit = (size_t)pair->value.as.integer;
        } else if (slice_equals(pair->key, SLICE("sort"))) {
            if (!read_sort(query, call, value_slice(pair->value))) {
                return false;
            }
        } else if (kind_field(query->kind, pair->key) == NULL) {
            return fail_field(query, call, "there is no field `%` to look for",
                              "there is no such field to look for; did you mean `%`?", pair->key);
        } else {
            query->conditions++;
        }
    }
    return true;
}

struct sort_entry {
    struct item *item;
    struct slice text;
    double number;
    size_t position;
    bool descending;
};

static int by_entry(const void *a, const void *b) {
    const struct sort_entry *first = a, *second = b;
    int order = first->number < second->number ? -1 : first->number > second->number;
    if (order == 0) {
        order = slice_compare(first->text, second->text);
    }
    if (order != 0) {
        return first->descending ? -order : order;
    }
    return first->position < second->position ? -1 : 1;
}

static void sort_items(struct query *query) {
    size_t index = kind_field_index(query->kind, query->sort);
    struct sort_entry *entries = arena_new(query->view->arena, struct sort_entry, query->count);
    for (size_t i = 0; i < query->count; i++) {
        struct value value = query->items[i]->values[index];
        entries[i] = (struct sort_entry){
            .item = query->items[i], .position = i, .descending = query->descending};
        if (value.type == VALUE_TEXT) {
            entries[i].text = utf8_slug(query->view->arena, value_slice(value));
        } else if (value.type == VALUE_DATE) {
            entries[i].number = date_days(value.as.date);
        } else if (is_number(value)) {
            entries[i].number = number_of(value);
        }
    }
    if (query->count > 0) {
        qsort(entries, query->count, sizeof *entries, by_entry);
    }
    for (size_t i = 0; i < query->count; i++) {
        query->items[i] = entries[i].item;
    }
}

static void find_items(struct query *query) {
    const struct kind *kind = query->kind;
    query->items = arena_new(query->view->arena, struct item *, kind->item_count);
    for (size_t i = 0; i < kind->item_count; i++) {
        if (query->sort == NULL && query->count == query->limit) {
            break;
        }
        if (item_matches(query, kind->items[i])) {
            query->items[query->count++] = kind->items[i];
        }
    }
    if (query->sort != NULL) {
        sort_items(query);
    }
}

bool view_query(struct view *view, struct slice name, struct value_call *call, struct value *out) {
    struct query query = {.view = view, .call = call, .kind = site_kind(view->site, name)};
    if (query.kind == NULL) {
        return view_fail(call, "there is no kind `%`", name);
    }
    if (!read_query(&query, call)) {
        return false;
    }
    if (query.conditions == 0 && query.sort == NULL) {
        /* They are there already, in their order: every page of a large site may ask for a few. */
        query.items = query.kind->items;
        query.count = query.kind->item_count;
    } else {
        find_items(&query);
    }
    *out = view_versions(view, query.items, query.limit < query.count ? query.limit : query.count);
    return true;
}
