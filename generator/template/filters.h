/* The tables of filters and tests: one row each. Inside the room. */
#ifndef TEMPLATE_FILTERS_H
#define TEMPLATE_FILTERS_H

#include "template/template.h"
#include "template/tree.h"

struct rendering;

/* What a filter or test is given. `given` are its arguments in the order of its parameters; one
 * that was not given is undefined and has the flag ARGUMENT_ABSENT. */
struct filter_call {
    const struct expression *at; /* where it stands, for messages */
    const struct application *application;
    struct value input;
    struct value given[FILTER_PARAMETERS];
};

/* Flags of values that only this room uses, above those of base/value.h. */
enum {
    TEXT_IS_JSON = 16,  /* of a text: tojson made it */
    LIST_IS_TUPLE = 16, /* of a list: Python would have a tuple */
    LIST_IS_GROUP = 32, /* of a tuple: made by groupby, with the names grouper and list */
    UNDEFINED_IS_EMPTY =
        16, /* of an undefined: what "a if false" without else gives; it prints as nothing */
    ARGUMENT_ABSENT = 32 /* of an undefined: an argument that was not given */
};

/* What the result looks like, for checks. */
enum result_shape {
    RESULT_ANY,
    RESULT_TEXT,
    RESULT_HTML,
    RESULT_NUMBER,
    RESULT_SAME,         /* as the input */
    RESULT_ELEMENT,      /* as the elements of the input */
    RESULT_LIST_OF_LISTS /* batch and slice */
};

/* What the first arguments of a filter name. */
enum inner {
    INNER_NONE,
    INNER_FILTER,        /* map("upper", …) */
    INNER_TEST,          /* select("odd", …) */
    INNER_ATTRIBUTE_TEST /* selectattr("name", "none", …) */
};

struct filter {
    struct template_reference_row row;
    const char *parameters[FILTER_PARAMETERS];
    uint8_t required;
    uint8_t inner;  /* enum inner */
    uint8_t result; /* enum result_shape */
    bool takes_undefined;
    bool needs_list; /* its input must be something that can be looped over */
    struct value (*apply)(struct rendering *render, const struct filter_call *call);
};

struct test {
    struct template_reference_row row;
    const char *parameter; /* or NULL */
    bool takes_undefined;
    bool (*ask)(struct rendering *render, const struct filter_call *call);
};

/* The row of that name, or NULL. */
const struct filter *filter_find(struct slice name);
const struct test *test_find(struct slice name);
/* The name nearest to `name`, or the empty slice. */
struct slice filter_nearest(struct slice name);
struct slice test_nearest(struct slice name);

#endif
