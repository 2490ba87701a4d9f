#include "base/nearest.h"
#include "template/check.h"
#include "template/filters.h"
#include "template/methods.h"
#include "template/objects.h"

#include <string.h>

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

static bool same_shape(const struct shape *a, const struct shape *b) {
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
    if (same_shape(a.shape, b.shape)) {
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

const struct shape_field *check_field(const struct shape *record, struct slice name) {
    for (size_t i = 0; i < record->field_count; i++) {
        if (slice_equals(record->fields[i].name, name)) {
            return &record->fields[i];
        }
    }
    return NULL;
}

static const char *shape_name(const struct shape *shape) {
    static const char *const names[] = {"any",  "text", "HTML",   "boolean", "number",
                                        "date", "list", "record", "mapping", "function"};
    return shape->type == SHAPE_RECORD && shape->name != NULL ? shape->name : names[shape->type];
}

static struct slice source_of(const struct checker *checker, const struct expression *expression) {
    struct slice text =
        slice_between(checker->frame->function->template->text, expression->start, expression->end);
    return slice_take(text, 60);
}

static void complain_type(struct checker *checker, enum message message,
                          const struct expression *at, const struct shape *shape) {
    struct diagnostic *diagnostic = check_error(checker, message, at->start, at->end);
    diagnostic_argument(diagnostic, source_of(checker, at));
    diagnostic_argument_text(diagnostic, shape_name(shape));
}

/* --- Names --- */

static struct known resolved_name(struct checker *checker, const struct expression *name,
                                  bool *exists) {
    const struct check_frame *frame = checker->frame;
    for (uint32_t level = name->as.name.reference.level; level > 0; level--) {
        frame = frame->outer;
    }
    struct known known =
        check_seen_from(frame->slots[name->as.name.reference.slot], name->as.name.reference.level);
    *exists = true;
    if (known.shape == NULL) {
        *exists = check_resolve(checker, frame, name->as.name.symbol, &known);
    }
    return known;
}

static void complain_unknown_name(struct checker *checker, const struct expression *name) {
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_UNKNOWN_NAME, name->start, name->end);
    diagnostic_argument(diagnostic, name->as.name.text);
    struct nearest nearest;
    nearest_init(&nearest, name->as.name.text);
    const struct shape *globals = checker->set->globals;
    for (size_t i = 0; i < globals->field_count; i++) {
        nearest_offer(&nearest, globals->fields[i].name);
    }
    const struct scope *scopes[] = {&checker->frame->function->scope};
    for (uint32_t i = 0; i < scopes[0]->visible_count; i++) {
        nearest_offer(&nearest, checker->set->symbol_names[scopes[0]->visible[i].symbol]);
    }
    diagnostic_suggest(diagnostic, nearest.best);
}

static struct known name_known(struct checker *checker, const struct expression *name) {
    bool exists = true;
    struct known known = resolved_name(checker, name, &exists);
    if (!exists) {
        complain_unknown_name(checker, name);
        return check_any();
    }
    return known;
}

/* --- Fields --- */

static void complain_unknown_field(struct checker *checker, const struct shape *record,
                                   struct slice name, uint32_t start, uint32_t end) {
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_UNKNOWN_FIELD, start, end);
    diagnostic_argument(diagnostic, name);
    diagnostic_argument_text(diagnostic, record->name == NULL ? "" : record->name);
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < record->field_count; i++) {
        nearest_offer(&nearest, record->fields[i].name);
    }
    diagnostic_suggest(diagnostic, nearest.best);
}

/* The field of a shape without complaining: false if it is known that there is none. */
static bool field_of(const struct shape *shape, struct slice name, struct known *known) {
    *known = check_any();
    const struct shape_field *field = NULL;
    switch (shape->type) {
    case SHAPE_ANY:
        return true;
    case SHAPE_MAPPING:
        known->shape = shape->element == NULL ? &CHECK_ANY : shape->element;
        return true;
    case SHAPE_RECORD:
        field = check_field(shape, name);
        if (field != NULL) {
            known->shape = field->shape == NULL ? &CHECK_ANY : field->shape;
            known->maybe = field->optional;
        }
        return field != NULL;
    case SHAPE_DATE:
        known->shape = &CHECK_NUMBER;
        known->maybe = !slice_equals(name, SLICE("year"));
        return slice_equals(name, SLICE("year")) || slice_equals(name, SLICE("month")) ||
               slice_equals(name, SLICE("day"));
    default:
        return false;
    }
}

