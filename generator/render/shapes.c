#include "render/shapes.h"

#include "base/map.h"
#include "render/shapes_choice.h"

/* From so many fields on, a record has an index. */
enum { FEW = 64 };

static const struct shape ANY = {.type = SHAPE_ANY};
static const struct shape TEXT = {.type = SHAPE_TEXT};
static const struct shape HTML = {.type = SHAPE_HTML};
static const struct shape BOOLEAN = {.type = SHAPE_BOOLEAN};
static const struct shape NUMBER = {.type = SHAPE_NUMBER};
static const struct shape DATE = {.type = SHAPE_DATE};
static const struct shape LIST = {.type = SHAPE_LIST, .element = &ANY};
static const struct shape MAPPING = {.type = SHAPE_MAPPING, .element = &ANY};
static const struct slice NO_NAMES[] = {SLICE_INIT("")};
/* A function of one text: translate() takes more by name. */
static const struct shape LOOK_UP = {.type = SHAPE_FUNCTION,
                                     .element = &ANY,
                                     .argument_minimum = 1,
                                     .argument_maximum = 1,
                                     .argument_names = NO_NAMES};
static const struct shape TRANSLATE = {
    .type = SHAPE_FUNCTION, .element = &TEXT, .argument_minimum = 1, .argument_maximum = 1};

/* What depends on a kind. */
struct kind_shapes {
    struct shape item; /* as others see it */
    struct shape items;
    struct shape page;  /* `page` on its own page */
    struct shape list;  /* `page` on the list page */
    struct shape group; /* of items there */
    struct shape kind;
};

struct shapes {
    struct arena *arena;
    const struct site *site;
    const struct theme *theme;
    struct kind_shapes *kinds;         /* by index, */
    struct kind_shapes any;            /* or of any kind */
    struct shape records[NAMES_COUNT]; /* the other tables */
    struct shape options;
    struct shape home;
    struct shape search;
    struct shape map;
    struct shape look_up, address, find_items, find_kind, find_asset; /* functions */
    struct shape globals[SHAPES_PURPOSE_COUNT];
};

const struct shape *shape_any(void) {
    return &ANY;
}

static void add_to_index(struct shapes *shapes, struct shape *record, size_t place) {
    struct map *index = (struct map *)(uintptr_t)record->index;
    size_t from = place;
    if (index == NULL) {
        record->index = index = arena_new(shapes->arena, struct map, 1);
        map_init(index, shapes->arena);
        from = 0;
    }
    for (size_t i = from; i <= place; i++) {
        *map_place(index, record->fields[i].name) = (void *)(uintptr_t)(i + 1);
    }
}

/* What was added first under a name stays. */
static void add(struct shapes *shapes, struct shape *record, struct slice name,
                const struct shape *shape, bool optional) {
    if (shape_find(record, name) != NULL) {
        return;
    }
    struct shape_field *fields = (struct shape_field *)(uintptr_t)record->fields;
    size_t count = record->field_count++;
    /* There is room up to the next power of two. */
    if ((count & (count - 1)) == 0) {
        fields = arena_grow(shapes->arena, fields, count * sizeof *fields,
                            (count == 0 ? 1 : 2 * count) * sizeof *fields);
    }
    fields[count] = (struct shape_field){name, shape, optional};
    record->fields = fields;
    if (count >= FEW) {
        add_to_index(shapes, record, count);
    }
}

static const struct shape *list_of(struct shapes *shapes, const struct shape *element) {
    struct shape *shape = arena_new(shapes->arena, struct shape, 1);
    *shape = (struct shape){.type = SHAPE_LIST, .element = element};
    return shape;
}

/* The record of a table, among those of a kind. */
static const struct shape *record_of(const struct shapes *shapes, enum name_table table,
                                     const struct kind_shapes *own) {
    switch (table) {
    case NAMES_KIND:
        return &own->kind;
    case NAMES_GROUP:
        return &own->group;
    default:
        return &shapes->records[table];
    }
}

