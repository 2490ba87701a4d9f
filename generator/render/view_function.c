/* The functions that templates can call: t, items, item, kind, asset, url. */
#include "render/assets.h"
#include "render/page.h"

static struct view *view_of(const struct value_object *self) {
    return ((const struct view_object *)self)->view;
}

/* The only argument by position, as a text. */
static bool take_text(struct value_call *call, struct slice *text) {
    if (call->argument_count != 1 || call->arguments[0].type != VALUE_TEXT) {
        (void)view_fail(call, "it takes one text", slice_of("", 0));
        return false;
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
    const struct theme_asset *asset = theme_asset(view->theme, name);
    if (asset == NULL) {
        struct slice near = theme_asset_near(view->theme, name);
        return near.length == 0
                   ? view_fail(call, "the theme has no asset `%`", name)
                   : view_fail(call, "the theme has no such asset; did you mean `%`?", near);
    }
    *out = value_text(view_address(view, asset->address, slice_of("", 0)));
    return true;
}

static bool call_url(const struct value_object *self, struct value_call *call, struct value *out) {
    struct slice path;
    if (!take_text(call, &path)) {
        return false;
    }
    *out = value_text(view_address(view_of(self), path, slice_of("", 0)));
    return true;
}

static bool call_items(const struct value_object *self, struct value_call *call,
                       struct value *out) {
    struct slice name;
    return take_text(call, &name) && view_query(view_of(self), name, call, out);
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
