/* base/utf8.h */
#include "testing.h"

#include "base/buffer.h"
#include "base/utf8.h"

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

/* The borders of Unicode's table 3-7, from both sides; `offset` is of the first bad byte. */
static void test_malformed(void **state) {
    (void)state;
    static const struct {
        struct slice text;
        bool valid;
        size_t offset;
    } table[] = {
        {SLICE_INIT(""), true, 0},
        {SLICE_INIT("a\0b"), true, 0},
        {SLICE_INIT("\x7F"), true, 0},
        {SLICE_INIT("\xC2\x80"), true, 0},
        {SLICE_INIT("\xDF\xBF"), true, 0},
        {SLICE_INIT("\xE0\xA0\x80"), true, 0},
        {SLICE_INIT("\xED\x9F\xBF"), true, 0},
        {SLICE_INIT("\xEE\x80\x80"), true, 0},
        {SLICE_INIT("\xEF\xBF\xBF"), true, 0},
        {SLICE_INIT("\xF0\x90\x80\x80"), true, 0},
        {SLICE_INIT("\xF4\x8F\xBF\xBF"), true, 0},
        {SLICE_INIT("\x80"), false, 0}, /* a continuation alone */
        {SLICE_INIT("a\xBF"), false, 1},
        {SLICE_INIT("\xC0\x80"), false, 0}, /* overlong NUL */
        {SLICE_INIT("\xC1\xBF"), false, 0},
        {SLICE_INIT("\xC2"), false, 0}, /* cut short */
        {SLICE_INIT("\xC2x"), false, 0},
        {SLICE_INIT("\xC2\xC2"), false, 0},
        {SLICE_INIT("\xE0\x9F\xBF"), false, 0}, /* overlong */
        {SLICE_INIT("\xE2\x82"), false, 0},
        {SLICE_INIT("\xE2\x82x"), false, 0},
        {SLICE_INIT("\xED\xA0\x80"), false, 0}, /* surrogates */
        {SLICE_INIT("\xED\xBF\xBF"), false, 0},
        {SLICE_INIT("\xF0\x8F\xBF\xBF"), false, 0}, /* overlong */
        {SLICE_INIT("\xF0\x90\x80"), false, 0},
        {SLICE_INIT("\xF4\x90\x80\x80"), false, 0}, /* beyond U+10FFFF */
        {SLICE_INIT("\xF5\x80\x80\x80"), false, 0},
        {SLICE_INIT("\xF8\x88\x80\x80\x80"), false, 0}, /* five bytes */
        {SLICE_INIT("\xFE"), false, 0},
        {SLICE_INIT("\xFF"), false, 0},
        {SLICE_INIT("abcdefgh\xE9t\xE9"), false, 8}, /* Latin-1 behind eight ASCII bytes */
        {SLICE_INIT("abcdefghabc\xE9"), false, 11},
        {SLICE_INIT("\u00e9\u00e9\u00e9\u00e9\xC3"), false, 8},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t offset = 99;
        if (utf8_valid(table[i].text, &offset) != table[i].valid) {
            fail_msg("row %zu", i);
        }
        assert_size(offset, table[i].valid ? 99 : table[i].offset);
    }
}

static void test_every_code_point_comes_back(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    for (uint32_t code_point = 0; code_point <= 0x10FFFF;
         code_point += code_point < 0x3000 ? 1 : 97) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF) {
            continue;
        }
        buffer_truncate(&buffer, 0);
        buffer_append_code_point(&buffer, code_point);
        struct slice text = buffer_slice(&buffer);
        size_t at = 0;
        assert_true(utf8_valid(text, &at));
        assert_int_equal(utf8_next(text, &at), code_point);
        assert_size(at, text.length);
        assert_size(utf8_previous(text, text.length), 0);
    }
}

