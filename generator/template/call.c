/* Calls: macros, blocks, loops, built-in functions, methods, and what the caller of the room gave.
 */
#include "base/limits.h"
#include "template/methods.h"
#include "template/objects.h"
#include "template/operators.h"
#include "template/rendering.h"

enum { FEW_ARGUMENTS = 8 };

/* The values of a call's arguments. */
struct given {
    const struct expression *at;
    struct value few[FEW_ARGUMENTS];
    struct value *positional;
    uint32_t positional_count;
    struct value_pair *named;
    uint32_t named_count;
    struct value caller; /* of {% call %}; undefined: none */
};

static void evaluate_arguments(struct rendering *render, const struct expression *call,
                               struct given *given) {
    const struct arguments *arguments = &call->as.call.arguments;
    given->at = call;
    given->positional_count = arguments->positional_count;
    given->named_count = arguments->named_count;
    rendering_count_bytes(render, arguments->positional_count * sizeof(struct value) +
                                      arguments->named_count * sizeof(struct value_pair));
    given->positional = arguments->positional_count <= FEW_ARGUMENTS
                            ? given->few
                            : arena_new(render->arena, struct value, arguments->positional_count);
    for (uint32_t i = 0; i < arguments->positional_count; i++) {
        given->positional[i] = rendering_evaluate(render, arguments->positional[i]);
    }
    given->named = arguments->named_count == 0
                       ? NULL
                       : arena_new(render->arena, struct value_pair, arguments->named_count);
    for (uint32_t i = 0; i < arguments->named_count; i++) {
        given->named[i].key = arguments->named[i].name;
        given->named[i].value = rendering_evaluate(render, arguments->named[i].value);
    }
}

static struct value *named_argument(struct given *given, struct slice name) {
    for (uint32_t i = 0; i < given->named_count; i++) {
        if (slice_equals(given->named[i].key, name)) {
            return &given->named[i].value;
        }
    }
    return NULL;
}

static struct slice macro_name(const struct macro *macro) {
    return macro->name.length == 0 ? SLICE("caller") : macro->name;
}

/* The number of the parameter of that name; that of the parameters if there is none. */
static uint32_t find_parameter(const struct macro *macro, struct slice name) {
    uint32_t at = 0;
    while (at < macro->parameter_count && !slice_equals(macro->parameters[at].name.name, name)) {
        at++;
    }
    return at;
}

static bool has_parameter(const struct macro *macro, struct slice name) {
    return find_parameter(macro, name) < macro->parameter_count;
}

/* Fails for named arguments that a macro has no parameter for, or that were given by position too.
 */
static void check_named(struct rendering *render, const struct macro *macro, struct given *given) {
    for (uint32_t i = 0; i < given->named_count; i++) {
        uint32_t at = find_parameter(macro, given->named[i].key);
        if (at == macro->parameter_count || at < given->positional_count) {
            rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_UNKNOWN,
                           macro_name(macro), given->named[i].key);
        }
    }
}

/* Gives the parameters their values, in the activation of the macro. */
static void bind_parameters(struct rendering *render, const struct macro *macro,
                            struct given *given, struct activation *activation) {
    if (given->positional_count > macro->parameter_count) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_MANY, macro_name(macro),
                       arena_format(render->arena, "%u", (unsigned)macro->parameter_count));
    }
    check_named(render, macro, given);
    if (given->caller.type != VALUE_UNDEFINED && macro->caller_slot != NO_SLOT) {
        activation->slots[macro->caller_slot] = given->caller;
    } else if (given->caller.type != VALUE_UNDEFINED && !has_parameter(macro, SLICE("caller"))) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_NO_CALLER, macro_name(macro),
                       SLICE(""));
    }
    struct activation *caller = render->current;
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        const struct parameter *parameter = &macro->parameters[i];
        struct value *named = named_argument(given, parameter->name.name);
        struct value *slot = &activation->slots[parameter->name.reference.slot];
        if (i < given->positional_count) {
            *slot = given->positional[i];
        } else if (named != NULL) {
            *slot = *named;
        } else if (given->caller.type != VALUE_UNDEFINED &&
                   slice_equals(parameter->name.name, SLICE("caller"))) {
            *slot = given->caller;
        } else if (parameter->fallback != NULL) {
            render->current = activation;
            *slot = rendering_evaluate(render, parameter->fallback);
            render->current = caller;
        }
    }
}

static struct value call_macro(struct rendering *render, const struct macro_object *object,
                               struct given *given, bool *direct) {
    struct activation *activation = rendering_activate(
        render, &object->macro->function, object->context, object->outer, given->at->start);
    rendering_begin(render, activation);
    bind_parameters(render, object->macro, given, activation);
    if (*direct) {
        rendering_run(render, activation);
        return value_undefined();
    }
    struct scratch *scratch = rendering_capture(render);
    rendering_run(render, activation);
    return rendering_captured(render, scratch);
}

