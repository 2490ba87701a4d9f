/* Shapes as the check uses them, and how it speaks of them. */
#include "template/check.h"

const struct shape CHECK_ANY = {.type = SHAPE_ANY};
const struct shape CHECK_TEXT = {.type = SHAPE_TEXT};
const struct shape CHECK_HTML = {.type = SHAPE_HTML};
const struct shape CHECK_NUMBER = {.type = SHAPE_NUMBER};
const struct shape CHECK_BOOLEAN = {.type = SHAPE_BOOLEAN};

static const struct shape CALLABLE = {
    .type = SHAPE_FUNCTION, .element = &CHECK_ANY, .argument_maximum = SIZE_MAX};

static const struct shape_field LOOP_FIELDS[] = {
    {SLICE_INIT("index"), &CHECK_NUMBER, false},    {SLICE_INIT("index0"), &CHECK_NUMBER, false},
    {SLICE_INIT("revindex"), &CHECK_NUMBER, false}, {SLICE_INIT("revindex0"), &CHECK_NUMBER, false},
    {SLICE_INIT("first"), &CHECK_BOOLEAN, false},   {SLICE_INIT("last"), &CHECK_BOOLEAN, false},
    {SLICE_INIT("length"), &CHECK_NUMBER, false},   {SLICE_INIT("previtem"), &CHECK_ANY, true},
    {SLICE_INIT("nextitem"), &CHECK_ANY, true},     {SLICE_INIT("depth"), &CHECK_NUMBER, false},
    {SLICE_INIT("depth0"), &CHECK_NUMBER, false},   {SLICE_INIT("cycle"), &CALLABLE, false},
    {SLICE_INIT("changed"), &CALLABLE, false},
};

const struct shape CHECK_LOOP = {.type = SHAPE_RECORD,
                                 .name = "loop",
                                 .fields = LOOP_FIELDS,
                                 .field_count = sizeof LOOP_FIELDS / sizeof *LOOP_FIELDS};

struct known check_shape(const struct shape *shape) {
    return (struct known){.shape = shape};
}

struct known check_any(void) {
    return check_shape(&CHECK_ANY);
}

const struct shape *check_list_of(struct checker *checker, const struct shape *element) {
    struct shape *list = arena_new(checker->set->arena, struct shape, 1);
    list->type = SHAPE_LIST;
    list->element = element;
    return list;
}

bool check_same_shape(const struct shape *a, const struct shape *b) {
    return a == b ||
           (a != NULL && b != NULL && a->type == b->type && a->type != SHAPE_RECORD &&
            a->type != SHAPE_LIST && a->type != SHAPE_MAPPING && a->type != SHAPE_FUNCTION);
}

struct known check_either(struct known a, struct known b) {
    struct known result = check_any();
    if (a.shape == NULL || b.shape == NULL) {
        result = a.shape == NULL ? b : a;
        result.maybe = true;
        return result;
    }
    if (check_same_shape(a.shape, b.shape)) {
        result.shape = a.shape;
    }
    result.macro = a.macro == b.macro ? a.macro : NULL;
    result.module = a.module == b.module ? a.module : NULL;
    result.maybe = a.maybe || b.maybe;
    result.source = a.maybe ? a.source : b.source;
    return result;
}

struct known check_seen_from(struct known known, uint32_t level) {
    bool fixed = known.macro != NULL || known.module != NULL || known.shape == NULL;
    return level > 0 && !fixed ? check_any() : known;
}

const char *check_shape_name(const struct shape *shape) {
    static const char *const names[] = {"any",  "text", "HTML",   "boolean", "number",
                                        "date", "list", "record", "mapping", "function"};
    return shape->type == SHAPE_RECORD && shape->name != NULL ? shape->name : names[shape->type];
}

struct slice check_source(const struct checker *checker, const struct expression *expression) {
    struct slice text =
        slice_between(checker->frame->function->template->text, expression->start, expression->end);
    return slice_take(text, 60);
}

void check_complain_type(struct checker *checker, enum message message, const struct expression *at,
                         const struct shape *shape) {
    struct diagnostic *diagnostic = check_error(checker, message, at->start, at->end);
    diagnostic_argument(diagnostic, check_source(checker, at));
    diagnostic_argument_text(diagnostic, check_shape_name(shape));
}

const struct shape *check_element(const struct shape *shape) {
    if (shape->type == SHAPE_LIST && shape->element != NULL) {
        return shape->element;
    }
    return shape->type == SHAPE_TEXT || shape->type == SHAPE_HTML ? &CHECK_TEXT : &CHECK_ANY;
}

bool check_is_loopable(const struct shape *shape) {
    switch (shape->type) {
    case SHAPE_BOOLEAN:
    case SHAPE_NUMBER:
    case SHAPE_DATE:
    case SHAPE_FUNCTION:
        return false;
    case SHAPE_RECORD:
        return shape->is_mapping;
    default:
        return true;
    }
}