/* Backwards the same borders are found as forwards, also in rubbish. */
static void test_walking(void **state) {
    (void)state;
    static const struct slice table[] = {
        SLICE_INIT("a\u00e9\u20ac\U0001F600z"), SLICE_INIT("\x80\x80\x80\x80\x80\x80"),
        SLICE_INIT("a\x80\u00e9\x80\x80"),      SLICE_INIT("\xF0\x9F\x98"),
        SLICE_INIT("\xF0\x9F\x98\x80\x80"),     SLICE_INIT("\xC0\x80x\xED\xA0\x80"),
        SLICE_INIT("\xE2\x82\u20ac\xE2"),
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t borders[32], count = 0;
        for (size_t at = 0; at < table[i].length;) {
            borders[count++] = at;
            size_t before = at;
            uint32_t code_point = utf8_next(table[i], &at);
            assert_true(at > before && at <= table[i].length);
            assert_true(at - before > 1 || code_point < 0x80 || code_point == 0xFFFD);
        }
        assert_size(utf8_length(table[i]), count);
        for (size_t at = table[i].length; at > 0;) {
            at = utf8_previous(table[i], at);
            assert_size(at, borders[--count]);
        }
        assert_size(count, 0);
    }
}

static void test_width(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } table[] = {
        {"", 0},           {"knoop", 5},  {"\u00e9\u00e9n", 3}, {"e\u0301", 1}, {"\u6f22\u5b57", 4},
        {"\U0001F600", 2}, {"\u200b", 0}, {"\x80", 1},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_size(utf8_width(slice_from(table[i].text)), table[i].width);
    }
}

static void test_classes(void **state) {
    (void)state;
    static const struct {
        uint32_t code_point;
        bool word, space, punctuation, alphanumeric, printable;
    } table[] = {
        {'a', true, false, false, true, true},
        {'7', true, false, false, true, true},
        {0xE9, true, false, false, true, true},   /* é */
        {0x301, true, false, false, false, true}, /* combining acute */
        {0x6F22, true, false, false, true, true}, /* 漢 */
        {'_', false, false, true, false, true},
        {'-', false, false, true, false, true},
        {0x2019, false, false, true, false, true}, /* ’ */
        {'+', false, false, true, false, true},
        {0x20AC, false, false, true, false, true}, /* € */
        {' ', false, true, false, false, true},
        {0xA0, false, true, false, false, false},
        {'\t', false, true, false, false, false},
        {'\n', false, true, false, false, false},
        {0, false, false, false, false, false},
        {0x7F, false, false, false, false, false},
        {0x200B, false, false, false, false, false}, /* zero width space is a format character */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        uint32_t c = table[i].code_point;
        if (utf8_is_word(c) != table[i].word || utf8_is_space(c) != table[i].space ||
            utf8_is_punctuation(c) != table[i].punctuation ||
            utf8_is_alphanumeric(c) != table[i].alphanumeric ||
            utf8_is_printable(c) != table[i].printable) {
            fail_msg("U+%04X", (unsigned)c);
        }
    }
}

static void test_cases_of_letters(void **state) {
    (void)state;
    assert_true(utf8_is_upper('A') && utf8_is_upper(0xC9) && !utf8_is_upper('a'));
    assert_true(utf8_is_lower('a') && utf8_is_lower(0xE9) && !utf8_is_lower('1'));
    assert_int_equal(utf8_to_upper(0xE9), 0xC9);
    assert_int_equal(utf8_to_upper('1'), '1');
    assert_int_equal(utf8_to_lower(0xC9), 0xE9);
    assert_int_equal(utf8_to_title(0x1C6), 0x1C5); /* ǆ → ǅ */
}

static void test_normal_form(void **state) {
    (void)state;
    struct slice ascii = SLICE("plain");
    assert_ptr_equal(utf8_normalize(&arena, ascii).data, ascii.data);
    assert_text(utf8_normalize(&arena, SLICE("cafe\u0301")), "caf\u00e9");
    assert_text(utf8_normalize(&arena, SLICE("caf\u00e9")), "caf\u00e9");
    assert_text(utf8_normalize(&arena, SLICE("\u212b")), "\u00c5");
    /* Malformed text stays as it is. */
    assert_text(utf8_normalize(&arena, SLICE("e\u0301\xFF")), "e\u0301\xFF");
    /* Decomposed it needs more code points than it has bytes. */
    struct buffer long_text;
    buffer_init(&long_text, &arena);
    for (int i = 0; i < 100; i++) {
        buffer_append_text(&long_text, "\ufdfa");
    }
    assert_slice(utf8_normalize(&arena, buffer_slice(&long_text)), buffer_slice(&long_text));
}