static struct known field_known(struct checker *checker, const struct expression *at,
                                const struct expression *of, const struct shape *shape,
                                struct slice name, uint32_t name_start) {
    struct known known;
    if (field_of(shape, name, &known)) {
        known.maybe = known.maybe && !check_is_fact(checker, at);
        return known;
    }
    uint32_t end = name_start + (uint32_t)name.length;
    if (shape->type == SHAPE_RECORD) {
        complain_unknown_field(checker, shape, name, name_start, end);
    } else {
        struct diagnostic *diagnostic =
            check_error(checker, MESSAGE_TEMPLATE_NO_FIELDS, name_start, end);
        diagnostic_argument(diagnostic, source_of(checker, of));
        diagnostic_argument_text(diagnostic, shape_name(shape));
        diagnostic_argument(diagnostic, name);
    }
    return check_any();
}

/* What a module exports under that name; false if nothing. */
static bool find_export(struct checker *checker, const struct check_top *module, struct slice name,
                        struct known *known) {
    uint32_t symbol = 0;
    *known = check_any();
    for (const struct check_top *top = module;
         top != NULL && set_find_symbol(checker->set, name, &symbol); top = top->next) {
        const struct visible *visible = scope_find(&top->template->function.scope, symbol);
        if (visible != NULL && !visible->imported) {
            *known = top->slots[visible->slot].shape == NULL ? *known : top->slots[visible->slot];
            return true;
        }
    }
    return false;
}

struct known check_export(struct checker *checker, const struct check_top *module,
                          struct slice name, uint32_t start, uint32_t end) {
    struct known known;
    if (find_export(checker, module, name, &known)) {
        return known;
    }
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_UNKNOWN_EXPORT, start, end);
    diagnostic_argument(diagnostic, name);
    diagnostic_argument(diagnostic, module->template->path);
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (const struct check_top *top = module; top != NULL; top = top->next) {
        const struct scope *scope = &top->template->function.scope;
        for (uint32_t i = 0; i < scope->visible_count; i++) {
            if (!scope->visible[i].imported) {
                nearest_offer(&nearest, checker->set->symbol_names[scope->visible[i].symbol]);
            }
        }
    }
    diagnostic_suggest(diagnostic, nearest.best);
    return known;
}

/* The attribute of what is known to be `of`. */
static struct known attribute_of(struct checker *checker, const struct expression *attribute,
                                 struct known of) {
    if (of.module != NULL) {
        return check_export(checker, of.module, attribute->as.attribute.name,
                            attribute->as.attribute.name_start, attribute->end);
    }
    return field_known(checker, attribute, attribute->as.attribute.of, of.shape,
                       attribute->as.attribute.name, attribute->as.attribute.name_start);
}

static struct known attribute_known(struct checker *checker, const struct expression *attribute) {
    return attribute_of(checker, attribute, check_used(checker, attribute->as.attribute.of));
}

static struct known subscript_known(struct checker *checker, const struct expression *subscript) {
    const struct expression *of = subscript->as.subscript.of;
    const struct expression *index = subscript->as.subscript.index;
    struct known known = check_used(checker, of);
    check_used(checker, index);
    if (index->type == EXPRESSION_LITERAL && index->as.literal.type == VALUE_TEXT) {
        return field_known(checker, subscript, of, known.shape, value_slice(index->as.literal),
                           index->start + 1);
    }
    if (known.shape->type == SHAPE_LIST && known.shape->element != NULL) {
        return check_shape(known.shape->element);
    }
    return check_any();
}

