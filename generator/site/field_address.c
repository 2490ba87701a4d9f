/* Fields that point out of the site or at a file: url, email, asset; and at items: reference. */
#include "base/escape.h"
#include "base/utf8.h"
#include "site/item.h"

#include <string.h>

static bool report(enum message message, struct value raw, struct slice argument,
                   struct field_reading *reading) {
    struct diagnostic *d =
        diagnostic_add(reading->diagnostics, message, place_of(reading->path, raw.start, raw.end));
    diagnostic_argument(d, argument);
    return false;
}

/* Whether it holds nothing that no address holds: white space, controls, quotes, angle brackets. */
static bool address_is_clean(struct slice text) {
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_next(text, &at);
        if (code_point <= 0x20 || code_point == 0x7F || code_point == 0xFFFD ||
            utf8_is_space(code_point) ||
            (code_point < 0x80 && strchr("\"<>\\^`{|}", (int)code_point) != NULL)) {
            return false;
        }
    }
    return true;
}

bool field_read_url(const struct field *field, struct value raw, struct field_reading *reading,
                    struct value *out) {
    if (raw.type != VALUE_TEXT) {
        return field_wrong_type(field, raw, reading);
    }
    struct slice text = slice_trim(value_slice(raw));
    struct slice scheme = address_scheme(text);
    bool is_web =
        slice_equals_folded(scheme, SLICE("https")) || slice_equals_folded(scheme, SLICE("http"));
    if (scheme.length > 0 && !is_web &&
        !slice_starts_with(slice_skip(text, scheme.length + 1), SLICE("/")) &&
        slice_find(scheme, '.') != SLICE_NOT_FOUND) {
        /* example.org:8080/ is a host and a port, not a scheme. */
        return report(MESSAGE_FIELD_URL, raw, text, reading);
    }
    if (scheme.length > 0 && !is_web) {
        return report(MESSAGE_FIELD_URL_SCHEME, raw, scheme, reading);
    }
    struct slice rest = slice_skip(text, scheme.length + 1);
    if (!is_web || !slice_starts_with(rest, SLICE("//")) || rest.length < 3 ||
        rest.data[2] == '/' || !address_is_clean(text)) {
        return report(MESSAGE_FIELD_URL, raw, text, reading);
    }
    *out = value_text(arena_copy(reading->arena, text));
    return true;
}

bool field_read_email(const struct field *field, struct value raw, struct field_reading *reading,
                      struct value *out) {
    if (raw.type != VALUE_TEXT) {
        return field_wrong_type(field, raw, reading);
    }
    struct slice text = slice_trim(value_slice(raw));
    size_t at = slice_find(text, '@');
    struct slice domain = at == SLICE_NOT_FOUND ? slice_of("", 0) : slice_skip(text, at + 1);
    size_t dot = slice_find_last(domain, '.');
    if (at == SLICE_NOT_FOUND || at == 0 || slice_find(domain, '@') != SLICE_NOT_FOUND ||
        dot == SLICE_NOT_FOUND || dot == 0 || dot + 1 == domain.length || !address_is_clean(text)) {
        return report(MESSAGE_FIELD_EMAIL, raw, text, reading);
    }
    *out = value_text(arena_copy(reading->arena, text));
    return true;
}

bool field_read_asset(const struct field *field, struct value raw, struct field_reading *reading,
                      struct value *out) {
    if (raw.type != VALUE_TEXT || raw.length == 0) {
        return field_wrong_type(field, raw, reading);
    }
    if (reading->item == NULL) {
        return false;
    }
    struct file_use *use = arena_new(reading->arena, struct file_use, 1);
    *use = (struct file_use){.object = {&file_use_type},
                             .from = reading->item,
                             .field = field,
                             .text = arena_copy(reading->arena, slice_trim(value_slice(raw))),
                             .start = raw.start,
                             .end = raw.end};
    *reading->files_end = use;
    reading->files_end = &use->next;
    *out = value_object(&use->object);
    return true;
}

bool field_read_reference(const struct field *field, struct value raw,
                          struct field_reading *reading, struct value *out) {
    if (raw.type != VALUE_TEXT || raw.length == 0) {
        return field_wrong_type(field, raw, reading);
    }
    if (reading->item == NULL) {
        return false;
    }
    struct reference *reference = arena_new(reading->arena, struct reference, 1);
    *reference =
        (struct reference){.object = {&reference_type},
                           .from = reading->item,
                           .field = field,
                           .text = arena_copy(reading->arena, slice_trim(value_slice(raw))),
                           .start = raw.start,
                           .end = raw.end};
    *reading->references_end = reference;
    reading->references_end = &reference->next;
    *out = value_object(&reference->object);
    return true;
}
