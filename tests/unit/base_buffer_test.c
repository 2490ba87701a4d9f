/* base/buffer.h */
#include "testing.h"

#include "base/buffer.h"

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void test_an_empty_buffer_holds_the_empty_slice(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    assert_size(buffer_slice(&buffer).length, 0);
    assert_non_null(buffer_slice(&buffer).data);
    buffer_append(&buffer, (struct slice){NULL, 0});
    buffer_append_text(&buffer, "");
    buffer_truncate(&buffer, 5);
    assert_size(buffer_slice(&buffer).length, 0);
}

static void test_appending(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    buffer_append(&buffer, SLICE("a\0b"));
    buffer_append_text(&buffer, "cd");
    buffer_append_byte(&buffer, 'e');
    buffer_format(&buffer, "[%d|%s]", -3, "f");
    assert_slice(buffer_slice(&buffer), SLICE("a\0bcde[-3|f]"));
    buffer_truncate(&buffer, 3);
    assert_slice(buffer_slice(&buffer), SLICE("a\0b"));
    buffer_append_byte(&buffer, 'x');
    assert_slice(buffer_slice(&buffer), SLICE("a\0bx"));
}

static void test_growing_byte_by_byte(void **state) {
    (void)state;
    enum { BYTES = 100000 };
    struct buffer buffer, other;
    buffer_init(&buffer, &arena);
    buffer_init(&other, &arena); /* two buffers that grow in turns in one arena */
    for (size_t i = 0; i < BYTES; i++) {
        buffer_append_byte(&buffer, (char)('a' + i % 26));
        buffer_append_byte(&other, '-');
    }
    struct slice text = buffer_slice(&buffer);
    assert_size(text.length, BYTES);
    for (size_t i = 0; i < BYTES; i++) {
        assert_int_equal(text.data[i], (char)('a' + i % 26));
    }
}

static void test_appending_a_buffer_to_itself(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    buffer_append_text(&buffer, "abc");
    for (int i = 0; i < 10; i++) {
        buffer_append(&buffer, buffer_slice(&buffer));
    }
    assert_size(buffer_slice(&buffer).length, 3 << 10);
    assert_true(slice_ends_with(buffer_slice(&buffer), SLICE("abcabc")));
}

static void test_reserving(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    buffer_append_text(&buffer, "abc");
    buffer_reserve(&buffer, 5000);
    const char *before = buffer_slice(&buffer).data;
    for (int i = 0; i < 5000; i++) {
        buffer_append_byte(&buffer, 'x');
    }
    assert_ptr_equal(buffer_slice(&buffer).data, before);
    assert_size(buffer_slice(&buffer).length, 5003);
}

static void test_integers(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    static const int64_t numbers[] = {0, 7, -7, 10, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer_append_integer(&buffer, numbers[i]);
        buffer_append_byte(&buffer, ' ');
    }
    assert_text(buffer_slice(&buffer), "0 7 -7 10 9223372036854775807 -9223372036854775808 ");
}

static void test_code_points(void **state) {
    (void)state;
    static const struct {
        uint32_t code_point;
        const char *bytes;
    } table[] = {
        {'A', "A"},
        {0x7F, "\x7F"},
        {0x80, "\xC2\x80"},
        {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},
        {0xFFFF, "\xEF\xBF\xBF"},
        {0x10000, "\xF0\x90\x80\x80"},
        {0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {0xD800, "\xEF\xBF\xBD"},
        {0xDFFF, "\xEF\xBF\xBD"},
        {0x110000, "\xEF\xBF\xBD"},
        {UINT32_MAX, "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buffer buffer;
        buffer_init(&buffer, &arena);
        buffer_append_code_point(&buffer, table[i].code_point);
        assert_text(buffer_slice(&buffer), table[i].bytes);
    }
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    buffer_append_code_point(&buffer, 0);
    assert_slice(buffer_slice(&buffer), SLICE("\0"));
}

static struct buffer too_long;

static void reserve_too_much(void) {
    buffer_init(&too_long, &arena);
    buffer_append_byte(&too_long, 'a');
    buffer_reserve(&too_long, SIZE_MAX);
}

static void test_a_length_that_overflows_ends_the_process(void **state) {
    (void)state;
    char line[200];
    assert_true(machine_fails(reserve_too_much, line, sizeof line));
    assert_string_equal(line, "knoop: out of memory\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_buffer_holds_the_empty_slice),
        cmocka_unit_test(test_appending),
        cmocka_unit_test(test_growing_byte_by_byte),
        cmocka_unit_test(test_appending_a_buffer_to_itself),
        cmocka_unit_test(test_reserving),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_a_length_that_overflows_ends_the_process),
    };
    int failed = cmocka_run_group_tests_name("base/buffer", tests, NULL, release);
    return failed != 0;
}
