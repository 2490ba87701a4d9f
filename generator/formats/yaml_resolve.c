#include "formats/yaml.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static size_t skip_digits(struct slice text, size_t at) {
    while (at < text.length && is_digit(text.data[at])) {
        at++;
    }
    return at;
}

static size_t skip_sign(struct slice text, size_t at) {
    bool sign = at < text.length && (text.data[at] == '-' || text.data[at] == '+');
    return sign ? at + 1 : at;
}

static bool is_one_of(struct slice text, const char *const *words) {
    for (size_t i = 0; words[i] != NULL; i++) {
        if (slice_equals(text, slice_from(words[i]))) {
            return true;
        }
    }
    return false;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_number(struct slice text) {
    size_t start = skip_sign(text, 0);
    size_t at = skip_digits(text, start);
    size_t digits = at - start;
    if (at < text.length && text.data[at] == '.') {
        size_t fraction = skip_digits(text, at + 1);
        digits += fraction - at - 1;
        at = fraction;
    }
    if (digits == 0) {
        return false;
    }
    if (at < text.length && (text.data[at] == 'e' || text.data[at] == 'E')) {
        start = skip_sign(text, at + 1);
        at = skip_digits(text, start);
        if (at == start) {
            return false;
        }
    }
    return at == text.length;
}

/* 0o[0-7]+ or 0x[0-9a-fA-F]+ that fits. */
static bool read_based(struct slice text, int64_t *number) {
    if (text.length < 3 || text.data[0] != '0' || (text.data[1] != 'o' && text.data[1] != 'x')) {
        return false;
    }
    uint64_t base = text.data[1] == 'o' ? 8 : 16;
    uint64_t result = 0;
    for (size_t i = 2; i < text.length; i++) {
        static const char digits[] = "0123456789abcdef";
        char byte = text.data[i];
        byte = (char)(byte >= 'A' && byte <= 'F' ? byte + 32 : byte);
        const char *digit = byte == '\0' ? NULL : strchr(digits, byte);
        if (digit == NULL || (uint64_t)(digit - digits) >= base ||
            result > (uint64_t)INT64_MAX / base) {
            return false;
        }
        result = result * base + (uint64_t)(digit - digits);
    }
    if (result > INT64_MAX) {
        return false;
    }
    *number = (int64_t)result;
    return true;
}

static struct value resolve_scalar(struct value value, struct arena *arena) {
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    struct slice text = value_slice(value);
    int64_t integer = 0;
    struct value result = value;
    if (is_one_of(text, nulls)) {
        result = value_null();
    } else if (is_one_of(text, trues) || is_one_of(text, falses)) {
        result = value_boolean(is_one_of(text, trues));
    } else if (slice_to_integer(text, &integer) || read_based(text, &integer)) {
        result = value_integer(integer);
    } else if (is_number(text)) {
        result = value_number(strtod(arena_copy(arena, text).data, NULL));
    }
    result.flags = value.flags;
    result.start = value.start;
    result.end = value.end;
    return result;
}

/* Recursive: a tree that yaml_parse made is at most LIMIT_YAML_DEPTH deep. */
struct value yaml_resolve(struct value value, struct arena *arena) {
    if (value.type == VALUE_TEXT && (value.flags & VALUE_PLAIN) != 0) {
        return resolve_scalar(value, arena);
    }
    if (value.type == VALUE_LIST) {
        struct value *values = arena_new(arena, struct value, value.length);
        for (size_t i = 0; i < value.length; i++) {
            values[i] = yaml_resolve(value.as.list[i], arena);
        }
        value.as.list = values;
    } else if (value.type == VALUE_MAP) {
        struct value_pair *pairs = arena_new(arena, struct value_pair, value.length);
        for (size_t i = 0; i < value.length; i++) {
            pairs[i] = value.as.map[i];
            pairs[i].value = yaml_resolve(pairs[i].value, arena);
        }
        value.as.map = pairs;
    }
    return value;
}
