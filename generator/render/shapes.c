#include "render/shapes.h"

#include "render/shapes_choice.h"

static const struct shape ANY = {.type = SHAPE_ANY};
static const struct shape TEXT = {.type = SHAPE_TEXT};
static const struct shape HTML = {.type = SHAPE_HTML};
static const struct shape BOOLEAN = {.type = SHAPE_BOOLEAN};
static const struct shape NUMBER = {.type = SHAPE_NUMBER};
static const struct shape DATE = {.type = SHAPE_DATE};
static const struct shape LIST = {.type = SHAPE_LIST, .element = &ANY};
static const struct shape MAPPING = {.type = SHAPE_MAPPING, .element = &ANY};
/* An item by its name: nothing is known of its kind. */
static const struct slice NO_NAMES[] = {SLICE_INIT("")};
static const struct shape ITEM = {.type = SHAPE_FUNCTION,
                                  .element = &ANY,
                                  .argument_minimum = 1,
                                  .argument_maximum = 1,
                                  .argument_names = NO_NAMES};
static const struct shape TRANSLATE = {
    .type = SHAPE_FUNCTION, .element = &TEXT, .argument_minimum = 1, .argument_maximum = 1};
static const struct shape ADDRESS = {.type = SHAPE_FUNCTION,
                                     .element = &TEXT,
                                     .argument_minimum = 1,
                                     .argument_maximum = 1,
                                     .argument_names = NO_NAMES};

/* One row an attribute: see the chapter on themes in the manual. */
struct row {
    const char *name;
    const struct shape *shape;
    bool optional;
};

static const struct row ITEM_ROWS[] = {
    {"title", &TEXT, false},       {"description", &TEXT, true},
    {"kind", NULL, false},         {"slug", &TEXT, false},
    {"identity", &TEXT, false},    {"address", &TEXT, false},
    {"date", &DATE, true},         {"updated", &DATE, true},
    {"image", &ANY, true},         {"language", &TEXT, false},
    {"html", &HTML, false},        {"summary_text", &TEXT, false},
    {"points", &LIST, false},      {"has_page", &BOOLEAN, false},
    {"source_path", &TEXT, false}, {"anchor", &TEXT, false},
    {"toc", &LIST, false},         {"backlinks", &LIST, false},
    {"previous", &ANY, true},      {"next", &ANY, true},
    {"words", &NUMBER, false},     {"reading_time", &NUMBER, false},
    {"edit_address", &TEXT, true}, {"fields", &LIST, false},
};
static const struct row PAGE_ROWS[] = {
    {"type", &TEXT, false},        {"title", &TEXT, false},      {"description", &TEXT, true},
    {"language", &TEXT, false},    {"address", &TEXT, false},    {"canonical", &TEXT, false},
    {"breadcrumbs", &LIST, false}, {"noindex", &BOOLEAN, false}, {"translations", &LIST, false},
};
static const struct row LIST_ROWS[] = {
    {"kind", NULL, false},    {"items", &LIST, false}, {"pagination", &MAPPING, false},
    {"groups", &LIST, false}, {"feed", &TEXT, true},
};
static const struct row KIND_ROWS[] = {
    {"name", &TEXT, false},        {"label", &TEXT, false},   {"plural", &TEXT, false},
    {"description", &TEXT, false}, {"address", &TEXT, false}, {"count", &NUMBER, false},
    {"items", &LIST, false},       {"feed", &TEXT, true},     {"has_list", &BOOLEAN, false},
    {"is_dated", &BOOLEAN, false},
};
static const struct row SITE_ROWS[] = {
    {"title", &TEXT, false},     {"description", &TEXT, false}, {"language", &TEXT, false},
    {"base_url", &TEXT, false},  {"publisher", &TEXT, false},   {"footer", &HTML, false},
    {"menu", &LIST, false},      {"kinds", NULL, false},        {"languages", &LIST, false},
    {"home", &ANY, true},        {"feed", &TEXT, false},        {"options", &MAPPING, false},
    {"search", &BOOLEAN, false}, {"repository", &TEXT, true},
};
static const struct row GLOBAL_ROWS[] = {
    {"t", &TRANSLATE, false},   {"item", &ITEM, false}, {"url", &ADDRESS, false},
    {"language", &TEXT, false}, {"page", &ANY, false},
};
static const struct row EMBED_ROWS[] = {
    {"item", &ANY, false}, {"html", &HTML, false}, {"section", &TEXT, true}};
static const struct row REDIRECT_ROWS[] = {{"target", &TEXT, false},
                                           {"target_title", &TEXT, false}};
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

