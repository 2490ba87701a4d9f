/* Fields that are numbers, truth values and dates. */
#include "base/nearest.h"
#include "site/date_guess.h"
#include "site/field.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

static void report_range(enum message message, const struct field *field, struct value raw,
                         struct slice limit, struct field_reading *reading) {
    struct diagnostic *d =
        diagnostic_add(reading->diagnostics, message, place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, slice_trim(value_slice(raw)));
    diagnostic_argument(d, field->name);
    diagnostic_argument(d, limit);
}

static double as_number(struct value value) {
    return value.type == VALUE_INTEGER ? (double)value.as.integer : value.as.number;
}

static struct slice number_text(struct value value, struct arena *arena) {
    return value.type == VALUE_INTEGER ? arena_format(arena, "%lld", (long long)value.as.integer)
                                       : arena_format(arena, "%.15g", value.as.number);
}

static bool range_fits(const struct field *field, struct value raw, struct value typed,
                       struct field_reading *reading) {
    if (field->minimum.type != VALUE_UNDEFINED && as_number(typed) < as_number(field->minimum)) {
        report_range(MESSAGE_FIELD_MINIMUM, field, raw, number_text(field->minimum, reading->arena),
                     reading);
        return false;
    }
    if (field->maximum.type != VALUE_UNDEFINED && as_number(typed) > as_number(field->maximum)) {
        report_range(MESSAGE_FIELD_MAXIMUM, field, raw, number_text(field->maximum, reading->arena),
                     reading);
        return false;
    }
    return true;
}

bool field_read_integer(const struct field *field, struct value raw, struct field_reading *reading,
                        struct value *out) {
    int64_t number = 0;
    if (raw.type != VALUE_TEXT || !slice_to_integer(slice_trim(value_slice(raw)), &number)) {
        return field_wrong_type(field, raw, reading);
    }
    *out = value_integer(number);
    return range_fits(field, raw, *out, reading);
}

/* Digits with perhaps a sign, a fraction and an exponent: what JSON takes, whatever the locale. */
static bool number_is_plain(struct slice text) {
    bool digits = false, point = false, exponent = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool after_exponent = i > 0 && (text.data[i - 1] | 32) == 'e';
        if (byte >= '0' && byte <= '9') {
            digits = true;
        } else if (byte == '.' && !point && !exponent) {
            point = true;
        } else if ((byte | 32) == 'e' && digits && !exponent) {
            exponent = true;
            digits = false;
        } else if (!((byte == '-' || byte == '+') && (i == 0 || after_exponent))) {
            return false;
        }
    }
    return digits;
}

bool field_read_number(const struct field *field, struct value raw, struct field_reading *reading,
                       struct value *out) {
    struct slice text = slice_trim(value_slice(raw));
    if (raw.type != VALUE_TEXT || !number_is_plain(text)) {
        return field_wrong_type(field, raw, reading);
    }
    /* The program never calls setlocale, so strtod reads a point. */
    double number = strtod(arena_copy(reading->arena, text).data, NULL);
    if (!isfinite(number)) {
        return field_wrong_type(field, raw, reading);
    }
    *out = value_number(number);
    return range_fits(field, raw, *out, reading);
}

bool field_read_boolean(const struct field *field, struct value raw, struct field_reading *reading,
                        struct value *out) {
    struct slice text = slice_trim(value_slice(raw));
    if (raw.type == VALUE_TEXT && !(raw.flags & VALUE_QUOTED)) {
        bool is_true = slice_equals_folded(text, SLICE("true"));
        if (is_true || slice_equals_folded(text, SLICE("false"))) {
            *out = value_boolean(is_true);
            return true;
        }
    }
    return field_wrong_type(field, raw, reading);
}

static bool looks_like_date(struct slice text) {
    if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-') {
        return false;
    }
    for (size_t i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && (text.data[i] < '0' || text.data[i] > '9')) {
            return false;
        }
    }
    return true;
}

static bool report_date(enum message message, const struct field *field, struct value raw,
                        struct slice suggestion, struct field_reading *reading) {
    struct diagnostic *d =
        diagnostic_add(reading->diagnostics, message, place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, slice_trim(value_slice(raw)));
    diagnostic_argument(d, field->name);
    diagnostic_suggest(d, suggestion);
    return false;
}

static bool date_range_fits(const struct field *field, struct value raw, struct date date,
                            struct field_reading *reading) {
    const struct value *limits[] = {&field->minimum, &field->maximum};
    for (size_t i = 0; i < 2; i++) {
        if (limits[i]->type != VALUE_DATE) {
            continue;
        }
        int order = date_compare(date, limits[i]->as.date);
        if ((i == 0 && order < 0) || (i == 1 && order > 0)) {
            struct buffer text;
            buffer_init(&text, reading->arena);
            date_append_iso(&text, limits[i]->as.date);
            report_range(i == 0 ? MESSAGE_FIELD_MINIMUM : MESSAGE_FIELD_MAXIMUM, field, raw,
                         buffer_slice(&text), reading);
            return false;
        }
    }
    return true;
}

bool field_read_date(const struct field *field, struct value raw, struct field_reading *reading,
                     struct value *out) {
    if (raw.type != VALUE_TEXT) {
        return field_wrong_type(field, raw, reading);
    }
    struct slice text = slice_trim(value_slice(raw));
    struct slice none = slice_of("", 0);
    struct date date;
    if (!date_parse(text, &date)) {
        struct slice fixed = date_guess(text, reading->arena);
        if (looks_like_date(text)) {
            return report_date(MESSAGE_FIELD_DATE_IMPOSSIBLE, field, raw, fixed, reading);
        }
        return report_date(fixed.length > 0 ? MESSAGE_FIELD_DATE_ORDER : MESSAGE_FIELD_DATE, field,
                           raw, fixed, reading);
    }
    if (date.day == 0 && !field->partial) {
        return report_date(MESSAGE_FIELD_DATE_PARTIAL, field, raw, none, reading);
    }
    *out = value_date(date);
    return date_range_fits(field, raw, date, reading);
}
