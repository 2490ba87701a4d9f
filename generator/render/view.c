/* Small things that all views use. */
#include "render/page.h"

void view_note(struct view *view, const struct item *item) {
    if (view->sources != NULL) {
        sources_add(view->sources, item->number);
    }
}

struct value_pair view_pair(const char *name, struct value value) {
    return (struct value_pair){.key = slice_from(name), .value = value};
}

struct value view_map(struct view *view, const struct value_pair *pairs, size_t count) {
    struct value_pair *copy = arena_new(view->arena, struct value_pair, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].value.type != VALUE_UNDEFINED) {
            copy[kept++] = pairs[i];
        }
    }
    return value_map(copy, kept);
}

struct value view_optional_text(struct slice text) {
    return text.length == 0 ? value_undefined() : value_text(text);
}

bool view_fail(struct value_call *call, const char *format, struct slice name) {
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

struct slice view_address(struct view *view, struct slice path, struct slice anchor) {
    if (anchor.length > 0 && slice_equals(path, view->page->address)) {
        return arena_join(view->arena, (struct slice[]){SLICE("#"), anchor}, 2);
    }
    struct slice relative = path_relative(view->arena, view->page->address, path);
    if (anchor.length == 0) {
        return relative;
    }
    return arena_join(view->arena, (struct slice[]){relative, SLICE("#"), anchor}, 3);
}

static struct slice asset_text(const struct value_object *self, struct arena *arena) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    return view_address(object->view, object->of.asset->address, slice_of("", 0));
}

static bool asset_get(const struct value_object *self, struct slice name, struct arena *arena,
                      struct value *out) {
    const struct asset *asset = ((const struct view_object *)self)->of.asset;
    if (slice_equals(name, SLICE("address"))) {
        *out = value_text(asset_text(self, arena));
    } else if (slice_equals(name, SLICE("canonical"))) {
        const struct view *view = ((const struct view_object *)self)->view;
        *out = value_text(site_absolute(view->site, asset->address, arena));
    } else if (slice_equals(name, SLICE("name"))) {
        *out = value_text(path_name(asset->path));
    } else if (slice_equals(name, SLICE("size"))) {
        *out = value_integer((int64_t)asset->size);
    } else if (slice_equals(name, SLICE("width")) && asset->width > 0) {
        *out = value_integer(asset->width);
    } else if (slice_equals(name, SLICE("height")) && asset->height > 0) {
        *out = value_integer(asset->height);
    } else {
        return false;
    }
    return true;
}

static const void *asset_identity(const struct value_object *self) {
    return ((const struct view_object *)self)->of.asset;
}

static const struct value_object_type ASSET = {.name = "file",
                                               .get = asset_get,
                                               .text = asset_text,
                                               .address = asset_text,
                                               .identity = asset_identity};

struct value view_asset(struct view *view, const struct asset *asset) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    *object = (struct view_object){.object = {&ASSET}, .view = view, .of.asset = asset};
    return value_object(&object->object);
}

static size_t items_length(const struct value_object *self) {
    return ((const struct view_object *)self)->of.list.count;
}

static struct value items_at(const struct value_object *self, size_t index, struct arena *arena) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    struct view *view = object->view;
    const struct item *item = object->of.list.items[index];
    return view_item(
        view, object->of.list.in_language ? item_in_language(item, view->page->language) : item);
}

static const struct value_object_type ITEMS = {
    .name = "list", .length = items_length, .at = items_at};

static struct value make_list(struct view *view, struct item *const *items, size_t count,
                              bool in_language) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    *object = (struct view_object){.object = {&ITEMS}, .view = view};
    object->of.list.items = items;
    object->of.list.count = count;
    object->of.list.in_language = in_language;
    return value_object(&object->object);
}

struct value view_items(struct view *view, struct item *const *items, size_t count) {
    return make_list(view, items, count, false);
}

struct value view_versions(struct view *view, struct item *const *items, size_t count) {
    return make_list(view, items, count, true);
}
