/* Expressions. */
#include "base/limits.h"
#include "template/objects.h"
#include "template/operators.h"
#include "template/rendering.h"
#include "template/text.h"

#include <string.h>

struct activation *rendering_outwards(struct rendering *render, uint32_t level) {
    struct activation *activation = render->current;
    for (; level > 0; level--) {
        activation = activation->outer;
    }
    return activation;
}

static struct value date_part(struct date date, struct slice name) {
    if (slice_equals(name, SLICE("year"))) {
        return value_integer(date.year);
    }
    if (slice_equals(name, SLICE("month")) && date.month > 0) {
        return value_integer(date.month);
    }
    if (slice_equals(name, SLICE("day")) && date.day > 0) {
        return value_integer(date.day);
    }
    return value_undefined();
}

/* The value of a key. Most maps have few keys, and most keys that differ do so in length or first
 * byte. */
static struct value map_entry(struct value map, struct slice name) {
    for (uint32_t i = 0; i < map.length; i++) {
        struct slice key = map.as.map[i].key;
        if (key.length == name.length &&
            (name.length == 0 ||
             (key.data[0] == name.data[0] && memcmp(key.data, name.data, name.length) == 0))) {
            return map.as.map[i].value;
        }
    }
    return value_undefined();
}

struct value rendering_attribute(struct rendering *render, const struct expression *at,
                                 struct value value, struct slice name) {
    struct value result = value_undefined();
    switch ((enum value_type)value.type) {
    case VALUE_OBJECT:
        if (value.as.object->type->get != NULL &&
            !value.as.object->type->get(value.as.object, name, render->arena, &result)) {
            result = value_undefined();
        }
        return result;
    case VALUE_MAP:
        rendering_count_reading(render, value);
        return map_entry(value, name);
    case VALUE_DATE:
        return date_part(value.as.date, name);
    case VALUE_LIST:
        if ((value.flags & LIST_IS_GROUP) != 0) {
            bool grouper = slice_equals(name, SLICE("grouper"));
            return grouper || slice_equals(name, SLICE("list")) ? value.as.list[grouper ? 0 : 1]
                                                                : result;
        }
        return result;
    case VALUE_UNDEFINED:
        value.flags = 0; /* nothing has no fields, not even when it may be printed */
        rendering_require(render, at, value);
        return result;
    default:
        return result;
    }
}

static struct value text_at(struct rendering *render, struct value text, int64_t index) {
    rendering_count_reading(render, text);
    struct slice slice = value_slice(text);
    size_t length = text_length(slice);
    index += index < 0 ? (int64_t)length : 0;
    if (index < 0 || (uint64_t)index >= length) {
        return value_undefined();
    }
    struct slice rest = slice_skip(slice, text_offset(slice, (size_t)index));
    return value_made_text(render, slice_take(rest, text_offset(rest, 1)),
                           (text.flags & VALUE_SAFE) != 0);
}

struct value rendering_subscript(struct rendering *render, const struct expression *at,
                                 struct value value, struct value key) {
    int64_t index = 0;
    if (key.type == VALUE_TEXT) {
        return rendering_attribute(render, at, value, value_slice(key));
    }
    if (value.type == VALUE_UNDEFINED) {
        return rendering_attribute(render, at, value, SLICE(""));
    }
    if (!value_to_integer(key, &index)) {
        return value_undefined();
    }
    if (value.type == VALUE_TEXT) {
        return text_at(render, value, index);
    }
    if (value.type == VALUE_LIST) {
        index += index < 0 ? (int64_t)value.length : 0;
        return index >= 0 && index < (int64_t)value.length ? value.as.list[index]
                                                           : value_undefined();
    }
    if (value.type == VALUE_OBJECT && value.as.object->type->length != NULL &&
        value.as.object->type->at != NULL) {
        size_t length = value.as.object->type->length(value.as.object);
        index += index < 0 ? (int64_t)length : 0;
        return index >= 0 && (size_t)index < length
                   ? value.as.object->type->at(value.as.object, (size_t)index, render->arena)
                   : value_undefined();
    }
    return value_undefined();
}

static bool is_all_digits(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
    }
    return text.length > 0;
}

struct value rendering_path(struct rendering *render, const struct expression *at,
                            struct value value, struct value path, struct value fallback) {
    if (path.type != VALUE_TEXT) {
        value = rendering_subscript(render, at, value, path);
        return value.type == VALUE_UNDEFINED ? fallback : value;
    }
    struct slice rest = value_slice(path);
    struct slice part;
    while (slice_cut(&rest, '.', &part)) {
        int64_t index = 0;
        struct value key = value_text(part);
        if (is_all_digits(part) && slice_to_integer(part, &index)) {
            key = value_integer(index);
        }
        value = rendering_subscript(render, at, value, key);
        if (value.type == VALUE_UNDEFINED && fallback.type != VALUE_UNDEFINED) {
            value = fallback;
        }
    }
    return value;
}

