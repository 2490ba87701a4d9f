/* An item, as templates see it. */
#include "render/page.h"

enum { WORDS_A_MINUTE = 200 };

static struct value view_reference(struct view *view, const struct reference *reference) {
    return reference->target == NULL
               ? value_undefined()
               : view_item(view, item_in_language(reference->target, view->page->language));
}

static struct value view_list(struct view *view, struct value list) {
    struct value *values = arena_new(view->arena, struct value, list.length);
    size_t count = 0;
    for (size_t i = 0; i < list.length; i++) {
        values[count] = view_value(view, list.as.list[i]);
        count += values[count].type != VALUE_UNDEFINED;
    }
    return value_list(values, count);
}

struct value view_value(struct view *view, struct value value) {
    if (value.type == VALUE_LIST) {
        return view_list(view, value);
    }
    if (value.type == VALUE_MAP) {
        struct value_pair *pairs = arena_new(view->arena, struct value_pair, value.length);
        for (size_t i = 0; i < value.length; i++) {
            pairs[i].key = value.as.map[i].key;
            pairs[i].value = view_value(view, value.as.map[i].value);
        }
        return view_map(view, pairs, value.length);
    }
    if (value.type != VALUE_OBJECT) {
        return value;
    }
    const struct value_object *object = value.as.object;
    if (object->type == &reference_type) {
        return view_reference(view, (const struct reference *)object);
    }
    if (object->type == &prose_type) {
        return fill_value(view, (const struct prose *)object);
    }
    const struct file_use *use = (const struct file_use *)object;
    return use->asset == NULL ? value_undefined() : view_asset(view, use->asset);
}

struct slice view_item_address(struct view *view, const struct item *item) {
    if (item->address.length > 0) {
        return view_address(view, item->address, slice_of("", 0));
    }
    /* An item without a page stands on the page of what it belongs to: the first item that it
     * refers to. */
    for (const struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        if (reference->target != NULL && reference->target->address.length > 0) {
            return view_address(view, reference->target->address, slice_of("", 0));
        }
    }
    return slice_of("", 0);
}

static int64_t word_count(const struct item *item) {
    if (item->body == NULL) {
        return 0;
    }
    const struct markup *markup = item->body->markup;
    if (item->callout == MARKUP_NONE) {
        return markup->word_count;
    }
    int64_t words = 0;
    bool in_tag = false, in_word = false;
    for (uint32_t i = item->body->from; i < item->body->to; i++) {
        char byte = markup->html.data[i];
        in_tag = byte == '<' || (in_tag && byte != '>');
        bool letter = !in_tag && byte != '>' && byte != ' ' && byte != '\n';
        words += letter && !in_word;
        in_word = letter;
    }
    return words;
}

static struct value item_html(struct view *view, const struct item *item) {
    return item->body == NULL ? value_html(slice_of("", 0)) : fill_value(view, item->body);
}

static struct value neighbour(struct view *view, const struct item *item, bool next) {
    const struct kind *kind = item->kind;
    if (item->is_translation || item->position >= kind->item_count ||
        kind->items[item->position] != item) {
        return value_undefined();
    }
    size_t index = item->position + (next ? 1 : SIZE_MAX);
    return index < kind->item_count ? view_item(view, kind->items[index]) : value_undefined();
}

static struct value edit_address(struct view *view, const struct item *item) {
    struct slice repository = view->site->settings.repository;
    if (repository.length == 0) {
        return value_undefined();
    }
    const char *slash = slice_ends_with(repository, SLICE("/")) ? "" : "/";
    return value_text(arena_format(view->arena, "%.*s%s%.*s", slice_width(repository),
                                   repository.data, slash, slice_width(item->path),
                                   item->path.data));
}

/* The fields that are set, for pages that show any kind. */
static struct value field_list(struct view *view, const struct item *item) {
    const struct kind *kind = item->kind;
    struct value *values = arena_new(view->arena, struct value, kind->field_count);
    size_t count = 0;
    for (size_t i = COMMON_COUNT; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        struct value value = view_value(view, item->values[i]);
        bool is_empty =
            value.type == VALUE_UNDEFINED || (value.type == VALUE_LIST && value.length == 0);
        if (is_empty || i == kind->title) {
            continue;
        }
        struct slice label =
            localized_in(field->label, view->page->language, view->site->settings.language);
        struct value_pair pairs[] = {
            view_pair("name", value_text(field->name)),
            view_pair("label", value_text(label.length > 0 ? label : field->name)),
            view_pair("value", value),
            view_pair("type", value_text(slice_from(field_type_row(field->type)->name)))};
        values[count++] = view_map(view, pairs, 4);
    }
    return value_list(values, count);
}

