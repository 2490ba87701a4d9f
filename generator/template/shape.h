/* The shape of a value: what a template may do with it, known before anything is rendered. It is
 * data that the caller makes (from the kinds, for instance), so that the template room need not
 * know what an item is. */
#ifndef TEMPLATE_SHAPE_H
#define TEMPLATE_SHAPE_H

#include "base/diagnostic_table.h"
#include "base/slice.h"

struct map;

enum shape_type {
    SHAPE_ANY, /* nothing is known: everything is allowed */
    SHAPE_TEXT,
    SHAPE_HTML, /* text that is HTML already */
    SHAPE_BOOLEAN,
    SHAPE_NUMBER, /* integer or number */
    SHAPE_DATE,
    SHAPE_LIST,    /* of `element` */
    SHAPE_RECORD,  /* a map or object with exactly `fields`, unless `is_open` */
    SHAPE_MAPPING, /* a map with any keys, all values of shape `element` */
    SHAPE_FUNCTION /* can be called, gives `element` */
};

struct shape_field;
struct shape_choice;

struct shape {
    enum shape_type type;
    const char *name; /* of a record, for messages: "network" */
    bool is_mapping;  /* a record that is a map, so that it can be looped over */
    bool is_open;     /* a record that may have other fields too, each of which may be undefined */
    bool has_address; /* a record that may stand where an address is needed */
    const struct shape *element;
    const struct shape_field *fields;
    size_t field_count;
    /* From names to the places of the fields, counted from 1; NULL where there are few. */
    const struct map *index;
    /* SHAPE_FUNCTION: how many arguments by position, and which names it takes (NULL: any). */
    size_t argument_minimum;
    size_t argument_maximum;
    const struct slice *argument_names;
    size_t argument_name_count;
    /* SHAPE_FUNCTION whose first argument is one of a number of texts: each has a row, and a text
     * that has none is the error `unknown_choice`. NULL: it may be anything. */
    const struct shape_choice *choices;
    size_t choice_count;
    enum message unknown_choice;
};

/* What a function does with one of the texts that it takes. */
struct shape_choice {
    struct slice text;
    const struct shape *element; /* what it gives; NULL: as the function */
    /* The names of the arguments that it takes; NULL: as the function. */
    const struct slice *argument_names;
    size_t argument_name_count;
    /* The first of these names are fields, and the argument `sort` is one of them, maybe with a
     * "-" before it. 0: `sort` is an argument as any other. */
    size_t sort_count;
};

struct shape_field {
    struct slice name;
    const struct shape *shape; /* shapes may refer to each other in circles */
    bool optional; /* may be undefined: use it under `if`, with `default`, or get a warning */
};

/* The field of that name, or NULL. */
const struct shape_field *shape_find(const struct shape *record, struct slice name);

#endif
