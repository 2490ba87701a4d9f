/* The functions that templates can call: t, items, item, kind, asset, url. */
#include "base/nearest.h"
#include "base/utf8.h"
#include "render/page.h"

#include <stdlib.h>

static struct view *view_of(const struct value_object *self) {
    return ((const struct view_object *)self)->view;
}

static bool fail(struct value_call *call, const char *format, struct slice name) {
    struct buffer out;
    buffer_init(&out, call->arena);
    for (; *format != '\0'; format++) {
        if (*format == '%') {
            buffer_append(&out, name);
        } else {
            buffer_append_byte(&out, *format);
        }
    }
    call->error = buffer_slice(&out);
    return false;
}

/* The only argument by position, as a text. */
static bool take_text(struct value_call *call, struct slice *text) {
    if (call->argument_count != 1 || call->arguments[0].type != VALUE_TEXT) {
        return fail(call, "it takes one text", slice_of("", 0));
    }
    *text = value_slice(call->arguments[0]);
    return true;
}

static void append_value(struct buffer *out, struct value value, struct arena *arena) {
    if (value.type == VALUE_TEXT) {
        buffer_append(out, value_slice(value));
    } else if (value.type == VALUE_INTEGER) {
        buffer_append_integer(out, value.as.integer);
    } else if (value.type == VALUE_OBJECT && value.as.object->type->text != NULL) {
        buffer_append(out, value.as.object->type->text(value.as.object, arena));
    }
}

/* t("{n} punten", n=7): the text in the page's language, with its names filled in. */
static bool call_translate(const struct value_object *self, struct value_call *call,
                           struct value *out) {
    struct slice text;
    if (!take_text(call, &text)) {
        return false;
    }
    text = theme_text(view_of(self)->edition, text);
    struct buffer filled;
    buffer_init(&filled, call->arena);
    for (size_t i = 0; i < text.length; i++) {
        size_t end = text.data[i] == '{' ? slice_find(slice_skip(text, i), '}') : SLICE_NOT_FOUND;
        const struct value_pair *pair = NULL;
        for (size_t j = 0; end != SLICE_NOT_FOUND && j < call->named_count; j++) {
            if (slice_equals(call->named[j].key, slice_between(text, i + 1, i + end))) {
                pair = &call->named[j];
            }
        }
        if (pair == NULL) {
            buffer_append_byte(&filled, text.data[i]);
        } else {
            append_value(&filled, pair->value, call->arena);
            i += end;
        }
    }
    *out = value_text(buffer_slice(&filled));
    return true;
}

static bool call_item(const struct value_object *self, struct value_call *call, struct value *out) {
    struct view *view = view_of(self);
    struct slice text;
    if (!take_text(call, &text)) {
        return false;
    }
    struct find_result found = site_find_identity(view->site, text, call->arena);
    bool shown =
        found.status == FIND_OK && (found.item->state == ITEM_PUBLISHED || view->site->drafts);
    *out = shown ? view_item(view, item_in_language(found.item, view->page->language))
                 : value_undefined();
    return true;
}

static bool call_kind(const struct value_object *self, struct value_call *call, struct value *out) {
    struct view *view = view_of(self);
    struct slice text;
    if (!take_text(call, &text)) {
        return false;
    }
    const struct kind *kind = site_kind(view->site, text);
    *out = kind == NULL ? value_undefined() : view_kind(view, kind);
    return true;
}

static bool call_asset(const struct value_object *self, struct value_call *call,
                       struct value *out) {
    struct view *view = view_of(self);
    struct slice name;
    if (!take_text(call, &name)) {
        return false;
    }
    for (size_t i = 1; i < view->theme->layer_count; i++) {
        const struct file_list *assets = &view->theme->layers[i].assets;
        for (size_t j = 0; j < assets->count; j++) {
            if (slice_equals(slice_skip(assets->entries[j].path, SLICE("assets/").length), name)) {
                struct slice path =
                    arena_format(call->arena, "theme/%.*s", slice_width(name), name.data);
                *out = value_text(view_address(view, path, slice_of("", 0)));
                return true;
            }
        }
    }
    return fail(call, "the theme has no asset `%`", name);
}

static bool call_url(const struct value_object *self, struct value_call *call, struct value *out) {
    struct slice path;
    if (!take_text(call, &path)) {
        return false;
    }
    *out = value_text(view_address(view_of(self), path, slice_of("", 0)));
    return true;
}

/* items(): the published items of a kind that have certain values in certain fields. */
struct query {
    struct view *view;
    const struct kind *kind;
    const struct value_call *call;
    size_t limit;
    const struct field *sort;
    bool descending;
    struct item **items;
    size_t count;
};