bool check_look_up(struct checker *checker, const struct expression *path, struct known *known,
                   bool *exists) {
    const struct expression *of = NULL;
    struct slice name = SLICE("");
    switch ((enum expression_type)path->type) {
    case EXPRESSION_NAME:
        *known = resolved_name(checker, path, exists);
        return true;
    case EXPRESSION_ATTRIBUTE:
        of = path->as.attribute.of;
        name = path->as.attribute.name;
        break;
    case EXPRESSION_SUBSCRIPT:
        of = path->as.subscript.of;
        if (path->as.subscript.index->type != EXPRESSION_LITERAL ||
            path->as.subscript.index->as.literal.type != VALUE_TEXT) {
            return false;
        }
        name = value_slice(path->as.subscript.index->as.literal);
        break;
    default:
        return false;
    }
    struct known receiver;
    if (!check_look_up(checker, of, &receiver, exists) || !*exists) {
        return false;
    }
    if (receiver.maybe && !check_is_fact(checker, of)) {
        return false; /* the warning is for that step */
    }
    *exists = receiver.module != NULL ? find_export(checker, receiver.module, name, known)
                                      : field_of(receiver.shape, name, known);
    return true;
}

/* Warns when what is used may be absent. */
static struct known check_present(struct checker *checker, const struct expression *expression,
                                  struct known known) {
    if (known.maybe) {
        const struct expression *source = known.source != NULL ? known.source : expression;
        struct diagnostic *diagnostic = set_report(
            checker->set, MESSAGE_TEMPLATE_OPTIONAL,
            place_of(checker->frame->function->template->path, source->start, source->end));
        diagnostic_argument(diagnostic, source_of(checker, source));
        known.maybe = false;
    }
    return known;
}

/* --- Calls --- */

static struct diagnostic *complain_argument(struct checker *checker, enum message message,
                                            struct slice name, uint32_t start, uint32_t end) {
    struct diagnostic *diagnostic = check_error(checker, message, start, end);
    diagnostic_argument(diagnostic, name);
    return diagnostic;
}

static void check_arguments(struct checker *checker, const struct arguments *arguments) {
    for (uint32_t i = 0; i < arguments->positional_count; i++) {
        check_expression(checker, arguments->positional[i]);
    }
    for (uint32_t i = 0; i < arguments->named_count; i++) {
        check_expression(checker, arguments->named[i].value);
    }
}

static void complain_many(struct checker *checker, const struct expression *call, struct slice name,
                          size_t most) {
    const struct expression *extra = call->as.call.arguments.positional[most];
    diagnostic_argument_integer(
        complain_argument(checker, MESSAGE_TEMPLATE_ARGUMENT_MANY, name, extra->start, extra->end),
        (int64_t)most);
}

static void check_macro_name(struct checker *checker, const struct macro *macro,
                             const struct named_argument *argument, uint32_t positional) {
    struct nearest nearest;
    nearest_init(&nearest, argument->name);
    uint32_t end = argument->start + (uint32_t)argument->name.length;
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        struct slice parameter = macro->parameters[i].name.name;
        nearest_offer(&nearest, parameter);
        if (!slice_equals(parameter, argument->name)) {
            continue;
        }
        if (i < positional) {
            diagnostic_argument(complain_argument(checker, MESSAGE_TEMPLATE_ARGUMENT_TWICE,
                                                  macro->name, argument->start, end),
                                argument->name);
        }
        return;
    }
    struct diagnostic *diagnostic = complain_argument(checker, MESSAGE_TEMPLATE_ARGUMENT_UNKNOWN,
                                                      macro->name, argument->start, end);
    diagnostic_argument(diagnostic, argument->name);
    diagnostic_suggest(diagnostic, nearest.best);
}

void check_macro_call(struct checker *checker, const struct expression *call,
                      const struct macro *macro) {
    const struct arguments *arguments = &call->as.call.arguments;
    if (arguments->positional_count > macro->parameter_count) {
        complain_many(checker, call, macro->name, macro->parameter_count);
    }
    for (uint32_t i = 0; i < arguments->named_count; i++) {
        check_macro_name(checker, macro, &arguments->named[i], arguments->positional_count);
    }
}