static struct value characters(struct rendering *render, struct value text) {
    struct slice slice = value_slice(text);
    size_t length = text_length(slice);
    rendering_count_bytes(render, length * sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, length);
    for (size_t i = 0, at = 0; i < length; i++) {
        size_t size = text_offset(slice_skip(slice, at), 1);
        entries[i] = value_text(slice_between(slice, at, at + size));
        at += size;
    }
    return value_list(entries, length);
}

static struct value object_entries(struct rendering *render, const struct value_object *object) {
    size_t length = object->type->length(object);
    rendering_count_bytes(render, length * sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, length);
    for (size_t i = 0; i < length; i++) {
        entries[i] = object->type->at(object, i, render->arena);
    }
    return value_list(entries, length);
}

struct value rendering_list(struct rendering *render, const struct expression *at,
                            struct value value) {
    rendering_require(render, at, value);
    switch ((enum value_type)value.type) {
    case VALUE_LIST:
        return value;
    case VALUE_TEXT:
        return characters(render, value);
    case VALUE_MAP: {
        rendering_count_bytes(render, value.length * sizeof(struct value));
        struct value *keys = arena_new(render->arena, struct value, value.length);
        for (uint32_t i = 0; i < value.length; i++) {
            keys[i] = value_text(value.as.map[i].key);
        }
        return value_list(keys, value.length);
    }
    case VALUE_OBJECT:
        if (value.as.object->type->length != NULL && value.as.object->type->at != NULL) {
            return object_entries(render, value.as.object);
        }
        break;
    case VALUE_UNDEFINED:
        return value_list(NULL, 0);
    default:
        break;
    }
    rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_NOT_LIST, rendering_source(render, at),
                   slice_from(value_type_name(value)));
}

/* The operand of an operator, which must have a value. */
static struct value operand(struct rendering *render, const struct expression *expression) {
    struct value value = rendering_evaluate(render, expression);
    if (value.type == VALUE_UNDEFINED) {
        value.flags = 0;
        rendering_require(render, expression, value);
    }
    return value;
}

static __attribute__((noinline)) struct value calculation(struct rendering *render,
                                                          const struct expression *expression) {
    struct value left = operand(render, expression->as.operation.left);
    struct value right = operand(render, expression->as.operation.right);
    return value_calculate(render, expression, (enum expression_type)expression->type, left, right);
}

static bool holds(struct rendering *render, const struct expression *at, enum comparison comparison,
                  struct value a, struct value b) {
    int order = 0;
    switch (comparison) {
    case COMPARE_EQUAL:
        return value_equals(render, at, a, b);
    case COMPARE_UNEQUAL:
        return !value_equals(render, at, a, b);
    case COMPARE_IN:
        return value_contains(render, at, a, b);
    case COMPARE_NOT_IN:
        return !value_contains(render, at, a, b);
    default:
        order = value_compare(render, at, a, b);
    }
    switch (comparison) {
    case COMPARE_LESS:
        return order == -1;
    case COMPARE_LESS_EQUAL:
        return order == -1 || order == 0;
    case COMPARE_GREATER:
        return order == 1;
    default:
        return order == 1 || order == 0;
    }
}

static __attribute__((noinline)) struct value comparisons(struct rendering *render,
                                                          const struct expression *expression) {
    struct expression *const *entries = expression->as.list.entries;
    struct value left = rendering_evaluate(render, entries[0]);
    rendering_require(render, entries[0], left);
    for (uint32_t i = 1; i < expression->count; i++) {
        struct value right = rendering_evaluate(render, entries[i]);
        rendering_require(render, entries[i], right);
        enum comparison comparison = (enum comparison)expression->as.list.comparisons[i - 1];
        if (!holds(render, expression, comparison, left, right)) {
            return value_boolean(false);
        }
        left = right;
    }
    return value_boolean(true);
}

static __attribute__((noinline)) struct value literal_list(struct rendering *render,
                                                           const struct expression *expression) {
    uint32_t count = expression->count;
    rendering_count_bytes(render, count * sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, count);
    for (uint32_t i = 0; i < count; i++) {
        entries[i] = rendering_evaluate(render, expression->as.list.entries[i]);
    }
    struct value result = value_list(entries, count);
    result.flags = expression->type == EXPRESSION_TUPLE ? LIST_IS_TUPLE : 0;
    return result;
}

