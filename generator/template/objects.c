#include "template/objects.h"

#include "template/operators.h"
#include "template/parser.h"

bool object_is(struct value value, const struct value_object_type *type) {
    return value.type == VALUE_OBJECT && value.as.object->type == type;
}

bool object_is_loop(struct value value) {
    return object_is(value, &OBJECT_LOOP);
}

/* The entry as the names of the loop got it: those of a loop with a condition are tuples. Recursion
 * is as deep as the target was written, which the parser bounds. */
static struct value repack(struct rendering *render, const struct target *target,
                           struct value entry) {
    if (target->part_count == 0) {
        return entry;
    }
    struct value list = rendering_list(render, NULL, entry);
    rendering_count_bytes(render, target->part_count * sizeof(struct value));
    struct value *parts = arena_new(render->arena, struct value, target->part_count);
    for (uint32_t i = 0; i < target->part_count; i++) {
        parts[i] = repack(render, &target->parts[i], list.as.list[i]);
    }
    struct value tuple = value_list(parts, target->part_count);
    tuple.flags = LIST_IS_TUPLE;
    return tuple;
}

/* Looks at the next entry of the list: whether the loop's condition lets it take part. */
static void take_one(struct loop_object *loop) {
    struct rendering *render = loop->render;
    struct value entry = loop->source.as.list[loop->taken++];
    rendering_count_steps(render, 1);
    rendering_enter(render, &loop->statement->as.loop.condition_scope);
    rendering_assign(render, &loop->statement->as.loop.condition_target, entry);
    if (!value_truth(rendering_evaluate(render, loop->statement->as.loop.condition))) {
        return;
    }
    if (loop->known == loop->room) {
        uint32_t room = loop->room == 0 ? 8 : loop->room * 2;
        rendering_count_bytes(render, room * sizeof(struct value));
        loop->items = arena_grow(render->arena, loop->items, loop->room * sizeof(struct value),
                                 room * sizeof(struct value));
        loop->room = room;
    }
    loop->items[loop->known++] = repack(render, &loop->statement->as.loop.condition_target, entry);
}

bool object_loop_reaches(struct loop_object *loop, uint32_t index) {
    if (index < loop->known || loop->taken == loop->source.length) {
        return index < loop->known;
    }
    /* The condition belongs to where the loop stands, which may be outside the macro that asks. */
    struct activation *asking = loop->render->current;
    loop->render->current = loop->activation;
    while (index >= loop->known && loop->taken < loop->source.length) {
        take_one(loop);
    }
    loop->render->current = asking;
    return index < loop->known;
}

static int64_t loop_length(struct loop_object *loop) {
    object_loop_reaches(loop, UINT32_MAX);
    return loop->known;
}

struct value object_loop_member(struct rendering *render, struct value value,
                                enum loop_member member) {
    /* The object is the loop's own state, which only its const view is shared of. */
    struct loop_object *loop = (struct loop_object *)(uintptr_t)value.as.object;
    int64_t index = loop->index;
    (void)render;
    switch (member) {
    case LOOP_INDEX:
        return value_integer(index + 1);
    case LOOP_INDEX0:
        return value_integer(index);
    case LOOP_REVINDEX:
        return value_integer(loop_length(loop) - index);
    case LOOP_REVINDEX0:
        return value_integer(loop_length(loop) - index - 1);
    case LOOP_FIRST:
        return value_boolean(index == 0);
    case LOOP_LAST:
        return value_boolean(!object_loop_reaches(loop, loop->index + 1));
    case LOOP_LENGTH:
        return value_integer(loop_length(loop));
    case LOOP_PREVITEM:
        return index > 0 ? loop->items[index - 1] : value_undefined();
    case LOOP_NEXTITEM:
        return object_loop_reaches(loop, loop->index + 1) ? loop->items[index + 1]
                                                          : value_undefined();
    case LOOP_DEPTH:
        return value_integer((int64_t)loop->depth + 1);
    case LOOP_DEPTH0:
        return value_integer(loop->depth);
    default:
        return value_undefined();
    }
}