static struct value get_kind(struct view *view, const struct item *item) {
    return view_kind(view, item->kind);
}
static struct value get_slug(struct view *view, const struct item *item) {
    (void)view;
    return value_text(item->slug);
}
static struct value get_identity(struct view *view, const struct item *item) {
    (void)view;
    return value_text(item->identity);
}
static struct value get_address(struct view *view, const struct item *item) {
    return value_text(view_item_address(view, item));
}
static struct value get_language(struct view *view, const struct item *item) {
    (void)view;
    return value_text(item->language);
}
static struct value get_contents(struct view *view, const struct item *item) {
    return view_contents(view, item->body);
}
static struct value get_previous(struct view *view, const struct item *item) {
    return neighbour(view, item, false);
}
static struct value get_next(struct view *view, const struct item *item) {
    return neighbour(view, item, true);
}
static struct value get_words(struct view *view, const struct item *item) {
    (void)view;
    return value_integer(word_count(item));
}
static struct value get_reading_time(struct view *view, const struct item *item) {
    (void)view;
    int64_t minutes = (word_count(item) + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
    return value_integer(minutes < 1 ? 1 : minutes);
}
static struct value get_has_page(struct view *view, const struct item *item) {
    (void)view;
    return value_boolean(item->address.length > 0);
}
static struct value get_source_path(struct view *view, const struct item *item) {
    (void)view;
    return value_text(item->path);
}
static struct value get_summary(struct view *view, const struct item *item) {
    (void)view;
    bool has_body = item->body != NULL && item->callout == MARKUP_NONE;
    return value_text(has_body ? item->body->markup->summary : item->description);
}
static const struct attribute {
    struct slice name;
    struct value (*get)(struct view *, const struct item *);
} ATTRIBUTES[] = {
    {SLICE_INIT("kind"), get_kind},
    {SLICE_INIT("slug"), get_slug},
    {SLICE_INIT("identity"), get_identity},
    {SLICE_INIT("address"), get_address},
    {SLICE_INIT("language"), get_language},
    {SLICE_INIT("html"), item_html},
    {SLICE_INIT("toc"), get_contents},
    {SLICE_INIT("backlinks"), view_backlinks},
    {SLICE_INIT("mentions"), view_mentions},
    {SLICE_INIT("relations"), view_related},
    {SLICE_INIT("previous"), get_previous},
    {SLICE_INIT("next"), get_next},
    {SLICE_INIT("words"), get_words},
    {SLICE_INIT("reading_time"), get_reading_time},
    {SLICE_INIT("similar"), view_similar},
    {SLICE_INIT("points"), view_points},
    {SLICE_INIT("has_page"), get_has_page},
    {SLICE_INIT("source_path"), get_source_path},
    {SLICE_INIT("summary_text"), get_summary},
    {SLICE_INIT("lead"), view_lead},
    {SLICE_INIT("edit_address"), edit_address},
    {SLICE_INIT("fields"), field_list},
    {SLICE_INIT("map"), view_atlas},
};

static bool get_field(struct view *view, const struct item *item, struct slice name,
                      struct value *out) {
    const struct field *field = kind_field(item->kind, name);
    if (field != NULL) {
        *out = view_value(view, item->values[kind_field_index(item->kind, field)]);
        if (out->type == VALUE_UNDEFINED && field->type == FIELD_LIST) {
            *out = value_list(NULL, 0);
        }
        return out->type != VALUE_UNDEFINED;
    }
    if (kind_inverse(item->kind, name) != NULL) {
        *out = view_inverse(view, item, name);
        return true;
    }
    return false;
}

bool view_item_get(struct view *view, const struct item *item, struct slice name,
                   struct value *out) {
    if (slice_equals(name, SLICE("title"))) {
        *out = value_text(item->title);
        return true;
    }
    if (slice_equals(name, SLICE("description"))) {
        *out = view_optional_text(item->description);
        return out->type != VALUE_UNDEFINED;
    }
    if (get_field(view, item, name, out)) {
        return true;
    }
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++) {
        if (slice_equals(name, ATTRIBUTES[i].name)) {
            *out = ATTRIBUTES[i].get(view, item);
            return out->type != VALUE_UNDEFINED;
        }
    }
    return false;
}

static bool object_get(const struct value_object *self, struct slice name, struct arena *arena,
                       struct value *out) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    return view_item_get(object->view, object->of.item, name, out);
}

static struct slice object_text(const struct value_object *self, struct arena *arena) {
    (void)arena;
    return ((const struct view_object *)self)->of.item->title;
}

static struct slice object_address(const struct value_object *self, struct arena *arena) {
    (void)arena;
    const struct view_object *object = (const struct view_object *)self;
    return view_item_address(object->view, object->of.item);
}

static const void *object_identity(const struct value_object *self) {
    return ((const struct view_object *)self)->of.item;
}

static const struct value_object_type ITEM = {.name = "item",
                                              .get = object_get,
                                              .text = object_text,
                                              .address = object_address,
                                              .identity = object_identity};

struct value view_item(struct view *view, const struct item *item) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    view_note(view, item);
    *object = (struct view_object){.object = {&ITEM}, .view = view, .of.item = item};
    return value_object(&object->object);
}

const struct item *view_is_item(const struct value_object *object) {
    return object->type == &ITEM ? ((const struct view_object *)object)->of.item : NULL;
}
