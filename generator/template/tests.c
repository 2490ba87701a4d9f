/* The table of tests: what stands behind `is`. */
#include "base/nearest.h"
#include "template/filters.h"
#include "template/objects.h"
#include "template/operators.h"
#include "template/text.h"

static bool is_defined(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type != VALUE_UNDEFINED;
}

static bool is_undefined(struct rendering *render, const struct filter_call *call) {
    return !is_defined(render, call);
}

static bool is_none(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_NULL;
}

static bool is_boolean(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_BOOLEAN;
}

static bool is_true(struct rendering *render, const struct filter_call *call) {
    return is_boolean(render, call) && call->input.as.boolean;
}

static bool is_false(struct rendering *render, const struct filter_call *call) {
    return is_boolean(render, call) && !call->input.as.boolean;
}

static bool is_integer(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_INTEGER;
}

static bool is_float(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_NUMBER;
}

static bool is_number(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return value_is_number(call->input);
}

static bool is_string(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_TEXT;
}

static bool has_length(struct value value) {
    return value.type == VALUE_OBJECT && value.as.object->type->length != NULL;
}

static bool is_mapping(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_MAP ||
           (call->input.type == VALUE_OBJECT && !has_length(call->input) &&
            call->input.as.object->type->get != NULL);
}

static bool is_iterable(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_TEXT || call->input.type == VALUE_LIST ||
           call->input.type == VALUE_MAP || call->input.type == VALUE_UNDEFINED ||
           has_length(call->input);
}

static bool is_sequence(struct rendering *render, const struct filter_call *call) {
    return call->input.type != VALUE_UNDEFINED && is_iterable(render, call);
}

static bool is_callable(struct rendering *render, const struct filter_call *call) {
    (void)render;
    struct value input = call->input;
    return object_is(input, &OBJECT_MACRO) || object_is(input, &OBJECT_BLOCK) ||
           object_is(input, &OBJECT_BUILTIN) || object_is(input, &OBJECT_LOOP) ||
           (input.type == VALUE_OBJECT && input.as.object->type->call != NULL);
}

static bool is_escaped(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return call->input.type == VALUE_TEXT && (call->input.flags & VALUE_SAFE) != 0;
}

static bool is_lower(struct rendering *render, const struct filter_call *call) {
    return text_is_lower(value_to_text(render, call->at, call->input));
}

static bool is_upper(struct rendering *render, const struct filter_call *call) {
    return text_is_upper(value_to_text(render, call->at, call->input));
}

/* The input modulo `number`. */
static struct value modulo(struct rendering *render, const struct filter_call *call,
                           struct value number) {
    rendering_require(render, call->at, number);
    return value_calculate(render, call->at, EXPRESSION_MODULO, call->input, number);
}

static bool is_odd(struct rendering *render, const struct filter_call *call) {
    return value_to_number(modulo(render, call, value_integer(2))) == 1;
}

static bool is_even(struct rendering *render, const struct filter_call *call) {
    return value_to_number(modulo(render, call, value_integer(2))) == 0;
}

static bool is_divisible(struct rendering *render, const struct filter_call *call) {
    return value_to_number(modulo(render, call, call->given[0])) == 0;
}

/* The same thing, not only an equal one. Python tells constants and objects apart by their place;
 * of numbers and texts that place means nothing, so equal ones count as the same. */
static bool is_same(struct rendering *render, const struct filter_call *call) {
    struct value a = call->input;
    struct value b = call->given[0];
    if (a.type != b.type) {
        return false;
    }
    switch ((enum value_type)a.type) {
    case VALUE_LIST:
        return a.length == b.length && a.as.list == b.as.list;
    case VALUE_MAP:
        return a.length == b.length && a.as.map == b.as.map;
    case VALUE_UNDEFINED:
        return false;
    default:
        return value_equals(render, call->at, a, b);
    }
}

static bool is_in(struct rendering *render, const struct filter_call *call) {
    return value_contains(render, call->at, call->input, call->given[0]);
}

static bool is_equal(struct rendering *render, const struct filter_call *call) {
    return value_equals(render, call->at, call->input, call->given[0]);
}

static bool is_unequal(struct rendering *render, const struct filter_call *call) {
    return !is_equal(render, call);
}

static int order(struct rendering *render, const struct filter_call *call) {
    return value_compare(render, call->at, call->input, call->given[0]);
}

static bool is_less(struct rendering *render, const struct filter_call *call) {
    return order(render, call) == -1;
}

static bool is_greater(struct rendering *render, const struct filter_call *call) {
    return order(render, call) == 1;
}

static bool is_at_most(struct rendering *render, const struct filter_call *call) {
    int o = order(render, call);
    return o == -1 || o == 0;
}

static bool is_at_least(struct rendering *render, const struct filter_call *call) {
    int o = order(render, call);
    return o == 1 || o == 0;
}

static bool is_filter(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return filter_find(value_slice(call->input)) != NULL;
}

static bool is_test(struct rendering *render, const struct filter_call *call) {
    (void)render;
    return test_find(value_slice(call->input)) != NULL;
}

