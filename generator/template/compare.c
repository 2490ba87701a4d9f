/* Equality, order and membership. */
#include "base/limits.h"
#include "template/operators.h"

static void check_depth(struct rendering *render, const struct expression *at, uint32_t depth) {
    if (depth > LIMIT_TEMPLATE_DEPTH) {
        rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_DEPTH, SLICE(""), SLICE(""));
    }
    rendering_count_steps(render, 1);
}

static bool is_tuple(struct value list) {
    return (list.flags & LIST_IS_TUPLE) != 0;
}

static int compare_numbers(struct value a, struct value b) {
    int64_t left = 0;
    int64_t right = 0;
    if (value_to_integer(a, &left) && value_to_integer(b, &right)) {
        return left < right ? -1 : left > right;
    }
    /* A long double holds every integer and every double. */
    long double x = value_to_integer(a, &left) ? (long double)left : a.as.number;
    long double y = value_to_integer(b, &right) ? (long double)right : b.as.number;
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : VALUE_UNORDERED;
}

static const void *identity(const struct value_object *object) {
    return object->type->identity != NULL ? object->type->identity(object) : object;
}

static bool equal(struct rendering *render, const struct expression *at, struct value a,
                  struct value b, uint32_t depth);

static bool maps_equal(struct rendering *render, const struct expression *at, struct value a,
                       struct value b, uint32_t depth) {
    if (a.length != b.length) {
        return false;
    }
    for (uint32_t i = 0; i < a.length; i++) {
        rendering_count_reading(render, b);
        const struct value_pair *other = value_find(b, a.as.map[i].key);
        if (other == NULL || !equal(render, at, a.as.map[i].value, other->value, depth + 1)) {
            return false;
        }
    }
    return true;
}

static bool lists_equal(struct rendering *render, const struct expression *at, struct value a,
                        struct value b, uint32_t depth) {
    if (a.length != b.length || is_tuple(a) != is_tuple(b)) {
        return false;
    }
    for (uint32_t i = 0; i < a.length; i++) {
        if (!equal(render, at, a.as.list[i], b.as.list[i], depth + 1)) {
            return false;
        }
    }
    return true;
}

static bool equal(struct rendering *render, const struct expression *at, struct value a,
                  struct value b, uint32_t depth) {
    check_depth(render, at, depth);
    rendering_require(render, at, a);
    rendering_require(render, at, b);
    if (value_is_number(a) && value_is_number(b)) {
        return compare_numbers(a, b) == 0;
    }
    if (a.type != b.type) {
        return false;
    }
    switch ((enum value_type)a.type) {
    case VALUE_TEXT:
        rendering_count_reading(render, a);
        return slice_equals(value_slice(a), value_slice(b));
    case VALUE_DATE:
        return date_compare(a.as.date, b.as.date) == 0;
    case VALUE_LIST:
        return lists_equal(render, at, a, b, depth);
    case VALUE_MAP:
        return maps_equal(render, at, a, b, depth);
    case VALUE_OBJECT:
        return identity(a.as.object) == identity(b.as.object);
    default:
        return true; /* both null, or both the empty undefined */
    }
}

bool value_equals(struct rendering *render, const struct expression *at, struct value a,
                  struct value b) {
    return equal(render, at, a, b, 0);
}

static int sign(int difference) {
    return difference < 0 ? -1 : difference > 0;
}

static int compare(struct rendering *render, const struct expression *at, struct value a,
                   struct value b, uint32_t depth) {
    check_depth(render, at, depth);
    rendering_require(render, at, a);
    rendering_require(render, at, b);
    if (value_is_number(a) && value_is_number(b)) {
        return compare_numbers(a, b);
    }
    if (a.type == VALUE_TEXT && b.type == VALUE_TEXT) {
        rendering_count_reading(render, a.length < b.length ? a : b);
        return sign(slice_compare(value_slice(a), value_slice(b)));
    }
    if (a.type == VALUE_DATE && b.type == VALUE_DATE) {
        return sign(date_compare(a.as.date, b.as.date));
    }
    if (a.type != VALUE_LIST || b.type != VALUE_LIST || is_tuple(a) != is_tuple(b)) {
        rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_COMPARE, slice_from(value_type_name(a)),
                       slice_from(value_type_name(b)));
    }
    for (uint32_t i = 0; i < a.length && i < b.length; i++) {
        if (!equal(render, at, a.as.list[i], b.as.list[i], depth + 1)) {
            return compare(render, at, a.as.list[i], b.as.list[i], depth + 1);
        }
    }
    return a.length < b.length ? -1 : a.length > b.length;
}

int value_compare(struct rendering *render, const struct expression *at, struct value a,
                  struct value b) {
    return compare(render, at, a, b, 0);
}

static bool list_contains(struct rendering *render, const struct expression *at, struct value a,
                          struct value list) {
    for (uint32_t i = 0; i < list.length; i++) {
        if (value_equals(render, at, a, list.as.list[i])) {
            return true;
        }
    }
    return false;
}

bool value_contains(struct rendering *render, const struct expression *at, struct value a,
                    struct value b) {
    rendering_require(render, at, b);
    rendering_count_reading(render, b);
    if (b.type == VALUE_TEXT) {
        rendering_require(render, at, a);
        if (a.type != VALUE_TEXT) {
            rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_CONTAINS,
                           slice_from(value_type_name(a)), SLICE("text"));
        }
        return slice_search(value_slice(b), value_slice(a)) != SLICE_NOT_FOUND;
    }
    if (b.type == VALUE_MAP) {
        rendering_require(render, at, a);
        if (a.type == VALUE_MAP || (a.type == VALUE_LIST && !is_tuple(a))) {
            rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_CONTAINS,
                           slice_from(value_type_name(a)), SLICE("map"));
        }
        return a.type == VALUE_TEXT && value_find(b, value_slice(a)) != NULL;
    }
    if (b.type == VALUE_OBJECT && b.as.object->type->length == NULL &&
        b.as.object->type->get != NULL && a.type == VALUE_TEXT) {
        return rendering_attribute(render, at, b, value_slice(a)).type != VALUE_UNDEFINED;
    }
    return list_contains(render, at, a, rendering_list(render, at, b));
}
