/* The neutral value: what YAML and front matter hold, what fields keep, what templates see.
 *
 * A value knows the byte range it had in its source (start == end when it has none). Texts, lists
 * and maps point into an arena or a source and are never changed once made. */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/slice.h"

#include <assert.h>

enum value_type {
    VALUE_UNDEFINED, /* no value at all: a field that is not set. All bytes zero. */
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_DATE,
    VALUE_LIST,
    VALUE_MAP,
    VALUE_OBJECT
};

enum value_flag {
    VALUE_SAFE = 1,     /* a text that is HTML made by the generator: templates do not escape it */
    VALUE_PLAIN = 2,    /* a text that stood in YAML as a plain scalar (not quoted, not a block) */
    VALUE_BLOCK = 4,    /* a text that stood in YAML as a block scalar (| or >) */
    VALUE_QUOTED = 8,   /* a text that stood in YAML between quotes */
    VALUE_PARTIAL = 16, /* a list or map that was cut off by an error: more may have stood in it */
};

struct value_pair;
struct value_object;

struct value {
    uint8_t type;    /* enum value_type */
    uint8_t flags;   /* of enum value_flag */
    uint32_t length; /* bytes of a text, entries of a list or map */
    uint32_t start;  /* byte range in the source it was read from */
    uint32_t end;
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct date date;
        const char *text;
        const struct value *list;
        const struct value_pair *map;
        const struct value_object *object;
    } as;
};

struct value_pair {
    struct slice key;
    uint32_t key_start; /* byte range of the key in the source */
    uint32_t key_end;
    struct value value;
};

struct value_call; /* the arguments of a call, see below */

/* What an object can do. A NULL entry means it cannot. The functions get the object itself and an
 * arena for what they make (the page's). */
struct value_object_type {
    const char *name; /* for messages: "item", "site" */
    /* The attribute `name`; false if there is none of that name. */
    bool (*get)(const struct value_object *self, struct slice name, struct arena *arena,
                struct value *out);
    /* An object that is a sequence: its number of entries, and one of them. */
    size_t (*length)(const struct value_object *self);
    struct value (*at)(const struct value_object *self, size_t index, struct arena *arena);
    /* An object that can be called. False with a message in call->error when it fails. */
    bool (*call)(const struct value_object *self, struct value_call *call, struct value *out);
    /* Its text when printed; plain text, not yet escaped. */
    struct slice (*text)(const struct value_object *self, struct arena *arena);
    /* Its address when used in href, src or another address attribute; relative to the page being
     * made. */
    struct slice (*address)(const struct value_object *self, struct arena *arena);
    /* An address that tells whether two objects are the same thing; the object itself if NULL. */
    const void *(*identity)(const struct value_object *self);
};

/* The first member of every object; the object's own data follow it. */
struct value_object {
    const struct value_object_type *type;
};

struct value_call {
    struct arena *arena;
    const struct value *arguments; /* by position */
    size_t argument_count;
    const struct value_pair *named; /* by name */
    size_t named_count;
    struct slice error; /* set by the callee when it returns false: what is wrong, in English */
};

/* The length of a text, list or map as a value keeps it. */
static inline uint32_t value_length(size_t length) {
    assert(length <= UINT32_MAX);
    return (uint32_t)length;
}

static inline struct value value_undefined(void) {
    return (struct value){.type = VALUE_UNDEFINED};
}

static inline struct value value_null(void) {
    return (struct value){.type = VALUE_NULL};
}

static inline struct value value_boolean(bool boolean) {
    return (struct value){.type = VALUE_BOOLEAN, .as.boolean = boolean};
}

static inline struct value value_integer(int64_t integer) {
    return (struct value){.type = VALUE_INTEGER, .as.integer = integer};
}

static inline struct value value_number(double number) {
    return (struct value){.type = VALUE_NUMBER, .as.number = number};
}

static inline struct value value_text(struct slice text) {
    return (struct value){
        .type = VALUE_TEXT, .length = value_length(text.length), .as.text = text.data};
}

/* Text that is HTML already. */
static inline struct value value_html(struct slice html) {
    struct value value = value_text(html);
    value.flags = VALUE_SAFE;
    return value;
}

static inline struct value value_date(struct date date) {
    return (struct value){.type = VALUE_DATE, .as.date = date};
}

static inline struct value value_list(const struct value *values, size_t count) {
    return (struct value){.type = VALUE_LIST, .length = value_length(count), .as.list = values};
}

static inline struct value value_map(const struct value_pair *pairs, size_t count) {
    return (struct value){.type = VALUE_MAP, .length = value_length(count), .as.map = pairs};
}

static inline struct value value_object(const struct value_object *object) {
    return (struct value){.type = VALUE_OBJECT, .as.object = object};
}

/* The text of a VALUE_TEXT; the empty slice for any other type. */
static inline struct slice value_slice(struct value value) {
    return value.type == VALUE_TEXT ? slice_of(value.as.text, value.length) : slice_of("", 0);
}

/* The pair of that key in a VALUE_MAP, or NULL. */
const struct value_pair *value_find(struct value map, struct slice key);
/* The value of that key in a VALUE_MAP; undefined if it is not there or `map` is no map. */
struct value value_get(struct value map, struct slice key);
/* The type in words for a message, in English: "text", "list", … */
const char *value_type_name(struct value value);

#endif