/* clang-format off: one row a test. */
static const struct test TESTS[] = {
    {{"!=", "\"!=\", other", "The same as `ne`.", "Hetzelfde als `ne`."},
     "other",
     false,
     is_unequal},
    {{"<", "\"<\", other", "The same as `lt`.", "Hetzelfde als `lt`."}, "other", false, is_less},
    {{"<=", "\"<=\", other", "The same as `le`.", "Hetzelfde als `le`."},
     "other",
     false,
     is_at_most},
    {{"==", "\"==\", other", "The same as `eq`.", "Hetzelfde als `eq`."}, "other", false, is_equal},
    {{">", "\">\", other", "The same as `gt`.", "Hetzelfde als `gt`."}, "other", false, is_greater},
    {{">=", "\">=\", other", "The same as `ge`.", "Hetzelfde als `ge`."},
     "other",
     false,
     is_at_least},
    {{"boolean", "boolean", "It is true or false.", "Het is true of false."},
     NULL,
     true,
     is_boolean},
    {{"callable", "callable", "It can be called.", "Het kan aangeroepen worden."},
     NULL,
     true,
     is_callable},
    {{"defined", "defined", "It has a value.", "Het heeft een waarde."}, NULL, true, is_defined},
    {{"divisibleby", "divisibleby(num)", "It can be divided by `num`.",
      "Het is deelbaar door `num`."},
     "num",
     false,
     is_divisible},
    {{"eq", "eq(other)", "It is equal to `other`.", "Het is gelijk aan `other`."},
     "other",
     false,
     is_equal},
    {{"equalto", "equalto(other)", "The same as `eq`.", "Hetzelfde als `eq`."},
     "other",
     false,
     is_equal},
    {{"escaped", "escaped", "It is HTML already.", "Het is al HTML."}, NULL, true, is_escaped},
    {{"even", "even", "It is even.", "Het is even."}, NULL, false, is_even},
    {{"false", "false", "It is false itself.", "Het is precies false."}, NULL, true, is_false},
    {{"filter", "filter", "There is a filter of that name.", "Er is een filter met die naam."},
     NULL,
     false,
     is_filter},
    {{"float", "float", "It is a number with a fraction.", "Het is een getal met decimalen."},
     NULL,
     true,
     is_float},
    {{"ge", "ge(other)", "It is at least `other`.", "Het is minstens `other`."},
     "other",
     false,
     is_at_least},
    {{"greaterthan", "greaterthan(other)", "The same as `gt`.", "Hetzelfde als `gt`."},
     "other",
     false,
     is_greater},
    {{"gt", "gt(other)", "It is more than `other`.", "Het is meer dan `other`."},
     "other",
     false,
     is_greater},
    {{"in", "in(seq)", "`seq` contains it.", "`seq` bevat het."}, "seq", false, is_in},
    {{"integer", "integer", "It is an integer.", "Het is een geheel getal."},
     NULL,
     true,
     is_integer},
    {{"iterable", "iterable", "It can be looped over.", "Er kan een lus over lopen."},
     NULL,
     false,
     is_iterable},
    {{"le", "le(other)", "It is at most `other`.", "Het is hoogstens `other`."},
     "other",
     false,
     is_at_most},
    {{"lessthan", "lessthan(other)", "The same as `lt`.", "Hetzelfde als `lt`."},
     "other",
     false,
     is_less},
    {{"lower", "lower", "Its letters are all lower case.", "De letters zijn allemaal klein."},
     NULL,
     false,
     is_lower},
    {{"lt", "lt(other)", "It is less than `other`.", "Het is minder dan `other`."},
     "other",
     false,
     is_less},
    {{"mapping", "mapping", "It has keys with values.", "Het heeft sleutels met waarden."},
     NULL,
     true,
     is_mapping},
    {{"ne", "ne(other)", "It is not equal to `other`.", "Het is niet gelijk aan `other`."},
     "other",
     false,
     is_unequal},
    {{"none", "none", "It is none.", "Het is none."}, NULL, true, is_none},
    {{"number", "number", "It is a number.", "Het is een getal."}, NULL, true, is_number},
    {{"odd", "odd", "It is odd.", "Het is oneven."}, NULL, false, is_odd},
    {{"sameas", "sameas(other)", "It is the same thing as `other`.",
      "Het is hetzelfde ding als `other`."},
     "other",
     true,
     is_same},
    {{"sequence", "sequence", "It is a list, a text or a mapping.",
      "Het is een lijst, tekst of verzameling."},
     NULL,
     true,
     is_sequence},
    {{"string", "string", "It is text.", "Het is tekst."}, NULL, true, is_string},
    {{"test", "test", "There is a test of that name.", "Er is een test met die naam."},
     NULL,
     false,
     is_test},
    {{"true", "true", "It is true itself.", "Het is precies true."}, NULL, true, is_true},
    {{"undefined", "undefined", "It has no value.", "Het heeft geen waarde."},
     NULL,
     true,
     is_undefined},
    {{"upper", "upper", "Its letters are all upper case.",
      "De letters zijn allemaal hoofdletters."},
     NULL,
     false,
     is_upper},
};
/* clang-format on */

enum { TEST_COUNT = sizeof TESTS / sizeof *TESTS };

const struct test *test_find(struct slice name) {
    for (size_t i = 0; i < TEST_COUNT; i++) {
        const char *row = TESTS[i].row.name;
        if (name.length > 0 && row[0] == name.data[0] && slice_equals(name, slice_from(row))) {
            return &TESTS[i];
        }
    }
    return NULL;
}

struct slice test_nearest(struct slice name) {
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < TEST_COUNT; i++) {
        nearest_offer(&nearest, slice_from(TESTS[i].row.name));
    }
    return nearest.best;
}

const struct template_reference_row *template_test_row(size_t index) {
    return index < TEST_COUNT ? &TESTS[index].row : NULL;
}