static bool values_match(struct value own, struct value wanted) {
    if (own.type == VALUE_LIST) {
        for (size_t i = 0; i < own.length; i++) {
            if (own.as.list[i].type != VALUE_LIST && values_match(own.as.list[i], wanted)) {
                return true;
            }
        }
        return false;
    }
    if (own.type == VALUE_OBJECT && own.as.object->type == &reference_type) {
        const struct item *target = ((const struct reference *)own.as.object)->target;
        if (target == NULL) {
            return false;
        }
        if (wanted.type == VALUE_OBJECT) {
            const struct value_object *object = wanted.as.object;
            return object->type->identity != NULL && object->type->identity(object) == target;
        }
        return slice_equals(value_slice(wanted), target->identity) ||
               slice_equals(value_slice(wanted), target->slug);
    }
    if (own.type == VALUE_TEXT && wanted.type == VALUE_TEXT) {
        return slice_equals(value_slice(own), value_slice(wanted));
    }
    if (own.type == VALUE_INTEGER && wanted.type == VALUE_INTEGER) {
        return own.as.integer == wanted.as.integer;
    }
    if (own.type == VALUE_BOOLEAN && wanted.type == VALUE_BOOLEAN) {
        return own.as.boolean == wanted.as.boolean;
    }
    return own.type == VALUE_DATE && wanted.type == VALUE_DATE &&
           date_compare(own.as.date, wanted.as.date) == 0;
}

static bool is_option(struct slice name) {
    return slice_equals(name, SLICE("sort")) || slice_equals(name, SLICE("limit"));
}

static bool item_matches(const struct query *query, const struct item *item) {
    for (size_t i = 0; i < query->call->named_count; i++) {
        const struct value_pair *pair = &query->call->named[i];
        if (!is_option(pair->key) && !values_match(item_field(item, pair->key), pair->value)) {
            return false;
        }
    }
    return true;
}

static bool read_sort(struct query *query, struct value_call *call, struct slice sort) {
    query->descending = sort.length > 0 && sort.data[0] == '-';
    struct slice name = slice_skip(sort, query->descending ? 1 : 0);
    query->sort = kind_field(query->kind, name);
    return query->sort != NULL || fail(call, "there is no field `%` to sort by", name);
}

static bool read_query(struct query *query, struct value_call *call) {
    query->limit = SIZE_MAX;
    for (size_t i = 0; i < call->named_count; i++) {
        const struct value_pair *pair = &call->named[i];
        if (slice_equals(pair->key, SLICE("limit"))) {
            if (pair->value.type != VALUE_INTEGER || pair->value.as.integer < 0) {
                return fail(call, "limit must be a number", pair->key);
            }
            query->limit = (size_t)pair->value.as.integer;
        } else if (slice_equals(pair->key, SLICE("sort"))) {
            if (!read_sort(query, call, value_slice(pair->value))) {
                return false;
            }
        } else if (kind_field(query->kind, pair->key) == NULL) {
            return fail(call, "there is no field `%` to look for", pair->key);
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
        } else if (value.type == VALUE_INTEGER) {
            entries[i].number = (double)value.as.integer;
        } else if (value.type == VALUE_NUMBER) {
            entries[i].number = value.as.number;
        }
    }
    if (query->count > 0) {
        qsort(entries, query->count, sizeof *entries, by_entry);
    }
    for (size_t i = 0; i < query->count; i++) {
        query->items[i] = entries[i].item;
    }
}

static bool call_items(const struct value_object *self, struct value_call *call,
                       struct value *out) {
    struct query query = {.view = view_of(self), .call = call};
    struct slice name;
    if (!take_text(call, &name)) {
        return false;
    }
    query.kind = site_kind(query.view->site, name);
    if (query.kind == NULL) {
        return fail(call, "there is no kind `%`", name);
    }
    if (!read_query(&query, call)) {
        return false;
    }
    const struct kind *kind = query.kind;
    bool is_whole = call->named_count == 0 ||
                    (call->named_count == 1 && query.limit != SIZE_MAX && query.sort == NULL);
    if (is_whole) {
        /* The list is there already, in its order: a page of a large site asks for a few of many.
         */
        *out = view_items(query.view, kind->items,
                          query.limit < kind->item_count ? query.limit : kind->item_count);
        return true;
    }
    query.items = arena_new(query.view->arena, struct item *, kind->item_count);
    for (size_t i = 0; i < kind->item_count; i++) {
        if (query.sort == NULL && query.count == query.limit) {
            break;
        }
        if (item_matches(&query, kind->items[i])) {
            query.items[query.count++] = kind->items[i];
        }
    }
    if (query.sort != NULL) {
        sort_items(&query);
    }
    *out =
        view_items(query.view, query.items, query.limit < query.count ? query.limit : query.count);
    return true;
}

static const struct value_object_type FUNCTIONS[] = {
    {.name = "t", .call = call_translate}, {.name = "items", .call = call_items},
    {.name = "item", .call = call_item},   {.name = "kind", .call = call_kind},
    {.name = "asset", .call = call_asset}, {.name = "url", .call = call_url},
};

struct value view_function(struct view *view, struct slice name) {
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++) {
        if (slice_equals(name, slice_from(FUNCTIONS[i].name))) {
            struct view_object *object = arena_new(view->arena, struct view_object, 1);
            *object = (struct view_object){.object = {&FUNCTIONS[i]}, .view = view};
            return value_object(&object->object);
        }
    }
    return value_undefined();
}
