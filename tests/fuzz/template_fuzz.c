/* Templates from any bytes: compiled and, when they compile, rendered twice with the same output.
 *
 * The first byte chooses the options. Then come up to four parts with a line "---" between them:
 * the page's template, one that it may include or import as "part", one that it may extend as
 * "base", and the text that the data hold. */
#include "base/utf8.h"
#include "fuzz.h"
#include "template/template.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = 4 };

static void must(bool truth) {
    if (!truth) {
        abort();
    }
}

static bool load(void *context, struct slice name, struct slice from, struct slice *text,
                 struct slice *path) {
    static const char *const names[PARTS - 1] = {"main", "part", "base"};
    const struct slice *parts = context;
    (void)from;
    for (size_t i = 0; i < PARTS - 1; i++) {
        if (slice_equals(name, slice_from(names[i]))) {
            *text = parts[i];
            *path = slice_from(names[i]);
            return true;
        }
    }
    return false;
}

static size_t entry_count(const struct value_object *self) {
    (void)self;
    return 3;
}

static struct value entry_at(const struct value_object *self, size_t index, struct arena *arena) {
    (void)self;
    (void)arena;
    return value_integer((int64_t)index);
}

static bool get_title(const struct value_object *self, struct slice name, struct arena *arena,
                      struct value *out) {
    (void)self;
    (void)arena;
    *out = value_text(SLICE("<title>"));
    return slice_equals(name, SLICE("title"));
}

static struct slice address(const struct value_object *self, struct arena *arena) {
    (void)self;
    (void)arena;
    return SLICE("articles/x.html");
}

static bool call_first(const struct value_object *self, struct value_call *call,
                       struct value *out) {
    (void)self;
    *out = call->argument_count > 0 ? call->arguments[0] : value_null();
    call->error = SLICE("no argument");
    return call->argument_count > 0;
}

static const struct value_object_type SEQUENCE = {
    .name = "sequence", .length = entry_count, .at = entry_at};
static const struct value_object_type ITEM = {
    .name = "item", .get = get_title, .text = address, .address = address};
static const struct value_object_type FUNCTION = {.name = "function", .call = call_first};
static const struct value_object OBJECTS[] = {{&SEQUENCE}, {&ITEM}, {&FUNCTION}};

static const struct shape ANY = {.type = SHAPE_ANY};
static const struct shape TEXT = {.type = SHAPE_TEXT};
static const struct shape NUMBER = {.type = SHAPE_NUMBER};
static const struct shape LIST = {.type = SHAPE_LIST, .element = &TEXT};
static const struct shape CALL = {
    .type = SHAPE_FUNCTION, .element = &TEXT, .argument_minimum = 1, .argument_maximum = 1};
static const struct shape_field ITEM_FIELDS[] = {{SLICE_INIT("title"), &TEXT, true}};
static const struct shape ITEM_SHAPE = {
    .type = SHAPE_RECORD, .name = "item", .fields = ITEM_FIELDS, .field_count = 1};
static const struct shape_field FIELDS[] = {
    {SLICE_INIT("text"), &TEXT, false}, {SLICE_INIT("n"), &NUMBER, false},
    {SLICE_INIT("l"), &LIST, false},    {SLICE_INIT("m"), &ANY, true},
    {SLICE_INIT("t"), &CALL, false},    {SLICE_INIT("page"), &ITEM_SHAPE, false},
};
static const struct shape GLOBALS = {
    .type = SHAPE_RECORD, .fields = FIELDS, .field_count = sizeof FIELDS / sizeof *FIELDS};