static __attribute__((noinline)) struct value literal_map(struct rendering *render,
                                                          const struct expression *expression) {
    uint32_t count = expression->count / 2;
    rendering_count_bytes(render, count * sizeof(struct value_pair));
    struct value_pair *pairs = arena_new(render->arena, struct value_pair, count);
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct expression *at = expression->as.list.entries[2 * i];
        struct value key = rendering_evaluate(render, at);
        struct value value = rendering_evaluate(render, expression->as.list.entries[2 * i + 1]);
        rendering_require(render, at, key);
        if (key.type != VALUE_TEXT) {
            rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_KEY, slice_from(value_type_name(key)),
                           SLICE(""));
        }
        rendering_count_steps(render, used / 16);
        uint32_t place = 0;
        while (place < used && !slice_equals(pairs[place].key, value_slice(key))) {
            place++;
        }
        used += place == used ? 1 : 0;
        pairs[place].key = value_slice(key);
        pairs[place].value = value;
    }
    return value_map(pairs, used);
}

static __attribute__((noinline)) struct value concatenation(struct rendering *render,
                                                            const struct expression *expression) {
    enum { FEW = 8 };
    struct value few[FEW];
    uint32_t count = expression->count;
    rendering_count_bytes(render, count <= FEW ? 0 : count * sizeof(struct value));
    struct value *entries = count <= FEW ? few : arena_new(render->arena, struct value, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct expression *at = expression->as.list.entries[i];
        entries[i] = rendering_evaluate(render, at);
        rendering_require(render, at, entries[i]);
        if (entries[i].type == VALUE_UNDEFINED) {
            entries[i] = value_text(SLICE(""));
        }
    }
    return value_concatenate(render, expression, entries, count);
}

static __attribute__((noinline)) struct value slicing(struct rendering *render,
                                                      const struct expression *expression) {
    const struct expression *parts[3] = {expression->as.slice.from, expression->as.slice.to,
                                         expression->as.slice.step};
    struct value of = operand(render, expression->as.slice.of);
    struct value values[3];
    for (int i = 0; i < 3; i++) {
        values[i] = parts[i] == NULL ? value_null() : operand(render, parts[i]);
    }
    return value_slice_of(render, expression, of, values[0], values[1], values[2]);
}

/* The filter default may give what is undefined itself, and anything can be the same thing or not.
 */
static bool may_be_undefined(const struct application *application, size_t index) {
    if (application->filter == NULL) {
        return slice_equals(application->name, SLICE("sameas"));
    }
    const char *parameter = application->filter->parameters[index];
    return parameter != NULL && strcmp(parameter, "default_value") == 0;
}

void rendering_arguments(struct rendering *render, const struct expression *at,
                         const struct application *application, struct filter_call *call) {
    call->at = at;
    call->application = application;
    for (size_t i = 0; i < FILTER_PARAMETERS; i++) {
        if (application->given[i] != NULL) {
            call->given[i] = rendering_evaluate(render, application->given[i]);
            rendering_count_reading(render, call->given[i]);
            if (call->given[i].type == VALUE_UNDEFINED && !may_be_undefined(application, i)) {
                rendering_require(render, application->given[i], call->given[i]);
            }
        } else {
            call->given[i] = value_undefined();
            call->given[i].flags = ARGUMENT_ABSENT;
        }
    }
}

struct value rendering_apply(struct rendering *render, struct filter_call *call,
                             struct value input) {
    const struct filter *filter = call->application->filter;
    if (!filter->takes_undefined) {
        rendering_require(render, call->at, input);
    }
    call->input = input;
    rendering_count_reading(render, input);
    return filter->apply(render, call);
}

bool rendering_ask(struct rendering *render, struct filter_call *call, struct value input) {
    const struct test *test = call->application->test;
    if (!test->takes_undefined) {
        rendering_require(render, call->at, input);
    }
    call->input = input;
    rendering_count_reading(render, input);
    return test->ask(render, call);
}

static __attribute__((noinline)) struct value filtered(struct rendering *render,
                                                       const struct expression *expression) {
    struct filter_call call;
    const struct application *application = expression->as.filter.application;
    struct value input = rendering_evaluate(render, expression->as.filter.of);
    if (!application->filter->takes_undefined) {
        rendering_require(render, expression->as.filter.of, input);
    }
    rendering_arguments(render, expression, application, &call);
    call.input = input;
    rendering_count_reading(render, input);
    return application->filter->apply(render, &call);
}