static void check_function_call(struct checker *checker, const struct expression *call,
                                const struct shape *function) {
    const struct arguments *arguments = &call->as.call.arguments;
    struct slice name = source_of(checker, call->as.call.of);
    if (arguments->positional_count > function->argument_maximum) {
        complain_many(checker, call, name, function->argument_maximum);
    } else if (arguments->positional_count < function->argument_minimum) {
        diagnostic_argument_integer(
            complain_argument(checker, MESSAGE_TEMPLATE_ARGUMENT_FEW, name, call->start, call->end),
            (int64_t)function->argument_minimum);
    }
    for (uint32_t i = 0; i < arguments->named_count && function->argument_names != NULL; i++) {
        const struct named_argument *argument = &arguments->named[i];
        struct nearest nearest;
        nearest_init(&nearest, argument->name);
        bool found = false;
        for (size_t j = 0; j < function->argument_name_count; j++) {
            nearest_offer(&nearest, function->argument_names[j]);
            found = found || slice_equals(function->argument_names[j], argument->name);
        }
        if (!found) {
            struct diagnostic *diagnostic =
                complain_argument(checker, MESSAGE_TEMPLATE_ARGUMENT_UNKNOWN, name, argument->start,
                                  argument->start + (uint32_t)argument->name.length);
            diagnostic_argument(diagnostic, argument->name);
            diagnostic_suggest(diagnostic, nearest.best);
        }
    }
}

/* Whether `name` is a method of texts or mappings. Complains about one that values of this shape do
 * not have. */
static bool is_method(struct checker *checker, const struct expression *of, struct known receiver) {
    const struct shape *shape = receiver.shape;
    struct slice name = of->as.attribute.name;
    struct known field;
    bool text = shape->type == SHAPE_TEXT || shape->type == SHAPE_HTML;
    if (receiver.module != NULL) {
        return false;
    }
    if ((text && method_exists(VALUE_TEXT, name)) ||
        (shape->type == SHAPE_MAPPING && method_exists(VALUE_MAP, name))) {
        return true;
    }
    if (shape->type == SHAPE_RECORD || field_of(shape, name, &field)) {
        return false;
    }
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_NO_METHOD, of->as.attribute.name_start, of->end);
    diagnostic_argument(diagnostic, name);
    diagnostic_argument(diagnostic, source_of(checker, of->as.attribute.of));
    return true;
}

static struct known call_known(struct checker *checker, const struct expression *call) {
    check_arguments(checker, &call->as.call.arguments);
    const struct expression *of = call->as.call.of;
    struct known callee;
    if (of->type == EXPRESSION_ATTRIBUTE) {
        struct known receiver = check_used(checker, of->as.attribute.of);
        if (is_method(checker, of, receiver)) {
            return check_any();
        }
        callee = check_present(checker, of, attribute_of(checker, of, receiver));
    } else {
        callee = check_used(checker, of);
    }
    if (callee.macro != NULL) {
        check_macro_call(checker, call, callee.macro);
        return check_shape(&CHECK_HTML);
    }
    switch (callee.shape->type) {
    case SHAPE_FUNCTION:
        check_function_call(checker, call, callee.shape);
        return check_shape(callee.shape->element == NULL ? &CHECK_ANY : callee.shape->element);
    case SHAPE_ANY:
        return check_any();
    default:
        if (callee.shape == &CHECK_LOOP) {
            return check_shape(&CHECK_HTML);
        }
        complain_type(checker, MESSAGE_TEMPLATE_NOT_CALLABLE, of, callee.shape);
        return check_any();
    }
}

/* --- Filters and tests --- */

static const struct shape *element_of(const struct shape *shape) {
    if (shape->type == SHAPE_LIST && shape->element != NULL) {
        return shape->element;
    }
    return shape->type == SHAPE_TEXT || shape->type == SHAPE_HTML ? &CHECK_TEXT : &CHECK_ANY;
}

/* The shape at the end of a path like "address.city", which is a literal; what is not there is an
 * error. */
