/* base/value.h */
#include "testing.h"

#include "base/value.h"

static void test_types_and_their_names(void **state) {
    (void)state;
    static const struct value_object_type type = {.name = "item"};
    static const struct value_object object = {&type};
    const struct value nothing = {0};
    static const struct value list[] = {{0}};
    const struct {
        struct value value;
        enum value_type type;
        const char *name;
    } table[] = {
        {nothing, VALUE_UNDEFINED, "nothing"},
        {value_undefined(), VALUE_UNDEFINED, "nothing"},
        {value_null(), VALUE_NULL, "null"},
        {value_boolean(true), VALUE_BOOLEAN, "boolean"},
        {value_integer(INT64_MIN), VALUE_INTEGER, "integer"},
        {value_number(0.5), VALUE_NUMBER, "number"},
        {value_text(SLICE("a")), VALUE_TEXT, "text"},
        {value_html(SLICE("<b>")), VALUE_TEXT, "text"},
        {value_date((struct date){2017, 10, 20}), VALUE_DATE, "date"},
        {value_list(list, 1), VALUE_LIST, "list"},
        {value_map(NULL, 0), VALUE_MAP, "map"},
        {value_object(&object), VALUE_OBJECT, "item"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_int_equal(table[i].value.type, table[i].type);
        assert_string_equal(value_type_name(table[i].value), table[i].name);
        assert_int_equal(table[i].value.start, 0);
        assert_int_equal(table[i].value.end, 0);
    }
}

static void test_what_they_hold(void **state) {
    (void)state;
    assert_true(value_boolean(true).as.boolean);
    assert_true(value_integer(INT64_MIN).as.integer == INT64_MIN);
    assert_true(value_number(0.5).as.number > 0.4);
    assert_int_equal(value_date((struct date){2017, 10, 20}).as.date.month, 10);
    assert_int_equal(value_text(SLICE("a")).flags & VALUE_SAFE, 0);
    assert_int_equal(value_html(SLICE("a")).flags & VALUE_SAFE, VALUE_SAFE);
}

static void test_texts(void **state) {
    (void)state;
    assert_slice(value_slice(value_text(SLICE("a\0b"))), SLICE("a\0b"));
    assert_text(value_slice(value_html(SLICE("<b>"))), "<b>");
    assert_text(value_slice(value_integer(3)), "");
    assert_text(value_slice(value_undefined()), "");
}

static void test_maps(void **state) {
    (void)state;
    const struct value_pair pairs[] = {
        {.key = SLICE("name"), .value = value_text(SLICE("Gezond Veluwe"))},
        {.key = SLICE("inhabitants"), .value = value_integer(7)},
        {.key = SLICE(""), .value = value_null()},
    };
    struct value map = value_map(pairs, 3);
    assert_ptr_equal(value_find(map, SLICE("inhabitants")), &pairs[1]);
    assert_text(value_slice(value_get(map, SLICE("name"))), "Gezond Veluwe");
    assert_int_equal(value_get(map, SLICE("")).type, VALUE_NULL);
    assert_null(value_find(map, SLICE("Name")));
    assert_int_equal(value_get(map, SLICE("nam")).type, VALUE_UNDEFINED);
    assert_int_equal(value_get(value_map(NULL, 0), SLICE("name")).type, VALUE_UNDEFINED);
    assert_int_equal(value_get(value_text(SLICE("name")), SLICE("name")).type, VALUE_UNDEFINED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types_and_their_names),
        cmocka_unit_test(test_what_they_hold),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_maps),
    };
    int failed = cmocka_run_group_tests_name("base/value", tests, NULL, NULL);
    return failed != 0;
}
