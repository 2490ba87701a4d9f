#include "site/keys.h"

#include "base/files.h"
#include "base/nearest.h"

#include <stdlib.h>

enum { DECIMAL_LONGEST = 15 };

static const char *const EXPECTED[][2] = {
    [KEY_TEXT] = {"a text", "een tekst"},
    [KEY_LOCALIZED] = {"a text, or a text for each language ({ nl: …, en: … })",
                       "een tekst, of een tekst per taal ({ nl: …, en: … })"},
    [KEY_BOOLEAN] = {"true or false", "true of false"},
    [KEY_INTEGER] = {"a whole number", "een heel getal"},
    [KEY_NUMBER] = {"a number", "een getal"},
    [KEY_LIST] = {"a list", "een lijst"},
    [KEY_MAP] = {"a group of keys", "een groep sleutels"},
    [KEY_ANY] = {"something", "iets"},
};

static bool is_boolean(struct value value, bool *result) {
    struct slice text = value_slice(value);
    *result = slice_equals_folded(text, SLICE("true"));
    return value.type == VALUE_TEXT && !(value.flags & VALUE_QUOTED) &&
           (*result || slice_equals_folded(text, SLICE("false")));
}

/* "12" or "0.5" */
static bool is_decimal(struct slice text) {
    size_t points = 0, digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        points += text.data[i] == '.';
        digits += text.data[i] >= '0' && text.data[i] <= '9';
    }
    return digits > 0 && points <= 1 && digits + points == text.length &&
           text.length <= DECIMAL_LONGEST;
}

bool keys_value_is(struct value value, enum key_type type) {
    bool boolean = false;
    int64_t integer = 0;
    switch (type) {
    case KEY_TEXT:
        return value.type == VALUE_TEXT;
    case KEY_LOCALIZED:
        for (size_t i = 0; value.type == VALUE_MAP && i < value.length; i++) {
            if (value.as.map[i].value.type != VALUE_TEXT) {
                return false;
            }
        }
        return value.type == VALUE_TEXT || (value.type == VALUE_MAP && value.length > 0);
    case KEY_BOOLEAN:
        return is_boolean(value, &boolean);
    case KEY_INTEGER:
        return value.type == VALUE_TEXT && slice_to_integer(value_slice(value), &integer);
    case KEY_NUMBER:
        return value.type == VALUE_TEXT && is_decimal(value_slice(value));
    case KEY_LIST:
        return value.type == VALUE_LIST;
    case KEY_MAP:
        return value.type == VALUE_MAP;
    default:
        return true;
    }
}

void keys_report_type(struct slice name, struct value value, const char *english, const char *dutch,
                      const struct keys_reading *reading) {
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_KEY_TYPE,
                                          place_of(reading->path, value.start, value.end));
    diagnostic_argument(d, name);
    diagnostic_argument_text(d, english);
    diagnostic_argument_text(d, dutch);
}

static void report_unknown(const struct key_row *rows, size_t count, const struct value_pair *pair,
                           const struct keys_reading *reading) {
    struct nearest nearest;
    nearest_init(&nearest, pair->key);
    struct buffer names;
    buffer_init(&names, reading->arena);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(rows[i].name));
        buffer_append_text(&names, i == 0 ? "" : ", ");
        buffer_append_text(&names, rows[i].name);
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_KEY_UNKNOWN,
                                          place_of(reading->path, pair->key_start, pair->key_end));
    diagnostic_argument(d, pair->key);
    diagnostic_argument(d, buffer_slice(&names));
    diagnostic_suggest(d, nearest.best);
}

static void check_pair(const struct key_row *rows, size_t count, const struct value_pair *pair,
                       const struct keys_reading *reading) {
    for (size_t i = 0; i < count; i++) {
        if (!slice_equals(pair->key, slice_from(rows[i].name))) {
            continue;
        }
        if (pair->value.type != VALUE_NULL && !keys_value_is(pair->value, rows[i].type)) {
            keys_report_type(pair->key, pair->value, EXPECTED[rows[i].type][0],
                             EXPECTED[rows[i].type][1], reading);
        }
        return;
    }
    report_unknown(rows, count, pair, reading);
}

