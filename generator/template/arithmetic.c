/* + - * / // % ** and slices, as Python does them. */
#include "template/operators.h"
#include "template/text.h"

#include <math.h>
#include <string.h>

static const char *symbol_of(enum expression_type operator) {
    switch (operator) {
    case EXPRESSION_ADD:
        return "+";
    case EXPRESSION_SUBTRACT:
        return "-";
    case EXPRESSION_MULTIPLY:
        return "*";
    case EXPRESSION_DIVIDE:
        return "/";
    case EXPRESSION_FLOOR_DIVIDE:
        return "//";
    case EXPRESSION_MODULO:
        return "%";
    default:
        return "**";
    }
}

static _Noreturn void fail_operands(struct rendering *render, const struct expression *at,
                                    enum expression_type operator, struct value a, struct value b) {
    struct slice types = arena_format(render->arena, "%s %s %s", value_type_name(a),
                                      symbol_of(operator), value_type_name(b));
    rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_OPERATOR, slice_from(symbol_of(operator)),
                   types);
}

static _Noreturn void fail_range(struct rendering *render, const struct expression *at) {
    rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_RANGE, SLICE(""), SLICE(""));
}

static _Noreturn void fail_zero(struct rendering *render, const struct expression *at) {
    rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_ZERO, SLICE(""), SLICE(""));
}

static int64_t integer_power(struct rendering *render, const struct expression *at, int64_t base,
                             int64_t exponent) {
    int64_t result = 1;
    while (exponent > 0) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) {
            fail_range(render, at);
        }
        exponent >>= 1;
        if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) {
            fail_range(render, at);
        }
    }
    return result;
}