static void test_folding(void **state) {
    (void)state;
    static const char *const equal[][2] = {
        {"Knoop", "kNOOP"},          {"\u00c9\u00e9n", "\u00e9\u00c9N"}, {"Stra\u00dfe", "STRASSE"},
        {"CAFE\u0301", "caf\u00e9"}, {"\u03a3\u03c2", "\u03c3\u03c3"},   {"", ""},
    };
    for (size_t i = 0; i < sizeof equal / sizeof *equal; i++) {
        assert_slice(utf8_fold(&arena, slice_from(equal[i][0])),
                     utf8_fold(&arena, slice_from(equal[i][1])));
    }
    assert_text(utf8_fold(&arena, SLICE("ABC-1")), "abc-1");
    assert_false(slice_equals(utf8_fold(&arena, SLICE("e")), utf8_fold(&arena, SLICE("\u00e9"))));
}

static void test_lower(void **state) {
    (void)state;
    assert_text(utf8_lower(&arena, SLICE("IJSSEL")), "ijssel"); /* in a Turkish locale too */
    assert_text(utf8_lower(&arena, SLICE("\u00c9\u00c9N")), "\u00e9\u00e9n");
    assert_text(utf8_lower(&arena, SLICE("Stra\u00dfe")), "stra\u00dfe");
    assert_text(utf8_lower(&arena, SLICE("")), "");
}

/* By GitHub's rule; the right column is what GitHub makes of these. */
static void test_anchors(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"Doel", "doel"},
        {"Het doel van 2017", "het-doel-van-2017"},
        {"E\u00e9n \u00e9\u00e9n", "e\u00e9n-\u00e9\u00e9n"},
        {"Wat? Hoe!", "wat-hoe"},
        {"a - b", "a---b"},
        {"snake_case-en-streep", "snake_case-en-streep"},
        {"100% (zeker)", "100-zeker"},
        {"\u2018Aan\u2019 & \u201cuit\u201d", "aan--uit"},
        {"e\u0301", "e\u0301"},
        {"\u6f22\u5b57", "\u6f22\u5b57"},
        {"x\u00b2", "x"},
        {"\u2026", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(utf8_anchor(&arena, slice_from(table[i][0])), table[i][1]);
    }
}

static void test_slugs(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"Doorzettingsmacht", "doorzettingsmacht"},
        {"  Een caf\u00e9 in \u2019s-Hertogenbosch ", "een-cafe-in-s-hertogenbosch"},
        {"Co\u00f6rdinatie", "coordinatie"},
        {"coo\u0308rdinatie", "coordinatie"},
        {"a -- b / c_d", "a-b-c-d"},
        {"Mail & meer: zo!", "mail-meer-zo"},
        {"v1.2", "v12"},
        {"\u2014", ""},
        {"---", ""},
        {"\u6f22\u5b57", "\u6f22\u5b57"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(utf8_slug(&arena, slice_from(table[i][0])), table[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_malformed),   cmocka_unit_test(test_every_code_point_comes_back),
        cmocka_unit_test(test_walking),     cmocka_unit_test(test_width),
        cmocka_unit_test(test_classes),     cmocka_unit_test(test_cases_of_letters),
        cmocka_unit_test(test_normal_form), cmocka_unit_test(test_folding),
        cmocka_unit_test(test_lower),       cmocka_unit_test(test_anchors),
        cmocka_unit_test(test_slugs),
    };
    int failed = cmocka_run_group_tests_name("base/utf8", tests, NULL, release);
    return failed != 0;
}
