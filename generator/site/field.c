#include "site/field.h"

#include "base/nearest.h"
#include "site/item.h"

static const struct field_type_row ROWS[FIELD_TYPE_COUNT] = {
    [FIELD_TEXT] =
        {FIELD_TEXT, "text", {"a text", "een tekst"}, "min max pattern", field_read_text},
    [FIELD_MARKDOWN] = {FIELD_MARKDOWN,
                        "markdown",
                        {"a text (Markdown)", "een tekst (Markdown)"},
                        "min max",
                        field_read_markdown},
    [FIELD_INTEGER] = {FIELD_INTEGER,
                       "integer",
                       {"a whole number", "een heel getal"},
                       "min max",
                       field_read_integer},
    [FIELD_NUMBER] =
        {FIELD_NUMBER, "number", {"a number", "een getal"}, "min max", field_read_number},
    [FIELD_BOOLEAN] =
        {FIELD_BOOLEAN, "boolean", {"true or false", "true of false"}, "", field_read_boolean},
    [FIELD_DATE] = {FIELD_DATE,
                    "date",
                    {"a date (year-month-day)", "een datum (jaar-maand-dag)"},
                    "min max partial",
                    field_read_date},
    [FIELD_URL] = {FIELD_URL, "url", {"a web address", "een webadres"}, "pattern", field_read_url},
    [FIELD_EMAIL] = {FIELD_EMAIL,
                     "email",
                     {"an e-mail address", "een e-mailadres"},
                     "pattern",
                     field_read_email},
    [FIELD_CHOICE] = {FIELD_CHOICE,
                      "choice",
                      {"one of the choices", "een van de keuzes"},
                      "of filter",
                      field_read_choice},
    [FIELD_ASSET] = {FIELD_ASSET,
                     "asset",
                     {"the path of a file", "het pad van een bestand"},
                     "",
                     field_read_asset},
    [FIELD_REFERENCE] = {FIELD_REFERENCE,
                         "reference",
                         {"a reference (slug or kind:slug)", "een verwijzing (slug of soort:slug)"},
                         "to inverse filter",
                         field_read_reference},
    [FIELD_LIST] =
        {FIELD_LIST, "list", {"a list", "een lijst"}, "of min max inverse filter", field_read_list},
    [FIELD_OBJECT] = {FIELD_OBJECT,
                      "object",
                      {"a group of fields", "een groep velden"},
                      "fields",
                      field_read_object},
};

const struct field_type_row *field_type_row(enum field_type type) {
    return &ROWS[type];
}

const struct field_type_row *field_type_named(struct slice name) {
    for (size_t i = 0; i < FIELD_TYPE_COUNT; i++) {
        if (slice_equals(name, slice_from(ROWS[i].name))) {
            return &ROWS[i];
        }
    }
    return NULL;
}

struct slice field_type_names(struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < FIELD_TYPE_COUNT; i++) {
        buffer_append_text(&out, i == 0 ? "" : ", ");
        buffer_append_text(&out, ROWS[i].name);
    }
    return buffer_slice(&out);
}

void field_reading_init(struct field_reading *reading, struct arena *arena,
                        struct diagnostics *diagnostics, struct slice path, struct item *item) {
    *reading = (struct field_reading){
        .arena = arena, .diagnostics = diagnostics, .path = path, .item = item};
    reading->references_end = &reading->references;
    reading->texts_end = &reading->texts;
    reading->files_end = &reading->files;
}

bool field_wrong_type(const struct field *field, struct value raw, struct field_reading *reading) {
    const struct field_type_row *row = &ROWS[field->type];
    struct diagnostic *d = diagnostic_add(
        reading->diagnostics, raw.type == VALUE_LIST ? MESSAGE_FIELD_NOT_LIST : MESSAGE_FIELD_TYPE,
        place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, field->name);
    diagnostic_argument_text(d, row->expected[0]);
    diagnostic_argument_text(d, row->expected[1]);
    return false;
}

bool field_read(const struct field *field, struct value raw, struct field_reading *reading,
                struct value *out) {
    *out = value_undefined();
    if (raw.type == VALUE_UNDEFINED || raw.type == VALUE_NULL) {
        return false;
    }
    struct value result = value_undefined();
    if (!ROWS[field->type].read(field, raw, reading, &result)) {
        return false;
    }
    result.start = raw.start;
    result.end = raw.end;
    *out = result;
    return true;
}

const struct field *field_find(const struct field *fields, size_t count, struct slice name) {
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(fields[i].name, name)) {
            return &fields[i];
        }
    }
    return NULL;
}

static struct slice field_names(const struct field *fields, size_t count, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    /* A kind's own fields come last in the array, but are what an author looks for first. */
    for (size_t turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < count; i++) {
            if (fields[i].is_common == (turn == 1) && fields[i].name.length > 0) {
                buffer_append_text(&out, out.length == 0 ? "" : ", ");
                buffer_append(&out, fields[i].name);
            }
        }
    }
    return buffer_slice(&out);
}

static void report_unknown(const struct field *fields, size_t count, const struct value_pair *pair,
                           struct slice owner, struct field_reading *reading) {
    struct nearest nearest;
    nearest_init(&nearest, pair->key);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, fields[i].name);
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_FIELD_UNKNOWN,
                                          place_of(reading->path, pair->key_start, pair->key_end));
    diagnostic_argument(d, pair->key);
    diagnostic_argument(d, owner);
    diagnostic_argument(d, field_names(fields, count, reading->arena));
    diagnostic_suggest(d, nearest.best);
}

static void report_missing(const struct field *field, struct slice owner, struct place at,
                           struct field_reading *reading) {
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_FIELD_REQUIRED, at);
    diagnostic_argument(d, field->name);
    diagnostic_argument(d, owner);
}

void fields_read(const struct field *fields, size_t count, struct value map, struct slice owner,
                 struct place at, struct field_reading *reading, struct value *values) {
    for (size_t i = 0; map.type == VALUE_MAP && i < map.length; i++) {
        const struct value_pair *pair = &map.as.map[i];
        const struct field *field = field_find(fields, count, pair->key);
        if (field == NULL || pair->key.length == 0) {
            report_unknown(fields, count, pair, owner, reading);
            continue;
        }
        bool given = pair->value.type != VALUE_NULL && pair->value.type != VALUE_UNDEFINED;
        field_read(field, pair->value, reading, &values[field - fields]);
        if (!given && field->required) {
            report_missing(field, owner, place_of(reading->path, pair->key_start, pair->key_end),
                           reading);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (values[i].type != VALUE_UNDEFINED) {
            continue;
        }
        /* Behind a mistake that cut the fields off, nobody knows what is missing. */
        bool is_whole = (map.flags & VALUE_PARTIAL) == 0;
        if (fields[i].required && is_whole && value_find(map, fields[i].name) == NULL) {
            report_missing(&fields[i], owner, at, reading);
        }
        values[i] = fields[i].fallback;
    }
}