static int64_t floor_modulo(int64_t a, int64_t b) {
    int64_t rest = b == -1 ? 0 : a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static struct value integers(struct rendering *render, const struct expression *at,
                             enum expression_type operator, int64_t a, int64_t b) {
    int64_t result = 0;
    bool overflow = false;
    switch (operator) {
    case EXPRESSION_ADD:
        overflow = __builtin_add_overflow(a, b, &result);
        break;
    case EXPRESSION_SUBTRACT:
        overflow = __builtin_sub_overflow(a, b, &result);
        break;
    case EXPRESSION_MULTIPLY:
        overflow = __builtin_mul_overflow(a, b, &result);
        break;
    case EXPRESSION_DIVIDE:
        if (b == 0) {
            fail_zero(render, at);
        }
        return value_number((double)((long double)a / (long double)b));
    case EXPRESSION_FLOOR_DIVIDE:
        if (b == 0) {
            fail_zero(render, at);
        }
        if (b == -1) {
            overflow = __builtin_sub_overflow((int64_t)0, a, &result);
        } else {
            result = a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
        }
        break;
    case EXPRESSION_MODULO:
        if (b == 0) {
            fail_zero(render, at);
        }
        result = floor_modulo(a, b);
        break;
    default:
        if (b < 0) {
            if (a == 0) {
                fail_zero(render, at);
            }
            return value_number(pow((double)a, (double)b));
        }
        result = integer_power(render, at, a, b);
    }
    if (overflow) {
        fail_range(render, at);
    }
    return value_integer(result);
}

/* CPython's float_divmod. */
static double float_modulo(double a, double b, double *quotient) {
    double rest = fmod(a, b);
    double division = (a - rest) / b;
    if (rest != 0) {
        if ((b < 0) != (rest < 0)) {
            rest += b;
            division -= 1;
        }
    } else {
        rest = copysign(0, b);
    }
    if (division != 0) {
        *quotient = floor(division);
        *quotient += division - *quotient > 0.5 ? 1 : 0;
    } else {
        *quotient = copysign(0, a / b);
    }
    return rest;
}

static struct value numbers(struct rendering *render, const struct expression *at,
                            enum expression_type operator, double a, double b) {
    double quotient = 0;
    switch (operator) {
    case EXPRESSION_ADD:
        return value_number(a + b);
    case EXPRESSION_SUBTRACT:
        return value_number(a - b);
    case EXPRESSION_MULTIPLY:
        return value_number(a * b);
    case EXPRESSION_POWER: {
        double result = pow(a, b);
        if ((a == 0 && b < 0) || (isnan(result) && !isnan(a) && !isnan(b))) {
            fail_zero(render, at);
        }
        if (isinf(result) && !isinf(a) && !isinf(b)) {
            fail_range(render, at);
        }
        return value_number(result);
    }
    default:
        break;
    }
    if (b == 0) {
        fail_zero(render, at);
    }
    if (operator== EXPRESSION_DIVIDE) {
        return value_number(a / b);
    }
    double rest = float_modulo(a, b, &quotient);
    return value_number(operator== EXPRESSION_MODULO ? rest : quotient);
}

/* A list, or an object that can be gone through like one. */
static bool is_sequence(struct value value) {
    return value.type == VALUE_LIST ||
           (value.type == VALUE_OBJECT && value.as.object->type->at != NULL);
}

static struct value add_lists(struct rendering *render, struct value a, struct value b) {
    size_t count = (size_t)a.length + b.length;
    rendering_count_bytes(render, count * sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, count);
    for (uint32_t i = 0; i < a.length; i++) {
        entries[i] = a.as.list[i];
    }
    for (uint32_t i = 0; i < b.length; i++) {
        entries[a.length + i] = b.as.list[i];
    }
    struct value result = value_list(entries, count);
    result.flags = a.flags & LIST_IS_TUPLE;
    return result;
}

/* The number of times that something of `length` is repeated, with the room it needs counted before
 * it is taken. */
static size_t repetitions(struct rendering *render, int64_t times, size_t length, size_t size) {
    if (times <= 0 || length == 0) {
        return 0;
    }
    uint64_t bytes = 0;
    if (__builtin_mul_overflow((uint64_t)times, (uint64_t)length * size, &bytes)) {
        bytes = UINT64_MAX / 2;
    }
    rendering_count_bytes(render, bytes);
    return (size_t)times;
}

static struct value repeat(struct rendering *render, struct value of, int64_t times) {
    if (of.type == VALUE_TEXT) {
        size_t count = repetitions(render, times, of.length, 1);
        char *bytes = arena_bytes(render->arena, count * of.length);
        for (size_t i = 0; i < count; i++) {
            memcpy(bytes + i * of.length, of.as.text, of.length);
        }
        struct value result = value_text(slice_of(bytes, count * of.length));
        result.flags = of.flags & VALUE_SAFE;
        return result;
    }
    size_t count = repetitions(render, times, of.length, sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, count * of.length);
    for (size_t i = 0; i < count * of.length; i++) {
        entries[i] = of.as.list[i % of.length];
    }
    struct value result = value_list(entries, count * of.length);
    result.flags = of.flags & LIST_IS_TUPLE;
    return result;
}

struct value value_calculate(struct rendering *render, const struct expression *at,
                             enum expression_type operator, struct value a, struct value b) {
    int64_t left = 0;
    int64_t right = 0;
    bool left_integer = value_to_integer(a, &left);
    bool right_integer = value_to_integer(b, &right);
    if (left_integer && right_integer) {
        return integers(render, at, operator, left, right);
    }
    if (value_is_number(a) && value_is_number(b)) {
        return numbers(render, at, operator, value_to_number(a), value_to_number(b));
    }
    if (operator== EXPRESSION_ADD && a.type == VALUE_TEXT && b.type == VALUE_TEXT) {
        struct value both[2] = {a, b};
        return value_concatenate(render, at, both, 2);
    }
    if (operator== EXPRESSION_ADD && is_sequence(a) && is_sequence(b)) {
        a = a.type == VALUE_OBJECT ? rendering_list(render, at, a) : a;
        b = b.type == VALUE_OBJECT ? rendering_list(render, at, b) : b;
    }
    if (operator== EXPRESSION_ADD && a.type == VALUE_LIST &&
        b.type == VALUE_LIST &&((a.flags ^ b.flags) & LIST_IS_TUPLE) == 0) {
        return add_lists(render, a, b);
    }
    if (operator== EXPRESSION_MULTIPLY &&
        right_integer &&(a.type == VALUE_TEXT || a.type == VALUE_LIST)) {
        return repeat(render, a, right);
    }
    if (operator== EXPRESSION_MULTIPLY &&
        left_integer &&(b.type == VALUE_TEXT || b.type == VALUE_LIST)) {
        return repeat(render, b, left);
    }
    fail_operands(render, at, operator, a, b);
}

struct value value_negative(struct rendering *render, const struct expression *at, struct value a,
                            bool negative) {
    int64_t integer = 0;
    if (value_to_integer(a, &integer)) {
        if (negative && __builtin_sub_overflow((int64_t)0, integer, &integer)) {
            fail_range(render, at);
        }
        return value_integer(integer);
    }
    if (a.type != VALUE_NUMBER) {
        rendering_fail_type(render, at, MESSAGE_TEMPLATE_RUN_OPERATOR, negative ? "-" : "+", a);
    }
    return value_number(negative ? -a.as.number : a.as.number);
}

/* An index of a slice: `fallback` for null. */
static int64_t slice_index(struct rendering *render, const struct expression *at,
                           struct value value, int64_t fallback) {
    int64_t index = fallback;
    if (value.type != VALUE_NULL && !value_to_integer(value, &index)) {
        rendering_require(render, at, value);
        rendering_fail_type(render, at, MESSAGE_TEMPLATE_RUN_OPERATOR, "[:]", value);
    }
    return index;
}

static int64_t clamp(int64_t index, int64_t lowest, int64_t highest) {
    return index < lowest ? lowest : index > highest ? highest : index;
}

/* An index that may count from the end, within what a slice with this step can reach. */
static int64_t settle(int64_t index, int64_t length, bool backwards) {
    index = index < 0 ? clamp(index, -length - 1, -1) + length : index;
    return backwards ? clamp(index, -1, length - 1) : clamp(index, 0, length);
}

static struct value text_slice(struct rendering *render, struct value of, int64_t from,
                               int64_t step, size_t count, size_t length) {
    struct slice text = value_slice(of);
    struct slice result = SLICE("");
    if (step == 1) {
        size_t start = length == text.length ? (size_t)from : text_offset(text, (size_t)from);
        struct slice rest = slice_skip(text, start);
        result = slice_take(rest, length == text.length ? count : text_offset(rest, count));
    } else if (count > 0) {
        /* The offset of every code point, so that any step is cheap. */
        rendering_count_bytes(render, (length + 1) * sizeof(size_t));
        size_t *offsets = arena_new(render->arena, size_t, length + 1);
        size_t at = 0;
        for (size_t i = 0; i < length; i++) {
            offsets[i] = at;
            at += text_offset(slice_skip(text, at), 1);
        }
        offsets[length] = text.length;
        struct buffer out;
        buffer_init(&out, render->arena);
        for (size_t i = 0; i < count; i++) {
            size_t index = (size_t)(from + (int64_t)i * step);
            buffer_append(&out, slice_between(text, offsets[index], offsets[index + 1]));
        }
        result = buffer_slice(&out);
    }
    return value_made_text(render, result, (of.flags & VALUE_SAFE) != 0);
}

struct value value_slice_of(struct rendering *render, const struct expression *at, struct value of,
                            struct value from, struct value to, struct value step_value) {
    rendering_require(render, at, of);
    if (of.type == VALUE_OBJECT) {
        of = rendering_list(render, at, of);
    }
    if (of.type != VALUE_TEXT && of.type != VALUE_LIST) {
        rendering_fail_type(render, at, MESSAGE_TEMPLATE_RUN_OPERATOR, "[:]", of);
    }
    int64_t step = slice_index(render, at, step_value, 1);
    if (step == 0) {
        fail_zero(render, at);
    }
    step = clamp(step, -INT32_MAX, INT32_MAX);
    bool backwards = step < 0;
    rendering_count_reading(render, of);
    size_t size = of.type == VALUE_TEXT ? text_length(value_slice(of)) : of.length;
    int64_t length = (int64_t)size;
    int64_t start =
        settle(slice_index(render, at, from, backwards ? INT64_MAX : 0), length, backwards);
    int64_t end = to.type == VALUE_NULL ? (backwards ? -1 : length)
                                        : settle(slice_index(render, at, to, 0), length, backwards);
    int64_t distance = backwards ? start - end : end - start;
    int64_t stride = backwards ? -step : step;
    size_t count = distance <= 0 ? 0 : (size_t)((distance + stride - 1) / stride);
    if (of.type == VALUE_TEXT) {
        return text_slice(render, of, start, step, count, size);
    }
    struct value result = value_list(count == 0 ? NULL : of.as.list + start, count);
    if (step != 1) {
        rendering_count_bytes(render, count * sizeof(struct value));
        struct value *entries = arena_new(render->arena, struct value, count);
        for (size_t i = 0; i < count; i++) {
            entries[i] = of.as.list[start + (int64_t)i * step];
        }
        result = value_list(entries, count);
    }
    result.flags = of.flags & LIST_IS_TUPLE;
    return result;
}