static struct known path_known(struct checker *checker, const struct expression *literal,
                               const struct shape *shape) {
    struct known known = check_shape(shape);
    struct slice rest = value_slice(literal->as.literal);
    struct slice part;
    bool maybe = false;
    for (uint32_t at = literal->start + 1; slice_cut(&rest, '.', &part);
         at += (uint32_t)part.length + 1) {
        int64_t index = 0;
        if (known.shape->type == SHAPE_LIST || slice_to_integer(part, &index)) {
            return check_any();
        }
        known = field_known(checker, literal, literal, known.shape, part, at);
        maybe = maybe || known.maybe;
    }
    known.maybe = maybe;
    return known;
}

/* The argument that names an attribute, if it is there and a literal text. */
static const struct expression *literal_attribute(const struct application *application) {
    const struct filter *filter = application->filter;
    for (size_t i = 0; i < FILTER_PARAMETERS && filter->parameters[i] != NULL; i++) {
        const struct expression *given = application->given[i];
        if (strcmp(filter->parameters[i], "attribute") == 0 && given != NULL &&
            given->type == EXPRESSION_LITERAL && given->as.literal.type == VALUE_TEXT) {
            return given;
        }
    }
    return NULL;
}

static bool has_argument(const struct application *application, const char *name) {
    const struct filter *filter = application->filter;
    for (size_t i = 0; i < FILTER_PARAMETERS && filter->parameters[i] != NULL; i++) {
        if (strcmp(filter->parameters[i], name) == 0) {
            return application->given[i] != NULL;
        }
    }
    return false;
}

/* What an attribute filter finds in each entry. Sorting and the like fail for an entry that has no
 * value there. */
static struct known attribute_of_entries(struct checker *checker,
                                         const struct application *application,
                                         const struct expression *attribute,
                                         const struct shape *element) {
    struct slice rest = value_slice(attribute->as.literal);
    if (slice_find(rest, ',') != SLICE_NOT_FOUND) {
        return check_any(); /* several, "a,b" */
    }
    struct known known = path_known(checker, attribute, element);
    bool tolerant = application->filter->inner != INNER_NONE ||
                    has_argument(application, "default") || element->type != SHAPE_RECORD;
    if (known.maybe && !tolerant) {
        diagnostic_argument(set_report(checker->set, MESSAGE_TEMPLATE_OPTIONAL,
                                       place_of(checker->frame->function->template->path,
                                                attribute->start, attribute->end)),
                            value_slice(attribute->as.literal));
    }
    return known;
}

static bool can_be_looped_over(const struct shape *shape) {
    switch (shape->type) {
    case SHAPE_BOOLEAN:
    case SHAPE_NUMBER:
    case SHAPE_DATE:
    case SHAPE_RECORD:
    case SHAPE_FUNCTION:
        return false;
    default:
        return true;
    }
}

static struct known filter_result(struct checker *checker, const struct application *application,
                                  struct known input, struct known attribute) {
    const struct filter *filter = application->filter;
    switch ((enum result_shape)filter->result) {
    case RESULT_TEXT:
        return check_shape(&CHECK_TEXT);
    case RESULT_HTML:
        return check_shape(&CHECK_HTML);
    case RESULT_NUMBER:
        return check_shape(&CHECK_NUMBER);
    case RESULT_SAME:
        return check_shape(input.shape);
    case RESULT_ELEMENT:
        return check_shape(element_of(input.shape));
    case RESULT_LIST_OF_LISTS:
        return check_shape(check_list_of(checker, input.shape));
    case RESULT_ANY:
        break;
    }
    if (filter->inner == INNER_FILTER && application->inner == NULL && attribute.shape != NULL) {
        return check_shape(check_list_of(checker, attribute.shape));
    }
    return check_any();
}

/* `default` gives a value whatever its input is; the shape is that of both when they agree. */
static struct known default_known(struct checker *checker, const struct expression *filter) {
    const struct application *application = filter->as.filter.application;
    struct known input = check_any();
    bool exists = true;
    struct known looked_up;
    if (check_look_up(checker, filter->as.filter.of, &looked_up, &exists)) {
        input = exists && looked_up.shape != NULL ? looked_up : input;
    } else {
        input = check_expression(checker, filter->as.filter.of);
    }
    struct known fallback = check_shape(&CHECK_TEXT);
    for (size_t i = 0; i < FILTER_PARAMETERS; i++) {
        if (application->given[i] != NULL) {
            struct known given = check_expression(checker, application->given[i]);
            fallback = i == 0 ? given : fallback;
        }
    }
    input.maybe = false;
    return check_either(input, fallback);
}

