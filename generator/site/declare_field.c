#include "base/nearest.h"
#include "site/declare.h"
#include "site/pattern.h"

#include <string.h>

static const struct key_row KEYS[] = {
    {"type",
     KEY_TEXT,
     false,
     {"What sort of value it is; text unless told otherwise.",
      "Wat voor waarde het is; text als er niets staat."},
     NULL},
    {"required",
     KEY_BOOLEAN,
     false,
     {"Whether every item must have it.", "Of elk item het moet hebben."},
     NULL},
    {"default",
     KEY_ANY,
     false,
     {"The value of items that do not have it.", "De waarde van items die het niet hebben."},
     NULL},
    {"label", KEY_LOCALIZED, false, {"What readers call it.", "Hoe lezers het noemen."}, NULL},
    {"help",
     KEY_LOCALIZED,
     false,
     {"What an editor should write here.", "Wat een redacteur hier schrijft."},
     NULL},
    {"unique",
     KEY_BOOLEAN,
     false,
     {"Whether no two items may have the same.", "Of geen twee items hetzelfde mogen hebben."},
     NULL},
    {"min",
     KEY_TEXT,
     false,
     {"The smallest value, length or number of entries.", "De kleinste waarde, lengte of aantal."},
     NULL},
    {"max",
     KEY_TEXT,
     false,
     {"The largest value, length or number of entries.", "De grootste waarde, lengte of aantal."},
     NULL},
    {"pattern",
     KEY_TEXT,
     false,
     {"A regular expression that the whole value must match.",
      "Een reguliere expressie waar de hele waarde aan moet voldoen."},
     NULL},
    {"inverse",
     KEY_TEXT,
     false,
     {"What the other side is called: who refers to it by this field.",
      "Hoe de andere kant heet: wie er met dit veld naar verwijst."},
     NULL},
    {"of",
     KEY_ANY,
     false,
     {"The choices, or what a list is of.", "De keuzes, of waar een lijst uit bestaat."},
     NULL},
    {"to",
     KEY_ANY,
     false,
     {"The kind or kinds that a reference leads to.",
      "De soort of soorten waar een verwijzing heen leidt."},
     NULL},
    {"partial",
     KEY_BOOLEAN,
     false,
     {"Whether a date may lack its day or month.",
      "Of bij een datum de dag of maand mag ontbreken."},
     NULL},
    {"fields", KEY_MAP, false, {"The fields of an object.", "De velden van een object."}, NULL},
    {"filter",
     KEY_BOOLEAN,
     false,
     {"Whether readers can narrow lists and search results down by it.",
      "Of lezers lijsten en zoekresultaten ermee kunnen beperken."},
     NULL},
};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS, GENERAL_KEYS = 6 };

/* Names that items have in templates already (see the chapter on themes in the manual). */
static const char *const TAKEN[] = {
    "kind",         "identity",     "address",      "html",         "language",  "points",
    "fields",       "toc",          "backlinks",    "previous",     "next",      "words",
    "has_page",     "anchor",       "source_path",  "type",         "canonical", "breadcrumbs",
    "translations", "reading_time", "edit_address", "summary_text", "mentions",  "relations"};

static bool name_is_valid(struct slice name) {
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        bool letter = byte >= 'a' && byte <= 'z';
        if (!letter && (i == 0 || (byte != '_' && !(byte >= '0' && byte <= '9')))) {
            return false;
        }
    }
    return name.length > 0;
}

