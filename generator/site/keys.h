/* Reading the project's own YAML files (site.yaml, kinds, theme.yaml): a table says which keys a
 * map may have. */
#ifndef SITE_KEYS_H
#define SITE_KEYS_H

#include "base/diagnostic.h"
#include "base/value.h"
#include "site/localized.h"

enum key_type {
    KEY_TEXT,
    KEY_LOCALIZED,
    KEY_BOOLEAN,
    KEY_INTEGER,
    KEY_NUMBER,
    KEY_LIST,
    KEY_MAP,
    KEY_ANY
};

struct key_row {
    const char *name;
    enum key_type type;
    bool required;
    const char *help[2]; /* what it is for, English and Dutch */
    const char *choices; /* the texts it may be, separated by spaces; NULL for any */
};

/* The keys of an own YAML file, or of a part of one. */
struct key_table {
    const struct key_row *rows;
    size_t count;
};

/* The keys of a kind's file, and those of a field in it (site/declare_kind.c, declare_field.c). */
struct key_table kind_keys(void);
struct key_table field_keys(void);

/* What reading declarations needs. */
struct keys_reading {
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct slice path;
};

/* Reports keys of `map` that the rows do not have, values of another type, and (at `at`) what is
 * required and missing. False when `map` is no map, which is reported too. */
bool keys_check(const struct key_row *rows, size_t count, struct value map, struct place at,
                const struct keys_reading *reading);
/* The value of a key as a text, or the empty slice; copied into the arena. */
struct slice keys_text(struct value map, const char *key, const struct keys_reading *reading);
struct localized keys_localized(struct value map, const char *key,
                                const struct keys_reading *reading);
/* The index of a key's text among the choices; reports it, and gives 0, if it is none of them. */
size_t keys_choice(struct value map, const char *key, const char *const *choices, size_t count,
                   const struct keys_reading *reading);
/* The value of a key, or `otherwise` when it is missing or wrong (which keys_check reported). */
bool keys_boolean(struct value map, const char *key, bool otherwise);
int64_t keys_integer(struct value map, const char *key, int64_t otherwise);
double keys_number(struct value map, const char *key, double otherwise);
/* Whether the value is of that type. */
bool keys_value_is(struct value value, enum key_type type);
/* A deep copy of a value and its texts. */
struct value keys_copy(struct value value, struct arena *arena);
/* Where a key's value stands, or the whole file without it. */
struct place keys_place(struct value map, const char *key, struct slice path);
/* Reports that a value must be something else: "must be {expected}". */
void keys_report_type(struct slice name, struct value value, const char *english, const char *dutch,
                      const struct keys_reading *reading);

#endif
