#include "render/data.h"

#include "render/page.h"
#include "render/shapes.h"

/* Headings in each other are the deepest that there is, and fields, which YAML bounds. */
enum { DATA_DEPTH = 100 };

struct data {
    struct view *view;
    const struct shapes *shapes;
    struct arena *arena;
    size_t depth;
};

static struct value plain(struct data *data, struct value value, const struct shape *shape);

static struct value name_of(struct data *data, struct slice name, const char *ending) {
    struct value value =
        value_text(arena_format(data->arena, "%.*s%s", slice_width(name), name.data, ending));
    value.flags |= VALUE_PLAIN;
    return value;
}

/* An object that has the names of a shape. */
static struct value record(struct data *data, const struct value_object *object,
                           const struct shape *shape) {
    struct value_pair *pairs = arena_new(data->arena, struct value_pair, shape->field_count);
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct shape_field *field = &shape->fields[i];
        struct value value = value_undefined();
        if (!object->type->get(object, field->name, data->arena, &value)) {
            value = value_undefined();
        }
        pairs[i].key = field->name;
        pairs[i].value = plain(data, value, field->shape);
    }
    return value_map(pairs, shape->field_count);
}

static struct value sequence(struct data *data, const struct value_object *object,
                             const struct shape *element) {
    size_t count = object->type->length(object);
    struct value *values = arena_new(data->arena, struct value, count);
    for (size_t i = 0; i < count; i++) {
        values[i] = plain(data, object->type->at(object, i, data->arena), element);
    }
    return value_list(values, count);
}

static struct value plain_object(struct data *data, const struct value_object *object,
                                 const struct shape *shape) {
    const struct item *item = view_is_item(object);
    const struct kind *kind = view_is_kind(object);
    bool is_inner = data->depth > 2; /* a page shows its own kind, and names the others */
    if (item != NULL) {
        return name_of(data, item->identity, "");
    }
    if (kind != NULL && is_inner) {
        return name_of(data, kind->name, ":");
    }
    if (object->type->length != NULL) {
        bool is_list = shape->type == SHAPE_LIST && shape->element != NULL;
        return sequence(data, object, is_list ? shape->element : shape_any());
    }
    if (shape->type == SHAPE_RECORD && object->type->get != NULL) {
        return record(data, object, shape);
    }
    return object->type->text == NULL ? value_undefined()
                                      : name_of(data, object->type->text(object, data->arena), "");
}

static struct value plain_list(struct data *data, struct value list, const struct shape *shape) {
    bool is_list = shape->type == SHAPE_LIST && shape->element != NULL;
    struct value *values = arena_new(data->arena, struct value, list.length);
    for (size_t i = 0; i < list.length; i++) {
        values[i] = plain(data, list.as.list[i], is_list ? shape->element : shape_any());
    }
    return value_list(values, list.length);
}

static const struct shape *field_shape(const struct shape *shape, struct slice name) {
    const struct shape_field *field = shape->type == SHAPE_RECORD ? shape_find(shape, name) : NULL;
    return field == NULL ? shape_any() : field->shape;
}

static struct value plain_map(struct data *data, struct value map, const struct shape *shape) {
    struct value_pair *pairs = arena_new(data->arena, struct value_pair, map.length);
    for (size_t i = 0; i < map.length; i++) {
        pairs[i].key = map.as.map[i].key;
        pairs[i].value = plain(data, map.as.map[i].value, field_shape(shape, map.as.map[i].key));
    }
    return value_map(pairs, map.length);
}

/* Recursion ends at items and kinds, and at DATA_DEPTH. */
static struct value plain(struct data *data, struct value value, const struct shape *shape) {
    if (data->depth > DATA_DEPTH) {
        return value_undefined();
    }
    data->depth++;
    value.flags &= VALUE_SAFE;
    if (value.type == VALUE_LIST) {
        value = plain_list(data, value, shape);
    } else if (value.type == VALUE_MAP) {
        value = plain_map(data, value, shape);
    } else if (value.type == VALUE_OBJECT) {
        value = plain_object(data, value.as.object, shape);
    }
    data->depth--;
    return value;
}

static const struct shape *page_shape(const struct shapes *shapes, const struct page *page) {
    switch (page->type) {
    case PAGE_ITEM:
        return shapes_page(shapes, page->item->kind);
    case PAGE_LIST:
        return shapes_list(shapes, page->kind);
    case PAGE_HOME:
        return shapes_home(shapes);
    case PAGE_SEARCH:
        return shapes_search(shapes);
    case PAGE_MAP:
        return shapes_map(shapes);
    default:
        return shapes_other(shapes);
    }
}

static const struct page *find_page(const struct theme *theme, const struct render_subject *subject,
                                    struct arena *arena) {
    size_t count = 0;
    const struct page *pages = pages_list(theme, arena, &count), *home = NULL;
    bool is_named = subject->kind != NULL || subject->address.length > 0;
    for (size_t i = 0; i < count; i++) {
        const struct page *page = &pages[i];
        bool is_own = page->type == PAGE_ITEM || page->type == PAGE_HOME;
        if ((subject->item != NULL && is_own && page->item == subject->item) ||
            (subject->kind != NULL && page->type == PAGE_LIST && page->kind == subject->kind) ||
            (subject->address.length > 0 && slice_equals(page->address, subject->address))) {
            return page;
        }
        if (page->type == PAGE_HOME &&
            (home == NULL || slice_equals(page->language, theme->site->settings.language))) {
            home = page;
        }
    }
    return is_named ? NULL : home;
}

/* The path of the template that makes the page; undefined when it has mistakes. */
static struct value template_of(const struct view *view) {
    const struct template_program *program = view_program(view);
    return program == NULL ? value_undefined() : value_text(template_program_path(program));
}

bool render_data(const struct theme *theme, const struct render_subject *subject,
                 struct arena *arena, struct value *out) {
    const struct page *page = find_page(theme, subject, arena);
    if (page == NULL) {
        return false;
    }
    struct view view;
    view_begin(&view, theme, page, arena);
    struct data data = {.view = &view, .shapes = shapes_make(theme, arena), .arena = arena};
    enum shapes_purpose purpose = page->type == PAGE_REDIRECT ? SHAPES_REDIRECT : SHAPES_PAGE;
    const struct shape *globals = shapes_globals(data.shapes, purpose);
    struct value_pair *pairs = arena_new(arena, struct value_pair, globals->field_count + 2);
    size_t count = 0;
    pairs[count++] = view_pair("template", template_of(&view));
    if (subject->item != NULL && page->item != subject->item) {
        struct value item = view_item(&view, subject->item);
        pairs[count++] = view_pair(
            "item", record(&data, item.as.object, shapes_item(data.shapes, subject->item->kind)));
    }
    for (size_t i = 0; i < globals->field_count; i++) {
        const struct shape_field *field = &globals->fields[i];
        bool is_page = slice_equals(field->name, SLICE("page"));
        struct value value = value_undefined();
        if (field->shape->type == SHAPE_FUNCTION ||
            !view.globals.as.object->type->get(view.globals.as.object, field->name, arena,
                                               &value)) {
            continue;
        }
        pairs[count].key = field->name;
        pairs[count++].value =
            plain(&data, value, is_page ? page_shape(data.shapes, page) : field->shape);
    }
    *out = value_map(pairs, count);
    return true;
}