static const struct shape *row_shape(struct shapes *shapes, const struct name_row *row,
                                     const struct kind_shapes *own) {
    static const struct shape *const plain[] = {
        [NAME_TEXT] = &TEXT, [NAME_HTML] = &HTML,       [NAME_NUMBER] = &NUMBER,
        [NAME_DATE] = &DATE, [NAME_BOOLEAN] = &BOOLEAN, [NAME_MAPPING] = &MAPPING,
        [NAME_ITEM] = &ANY,  [NAME_ANY] = &ANY,         [NAME_ITEMS] = &LIST,
        [NAME_OWNS] = NULL,
    };
    switch (row->type) {
    case NAME_RECORD:
        return record_of(shapes, row->table, own);
    case NAME_RECORDS:
        return list_of(shapes, record_of(shapes, row->table, own));
    case NAME_OPTIONS:
        return &shapes->options;
    case NAME_OWN:
        return &own->item;
    case NAME_OWNS:
        return &own->items;
    default:
        return plain[row->type];
    }
}

static void add_table(struct shapes *shapes, struct shape *record, enum name_table table,
                      const struct kind_shapes *own) {
    size_t count = 0;
    const struct name_row *rows = names_rows(table, &count);
    for (size_t i = 0; i < count; i++) {
        add(shapes, record, slice_from(rows[i].name), row_shape(shapes, &rows[i], own),
            rows[i].optional);
    }
}

static const struct shape *object_shape(struct shapes *shapes, const struct field *field) {
    struct shape *shape = arena_new(shapes->arena, struct shape, 1);
    *shape = (struct shape){.type = SHAPE_RECORD,
                            .name = arena_copy(shapes->arena, field->name).data,
                            .is_mapping = true};
    for (size_t i = 0; i < field->field_count; i++) {
        const struct field *inner = &field->fields[i];
        bool always = inner->required || inner->fallback.type != VALUE_UNDEFINED;
        add(shapes, shape, inner->name, shapes_field(shapes, inner), !always);
    }
    return shape;
}

/* Recursion is as deep as the kinds declare their fields, which YAML's own limit bounds. */
const struct shape *shapes_field(struct shapes *shapes, const struct field *field) {
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
    case FIELD_ASSET:
        return &shapes->records[NAMES_FILE];
    case FIELD_LIST:
        return list_of(shapes, shapes_field(shapes, field->of));
    case FIELD_OBJECT:
        return object_shape(shapes, field);
    case FIELD_REFERENCE:
        kind = field->to_count == 1 ? site_kind(shapes->site, field->to[0]) : NULL;
        return kind == NULL ? &ANY : &shapes->kinds[kind->index].item;
    default:
        return &ANY;
    }
}

static void add_fields(struct shapes *shapes, struct shape *record, const struct kind *kind) {
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        bool always = field->required || field->type == FIELD_LIST || i == kind->title ||
                      field->fallback.type != VALUE_UNDEFINED;
        if (field->name.length > 0) {
            add(shapes, record, field->name, shapes_field(shapes, field), !always);
        }
    }
    for (size_t i = 0; i < kind->inverse_count; i++) {
        const struct inverse *inverse = &kind->inverses[i];
        bool several =
            (i > 0 && slice_equals(inverse[-1].name, inverse->name)) ||
            (i + 1 < kind->inverse_count && slice_equals(inverse[1].name, inverse->name));
        add(shapes, record, inverse->name,
            several ? &LIST : &shapes->kinds[inverse->from->index].items, false);
    }
}

/* Everything that an item of the kind has; a field goes before a name that every item has. */
static void add_item(struct shapes *shapes, struct shape *record, const struct kind *kind,
                     const struct kind_shapes *own) {
    static const struct slice first[] = {SLICE_INIT("title"), SLICE_INIT("description")};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        add(shapes, record, first[i], &TEXT, i == 1);
    }
    add_fields(shapes, record, kind);
    add_table(shapes, record, NAMES_ITEM, own);
}

static struct shape new_record(const char *name) {
    return (struct shape){.type = SHAPE_RECORD, .name = name, .has_address = true};
}

/* The shapes that refer to each other need their places first, and then their names. */
static void begin_kind(struct kind_shapes *own, const char *name) {
    own->item = own->page = new_record(name);
    own->list = new_record("page");
    own->group = new_record(names_title(NAMES_GROUP));
    own->kind = new_record(names_title(NAMES_KIND));
    own->items = (struct shape){.type = SHAPE_LIST, .element = &own->item};
}

static void finish_kind(struct shapes *shapes, struct kind_shapes *own) {
    add_table(shapes, &own->list, NAMES_PAGE, own);
    add_table(shapes, &own->list, NAMES_LIST, own);
    add_table(shapes, &own->group, NAMES_GROUP, own);
    add_table(shapes, &own->kind, NAMES_KIND, own);
}

