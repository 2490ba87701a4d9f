/* Puts the arguments of filters and tests in the order of their parameters, so that rendering need
 * not look for them. */
#include "base/nearest.h"
#include "template/filters.h"
#include "template/parser.h"

/* Arguments that are being put in order. */
struct binding {
    struct parser *parser;
    struct application *application;
    const char *const *parameters;
    size_t count;    /* of the parameters */
    size_t required; /* of them, from the first */
    uint32_t start;  /* of the filter's name */
};

static struct diagnostic *complain(struct binding *binding, enum message message, size_t start,
                                   size_t end) {
    struct diagnostic *diagnostic = parser_complain(binding->parser, message, start, end);
    diagnostic_argument(diagnostic, binding->application->name);
    return diagnostic;
}

static size_t name_end(const struct binding *binding) {
    return binding->start + binding->application->name.length;
}

static void bind_named(struct binding *binding, const struct named_argument *argument) {
    struct nearest nearest;
    nearest_init(&nearest, argument->name);
    for (size_t i = 0; i < binding->count; i++) {
        struct slice parameter = slice_from(binding->parameters[i]);
        nearest_offer(&nearest, parameter);
        if (!slice_equals(parameter, argument->name)) {
            continue;
        }
        if (binding->application->given[i] != NULL) {
            diagnostic_argument(complain(binding, MESSAGE_TEMPLATE_ARGUMENT_TWICE, argument->start,
                                         argument->start + argument->name.length),
                                argument->name);
        }
        binding->application->given[i] = argument->value;
        return;
    }
    struct diagnostic *diagnostic =
        complain(binding, MESSAGE_TEMPLATE_ARGUMENT_UNKNOWN, argument->start,
                 argument->start + argument->name.length);
    diagnostic_argument(diagnostic, argument->name);
    diagnostic_suggest(diagnostic, nearest.best);
}

static void bind(struct binding *binding, const struct arguments *arguments) {
    if (arguments->positional_count > binding->count) {
        const struct expression *extra = arguments->positional[binding->count];
        diagnostic_argument_integer(
            complain(binding, MESSAGE_TEMPLATE_ARGUMENT_MANY, extra->start, extra->end),
            (int64_t)binding->count);
    }
    for (size_t i = 0; i < arguments->positional_count && i < binding->count; i++) {
        binding->application->given[i] = arguments->positional[i];
    }
    for (size_t i = 0; i < arguments->named_count; i++) {
        bind_named(binding, &arguments->named[i]);
    }
    for (size_t i = 0; i < binding->required; i++) {
        if (binding->application->given[i] == NULL) {
            diagnostic_argument_text(complain(binding, MESSAGE_TEMPLATE_ARGUMENT_MISSING,
                                              binding->start, name_end(binding)),
                                     binding->parameters[i]);
        }
    }
}

/* The arguments without the first `count` by position. */
static struct arguments behind(const struct arguments *arguments, uint32_t count) {
    struct arguments rest = *arguments;
    rest.positional += count;
    rest.positional_count -= count;
    return rest;
}

static void apply_inner(struct binding *binding, const struct arguments *arguments, uint32_t index,
                        bool is_test) {
    const struct expression *name = arguments->positional[index];
    if (name->type != EXPRESSION_LITERAL || name->as.literal.type != VALUE_TEXT) {
        complain(binding, MESSAGE_TEMPLATE_ARGUMENT_LITERAL, name->start, name->end);
        return;
    }
    if (!parser_enter(binding->parser)) {
        return;
    }
    struct arguments rest = behind(arguments, index + 1);
    /* The place of a name in quotes is the name. */
    binding->application->inner = parser_apply(binding->parser, value_slice(name->as.literal),
                                               name->start + 1, &rest, is_test);
    parser_leave(binding->parser);
}

/* map, select and their like, whose arguments are for what they apply. True if that is so here. */
static bool bind_inner(struct binding *binding, const struct arguments *arguments) {
    enum inner inner = binding->application->filter->inner;
    if (inner == INNER_FILTER && arguments->positional_count > 0) {
        apply_inner(binding, arguments, 0, false);
        return true;
    }
    if (inner == INNER_TEST && arguments->positional_count > 0) {
        apply_inner(binding, arguments, 0, true);
        return true;
    }
    if (inner == INNER_ATTRIBUTE_TEST && arguments->positional_count > 1) {
        binding->application->given[0] = arguments->positional[0];
        apply_inner(binding, arguments, 1, true);
        return true;
    }
    return false;
}

static void apply_filter(struct binding *binding, const struct arguments *arguments) {
    const struct filter *filter = binding->application->filter;
    binding->parameters = filter->parameters;
    binding->required = filter->required;
    while (binding->count < FILTER_PARAMETERS && filter->parameters[binding->count] != NULL) {
        binding->count++;
    }
    if (!bind_inner(binding, arguments)) {
        bind(binding, arguments);
    }
}

static void apply_test(struct binding *binding, const struct arguments *arguments) {
    const struct test *test = binding->application->test;
    binding->parameters = &test->parameter;
    binding->count = test->parameter == NULL ? 0 : 1;
    binding->required = binding->count;
    bind(binding, arguments);
}

/* Filters that Jinja has and this language leaves out on purpose. */
static bool is_left_out(struct slice name) {
    static const char *const names[] = {"safe",           "xmlattr",    "urlize",   "pprint",
                                        "random",         "format",     "wordwrap", "center",
                                        "filesizeformat", "forceescape"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_equals(name, slice_from(names[i]))) {
            return true;
        }
    }
    return false;
}

struct application *parser_apply(struct parser *parser, struct slice name, uint32_t start,
                                 const struct arguments *arguments, bool is_test) {
    struct application *application = arena_new(parser->arena, struct application, 1);
    application->name = name;
    struct binding binding = {.parser = parser, .application = application, .start = start};
    if (is_test) {
        application->test = test_find(name);
    } else {
        application->filter = filter_find(name);
    }
    if (application->filter != NULL) {
        apply_filter(&binding, arguments);
    } else if (application->test != NULL) {
        apply_test(&binding, arguments);
    } else if (!is_test && is_left_out(name)) {
        enum message message = slice_equals(name, SLICE("safe")) ? MESSAGE_TEMPLATE_UNSUPPORTED_SAFE
                                                                 : MESSAGE_TEMPLATE_UNSUPPORTED;
        complain(&binding, message, start, name_end(&binding));
    } else {
        diagnostic_suggest(
            complain(&binding,
                     is_test ? MESSAGE_TEMPLATE_UNKNOWN_TEST : MESSAGE_TEMPLATE_UNKNOWN_FILTER,
                     start, name_end(&binding)),
            is_test ? test_nearest(name) : filter_nearest(name));
    }
    return application;
}