static struct value call_block(struct rendering *render, const struct block_object *object,
                               struct given *given, bool *direct) {
    if (*direct) {
        rendering_block(render, object->stack, object->index, object->context, given->at->start);
        return value_undefined();
    }
    struct scratch *scratch = rendering_capture(render);
    rendering_block(render, object->stack, object->index, object->context, given->at->start);
    return rendering_captured(render, scratch);
}

/* loop(list): the body of the loop again, one level deeper, in the same slots: what they hold is
 * put back after it. */
static void run_deeper(struct rendering *render, const struct loop_object *loop,
                       struct value list) {
    const struct statement *statement = loop->statement;
    uint32_t first = statement->as.loop.first_slot;
    uint32_t count = statement->as.loop.end_slot - first;
    struct activation *asking = render->current;
    rendering_count_bytes(render, count * sizeof(struct value));
    struct value *kept = arena_new(render->arena, struct value, count);
    render->current = loop->activation;
    for (uint32_t i = 0; i < count; i++) {
        kept[i] = render->current->slots[first + i];
    }
    rendering_loop(render, statement, list, loop->depth + 1);
    for (uint32_t i = 0; i < count; i++) {
        render->current->slots[first + i] = kept[i];
    }
    render->current = asking;
}

static struct value call_loop(struct rendering *render, const struct loop_object *loop,
                              struct given *given, bool *direct) {
    if (!loop->statement->as.loop.recursive) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_NOT_RECURSIVE, SLICE(""), SLICE(""));
    }
    if (given->positional_count != 1 || given->named_count != 0) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_MANY, SLICE("loop"),
                       SLICE("1"));
    }
    struct value list = rendering_list(render, given->at, given->positional[0]);
    struct scratch *scratch = *direct ? NULL : rendering_capture(render);
    uint32_t height = loop->activation->function->height;
    rendering_deepen(render, height);
    run_deeper(render, loop, list);
    render->depth -= height;
    return scratch == NULL ? value_undefined() : rendering_captured(render, scratch);
}

static struct value range(struct rendering *render, struct given *given) {
    int64_t numbers[3] = {0, 0, 1};
    uint32_t count = given->positional_count;
    bool fits = count >= 1 && count <= 3 && given->named_count == 0;
    for (uint32_t i = 0; fits && i < count; i++) {
        fits = value_to_integer(given->positional[i], &numbers[i]);
    }
    if (!fits || numbers[2] == 0) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, SLICE("range"),
                       rendering_source(render, given->at));
    }
    int64_t start = count == 1 ? 0 : numbers[0];
    int64_t end = count == 1 ? numbers[0] : numbers[1];
    int64_t step = numbers[2];
    /* Unsigned, so that no distance overflows. */
    bool any = step > 0 ? start < end : start > end;
    uint64_t distance =
        step > 0 ? (uint64_t)end - (uint64_t)start : (uint64_t)start - (uint64_t)end;
    uint64_t stride = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    uint64_t length = any ? (distance - 1) / stride + 1 : 0;
    rendering_count_steps(render,
                          length > LIMIT_TEMPLATE_STEPS ? LIMIT_TEMPLATE_STEPS + 1 : length);
    rendering_count_bytes(render, length * sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, (size_t)length);
    for (int64_t i = 0; i < (int64_t)length; i++) {
        entries[i] = value_integer(start + i * step);
    }
    return value_list(entries, (size_t)length);
}

/* namespace(…) and dict(…): a mapping, perhaps, and named arguments over it. */
static struct value_pair *merged_pairs(struct rendering *render, struct given *given,
                                       uint32_t *count) {
    struct value base = value_map(NULL, 0);
    if (given->positional_count > 0) {
        base = given->positional[0];
        rendering_require(render, given->at, base);
    }
    if (given->positional_count > 1 || base.type != VALUE_MAP) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE,
                       rendering_source(render, given->at->as.call.of),
                       slice_from(value_type_name(base)));
    }
    size_t room = (size_t)base.length + given->named_count;
    rendering_count_bytes(render, room * sizeof(struct value_pair));
    struct value_pair *pairs = arena_new(render->arena, struct value_pair, room);
    uint32_t used = 0;
    for (; used < base.length; used++) {
        pairs[used] = base.as.map[used];
    }
    for (uint32_t i = 0; i < given->named_count; i++) {
        uint32_t at = 0;
        while (at < used && !slice_equals(pairs[at].key, given->named[i].key)) {
            at++;
        }
        pairs[at] = given->named[i];
        used += at == used ? 1 : 0;
    }
    *count = used;
    return pairs;
}