/* A field of one of several kinds: not all of them have it, and those that do may differ. */
static void add_of_some(struct shapes *shapes, struct shape *record,
                        const struct shape_field *field) {
    struct shape_field *known = (struct shape_field *)(uintptr_t)shape_find(record, field->name);
    if (known == NULL) {
        add(shapes, record, field->name, field->shape, true);
        return;
    }
    known->shape = known->shape == field->shape ? field->shape : &ANY;
    known->optional = known->optional || field->optional;
}

/* The page of an item of any kind, for a template that several kinds share. It may ask for what no
 * kind of this site has, as themes are made for sites with other kinds too, but not count on it. */
static void make_any_page(struct shapes *shapes) {
    struct shape *page = &shapes->any.page;
    *page = new_record("page");
    page->is_open = true;
    add_table(shapes, page, NAMES_PAGE, &shapes->any);
    add_table(shapes, page, NAMES_ITEM, &shapes->any);
    add(shapes, page, SLICE("title"), &TEXT, false);
    for (size_t i = 0; i < shapes->site->kind_count; i++) {
        struct shape own = new_record("");
        add_fields(shapes, &own, &shapes->site->kinds[i]);
        for (size_t j = 0; j < own.field_count; j++) {
            add_of_some(shapes, page, &own.fields[j]);
        }
    }
}

static void make_kinds(struct shapes *shapes) {
    const struct site *site = shapes->site;
    shapes->kinds = arena_new(shapes->arena, struct kind_shapes, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        begin_kind(&shapes->kinds[i], arena_copy(shapes->arena, site->kinds[i].name).data);
    }
    begin_kind(&shapes->any, "item");
    shapes->any.item = ANY;
    for (size_t i = 0; i < site->kind_count; i++) {
        struct kind_shapes *own = &shapes->kinds[i];
        finish_kind(shapes, own);
        add_table(shapes, &own->page, NAMES_PAGE, own);
        add_item(shapes, &own->page, &site->kinds[i], own);
        add_item(shapes, &own->item, &site->kinds[i], own);
    }
    finish_kind(shapes, &shapes->any);
    make_any_page(shapes);
}

static void make_records(struct shapes *shapes) {
    for (size_t i = 0; i < NAMES_COUNT; i++) {
        shapes->records[i] = new_record(names_title((enum name_table)i));
        shapes->records[i].is_mapping = i >= NAMES_CRUMB && i != NAMES_FILE;
    }
    for (size_t i = 0; i < NAMES_COUNT; i++) {
        bool stands_alone = i != NAMES_ITEM && i != NAMES_KIND && i != NAMES_GROUP;
        if (stands_alone) {
            add_table(shapes, &shapes->records[i], (enum name_table)i, &shapes->any);
        }
    }
}

static void make_options(struct shapes *shapes) {
    const struct theme *theme = shapes->theme;
    shapes->options = new_record("theme.options");
    for (size_t i = 0; i < theme->option_count; i++) {
        const struct field *field = &theme->option_fields[i];
        bool always =
            field->required || field->type == FIELD_LIST || field->fallback.type != VALUE_UNDEFINED;
        add(shapes, &shapes->options, field->name, shapes_field(shapes, field), !always);
    }
}

/* The front page has what its item has. A site without an item for it lacks all of that, which its
 * template may ask for all the same: a theme is made for sites of both sorts. */
static void make_home(struct shapes *shapes) {
    const struct item *item = shapes->site->home;
    shapes->home = new_record("page");
    add_table(shapes, &shapes->home, NAMES_PAGE, &shapes->any);
    add_table(shapes, &shapes->home, NAMES_HOME, &shapes->any);
    if (item != NULL) {
        add_item(shapes, &shapes->home, item->kind, &shapes->kinds[item->kind->index]);
        return;
    }
    size_t count = 0;
    const struct name_row *rows = names_rows(NAMES_ITEM, &count);
    for (size_t i = 0; i < count; i++) {
        add(shapes, &shapes->home, slice_from(rows[i].name),
            row_shape(shapes, &rows[i], &shapes->any), true);
    }
}

static void make_search(struct shapes *shapes) {
    shapes->search = new_record("page");
    add_table(shapes, &shapes->search, NAMES_PAGE, &shapes->any);
    add_table(shapes, &shapes->search, NAMES_SEARCH, &shapes->any);
}