static struct known filter_known(struct checker *checker, const struct expression *expression) {
    const struct application *application = expression->as.filter.application;
    const struct filter *filter = application->filter;
    const struct expression *of = expression->as.filter.of;
    if (filter == filter_find(SLICE("default")) || filter == filter_find(SLICE("d"))) {
        return default_known(checker, expression);
    }
    struct known input =
        filter->takes_undefined ? check_expression(checker, of) : check_used(checker, of);
    if (filter->needs_list && !can_be_looped_over(input.shape)) {
        complain_type(checker, MESSAGE_TEMPLATE_NOT_LIST, of, input.shape);
        return check_any();
    }
    for (const struct application *at = application; at != NULL; at = at->inner) {
        for (size_t i = 0; i < FILTER_PARAMETERS; i++) {
            if (at->given[i] != NULL) {
                check_expression(checker, at->given[i]);
            }
        }
    }
    struct known attribute = {.shape = NULL};
    const struct expression *literal = literal_attribute(application);
    if (literal != NULL && filter->needs_list) {
        attribute = attribute_of_entries(checker, application, literal, element_of(input.shape));
    }
    return filter_result(checker, application, input, attribute);
}

static struct known test_known(struct checker *checker, const struct expression *expression) {
    const struct application *application = expression->as.filter.application;
    struct known looked_up;
    bool exists = true;
    if (!application->test->takes_undefined) {
        check_used(checker, expression->as.filter.of);
    } else if (!check_look_up(checker, expression->as.filter.of, &looked_up, &exists)) {
        check_expression(checker, expression->as.filter.of);
    }
    if (application->given[0] != NULL) {
        check_used(checker, application->given[0]);
    }
    return check_shape(&CHECK_BOOLEAN);
}

/* --- Operators --- */

static struct known logic_known(struct checker *checker, const struct expression *expression) {
    bool is_and = expression->type == EXPRESSION_AND;
    const struct expression *left = expression->as.operation.left;
    struct known first = check_expression(checker, left);
    enum certainty certainty = check_certainty(checker, left);
    if (certainty == (is_and ? NEVER : ALWAYS)) {
        return first; /* the right side is never asked */
    }
    uint32_t mark = check_learn(checker, left, is_and);
    struct known second = check_expression(checker, expression->as.operation.right);
    check_forget(checker, mark);
    first.maybe = first.maybe && is_and;
    return check_either(first, second);
}

static struct known choice_known(struct checker *checker, const struct expression *expression) {
    const struct expression *condition = expression->as.choice.condition;
    struct known yes = {.shape = NULL};
    struct known no = {.shape = NULL};
    check_condition(checker, condition);
    enum certainty certainty = check_certainty(checker, condition);
    if (certainty != NEVER) {
        uint32_t mark = check_learn(checker, condition, true);
        yes = check_expression(checker, expression->as.choice.yes);
        check_forget(checker, mark);
    }
    if (certainty != ALWAYS && expression->as.choice.no != NULL) {
        uint32_t mark = check_learn(checker, condition, false);
        no = check_expression(checker, expression->as.choice.no);
        check_forget(checker, mark);
    }
    if (yes.shape == NULL || no.shape == NULL) {
        struct known one = yes.shape == NULL ? no : yes;
        one.shape = one.shape == NULL ? &CHECK_ANY : one.shape;
        return one;
    }
    return check_either(yes, no);
}

static struct known literal_known(const struct expression *expression) {
    switch ((enum value_type)expression->as.literal.type) {
    case VALUE_TEXT:
        return check_shape(&CHECK_TEXT);
    case VALUE_BOOLEAN:
        return check_shape(&CHECK_BOOLEAN);
    case VALUE_INTEGER:
    case VALUE_NUMBER:
        return check_shape(&CHECK_NUMBER);
    default:
        return check_any();
    }
}