static bool name_is_taken(struct slice name) {
    for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++) {
        if (slice_equals(name, slice_from(TAKEN[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether the type's row names `key` among those that it may have. */
static bool key_fits(const struct field_type_row *row, const char *key) {
    struct slice keys = slice_from(row->keys), word;
    while (slice_cut(&keys, ' ', &word)) {
        if (slice_equals(word, slice_from(key))) {
            return true;
        }
    }
    return false;
}

static void check_keys_fit(const struct field_type_row *row, struct value map,
                           const struct keys_reading *reading) {
    struct key_row fitting[KEY_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (i < GENERAL_KEYS || key_fits(row, KEYS[i].name)) {
            fitting[count++] = KEYS[i];
        }
    }
    keys_check(fitting, count, map, place_of(reading->path, map.start, map.end), reading);
}

/* A limit of a field, of the type that it limits. */
static struct value read_limit(const struct field *field, struct value map, const char *key,
                               const struct keys_reading *reading) {
    struct value raw = value_get(map, slice_from(key));
    if (raw.type != VALUE_TEXT) {
        return value_undefined();
    }
    struct field limit = {.name = slice_from(key), .type = FIELD_INTEGER, .partial = true};
    if (field->type == FIELD_NUMBER || field->type == FIELD_DATE) {
        limit.type = field->type;
    }
    struct field_reading values;
    field_reading_init(&values, reading->arena, reading->diagnostics, reading->path, NULL);
    struct value result;
    field_read(&limit, raw, &values, &result);
    return result;
}

static void read_pattern(struct field *field, struct value map,
                         const struct keys_reading *reading) {
    field->pattern = keys_text(map, "pattern", reading);
    if (field->pattern.length == 0) {
        return;
    }
    regex_t *expression = arena_new(reading->arena, regex_t, 1);
    char text[200];
    const char *reason = pattern_compile(field->pattern, expression, reading->arena, text);
    if (reason == NULL) {
        field->expression = expression;
        return;
    }
    diagnostic_argument_text(diagnostic_add(reading->diagnostics, MESSAGE_KIND_PATTERN,
                                            keys_place(map, "pattern", reading->path)),
                             reason);
}

/* A text, or a list of texts. */
static size_t read_names(struct value value, const struct slice **names, struct place **places,
                         const struct keys_reading *reading) {
    const struct value *entries = value.type == VALUE_LIST ? value.as.list : &value;
    size_t count = value.type == VALUE_LIST ? value.length : value.type == VALUE_TEXT ? 1 : 0;
    struct slice *texts = arena_new(reading->arena, struct slice, count);
    struct place *where = arena_new(reading->arena, struct place, count);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].type != VALUE_TEXT) {
            keys_report_type(SLICE("of"), entries[i], "a text", "een tekst", reading);
        }
        texts[i] = arena_copy(reading->arena, slice_trim(value_slice(entries[i])));
        where[i] = place_of(reading->path, entries[i].start, entries[i].end);
    }
    *names = texts;
    if (places != NULL) {
        *places = where;
    }
    return count;
}

static void declare(struct slice name, struct value map, struct field *field, size_t depth,
                    const struct keys_reading *reading);

static void read_element(struct field *field, struct value map, size_t depth,
                         const struct keys_reading *reading) {
    struct field *element = arena_new(reading->arena, struct field, 1);
    struct value of = value_get(map, SLICE("of"));
    if (of.type == VALUE_TEXT) {
        /* `of: text` is short for `of: { type: text }`. */
        struct value_pair *pair = arena_new(reading->arena, struct value_pair, 1);
        *pair = (struct value_pair){
            .key = SLICE("type"), .key_start = of.start, .key_end = of.end, .value = of};
        of = value_map(pair, 1);
        of.start = pair->key_start;
        of.end = pair->key_end;
    }
    declare(field->name, of, element, depth + 1, reading);
    element->inverse = keys_text(map, "inverse", reading);
    if (element->inverse.length == 0) {
        element->inverse = keys_text(of, "inverse", reading);
    }
    field->of = element;
    field->inverse = element->inverse;
}

static void read_inner_fields(struct field *field, struct value map, size_t depth,
                              const struct keys_reading *reading) {
    struct value inner = value_get(map, SLICE("fields"));
    size_t count = inner.type == VALUE_MAP ? inner.length : 0;
    struct field *fields = arena_new(reading->arena, struct field, count);
    for (size_t i = 0; i < count; i++) {
        declare(arena_copy(reading->arena, inner.as.map[i].key), inner.as.map[i].value, &fields[i],
                depth + 1, reading);
    }
    field->fields = fields;
    field->field_count = count;
}

static void read_fallback(struct field *field, struct value map,
                          const struct keys_reading *reading) {
    struct field_reading values;
    field_reading_init(&values, reading->arena, reading->diagnostics, reading->path, NULL);
    field_read(field, value_get(map, SLICE("default")), &values, &field->fallback);
}

static const struct field_type_row *read_type(struct value map,
                                              const struct keys_reading *reading) {
    struct slice name = keys_text(map, "type", reading);
    const struct field_type_row *row =
        name.length == 0 ? field_type_row(FIELD_TEXT) : field_type_named(name);
    if (row != NULL) {
        return row;
    }
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < FIELD_TYPE_COUNT; i++) {
        nearest_offer(&nearest, slice_from(field_type_row((enum field_type)i)->name));
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_KEY_CHOICE,
                                          keys_place(map, "type", reading->path));
    diagnostic_argument(d, name);
    diagnostic_argument(d, field_type_names(reading->arena));
    diagnostic_suggest(d, nearest.best);
    return NULL;
}

/* Fields in lists in objects: bounded by the depth that YAML may have. */
static void declare(struct slice name, struct value map, struct field *field, size_t depth,
                    const struct keys_reading *reading) {
    *field = (struct field){.name = name, .place = place_of(reading->path, map.start, map.end)};
    if (map.type != VALUE_MAP) {
        if (map.type != VALUE_NULL && map.type != VALUE_UNDEFINED) {
            keys_report_type(name, map, "a group of keys, as in { type: text }",
                             "een groep sleutels, zoals { type: text }", reading);
        }
        return;
    }
    const struct field_type_row *row = read_type(map, reading);
    if (row == NULL) {
        return;
    }
    field->type = row->type;
    check_keys_fit(row, map, reading);
    field->required = keys_boolean(map, "required", false);
    field->unique = keys_boolean(map, "unique", false);
    field->partial = keys_boolean(map, "partial", false);
    field->filter = keys_boolean(map, "filter", false);
    field->label = keys_localized(map, "label", reading);
    field->help = keys_localized(map, "help", reading);
    field->inverse = keys_text(map, "inverse", reading);
    field->minimum = read_limit(field, map, "min", reading);
    field->maximum = read_limit(field, map, "max", reading);
    read_pattern(field, map, reading);
    if (row->type == FIELD_CHOICE) {
        field->choice_count =
            read_names(value_get(map, SLICE("of")), &field->choices, NULL, reading);
    } else if (row->type == FIELD_REFERENCE) {
        field->to_count =
            read_names(value_get(map, SLICE("to")), &field->to, &field->to_places, reading);
    } else if (row->type == FIELD_LIST) {
        read_element(field, map, depth, reading);
    } else if (row->type == FIELD_OBJECT) {
        read_inner_fields(field, map, depth, reading);
    }
    read_fallback(field, map, reading);
}

static struct field *place_for(struct slice name, struct field *fields, size_t before,
                               size_t *count) {
    for (size_t i = 0; i < before; i++) {
        if (slice_equals(fields[i].name, name)) {
            return &fields[i];
        }
    }
    return &fields[(*count)++];
}

static bool is_of_one_type(const struct field *one, const struct field *other) {
    const struct field *first = one->of, *second = other->of;
    bool is_list = one->type == FIELD_LIST && first != NULL && second != NULL;
    return one->type == other->type && (!is_list || first->type == second->type);
}

size_t fields_declare(struct value map, struct field *fields, size_t before,
                      const struct keys_reading *reading) {
    size_t count = before;
    for (size_t i = 0; map.type == VALUE_MAP && i < map.length; i++) {
        const struct value_pair *pair = &map.as.map[i];
        struct place at = place_of(reading->path, pair->key_start, pair->key_end);
        bool valid = name_is_valid(pair->key);
        if (!valid || name_is_taken(pair->key)) {
            diagnostic_argument(
                diagnostic_add(reading->diagnostics,
                               valid ? MESSAGE_KIND_FIELD_TAKEN : MESSAGE_KIND_FIELD_NAME, at),
                pair->key);
            continue;
        }
        struct slice name = arena_copy(reading->arena, pair->key);
        struct field *field = place_for(name, fields, before, &count);
        const struct field before_it = *field;
        declare(name, pair->value, field, 0, reading);
        if (before_it.is_common && !is_of_one_type(field, &before_it)) {
            /* What every item has must mean the same everywhere: the declaration may add to it, not
             * change it. */
            fields_release(field, 1);
            *field = before_it;
            diagnostic_argument(diagnostic_add(reading->diagnostics, MESSAGE_KIND_FIELD_TAKEN, at),
                                name);
        }
        field->place = at;
        field->is_common = before_it.is_common;
    }
    return count;
}

void fields_release(const struct field *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (fields[i].expression != NULL) {
            regfree(fields[i].expression);
        }
        if (fields[i].of != NULL) {
            fields_release(fields[i].of, 1);
        }
        fields_release(fields[i].fields, fields[i].field_count);
    }
}

struct key_table field_keys(void) {
    return (struct key_table){KEYS, KEY_COUNT};
}