static struct value call_builtin(struct rendering *render, enum builtin builtin,
                                 struct given *given) {
    if (builtin == BUILTIN_RANGE) {
        return range(render, given);
    }
    uint32_t count = 0;
    struct value_pair *pairs = merged_pairs(render, given, &count);
    if (builtin == BUILTIN_DICT) {
        return value_map(pairs, count);
    }
    struct namespace_object *object = arena_new(render->arena, struct namespace_object, 1);
    object->header.type = &OBJECT_NAMESPACE;
    object->pairs = pairs;
    object->count = count;
    object->room = count;
    return value_object(&object->header);
}

static struct value call_given(struct rendering *render, const struct value_object *object,
                               struct given *given) {
    struct value_call call = {.arena = render->arena,
                              .arguments = given->positional,
                              .argument_count = given->positional_count,
                              .named = given->named,
                              .named_count = given->named_count};
    struct value result = value_undefined();
    if (!object->type->call(object, &call, &result)) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_CALL,
                       rendering_source(render, given->at->as.call.of), call.error);
    }
    return result;
}

static struct value call_object(struct rendering *render, struct value callee, struct given *given,
                                bool *direct) {
    if (object_is(callee, &OBJECT_MACRO)) {
        return call_macro(render, (const struct macro_object *)callee.as.object, given, direct);
    }
    if (object_is(callee, &OBJECT_BLOCK)) {
        return call_block(render, (const struct block_object *)callee.as.object, given, direct);
    }
    if (object_is(callee, &OBJECT_LOOP)) {
        return call_loop(render, (const struct loop_object *)callee.as.object, given, direct);
    }
    *direct = false;
    if (object_is(callee, &OBJECT_BUILTIN)) {
        return call_builtin(render, ((const struct builtin_object *)callee.as.object)->builtin,
                            given);
    }
    if (callee.type == VALUE_OBJECT && callee.as.object->type->call != NULL) {
        return call_given(render, callee.as.object, given);
    }
    rendering_require(render, given->at->as.call.of, callee);
    rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_NOT_CALLABLE,
                   rendering_source(render, given->at->as.call.of),
                   slice_from(value_type_name(callee)));
}

static struct value cycle(struct rendering *render, const struct loop_object *loop,
                          const struct given *given) {
    if (given->positional_count == 0) {
        rendering_fail(render, given->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, SLICE("cycle"),
                       rendering_source(render, given->at));
    }
    return given->positional[loop->index % given->positional_count];
}

static struct value changed(struct rendering *render, struct loop_object *loop,
                            const struct given *given) {
    struct value *copy = arena_new(render->arena, struct value, given->positional_count);
    for (uint32_t i = 0; i < given->positional_count; i++) {
        copy[i] = given->positional[i];
    }
    struct value now = value_list(copy, given->positional_count);
    if (loop->changed.type != VALUE_UNDEFINED &&
        value_equals(render, given->at, now, loop->changed)) {
        return value_boolean(false);
    }
    loop->changed = now;
    return value_boolean(true);
}

/* value.name(…): what a loop can do, what the attribute is when it is something, else a method. */
static struct value call_attribute(struct rendering *render, const struct expression *call,
                                   struct given *given, bool *direct) {
    const struct expression *of = call->as.call.of;
    enum loop_member member = (enum loop_member)of->as.attribute.loop_member;
    struct value receiver = rendering_evaluate(render, of->as.attribute.of);
    if (object_is_loop(receiver) && (member == LOOP_CYCLE || member == LOOP_CHANGED)) {
        struct loop_object *loop = (struct loop_object *)(uintptr_t)receiver.as.object;
        evaluate_arguments(render, call, given);
        *direct = false;
        return member == LOOP_CYCLE ? cycle(render, loop, given) : changed(render, loop, given);
    }
    struct value callee =
        object_is_loop(receiver)
            ? object_loop_member(render, receiver, member)
            : rendering_attribute(render, of->as.attribute.of, receiver, of->as.attribute.name);
    evaluate_arguments(render, call, given);
    if (callee.type == VALUE_UNDEFINED) {
        struct method_call method = {.at = call,
                                     .receiver = receiver,
                                     .arguments = given->positional,
                                     .argument_count = given->positional_count};
        struct value result = value_undefined();
        if (given->named_count == 0 &&
            method_apply(render, of->as.attribute.name, &method, &result)) {
            *direct = false;
            return result;
        }
        rendering_require(render, of, callee);
    }
    return call_object(render, callee, given, direct);
}

struct value rendering_call(struct rendering *render, const struct expression *call,
                            struct value caller, bool *direct) {
    struct given given;
    given.caller = caller;
    if (call->as.call.of->type == EXPRESSION_ATTRIBUTE) {
        return call_attribute(render, call, &given, direct);
    }
    struct value callee = rendering_evaluate(render, call->as.call.of);
    rendering_require(render, call->as.call.of, callee);
    evaluate_arguments(render, call, &given);
    return call_object(render, callee, &given, direct);
}