static void make_map(struct shapes *shapes) {
    shapes->map = new_record("page");
    add_table(shapes, &shapes->map, NAMES_PAGE, &shapes->any);
    add_table(shapes, &shapes->map, NAMES_MAP_PAGE, &shapes->any);
}

static const struct shape *item_lists(struct shapes *shapes) {
    struct shape *lists = arena_new(shapes->arena, struct shape, shapes->site->kind_count);
    for (size_t i = 0; i < shapes->site->kind_count; i++) {
        lists[i] = shapes->kinds[i].items;
    }
    return lists;
}

static void make_functions(struct shapes *shapes) {
    const struct theme *theme = shapes->theme;
    shapes->address = shapes->find_items = shapes->find_kind = shapes->find_asset = LOOK_UP;
    shapes->address.element = shapes->find_asset.element = &TEXT;
    shapes->find_items.element = &LIST;
    shapes->find_items.argument_names = NULL;
    shapes->find_kind.element = &shapes->any.kind;
    shapes_choose_items(&shapes->find_items, item_lists(shapes), theme, shapes->arena);
    shapes_choose_kind(&shapes->find_kind, theme, shapes->arena);
    shapes_choose_asset(&shapes->find_asset, theme, shapes->arena);
}

static void make_globals(struct shapes *shapes, enum shapes_purpose purpose) {
    struct shape *globals = &shapes->globals[purpose];
    *globals = (struct shape){.type = SHAPE_RECORD, .name = names_title(NAMES_GLOBAL)};
    /* An embed's `item` goes before the function. */
    if (purpose == SHAPES_EMBED) {
        add_table(shapes, globals, NAMES_EMBED, &shapes->any);
    } else if (purpose == SHAPES_REDIRECT) {
        add_table(shapes, globals, NAMES_REDIRECT, &shapes->any);
    }
    add(shapes, globals, SLICE("page"), &ANY, false);
    add_table(shapes, globals, NAMES_GLOBAL, &shapes->any);
    add(shapes, globals, SLICE("t"), &TRANSLATE, false);
    add(shapes, globals, SLICE("url"), &shapes->address, false);
    add(shapes, globals, SLICE("asset"), &shapes->find_asset, false);
    add(shapes, globals, SLICE("items"), &shapes->find_items, false);
    add(shapes, globals, SLICE("item"), &LOOK_UP, false);
    add(shapes, globals, SLICE("kind"), &shapes->find_kind, false);
}

struct shapes *shapes_make(const struct theme *theme, struct arena *arena) {
    struct shapes *shapes = arena_new(arena, struct shapes, 1);
    shapes->arena = arena;
    shapes->site = theme->site;
    shapes->theme = theme;
    make_records(shapes);
    make_kinds(shapes);
    make_options(shapes);
    make_home(shapes);
    make_search(shapes);
    make_map(shapes);
    make_functions(shapes);
    for (size_t i = 0; i < SHAPES_PURPOSE_COUNT; i++) {
        make_globals(shapes, (enum shapes_purpose)i);
    }
    return shapes;
}

const struct shape *shapes_globals(const struct shapes *shapes, enum shapes_purpose purpose) {
    return &shapes->globals[purpose];
}

const struct shape *shapes_page(const struct shapes *shapes, const struct kind *kind) {
    return kind == NULL ? &shapes->any.page : &shapes->kinds[kind->index].page;
}

const struct shape *shapes_list(const struct shapes *shapes, const struct kind *kind) {
    return kind == NULL ? &shapes->any.list : &shapes->kinds[kind->index].list;
}

const struct shape *shapes_home(const struct shapes *shapes) {
    return &shapes->home;
}

const struct shape *shapes_search(const struct shapes *shapes) {
    return &shapes->search;
}

const struct shape *shapes_map(const struct shapes *shapes) {
    return &shapes->map;
}

const struct shape *shapes_other(const struct shapes *shapes) {
    return &shapes->records[NAMES_PAGE];
}

const struct shape *shapes_item(const struct shapes *shapes, const struct kind *kind) {
    return &shapes->kinds[kind->index].item;
}

const struct shape *shapes_kind(const struct shapes *shapes, const struct kind *kind) {
    return &shapes->kinds[kind->index].kind;
}