struct shapes {
    struct arena *arena;
    const struct site *site;
    struct shape kind;      /* of a kind */
    struct shape kind_list; /* a list of those */
    struct shape list;
    struct shape globals[SHAPES_PURPOSE_COUNT];
    struct shape *items; /* by kind: an item as others see it */
    struct shape *item_lists;
    struct shape *pages;     /* by kind: `page` on its own page */
    struct shape find_items; /* the functions items, kind and asset */
    struct shape find_kind;
    struct shape find_asset;
};

const struct shape *shape_any(void) {
    return &ANY;
}

static void add(struct shapes *shapes, struct shape *record, struct slice name,
                const struct shape *shape, bool optional) {
    struct shape_field *fields = (struct shape_field *)(uintptr_t)record->fields;
    for (size_t i = 0; i < record->field_count; i++) {
        if (slice_equals(fields[i].name, name)) {
            return;
        }
    }
    size_t size = sizeof *fields;
    fields = arena_grow(shapes->arena, fields, record->field_count * size,
                        (record->field_count + 1) * size);
    fields[record->field_count++] = (struct shape_field){name, shape, optional};
    record->fields = fields;
}

static void add_rows(struct shapes *shapes, struct shape *record, const struct row *rows,
                     size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct shape *shape = rows[i].shape != NULL ? rows[i].shape : &shapes->kind;
        add(shapes, record, slice_from(rows[i].name), shape, rows[i].optional);
    }
}

static const struct shape *field_shape(struct shapes *shapes, const struct field *field);

static const struct shape *list_shape(struct shapes *shapes, const struct field *field) {
    const struct field *of = field->of;
    if (of->type == FIELD_REFERENCE && of->to_count == 1) {
        const struct kind *kind = site_kind(shapes->site, of->to[0]);
        return kind == NULL ? &LIST : &shapes->item_lists[kind->index];
    }
    struct shape *shape = arena_new(shapes->arena, struct shape, 1);
    *shape = (struct shape){.type = SHAPE_LIST, .element = field_shape(shapes, of)};
    return shape;
}

static const struct shape *object_shape(struct shapes *shapes, const struct field *field) {
    struct shape *shape = arena_new(shapes->arena, struct shape, 1);
    *shape =
        (struct shape){.type = SHAPE_RECORD, .name = arena_copy(shapes->arena, field->name).data};
    for (size_t i = 0; i < field->field_count; i++) {
        const struct field *inner = &field->fields[i];
        bool always = inner->required || inner->fallback.type != VALUE_UNDEFINED;
        add(shapes, shape, inner->name, field_shape(shapes, inner), !always);
    }
    return shape;
}

static const struct shape *field_shape(struct shapes *shapes, const struct field *field) {
    const struct kind *kind = NULL;
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_URL:
    case FIELD_EMAIL:
    case FIELD_CHOICE:
        return &TEXT;
    case FIELD_MARKDOWN:
        return &HTML;
    case FIELD_INTEGER:
    case FIELD_NUMBER:
        return &NUMBER;
    case FIELD_BOOLEAN:
        return &BOOLEAN;
    case FIELD_DATE:
        return &DATE;
    case FIELD_LIST:
        return list_shape(shapes, field);
    case FIELD_OBJECT:
        return object_shape(shapes, field);
    case FIELD_REFERENCE:
        kind = field->to_count == 1 ? site_kind(shapes->site, field->to[0]) : NULL;
        return kind == NULL ? &ANY : &shapes->items[kind->index];
    default:
        return &ANY;
    }
}

static void add_fields(struct shapes *shapes, struct shape *record, const struct kind *kind) {
    add_rows(shapes, record, ITEM_ROWS, COUNT(ITEM_ROWS));
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        bool always = field->required || field->type == FIELD_LIST || i == kind->title ||
                      field->fallback.type != VALUE_UNDEFINED;
        if (field->name.length > 0) {
            add(shapes, record, field->name, field_shape(shapes, field), !always);
        }
    }
    for (size_t i = 0; i < kind->inverse_count; i++) {
        const struct inverse *inverse = &kind->inverses[i];
        bool several =
            (i > 0 && slice_equals(inverse[-1].name, inverse->name)) ||
            (i + 1 < kind->inverse_count && slice_equals(inverse[1].name, inverse->name));
        add(shapes, record, inverse->name,
            several ? &LIST : &shapes->item_lists[inverse->from->index], false);
    }
}

static const char *record_name(struct shapes *shapes, const struct kind *kind) {
    return arena_copy(shapes->arena, kind->name).data;
}

