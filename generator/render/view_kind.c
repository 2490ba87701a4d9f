/* A kind, as templates see it. */
#include "render/page.h"

static struct slice list_address(struct view *view, const struct kind *kind) {
    return view_address(view, kind_list_address(kind, 1, view->arena), slice_of("", 0));
}

static struct value feed_address(struct view *view, const struct kind *kind) {
    if (!kind->is_dated || !kind->has_pages) {
        return value_undefined();
    }
    struct slice path =
        arena_format(view->arena, "%.*s/feed.xml", slice_width(kind->folder), kind->folder.data);
    return value_text(view_address(view, path, slice_of("", 0)));
}

static bool object_get(const struct value_object *self, struct slice name, struct arena *arena,
                       struct value *out) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    const struct kind *kind = object->of.kind;
    struct view *view = object->view;
    struct slice language = view->page->language;
    const struct value_pair pairs[] = {
        view_pair("name", value_text(kind->name)),
        view_pair("label", value_text(kind_label(kind, language))),
        view_pair("plural", value_text(kind_plural(kind, language))),
        view_pair("description", value_text(localized_in(kind->description, language,
                                                         view->site->settings.language))),
        view_pair("count", value_integer((int64_t)kind->item_count)),
        view_pair("has_list", value_boolean(kind->has_list)),
        view_pair("is_dated", value_boolean(kind->is_dated)),
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (slice_equals(pairs[i].key, name)) {
            *out = pairs[i].value;
            return true;
        }
    }
    if (slice_equals(name, SLICE("address"))) {
        *out = kind->has_list ? value_text(list_address(view, kind)) : value_text(slice_of("", 0));
        return true;
    }
    if (slice_equals(name, SLICE("items"))) {
        *out = view_items(view, kind->items, kind->item_count);
        return true;
    }
    if (slice_equals(name, SLICE("feed"))) {
        *out = feed_address(view, kind);
        return out->type != VALUE_UNDEFINED;
    }
    return false;
}

static struct slice object_text(const struct value_object *self, struct arena *arena) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    return kind_label(object->of.kind, object->view->page->language);
}

static struct slice object_address(const struct value_object *self, struct arena *arena) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    return list_address(object->view, object->of.kind);
}

static const void *object_identity(const struct value_object *self) {
    return ((const struct view_object *)self)->of.kind;
}

static const struct value_object_type KIND = {.name = "kind",
                                              .get = object_get,
                                              .text = object_text,
                                              .address = object_address,
                                              .identity = object_identity};

struct value view_kind(struct view *view, const struct kind *kind) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    *object = (struct view_object){.object = {&KIND}, .view = view, .of.kind = kind};
    return value_object(&object->object);
}

const struct kind *view_is_kind(const struct value_object *object) {
    return object->type == &KIND ? ((const struct view_object *)object)->of.kind : NULL;
}
