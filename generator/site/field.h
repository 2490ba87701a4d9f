/* Fields: what a kind says of its items, and how a raw value from YAML becomes one that the field
 * accepts.
 *
 * Each field type is one row of the table in field.c and one function in a field_*.c: how the raw
 * value is read and checked. Reading reports mistakes and never stops. */
#ifndef SITE_FIELD_H
#define SITE_FIELD_H

#include "base/diagnostic.h"
#include "base/map.h"
#include "base/value.h"
#include "site/localized.h"

#include <regex.h>

struct kind;
struct item;
struct reference;
struct prose;
struct file_use;

enum field_type {
    FIELD_TEXT,
    FIELD_MARKDOWN,
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_BOOLEAN,
    FIELD_DATE,
    FIELD_URL,
    FIELD_EMAIL,
    FIELD_CHOICE,
    FIELD_ASSET,
    FIELD_REFERENCE,
    FIELD_LIST,
    FIELD_OBJECT,
    FIELD_TYPE_COUNT
};

struct field {
    struct slice name;
    enum field_type type;
    bool required;
    bool unique;
    bool partial;          /* a date that may lack its day or month */
    bool filter;           /* readers can narrow lists and search results down by it */
    bool is_common;        /* one that every kind has, not declared by this one */
    struct value fallback; /* `default`, typed; undefined if none */
    struct value minimum;  /* an integer or number, or undefined; for a text its length, for a list
                              its entries */
    struct value maximum;
    struct slice pattern; /* a POSIX extended regular expression that the whole value must match;
                             empty if none */
    regex_t *expression;
    const struct slice *choices;
    size_t choice_count;
    const struct slice *to; /* a reference: the names of the kinds it takes; none means any */
    struct place *to_places;
    size_t to_count;
    struct slice inverse;
    const struct field *of;     /* a list: what it is of */
    const struct field *fields; /* an object: its fields */
    size_t field_count;
    struct localized label;
    struct localized help;
    struct place place; /* where the kind declares it */
};

/* What reading an item's fields gathers. */
struct field_reading {
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct slice path;
    struct item *item; /* NULL while a kind's defaults are read */
    /* What was found, in order, chained through their `next`; what `item` is NULL for is not kept.
     */
    struct reference *references;
    struct reference **references_end;
    struct prose *texts;
    struct prose **texts_end;
    struct file_use *files;
    struct file_use **files_end;
};

struct field_type_row {
    enum field_type type;
    const char *name;
    const char
        *expected[2]; /* "a text": what a value of another type is told to be, English and Dutch */
    const char *keys; /* which keys its declaration may have besides the general ones, separated by
                         spaces */
    /* Makes the typed value of `raw`, which is neither undefined nor null. False when it was
     * reported as wrong. */
    bool (*read)(const struct field *field, struct value raw, struct field_reading *reading,
                 struct value *out);
};

/* The row of a type, and the row with that name (NULL if there is none). */
const struct field_type_row *field_type_row(enum field_type type);
const struct field_type_row *field_type_named(struct slice name);
/* The names of all types, separated by ", ". */
struct slice field_type_names(struct arena *arena);

/* Starts gathering for an item (NULL for a kind's defaults) whose file is `path`. */
void field_reading_init(struct field_reading *reading, struct arena *arena,
                        struct diagnostics *diagnostics, struct slice path, struct item *item);
/* Makes the typed value of `raw`. Null counts as not set: then, and after a mistake, `*out` is
 * undefined and the result false. */
bool field_read(const struct field *field, struct value raw, struct field_reading *reading,
                struct value *out);
/* Reads all entries of `map` by the `fields` into `values` (as many): reports unknown and missing
 * ones, and fills in defaults. `owner` names the thing in messages ("network"); `at` is its place
 * for what is missing. */
void fields_read(const struct field *fields, size_t count, struct value map, struct slice owner,
                 struct place at, struct field_reading *reading, struct value *values);
/* The field of that name, or NULL. */
const struct field *field_find(const struct field *fields, size_t count, struct slice name);
/* Reports that `raw` has the wrong type for `field`. Always false, to return it. */
bool field_wrong_type(const struct field *field, struct value raw, struct field_reading *reading);

/* The rows' functions, one file each group. */
bool field_read_text(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_markdown(const struct field *, struct value, struct field_reading *,
                         struct value *);
bool field_read_choice(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_integer(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_number(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_boolean(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_date(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_url(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_email(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_asset(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_reference(const struct field *, struct value, struct field_reading *,
                          struct value *);
bool field_read_list(const struct field *, struct value, struct field_reading *, struct value *);
bool field_read_object(const struct field *, struct value, struct field_reading *, struct value *);

#endif
