/* formats/json.h */
#include "testing.h"

#include "base/date.h"
#include "formats/json.h"

#include <math.h>
#include <string.h>

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void begin(struct json *json, struct buffer *out, bool indent) {
    buffer_init(out, &arena);
    json_init(json, out, indent);
}

static void test_nested(void **state) {
    (void)state;
    struct buffer out;
    struct json json;
    begin(&json, &out, false);
    json_open_object(&json);
    json_member_text(&json, "titel", SLICE("Één \"titel\"\n</script>"));
    json_member_integer(&json, "aantal", -12);
    json_key(&json, SLICE("lijst"));
    json_open_list(&json);
    json_write_null(&json);
    json_write_boolean(&json, true);
    json_open_object(&json);
    json_close_object(&json);
    json_open_list(&json);
    json_close_list(&json);
    json_close_list(&json);
    json_close_object(&json);
    assert_text(buffer_slice(&out),
                "{\"titel\":\"Één \\\"titel\\\"\\n\\u003c/script\\u003e\",\"aantal\":-12,"
                "\"lijst\":[null,true,{},[]]}");
    size_t offset = 0;
    assert_true(json_well_formed(buffer_slice(&out), &offset));
}

static void test_indented(void **state) {
    (void)state;
    struct buffer out;
    struct json json;
    begin(&json, &out, true);
    json_open_object(&json);
    json_key(&json, SLICE("a"));
    json_open_list(&json);
    json_write_integer(&json, 1);
    json_write_integer(&json, 2);
    json_close_list(&json);
    json_key(&json, SLICE("b"));
    json_open_object(&json);
    json_close_object(&json);
    json_close_object(&json);
    assert_text(buffer_slice(&out), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

static void number(double value, const char *expected) {
    struct buffer out;
    struct json json;
    begin(&json, &out, false);
    json_write_number(&json, value);
    assert_text(buffer_slice(&out), expected);
}

static void test_numbers(void **state) {
    (void)state;
    number(0.1, "0.1");
    number(1.0 / 3, "0.3333333333333333");
    number(2.5, "2.5");
    number(-3, "-3");
    number(1e300, "1e+300");
    number(5e-324, "4.94065645841247e-324");
    number(NAN, "null");
    number(INFINITY, "null");
}

static void test_values(void **state) {
    (void)state;
    struct date date;
    assert_true(date_parse(SLICE("2017-10-19"), &date));
    const struct value list[] = {
        value_undefined(), value_null(),           value_boolean(false), value_integer(7),
        value_number(0.5), value_text(SLICE("é")), value_date(date),     value_html(SLICE("<b>"))};
    const struct value_pair pairs[] = {{.key = SLICE("x"), .value = value_list(list, 8)},
                                       {.key = SLICE("y"), .value = value_map(NULL, 0)}};
    struct buffer out;
    struct json json;
    begin(&json, &out, false);
    json_write_value(&json, value_map(pairs, 2));
    assert_text(buffer_slice(&out), "{\"x\":[null,null,false,7,0.5,\"é\",\"2017-10-19\","
                                    "\"\\u003cb\\u003e\"],\"y\":{}}");
}

static void test_well_formed(void **state) {
    (void)state;
    static const char *const good[] = {"{}",
                                       " [ ] ",
                                       "null",
                                       "-0.5e+10",
                                       "0",
                                       "\"\\u00e9\\n\\/é\"",
                                       "{\"a\":[1,2,{\"b\":null}],\"c\":true}",
                                       "[[],[[]],{}]",
                                       "[{\"a\":1},{\"b\":[]}]\n"};
    static const struct {
        const char *text;
        size_t offset;
    } bad[] = {
        {"", 0},          {" ", 1},        {"{", 1},     {"[1,]", 3},       {"[1 2]", 3},
        {"{\"a\" 1}", 5}, {"{\"a\":}", 5}, {"{a:1}", 1}, {"{\"a\":1,}", 7}, {"[1}", 2},
        {"{\"a\":1]", 6}, {"01", 2},       {"1.", 2},    {"1e", 2},         {"-", 1},
        {"+1", 0},        {"nul", 0},      {"\"a", 2},   {"\"\\x\"", 2},    {"\"\\u12g4\"", 5},
        {"\"a\nb\"", 2},  {"1 2", 2},      {"'a'", 0},   {"\"\xFF\"", 1},   {"[1]]", 3}};
    size_t offset = 99;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(json_well_formed(slice_from(good[i]), &offset));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(json_well_formed(slice_from(bad[i].text), &offset));
        assert_size(offset, bad[i].offset);
    }
}

static void test_depth(void **state) {
    (void)state;
    char *text = arena_bytes(&arena, (size_t)4 * JSON_CHECK_DEPTH);
    size_t offset = 0;
    memset(text, '[', JSON_CHECK_DEPTH);
    memset(text + JSON_CHECK_DEPTH, ']', JSON_CHECK_DEPTH);
    assert_true(json_well_formed(slice_of(text, (size_t)2 * JSON_CHECK_DEPTH), &offset));
    memset(text, '[', JSON_CHECK_DEPTH + 1);
    memset(text + JSON_CHECK_DEPTH + 1, ']', JSON_CHECK_DEPTH + 1);
    assert_false(json_well_formed(slice_of(text, (size_t)2 * JSON_CHECK_DEPTH + 2), &offset));
    assert_size(offset, JSON_CHECK_DEPTH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_nested, release),
        cmocka_unit_test_teardown(test_indented, release),
        cmocka_unit_test_teardown(test_numbers, release),
        cmocka_unit_test_teardown(test_values, release),
        cmocka_unit_test_teardown(test_well_formed, release),
        cmocka_unit_test_teardown(test_depth, release),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
