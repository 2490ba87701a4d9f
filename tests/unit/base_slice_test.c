/* base/slice.h */
#include "testing.h"

static const struct slice NOTHING = {NULL, 0};

static void test_making(void **state) {
    (void)state;
    static const struct slice row = SLICE_INIT("row");
    assert_text(SLICE("abc"), "abc");
    assert_text(row, "row");
    assert_text(slice_of("abcdef", 3), "abc");
    assert_text(slice_from("abc"), "abc");
    assert_size(slice_from("").length, 0);
    assert_size(slice_from(NULL).length, 0);
    assert_non_null(slice_from(NULL).data);
    assert_size(SLICE("a\0b").length, 3);
}

static void test_parts_are_cut_to_the_length(void **state) {
    (void)state;
    struct slice text = SLICE("knoop");
    assert_text(slice_between(text, 1, 3), "no");
    assert_text(slice_between(text, 3, 99), "op");
    assert_text(slice_between(text, 4, 2), "");
    assert_text(slice_between(text, 9, 12), "");
    assert_text(slice_take(text, 2), "kn");
    assert_text(slice_take(text, 99), "knoop");
    assert_text(slice_skip(text, 2), "oop");
    assert_text(slice_skip(text, 99), "");
    assert_ptr_equal(slice_skip(text, 99).data, text.data + 5);
    assert_text(slice_between(text, SIZE_MAX, SIZE_MAX), "");
}

static void test_trim(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"", ""},         {" ", ""},          {" \t\r\n\v\f", ""},
        {"a", "a"},       {"  a b\n", "a b"}, {"\u00a0a", "\u00a0a"},
        {"\ta\r\n", "a"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(slice_trim(slice_from(table[i][0])), table[i][1]);
    }
}

static void test_comparing(void **state) {
    (void)state;
    assert_true(slice_equals(SLICE("a\0b"), SLICE("a\0b")));
    assert_false(slice_equals(SLICE("a\0b"), SLICE("a\0c")));
    assert_false(slice_equals(SLICE("ab"), SLICE("abc")));
    assert_true(slice_equals_folded(SLICE("KnOOp-1"), SLICE("kNoop-1")));
    assert_false(slice_equals_folded(SLICE("É"), SLICE("é"))); /* ASCII only */
    assert_false(slice_equals_folded(SLICE("@"), SLICE("`")));
    assert_false(slice_equals_folded(SLICE("a"), SLICE("aa")));
    assert_true(slice_compare(SLICE("a"), SLICE("b")) < 0);
    assert_true(slice_compare(SLICE("b"), SLICE("a")) > 0);
    assert_true(slice_compare(SLICE("a"), SLICE("ab")) < 0);
    assert_true(slice_compare(SLICE("ab"), SLICE("a")) > 0);
    assert_true(slice_compare(SLICE("Z"), SLICE("é")) < 0); /* bytes are unsigned */
    assert_int_equal(slice_compare(SLICE("ab"), SLICE("ab")), 0);
}

static void test_beginnings_and_ends(void **state) {
    (void)state;
    assert_true(slice_starts_with(SLICE("content/a.md"), SLICE("content/")));
    assert_true(slice_starts_with(SLICE("a"), SLICE("")));
    assert_false(slice_starts_with(SLICE("a"), SLICE("ab")));
    assert_true(slice_ends_with(SLICE("a.md"), SLICE(".md")));
    assert_true(slice_ends_with(SLICE("a"), SLICE("")));
    assert_false(slice_ends_with(SLICE("md"), SLICE(".md")));
}

static void test_searching(void **state) {
    (void)state;
    assert_size(slice_find(SLICE("a:b:c"), ':'), 1);
    assert_size(slice_find_last(SLICE("a:b:c"), ':'), 3);
    assert_size(slice_find(SLICE("abc"), ':'), SLICE_NOT_FOUND);
    assert_size(slice_find_last(SLICE("abc"), ':'), SLICE_NOT_FOUND);
    assert_size(slice_find(SLICE("a\0b"), '\0'), 1);
    assert_size(slice_find(slice_of("ab", 1), 'b'), SLICE_NOT_FOUND);
    assert_size(slice_search(SLICE("een twee"), SLICE("twee")), 4);
    assert_size(slice_search(SLICE("een"), SLICE("eens")), SLICE_NOT_FOUND);
    assert_size(slice_search(SLICE("een"), SLICE("")), 0);
    assert_size(slice_search(SLICE(""), SLICE("a")), SLICE_NOT_FOUND);
}

/* All bytes zero is a slice too. */
static void test_nothing(void **state) {
    (void)state;
    struct slice rest = NOTHING, head;
    int64_t number = 7;
    assert_size(slice_trim(NOTHING).length, 0);
    assert_size(slice_skip(NOTHING, 3).length, 0);
    assert_size(slice_take(NOTHING, 3).length, 0);
    assert_true(slice_equals(NOTHING, SLICE("")));
    assert_true(slice_equals_folded(NOTHING, SLICE("")));
    assert_int_equal(slice_compare(NOTHING, SLICE("")), 0);
    assert_true(slice_starts_with(NOTHING, NOTHING));
    assert_true(slice_ends_with(NOTHING, NOTHING));
    assert_false(slice_starts_with(NOTHING, SLICE("a")));
    assert_size(slice_find(NOTHING, 'a'), SLICE_NOT_FOUND);
    assert_size(slice_find_last(NOTHING, 'a'), SLICE_NOT_FOUND);
    assert_size(slice_search(NOTHING, SLICE("a")), SLICE_NOT_FOUND);
    assert_false(slice_cut(&rest, ',', &head));
    assert_false(slice_to_integer(NOTHING, &number));
}

static void test_cutting(void **state) {
    (void)state;
    struct slice rest = SLICE("a,,b"), head;
    assert_true(slice_cut(&rest, ',', &head));
    assert_text(head, "a");
    assert_true(slice_cut(&rest, ',', &head));
    assert_text(head, "");
    assert_true(slice_cut(&rest, ',', &head));
    assert_text(head, "b");
    assert_false(slice_cut(&rest, ',', &head));
    rest = SLICE("a,");
    assert_true(slice_cut(&rest, ',', &head));
    assert_text(head, "a");
    assert_false(slice_cut(&rest, ',', &head));
}

static void test_cutting_lines(void **state) {
    (void)state;
    struct slice rest = SLICE("one\r\ntwo\n\nthree\rfour"), line;
    static const char *const lines[] = {"one", "two", "", "three\rfour"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(slice_cut_line(&rest, &line));
        assert_text(line, lines[i]);
    }
    assert_false(slice_cut_line(&rest, &line));
}

static void test_integers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool valid;
        int64_t number;
    } table[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"+7", true, 7},
        {"0042", true, 42},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+", false, 0},
        {"--1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1.0", false, 0},
        {"1e3", false, 0},
        {"0x10", false, 0},
        {"１", false, 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int64_t number = 12345;
        assert_int_equal(slice_to_integer(slice_from(table[i].text), &number), table[i].valid);
        assert_true(number == (table[i].valid ? table[i].number : 12345));
    }
}

static void test_width(void **state) {
    (void)state;
    assert_int_equal(slice_width(SLICE("abc")), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_making),
        cmocka_unit_test(test_parts_are_cut_to_the_length),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_comparing),
        cmocka_unit_test(test_beginnings_and_ends),
        cmocka_unit_test(test_searching),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_cutting),
        cmocka_unit_test(test_cutting_lines),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_width),
    };
    int failed = cmocka_run_group_tests_name("base/slice", tests, NULL, NULL);
    return failed != 0;
}