static struct value make_data(struct arena *arena, struct slice text) {
    struct value *list = arena_new(arena, struct value, 3);
    list[0] = value_text(text);
    list[1] = value_text(SLICE("b"));
    list[2] = value_text(SLICE("A"));
    struct value_pair *map = arena_new(arena, struct value_pair, 2);
    map[0] = (struct value_pair){.key = SLICE("k"), .value = value_number(2.5)};
    map[1] = (struct value_pair){.key = SLICE("address"), .value = value_text(text)};
    const struct value_pair pairs[] = {
        {.key = SLICE("text"), .value = value_text(text)},
        {.key = SLICE("n"), .value = value_integer(7)},
        {.key = SLICE("l"), .value = value_list(list, 3)},
        {.key = SLICE("m"), .value = value_map(map, 2)},
        {.key = SLICE("page"), .value = value_object(&OBJECTS[1])},
        {.key = SLICE("seq"), .value = value_object(&OBJECTS[0])},
        {.key = SLICE("t"), .value = value_object(&OBJECTS[2])},
        {.key = SLICE("day"), .value = value_date((struct date){2017, 10, 20})},
    };
    struct value_pair *copy = arena_new(arena, struct value_pair, sizeof pairs / sizeof *pairs);
    memcpy(copy, pairs, sizeof pairs);
    return value_map(copy, sizeof pairs / sizeof *pairs);
}

static struct slice render_once(const struct template_program *program, struct value data,
                                struct arena *arena, struct diagnostics *diagnostics) {
    struct buffer out;
    struct template_result result;
    buffer_init(&out, arena);
    template_render(program, data, arena, &out, &result);
    if (result.failed) {
        must(result.place.start <= result.place.end);
        template_result_report(&result, SLICE("fuzz"), diagnostics);
    }
    return buffer_slice(&out);
}

/* No value can bring markup into a page: where no template has a "<", the page has none either. */
static void check_markup(const struct slice *parts, struct slice output) {
    for (size_t i = 0; i < PARTS - 1; i++) {
        if (slice_find(parts[i], '<') != SLICE_NOT_FOUND) {
            return;
        }
    }
    must(slice_find(output, '<') == SLICE_NOT_FOUND);
}

static void check_messages(const struct diagnostics *diagnostics, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < diagnostics->count; i++) {
        must(diagnostics->entries[i]->place.start <= diagnostics->entries[i]->place.end);
        diagnostic_append_message(&out, diagnostics->entries[i], SLICE("nl"));
        diagnostic_append_help(&out, diagnostics->entries[i], SLICE("en"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct slice rest = slice_of((const char *)data, size);
    size_t bad = 0;
    if (size == 0 || !utf8_valid(slice_skip(rest, 1), &bad)) {
        return 0; /* only UTF-8 comes this far */
    }
    struct arena arena = {0};
    struct slice parts[PARTS] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    rest = slice_skip(rest, 1);
    for (size_t i = 0; i < PARTS; i++) {
        size_t end = slice_search(rest, SLICE("\n---\n"));
        parts[i] = end == SLICE_NOT_FOUND || i + 1 == PARTS ? rest : slice_take(rest, end);
        rest = slice_skip(rest, parts[i].length + 5);
    }
    struct template_options options = {.trim_blocks = (data[0] & 1) != 0,
                                       .lstrip_blocks = (data[0] & 2) != 0,
                                       .plain_escaping = (data[0] & 4) != 0,
                                       .language = SLICE("nl")};
    struct template_loader loader = {.load = load, .context = parts};
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, &arena);
    struct template_set *set = template_set_create(
        &loader, &options, (data[0] & 8) != 0 ? &GLOBALS : NULL, &arena, &diagnostics);
    struct template_program *program = template_compile(set, SLICE("main"), NULL);
    must(program != NULL || diagnostics.count > 0);
    if (program != NULL) {
        struct value values = make_data(&arena, parts[PARTS - 1]);
        struct slice first = render_once(program, values, &arena, &diagnostics);
        must(slice_equals(first, render_once(program, values, &arena, &diagnostics)));
        check_markup(parts, first);
    }
    check_messages(&diagnostics, &arena);
    arena_release(&arena);
    return 0;
}