static bool loop_get(const struct value_object *self, struct slice name, struct arena *arena,
                     struct value *out) {
    enum loop_member member = parser_loop_member(name);
    (void)arena;
    if (member == LOOP_UNKNOWN) {
        return false;
    }
    *out =
        object_loop_member(((const struct loop_object *)self)->render, value_object(self), member);
    return out->type != VALUE_UNDEFINED;
}

const struct value_object_type OBJECT_LOOP = {.name = "loop", .get = loop_get};

const struct value_object_type OBJECT_MACRO = {.name = "macro"};

struct value object_module_name(const struct module_object *module, uint32_t symbol) {
    for (const struct activation *top = module->context->tops; top != NULL; top = top->next_top) {
        const struct visible *visible = scope_find(&top->function->scope, symbol);
        if (visible != NULL && !visible->imported &&
            top->slots[visible->slot].type != VALUE_UNDEFINED) {
            return top->slots[visible->slot];
        }
    }
    return value_undefined();
}

static bool module_get(const struct value_object *self, struct slice name, struct arena *arena,
                       struct value *out) {
    const struct module_object *module = (const struct module_object *)self;
    uint32_t symbol = 0;
    (void)arena;
    if (slice_starts_with(name, SLICE("_")) || !set_find_symbol(module->set, name, &symbol)) {
        return false;
    }
    *out = object_module_name(module, symbol);
    return out->type != VALUE_UNDEFINED;
}

const struct value_object_type OBJECT_MODULE = {.name = "module", .get = module_get};

static bool namespace_get(const struct value_object *self, struct slice name, struct arena *arena,
                          struct value *out) {
    const struct namespace_object *object = (const struct namespace_object *)self;
    (void)arena;
    for (uint32_t i = 0; i < object->count; i++) {
        if (slice_equals(object->pairs[i].key, name)) {
            *out = object->pairs[i].value;
            return true;
        }
    }
    return false;
}

const struct value_object_type OBJECT_NAMESPACE = {.name = "namespace", .get = namespace_get};

void object_namespace_set(struct rendering *render, struct namespace_object *object,
                          struct slice name, struct value value) {
    for (uint32_t i = 0; i < object->count; i++) {
        if (slice_equals(object->pairs[i].key, name)) {
            object->pairs[i].value = value;
            return;
        }
    }
    if (object->count == object->room) {
        uint32_t room = object->room == 0 ? 4 : object->room * 2;
        object->pairs =
            arena_grow(render->arena, object->pairs, object->room * sizeof(struct value_pair),
                       room * sizeof(struct value_pair));
        object->room = room;
    }
    object->pairs[object->count].key = name;
    object->pairs[object->count++].value = value;
}

const struct value_object_type OBJECT_BLOCK = {.name = "block"};

static bool self_get(const struct value_object *self, struct slice name, struct arena *arena,
                     struct value *out) {
    const struct self_object *object = (const struct self_object *)self;
    uint32_t symbol = 0;
    if (!set_find_symbol(object->set, name, &symbol)) {
        return false;
    }
    const struct block_stack *stack = set_find_blocks(object->context->template, symbol);
    if (stack == NULL) {
        return false;
    }
    struct block_object *block = arena_new(arena, struct block_object, 1);
    block->header.type = &OBJECT_BLOCK;
    block->stack = stack;
    block->context = object->context;
    *out = value_object(&block->header);
    return true;
}

const struct value_object_type OBJECT_SELF = {.name = "self", .get = self_get};

const struct value_object_type OBJECT_BUILTIN = {.name = "function"};

static const struct builtin_object BUILTINS[BUILTIN_COUNT] = {
    {{&OBJECT_BUILTIN}, BUILTIN_RANGE},
    {{&OBJECT_BUILTIN}, BUILTIN_NAMESPACE},
    {{&OBJECT_BUILTIN}, BUILTIN_DICT},
};

static const char *const BUILTIN_NAMES[BUILTIN_COUNT] = {"range", "namespace", "dict"};

struct value object_builtin(struct slice name) {
    for (int i = 0; i < BUILTIN_COUNT; i++) {
        if (slice_equals(name, slice_from(BUILTIN_NAMES[i]))) {
            return value_object(&BUILTINS[i].header);
        }
    }
    return value_undefined();
}