static void make_kinds(struct shapes *shapes) {
    size_t count = shapes->site->kind_count;
    shapes->items = arena_new(shapes->arena, struct shape, count);
    shapes->item_lists = arena_new(shapes->arena, struct shape, count);
    shapes->pages = arena_new(shapes->arena, struct shape, count);
    for (size_t i = 0; i < count; i++) {
        const struct kind *kind = &shapes->site->kinds[i];
        shapes->items[i] = (struct shape){
            .type = SHAPE_RECORD, .name = record_name(shapes, kind), .has_address = true};
        shapes->item_lists[i] = (struct shape){.type = SHAPE_LIST, .element = &shapes->items[i]};
        shapes->pages[i] = shapes->items[i];
    }
    for (size_t i = 0; i < count; i++) {
        add_rows(shapes, &shapes->pages[i], PAGE_ROWS, COUNT(PAGE_ROWS));
        add_fields(shapes, &shapes->pages[i], &shapes->site->kinds[i]);
        add_fields(shapes, &shapes->items[i], &shapes->site->kinds[i]);
    }
}

static const struct shape *theme_shape(struct shapes *shapes, const struct theme *theme) {
    struct shape *options = arena_new(shapes->arena, struct shape, 1);
    *options = (struct shape){.type = SHAPE_RECORD, .name = "theme.options"};
    for (size_t i = 0; i < theme->settings.length; i++) {
        struct value value = theme->settings.as.map[i].value;
        add(shapes, options, theme->settings.as.map[i].key, &ANY, value.type == VALUE_UNDEFINED);
    }
    struct shape *shape = arena_new(shapes->arena, struct shape, 1);
    *shape = (struct shape){.type = SHAPE_RECORD, .name = "theme"};
    add(shapes, shape, SLICE("name"), &TEXT, false);
    add(shapes, shape, SLICE("options"), options, false);
    return shape;
}

static void make_functions(struct shapes *shapes, const struct theme *theme) {
    shapes->find_items = shapes->find_kind = shapes->find_asset = ADDRESS;
    shapes->find_items.element = &LIST;
    shapes->find_items.argument_names = NULL;
    shapes->find_kind.element = &shapes->kind;
    shapes_choose_items(&shapes->find_items, shapes->item_lists, theme, shapes->arena);
    shapes_choose_kind(&shapes->find_kind, theme, shapes->arena);
    shapes_choose_asset(&shapes->find_asset, theme, shapes->arena);
}

struct shapes *shapes_make(const struct theme *theme, struct arena *arena) {
    struct shapes *shapes = arena_new(arena, struct shapes, 1);
    shapes->arena = arena;
    shapes->site = theme->site;
    shapes->kind = (struct shape){.type = SHAPE_RECORD, .name = "kind", .has_address = true};
    add_rows(shapes, &shapes->kind, KIND_ROWS, COUNT(KIND_ROWS));
    shapes->kind_list = (struct shape){.type = SHAPE_LIST, .element = &shapes->kind};
    make_kinds(shapes);
    shapes->list = (struct shape){.type = SHAPE_RECORD, .name = "page"};
    add_rows(shapes, &shapes->list, PAGE_ROWS, COUNT(PAGE_ROWS));
    add_rows(shapes, &shapes->list, LIST_ROWS, COUNT(LIST_ROWS));
    struct shape *site = arena_new(arena, struct shape, 1);
    *site = (struct shape){.type = SHAPE_RECORD, .name = "site"};
    add(shapes, site, SLICE("kinds"), &shapes->kind_list, false);
    add_rows(shapes, site, SITE_ROWS, COUNT(SITE_ROWS));
    const struct shape *theme_options = theme_shape(shapes, theme);
    make_functions(shapes, theme);
    for (size_t i = 0; i < SHAPES_PURPOSE_COUNT; i++) {
        struct shape *globals = &shapes->globals[i];
        *globals = (struct shape){.type = SHAPE_RECORD, .name = "globals"};
        /* What is added first stays: an embed's `item` goes before the function. */
        if (i == SHAPES_EMBED) {
            add_rows(shapes, globals, EMBED_ROWS, COUNT(EMBED_ROWS));
        } else if (i == SHAPES_REDIRECT) {
            add_rows(shapes, globals, REDIRECT_ROWS, COUNT(REDIRECT_ROWS));
        }
        add(shapes, globals, SLICE("site"), site, false);
        add(shapes, globals, SLICE("theme"), theme_options, false);
        add(shapes, globals, SLICE("items"), &shapes->find_items, false);
        add(shapes, globals, SLICE("kind"), &shapes->find_kind, false);
        add(shapes, globals, SLICE("asset"), &shapes->find_asset, false);
        add_rows(shapes, globals, GLOBAL_ROWS, COUNT(GLOBAL_ROWS));
    }
    return shapes;
}

const struct shape *shapes_globals(const struct shapes *shapes, enum shapes_purpose purpose) {
    return &shapes->globals[purpose];
}

const struct shape *shapes_page(const struct shapes *shapes, const struct kind *kind) {
    return &shapes->pages[kind->index];
}

const struct shape *shapes_list(const struct shapes *shapes) {
    return &shapes->list;
}
