/* Calls: of macros, of the generator's functions, of methods. */
#include "base/nearest.h"
#include "template/check.h"
#include "template/methods.h"

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
    uint32_t end = argument->start + (uint32_t)argument->name.length;
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        struct slice parameter = macro->parameters[i].name.name;
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
    struct nearest nearest;
    nearest_init(&nearest, argument->name);
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        nearest_offer(&nearest, macro->parameters[i].name.name);
    }
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

static bool is_text(const struct expression *expression) {
    return expression->type == EXPRESSION_LITERAL && expression->as.literal.type == VALUE_TEXT;
}

/* The row of the text that a function is called with, if it takes certain texts only and this one
 * is written out. */
static const struct shape_choice *find_choice(struct checker *checker,
                                              const struct arguments *arguments,
                                              const struct shape *function) {
    if (function->choices == NULL || arguments->positional_count == 0 ||
        !is_text(arguments->positional[0])) {
        return NULL;
    }
    const struct expression *first = arguments->positional[0];
    struct slice text = value_slice(first->as.literal);
    for (size_t i = 0; i < function->choice_count; i++) {
        if (slice_equals(function->choices[i].text, text)) {
            return &function->choices[i];
        }
    }
    struct nearest nearest;
    nearest_init(&nearest, text);
    for (size_t i = 0; i < function->choice_count; i++) {
        nearest_offer(&nearest, function->choices[i].text);
    }
    struct diagnostic *diagnostic =
        complain_argument(checker, function->unknown_choice, text, first->start, first->end);
    diagnostic_suggest(diagnostic, nearest.best);
    return NULL;
}

/* Whether `name` is one of the first `count` names; if not, `*nearest` is the one it looks like. */
static bool is_among(const struct slice *names, size_t count, struct slice name,
                     struct slice *near) {
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(names[i], name)) {
            return true;
        }
    }
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, names[i]);
    }
    *near = nearest.best;
    return false;
}

static void check_sort(struct checker *checker, const struct shape_choice *choice,
                       const struct expression *sort) {
    struct slice name = value_slice(sort->as.literal), near;
    name = slice_skip(name, name.length > 0 && name.data[0] == '-' ? 1 : 0);
    if (!is_among(choice->argument_names, choice->sort_count, name, &near)) {
        struct diagnostic *diagnostic = complain_argument(checker, MESSAGE_TEMPLATE_UNKNOWN_FIELD,
                                                          name, sort->start, sort->end);
        diagnostic_argument(diagnostic, choice->text);
        diagnostic_suggest(diagnostic, near);
    }
}

static void check_names(struct checker *checker, const struct expression *call,
                        const struct shape *function, const struct shape_choice *choice) {
    const struct arguments *arguments = &call->as.call.arguments;
    bool is_chosen = choice != NULL && choice->argument_names != NULL;
    const struct slice *names = is_chosen ? choice->argument_names : function->argument_names;
    size_t count = is_chosen ? choice->argument_name_count : function->argument_name_count;
    for (uint32_t i = 0; i < arguments->named_count && names != NULL; i++) {
        const struct named_argument *argument = &arguments->named[i];
        struct slice near;
        if (!is_among(names, count, argument->name, &near)) {
            struct diagnostic *diagnostic = complain_argument(
                checker, MESSAGE_TEMPLATE_ARGUMENT_UNKNOWN, check_source(checker, call->as.call.of),
                argument->start, argument->start + (uint32_t)argument->name.length);
            diagnostic_argument(diagnostic, argument->name);
            diagnostic_suggest(diagnostic, near);
        } else if (is_chosen && choice->sort_count > 0 && is_text(argument->value) &&
                   slice_equals(argument->name, SLICE("sort"))) {
            check_sort(checker, choice, argument->value);
        }
    }
}

/* What the function gives. */
static const struct shape *check_function_call(struct checker *checker,
                                               const struct expression *call,
                                               const struct shape *function) {
    const struct arguments *arguments = &call->as.call.arguments;
    struct slice name = check_source(checker, call->as.call.of);
    if (arguments->positional_count > function->argument_maximum) {
        complain_many(checker, call, name, function->argument_maximum);
    } else if (arguments->positional_count < function->argument_minimum) {
        diagnostic_argument_integer(
            complain_argument(checker, MESSAGE_TEMPLATE_ARGUMENT_FEW, name, call->start, call->end),
            (int64_t)function->argument_minimum);
    }
    const struct shape_choice *choice = find_choice(checker, arguments, function);
    check_names(checker, call, function, choice);
    if (choice != NULL && choice->element != NULL) {
        return choice->element;
    }
    return function->element == NULL ? &CHECK_ANY : function->element;
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
    if (shape->type == SHAPE_RECORD || check_field_of(shape, name, &field)) {
        return false;
    }
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_NO_METHOD, of->as.attribute.name_start, of->end);
    diagnostic_argument(diagnostic, name);
    diagnostic_argument(diagnostic, check_source(checker, of->as.attribute.of));
    return true;
}

struct known check_call_of(struct checker *checker, const struct expression *call) {
    check_arguments(checker, &call->as.call.arguments);
    const struct expression *of = call->as.call.of;
    struct known callee;
    if (of->type == EXPRESSION_ATTRIBUTE) {
        struct known receiver = check_used(checker, of->as.attribute.of);
        if (is_method(checker, of, receiver)) {
            return check_any();
        }
        callee = check_present(checker, of, check_attribute_of(checker, of, receiver));
    } else {
        callee = check_used(checker, of);
    }
    if (callee.macro != NULL) {
        check_macro_call(checker, call, callee.macro);
        return check_shape(&CHECK_HTML);
    }
    switch (callee.shape->type) {
    case SHAPE_FUNCTION:
        return check_shape(check_function_call(checker, call, callee.shape));
    case SHAPE_ANY:
        return check_any();
    default:
        if (callee.shape == &CHECK_LOOP) {
            return check_shape(&CHECK_HTML);
        }
        check_complain_type(checker, MESSAGE_TEMPLATE_NOT_CALLABLE, of, callee.shape);
        return check_any();
    }
}