bool keys_check(const struct key_row *rows, size_t count, struct value map, struct place at,
                const struct keys_reading *reading) {
    if (map.type != VALUE_MAP) {
        if (map.type != VALUE_UNDEFINED) {
            keys_report_type(path_name(reading->path), map, EXPECTED[KEY_MAP][0],
                             EXPECTED[KEY_MAP][1], reading);
        }
        return false;
    }
    for (size_t i = 0; i < map.length; i++) {
        check_pair(rows, count, &map.as.map[i], reading);
    }
    for (size_t i = 0; i < count; i++) {
        struct value value = value_get(map, slice_from(rows[i].name));
        if (rows[i].required && (value.type == VALUE_UNDEFINED || value.type == VALUE_NULL)) {
            diagnostic_argument_text(diagnostic_add(reading->diagnostics, MESSAGE_KEY_REQUIRED, at),
                                     rows[i].name);
        }
    }
    return true;
}

struct slice keys_text(struct value map, const char *key, const struct keys_reading *reading) {
    struct value value = value_get(map, slice_from(key));
    return value.type == VALUE_TEXT ? arena_copy(reading->arena, slice_trim(value_slice(value)))
                                    : slice_of("", 0);
}

struct value keys_copy(struct value value, struct arena *arena) {
    if (value.type == VALUE_TEXT) {
        value.as.text = arena_copy(arena, value_slice(value)).data;
    } else if (value.type == VALUE_LIST) {
        struct value *entries = arena_new(arena, struct value, value.length);
        for (size_t i = 0; i < value.length; i++) {
            entries[i] = keys_copy(value.as.list[i], arena);
        }
        value.as.list = entries;
    } else if (value.type == VALUE_MAP) {
        struct value_pair *pairs = arena_new(arena, struct value_pair, value.length);
        for (size_t i = 0; i < value.length; i++) {
            pairs[i] = value.as.map[i];
            pairs[i].key = arena_copy(arena, pairs[i].key);
            pairs[i].value = keys_copy(pairs[i].value, arena);
        }
        value.as.map = pairs;
    }
    return value;
}

struct localized keys_localized(struct value map, const char *key,
                                const struct keys_reading *reading) {
    struct value value = value_get(map, slice_from(key));
    if (!keys_value_is(value, KEY_LOCALIZED)) {
        return (struct localized){value_undefined()};
    }
    return (struct localized){keys_copy(value, reading->arena)};
}

bool keys_boolean(struct value map, const char *key, bool otherwise) {
    bool result = false;
    return is_boolean(value_get(map, slice_from(key)), &result) ? result : otherwise;
}

int64_t keys_integer(struct value map, const char *key, int64_t otherwise) {
    int64_t result = 0;
    return slice_to_integer(value_slice(value_get(map, slice_from(key))), &result) ? result
                                                                                   : otherwise;
}

double keys_number(struct value map, const char *key, double otherwise) {
    struct slice text = value_slice(value_get(map, slice_from(key)));
    char copy[DECIMAL_LONGEST + 1];
    if (!is_decimal(text)) {
        return otherwise;
    }
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return strtod(copy, NULL); /* the program never calls setlocale: it reads a point */
}

struct place keys_place(struct value map, const char *key, struct slice path) {
    struct value value = value_get(map, slice_from(key));
    return value.type == VALUE_UNDEFINED ? place_file(path)
                                         : place_of(path, value.start, value.end);
}

size_t keys_choice(struct value map, const char *key, const char *const *choices, size_t count,
                   const struct keys_reading *reading) {
    struct slice text = keys_text(map, key, reading);
    if (text.length == 0) {
        return 0;
    }
    struct nearest nearest;
    nearest_init(&nearest, text);
    struct buffer names;
    buffer_init(&names, reading->arena);
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(text, slice_from(choices[i]))) {
            return i;
        }
        nearest_offer(&nearest, slice_from(choices[i]));
        buffer_append_text(&names, i == 0 ? "" : ", ");
        buffer_append_text(&names, choices[i]);
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_KEY_CHOICE,
                                          keys_place(map, key, reading->path));
    diagnostic_argument(d, text);
    diagnostic_argument(d, buffer_slice(&names));
    diagnostic_suggest(d, nearest.best);
    return 0;
}
