/* Filters and tests, and the fields that filters name. */
#include "template/check.h"
#include "template/filters.h"

#include <string.h>

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
        known = check_field_known(checker, literal, literal, known.shape, part, at);
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
        return check_shape(check_element(input.shape));
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

struct known check_filter(struct checker *checker, const struct expression *expression) {
    const struct application *application = expression->as.filter.application;
    const struct filter *filter = application->filter;
    const struct expression *of = expression->as.filter.of;
    if (filter == filter_find(SLICE("default")) || filter == filter_find(SLICE("d"))) {
        return default_known(checker, expression);
    }
    struct known input =
        filter->takes_undefined ? check_expression(checker, of) : check_used(checker, of);
    if (filter->needs_list && !check_is_loopable(input.shape)) {
        check_complain_type(checker, MESSAGE_TEMPLATE_NOT_LIST, of, input.shape);
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
        attribute = attribute_of_entries(checker, application, literal, check_element(input.shape));
    }
    return filter_result(checker, application, input, attribute);
}

struct known check_test(struct checker *checker, const struct expression *expression) {
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