static __attribute__((noinline)) struct value tested(struct rendering *render,
                                                     const struct expression *expression) {
    struct filter_call call;
    const struct application *application = expression->as.filter.application;
    struct value input = rendering_evaluate(render, expression->as.filter.of);
    if (!application->test->takes_undefined) {
        rendering_require(render, expression->as.filter.of, input);
    }
    rendering_arguments(render, expression, application, &call);
    call.input = input;
    rendering_count_reading(render, input);
    return value_boolean(application->test->ask(render, &call));
}

static inline struct value name_value(const struct rendering *render,
                                      const struct expression *name) {
    const struct activation *activation = render->current;
    for (uint32_t level = name->as.name.reference.level; level > 0; level--) {
        activation = activation->outer;
    }
    return activation->slots[name->as.name.reference.slot];
}

static struct value attribute(struct rendering *render, const struct expression *expression) {
    const struct expression *receiver = expression->as.attribute.of;
    struct value of = receiver->type == EXPRESSION_NAME ? name_value(render, receiver)
                                                        : rendering_evaluate(render, receiver);
    if (of.type == VALUE_MAP) {
        rendering_count_reading(render, of);
        return map_entry(of, expression->as.attribute.name);
    }
    if (expression->as.attribute.loop_member != LOOP_UNKNOWN && object_is_loop(of)) {
        return object_loop_member(render, of,
                                  (enum loop_member)expression->as.attribute.loop_member);
    }
    return rendering_attribute(render, expression->as.attribute.of, of,
                               expression->as.attribute.name);
}

static struct value subscript(struct rendering *render, const struct expression *expression) {
    struct value of = rendering_evaluate(render, expression->as.subscript.of);
    struct value index = rendering_evaluate(render, expression->as.subscript.index);
    rendering_require(render, expression->as.subscript.index, index);
    return rendering_subscript(render, expression->as.subscript.of, of, index);
}

static struct value choice(struct rendering *render, const struct expression *expression) {
    if (value_truth(rendering_evaluate(render, expression->as.choice.condition))) {
        return rendering_evaluate(render, expression->as.choice.yes);
    }
    if (expression->as.choice.no != NULL) {
        return rendering_evaluate(render, expression->as.choice.no);
    }
    struct value nothing = value_undefined();
    nothing.flags = UNDEFINED_IS_EMPTY;
    return nothing;
}

/* The depth of an expression is bounded by the parser. */
struct value rendering_evaluate(struct rendering *render, const struct expression *expression) {
    switch ((enum expression_type)expression->type) {
    case EXPRESSION_LITERAL:
        return expression->as.literal;
    case EXPRESSION_NAME:
        return name_value(render, expression);
    case EXPRESSION_ATTRIBUTE:
        return attribute(render, expression);
    case EXPRESSION_SUBSCRIPT:
        return subscript(render, expression);
    case EXPRESSION_SLICE:
        return slicing(render, expression);
    case EXPRESSION_CALL: {
        bool written = false;
        return rendering_call(render, expression, value_undefined(), &written);
    }
    case EXPRESSION_FILTER:
        return filtered(render, expression);
    case EXPRESSION_TEST:
        return tested(render, expression);
    case EXPRESSION_NOT:
        return value_boolean(
            !value_truth(rendering_evaluate(render, expression->as.operation.left)));
    case EXPRESSION_NEGATIVE:
    case EXPRESSION_POSITIVE:
        return value_negative(render, expression, operand(render, expression->as.operation.left),
                              expression->type == EXPRESSION_NEGATIVE);
    case EXPRESSION_AND: {
        struct value left = rendering_evaluate(render, expression->as.operation.left);
        return value_truth(left) ? rendering_evaluate(render, expression->as.operation.right)
                                 : left;
    }
    case EXPRESSION_OR: {
        struct value left = rendering_evaluate(render, expression->as.operation.left);
        return value_truth(left) ? left
                                 : rendering_evaluate(render, expression->as.operation.right);
    }
    case EXPRESSION_CONCATENATE:
        return concatenation(render, expression);
    case EXPRESSION_COMPARE:
        return comparisons(render, expression);
    case EXPRESSION_CHOICE:
        return choice(render, expression);
    case EXPRESSION_LIST:
    case EXPRESSION_TUPLE:
        return literal_list(render, expression);
    case EXPRESSION_MAP:
        return literal_map(render, expression);
    case EXPRESSION_BODY:
        return *render->body;
    default:
        return calculation(render, expression);
    }
}
