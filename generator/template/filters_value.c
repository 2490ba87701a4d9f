/* Filters over numbers and any value. */
#include "template/filter_rows.h"
#include "template/operators.h"
#include "template/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct value filter_default(struct rendering *render, const struct filter_call *call) {
    (void)render;
    bool absent = call->input.type == VALUE_UNDEFINED ||
                  (filter_boolean(call, 1, false) && !value_truth(call->input));
    if (!absent) {
        return call->input;
    }
    /* A default that is undefined itself is given back, and fails where it is used. */
    return (call->given[0].flags & ARGUMENT_ABSENT) != 0 && !filter_has(call, 0)
               ? value_text(SLICE(""))
               : call->given[0];
}

struct value filter_attr(struct rendering *render, const struct filter_call *call) {
    rendering_require(render, call->at, call->given[0]);
    return rendering_attribute(render, call->at, call->input,
                               filter_text(render, call, 0, SLICE("")));
}

struct value filter_abs(struct rendering *render, const struct filter_call *call) {
    if (!value_is_number(call->input)) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "abs", call->input);
    }
    int64_t integer = 0;
    if (value_to_integer(call->input, &integer)) {
        return value_negative(render, call->at, value_integer(integer), integer < 0);
    }
    return value_number(fabs(call->input.as.number));
}

/* A decimal number as float() reads it. */
static bool read_number(struct rendering *render, struct slice text, double *number) {
    text = text_trim(text);
    if (text.length == 0) {
        return false;
    }
    char *copy = arena_bytes(render->arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool known = (byte >= '0' && byte <= '9') || byte == '.' || byte == '+' || byte == '-' ||
                     (byte | 32) == 'e';
        bool separator = byte == '_' && i > 0 && i + 1 < text.length && text.data[i - 1] >= '0' &&
                         text.data[i - 1] <= '9' && text.data[i + 1] >= '0' &&
                         text.data[i + 1] <= '9';
        if (!known && !separator) {
            return false;
        }
        if (known) {
            copy[length++] = byte;
        }
    }
    copy[length] = '\0';
    char *end = NULL;
    *number = strtod(copy, &end);
    return *end == '\0';
}

struct value filter_float(struct rendering *render, const struct filter_call *call) {
    double number = 0;
    if (value_is_number(call->input)) {
        return value_number(value_to_number(call->input));
    }
    if (call->input.type == VALUE_TEXT && read_number(render, value_slice(call->input), &number)) {
        return value_number(number);
    }
    return filter_has(call, 0) ? call->given[0] : value_number(0);
}

static struct value truncated(struct rendering *render, const struct filter_call *call,
                              double number) {
    if (!(fabs(number) < 9.2e18)) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_RANGE, SLICE(""), SLICE(""));
    }
    return value_integer((int64_t)number);
}

/* An integer as int(text, base) reads it: with a sign, underscores and the prefix of its base. */
static bool read_integer(struct slice text, int64_t base, int64_t *integer) {
    text = text_trim(text);
    bool negative = slice_starts_with(text, SLICE("-"));
    if (negative || slice_starts_with(text, SLICE("+"))) {
        text = slice_skip(text, 1);
    }
    char prefix = text.length > 2 && text.data[0] == '0' ? (char)(text.data[1] | 32) : '\0';
    if ((prefix == 'x' && base == 16) || (prefix == 'o' && base == 8) ||
        (prefix == 'b' && base == 2)) {
        text = slice_skip(text, text.data[2] == '_' ? 3 : 2);
    }
    int64_t result = 0;
    bool digit_before = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        char lower = (char)(byte | 32);
        int digit = byte >= '0' && byte <= '9'     ? byte - '0'
                    : lower >= 'a' && lower <= 'z' ? lower - 'a' + 10
                                                   : 99;
        if (byte == '_' && digit_before && i + 1 < text.length) {
            digit_before = false;
            continue;
        }
        if (digit >= base || __builtin_mul_overflow(result, base, &result) ||
            __builtin_add_overflow(result, digit, &result)) {
            return false;
        }
        digit_before = true;
    }
    *integer = negative ? -result : result;
    return digit_before;
}

struct value filter_int(struct rendering *render, const struct filter_call *call) {
    int64_t integer = 0;
    double number = 0;
    struct value input = call->input;
    if (value_to_integer(input, &integer)) {
        return value_integer(integer);
    }
    if (input.type == VALUE_NUMBER && !isnan(input.as.number)) {
        return truncated(render, call, input.as.number);
    }
    if (input.type == VALUE_TEXT) {
        if (read_integer(value_slice(input), filter_integer(render, call, 1, 10), &integer)) {
            return value_integer(integer);
        }
        if (read_number(render, value_slice(input), &number)) {
            return truncated(render, call, number);
        }
    }
    return filter_has(call, 0) ? call->given[0] : value_integer(0);
}

/* 10 to a power that is not negative. */
static double power_of_ten(int64_t power) {
    return pow(10, (double)power);
}

static struct value round_integer(struct rendering *render, const struct filter_call *call,
                                  int64_t integer, int64_t precision) {
    if (precision >= 0) {
        return value_integer(integer);
    }
    if (precision < -18) {
        return value_integer(0);
    }
    int64_t unit = 1;
    for (int64_t i = precision; i < 0; i++) {
        unit *= 10;
    }
    int64_t rest = integer % unit;
    rest += rest < 0 ? unit : 0;
    int64_t down = integer;
    int64_t half = unit / 2;
    bool up = rest > half;
    if (__builtin_sub_overflow(integer, rest, &down)) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_RANGE, SLICE(""), SLICE(""));
    }
    up = up || (rest == half && (down / unit) % 2 != 0);
    if (up && __builtin_add_overflow(down, unit, &down)) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_RANGE, SLICE(""), SLICE(""));
    }
    return value_integer(down);
}

/* The decimal nearest to the number, of two the even one, as printf finds it: exactly. */
static double round_number(double number, int64_t precision) {
    if (!isfinite(number) || precision > 323) {
        return number;
    }
    if (precision < -308) {
        return copysign(0, number);
    }
    if (precision >= 0) {
        char text[700];
        snprintf(text, sizeof text, "%.*f", (int)precision, number);
        return strtod(text, NULL);
    }
    double unit = power_of_ten(-precision);
    return nearbyint(number / unit) * unit;
}

struct value filter_round(struct rendering *render, const struct filter_call *call) {
    int64_t precision = filter_integer(render, call, 0, 0);
    struct slice method = filter_text(render, call, 1, SLICE("common"));
    bool up = slice_equals(method, SLICE("ceil"));
    bool down = slice_equals(method, SLICE("floor"));
    int64_t integer = 0;
    if (!value_is_number(call->input)) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "round", call->input);
    }
    if (!up && !down && !slice_equals(method, SLICE("common"))) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, SLICE("round"),
                       method);
    }
    if (up || down) {
        double number = value_to_number(call->input);
        double scaled =
            precision >= 0 ? number * power_of_ten(precision) : number * pow(10, (double)precision);
        double whole = up ? ceil(scaled) : floor(scaled);
        /* Python makes integers here, which have no negative zero. */
        return value_number((whole + 0.0) / pow(10, (double)precision));
    }
    if (value_to_integer(call->input, &integer)) {
        return round_integer(render, call, integer, precision);
    }
    return value_number(round_number(call->input.as.number, precision));
}