static struct known list_known(struct checker *checker, const struct expression *expression) {
    const struct shape *element = NULL;
    for (uint32_t i = 0; i < expression->count; i++) {
        struct known entry = check_expression(checker, expression->as.list.entries[i]);
        element = i == 0 || same_shape(element, entry.shape) ? entry.shape : &CHECK_ANY;
    }
    if (expression->type == EXPRESSION_MAP) {
        return check_any();
    }
    return check_shape(check_list_of(checker, element == NULL ? &CHECK_ANY : element));
}

static struct known operands_known(struct checker *checker, const struct expression *expression) {
    struct known left = check_used(checker, expression->as.operation.left);
    struct known right = left;
    if (expression->as.operation.right != NULL) {
        right = check_used(checker, expression->as.operation.right);
    }
    bool numbers = left.shape->type == SHAPE_NUMBER && right.shape->type == SHAPE_NUMBER;
    return numbers ? check_shape(&CHECK_NUMBER) : check_any();
}

static struct known slice_known(struct checker *checker, const struct expression *expression) {
    const struct expression *ends[] = {expression->as.slice.from, expression->as.slice.to,
                                       expression->as.slice.step};
    for (size_t i = 0; i < 3; i++) {
        if (ends[i] != NULL) {
            check_used(checker, ends[i]);
        }
    }
    struct known of = check_used(checker, expression->as.slice.of);
    if (!can_be_looped_over(of.shape)) {
        complain_type(checker, MESSAGE_TEMPLATE_NOT_LIST, expression->as.slice.of, of.shape);
        return check_any();
    }
    return of;
}

/* The depth of expressions is bounded by the parser. */
static struct known expression_known(struct checker *checker, const struct expression *expression) {
    switch ((enum expression_type)expression->type) {
    case EXPRESSION_LITERAL:
        return literal_known(expression);
    case EXPRESSION_NAME: {
        struct known known = name_known(checker, expression);
        known.maybe = known.maybe && !check_is_fact(checker, expression);
        return known;
    }
    case EXPRESSION_ATTRIBUTE:
        return attribute_known(checker, expression);
    case EXPRESSION_SUBSCRIPT:
        return subscript_known(checker, expression);
    case EXPRESSION_SLICE:
        return slice_known(checker, expression);
    case EXPRESSION_CALL:
        return call_known(checker, expression);
    case EXPRESSION_FILTER:
        return filter_known(checker, expression);
    case EXPRESSION_TEST:
        return test_known(checker, expression);
    case EXPRESSION_NOT:
        check_condition(checker, expression->as.operation.left);
        return check_shape(&CHECK_BOOLEAN);
    case EXPRESSION_AND:
    case EXPRESSION_OR:
        return logic_known(checker, expression);
    case EXPRESSION_CONCATENATE:
    case EXPRESSION_COMPARE:
        for (uint32_t i = 0; i < expression->count; i++) {
            check_used(checker, expression->as.list.entries[i]);
        }
        return check_shape(expression->type == EXPRESSION_COMPARE ? &CHECK_BOOLEAN : &CHECK_TEXT);
    case EXPRESSION_CHOICE:
        return choice_known(checker, expression);
    case EXPRESSION_LIST:
    case EXPRESSION_TUPLE:
    case EXPRESSION_MAP:
        return list_known(checker, expression);
    case EXPRESSION_BODY:
        return check_shape(&CHECK_HTML);
    default:
        return operands_known(checker, expression);
    }
}

struct known check_expression(struct checker *checker, const struct expression *expression) {
    struct known known = expression_known(checker, expression);
    bool is_path = expression->type == EXPRESSION_NAME ||
                   expression->type == EXPRESSION_ATTRIBUTE ||
                   expression->type == EXPRESSION_SUBSCRIPT;
    known.source = is_path ? expression : known.source;
    return known;
}

struct known check_used(struct checker *checker, const struct expression *expression) {
    return check_present(checker, expression, check_expression(checker, expression));
}

void check_condition(struct checker *checker, const struct expression *expression) {
    check_expression(checker, expression);
}
