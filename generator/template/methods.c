#include "template/methods.h"

#include "template/operators.h"
#include "template/text.h"

struct method {
    enum value_type type;
    struct slice name;
    uint32_t minimum; /* arguments */
    uint32_t maximum;
    struct value (*apply)(struct rendering *render, const struct method_call *call);
};

static struct value map_entries(struct rendering *render, struct value map, bool keys,
                                bool values) {
    bool both = keys && values;
    rendering_count_bytes(render, map.length * (both ? 3 : 1) * sizeof(struct value));
    struct value *entries = arena_new(render->arena, struct value, map.length);
    struct value *pairs = arena_new(render->arena, struct value, both ? 2 * (size_t)map.length : 0);
    for (uint32_t i = 0; i < map.length; i++) {
        struct value key = value_text(map.as.map[i].key);
        if (!both) {
            entries[i] = keys ? key : map.as.map[i].value;
            continue;
        }
        pairs[2 * i] = key;
        pairs[2 * i + 1] = map.as.map[i].value;
        entries[i] = value_list(&pairs[2 * i], 2);
        entries[i].flags = LIST_IS_TUPLE;
    }
    return value_list(entries, map.length);
}

static struct value map_items(struct rendering *render, const struct method_call *call) {
    return map_entries(render, call->receiver, true, true);
}

static struct value map_keys(struct rendering *render, const struct method_call *call) {
    return map_entries(render, call->receiver, true, false);
}

static struct value map_values(struct rendering *render, const struct method_call *call) {
    return map_entries(render, call->receiver, false, true);
}

static struct value map_get_or(struct rendering *render, const struct method_call *call) {
    struct value key = call->arguments[0];
    rendering_require(render, call->at, key);
    const struct value_pair *pair =
        key.type == VALUE_TEXT ? value_find(call->receiver, value_slice(key)) : NULL;
    if (pair != NULL) {
        return pair->value;
    }
    return call->argument_count > 1 ? call->arguments[1] : value_null();
}

/* The text argument number `index`. */
static struct slice text_argument(struct rendering *render, const struct method_call *call,
                                  uint32_t index) {
    struct value argument = call->arguments[index];
    rendering_require(render, call->at, argument);
    if (argument.type != VALUE_TEXT) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, "str", argument);
    }
    return value_slice(argument);
}

static struct value starts_with(struct rendering *render, const struct method_call *call) {
    return value_boolean(
        slice_starts_with(value_slice(call->receiver), text_argument(render, call, 0)));
}

static struct value ends_with(struct rendering *render, const struct method_call *call) {
    return value_boolean(
        slice_ends_with(value_slice(call->receiver), text_argument(render, call, 0)));
}

/* A list of texts that grows. */
struct parts {
    struct rendering *render;
    struct value *list;
    size_t count;
    size_t room;
    uint8_t flags;
};

static void add_part(struct parts *parts, struct slice part) {
    if (parts->count == parts->room) {
        size_t room = parts->room == 0 ? 8 : parts->room * 2;
        rendering_count_bytes(parts->render, room * sizeof(struct value));
        parts->list = arena_grow(parts->render->arena, parts->list,
                                 parts->room * sizeof(struct value), room * sizeof(struct value));
        parts->room = room;
    }
    struct value value = value_text(part);
    value.flags = parts->flags;
    parts->list[parts->count++] = value;
}

static struct value split(struct rendering *render, const struct method_call *call) {
    struct parts parts = {.render = render, .flags = call->receiver.flags & VALUE_SAFE};
    struct slice rest = value_slice(call->receiver);
    if (call->argument_count == 0) {
        for (rest = text_trim(rest); rest.length > 0;) {
            size_t end = 0;
            while (end < rest.length && text_skip_space(rest, end) == end) {
                end += text_offset(slice_skip(rest, end), 1);
            }
            add_part(&parts, slice_take(rest, end));
            rest = slice_skip(rest, text_skip_space(rest, end));
        }
        return value_list(parts.list, parts.count);
    }
    struct slice separator = text_argument(render, call, 0);
    if (separator.length == 0) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, SLICE("split"),
                       SLICE("\"\""));
    }
    for (size_t at = 0; (at = slice_search(rest, separator)) != SLICE_NOT_FOUND;) {
        add_part(&parts, slice_take(rest, at));
        rest = slice_skip(rest, at + separator.length);
    }
    add_part(&parts, rest);
    return value_list(parts.list, parts.count);
}

static const struct method METHODS[] = {
    {VALUE_MAP, SLICE_INIT("items"), 0, 0, map_items},
    {VALUE_MAP, SLICE_INIT("keys"), 0, 0, map_keys},
    {VALUE_MAP, SLICE_INIT("values"), 0, 0, map_values},
    {VALUE_MAP, SLICE_INIT("get"), 1, 2, map_get_or},
    {VALUE_TEXT, SLICE_INIT("startswith"), 1, 1, starts_with},
    {VALUE_TEXT, SLICE_INIT("endswith"), 1, 1, ends_with},
    {VALUE_TEXT, SLICE_INIT("split"), 0, 1, split},
};

bool method_apply(struct rendering *render, struct slice name, const struct method_call *call,
                  struct value *result) {
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        const struct method *method = &METHODS[i];
        if (method->type == call->receiver.type && slice_equals(method->name, name)) {
            if (call->argument_count < method->minimum || call->argument_count > method->maximum) {
                return false;
            }
            rendering_count_reading(render, call->receiver);
            for (uint32_t k = 0; k < call->argument_count; k++) {
                rendering_count_reading(render, call->arguments[k]);
            }
            *result = method->apply(render, call);
            return true;
        }
    }
    return false;
}

bool method_exists(enum value_type type, struct slice name) {
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        if (METHODS[i].type == type && slice_equals(METHODS[i].name, name)) {
            return true;
        }
    }
    return false;
}
