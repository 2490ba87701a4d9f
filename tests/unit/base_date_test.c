/* base/date.h */
#include "testing.h"

#include "base/date.h"

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct date date_of(const char *text) {
    struct date date = {0, 0, 0};
    assert_true(date_parse(slice_from(text), &date));
    return date;
}

static void test_parsing(void **state) {
    (void)state;
    struct date date = date_of("2017-10-20");
    assert_int_equal(date.year, 2017);
    assert_int_equal(date.month, 10);
    assert_int_equal(date.day, 20);
    date = date_of("2017-10");
    assert_int_equal(date.month, 10);
    assert_int_equal(date.day, 0);
    date = date_of("2017");
    assert_int_equal(date.year, 2017);
    assert_int_equal(date.month, 0);
    assert_int_equal(date.day, 0);
    assert_int_equal(date_of("0001-01-01").year, 1);
    assert_int_equal(date_of("9999-12-31").year, 9999);
}

static void test_dates_that_do_not_exist(void **state) {
    (void)state;
    static const char *const table[] = {
        "2026-02-30",       "2025-02-29", "1900-02-29", "2100-02-29",  "2026-04-31",
        "2026-06-31",       "2026-13-01", "2026-00-10", "2026-01-00",  "2026-01-32",
        "0000-01-01",       "0000",       "",           "2026-",       "2026-1",
        "2026-1-1",         "2026-01-1",  "2026/01/01", "2026-01/01",  "01-02-2026",
        "20260101",         "+026-01-01", "-026-01-01", " 2026-01-01", "2026-01-01 ",
        "2026-01-01T00:00", "２０２６",   "2026-0a-01", "abcd",        "2026-01-0\xFF",
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct date date = {1, 2, 3};
        if (date_parse(slice_from(table[i]), &date)) {
            fail_msg("%s was read as a date", table[i]);
        }
        assert_int_equal(date.year, 1); /* untouched */
    }
}

static void test_leap_years(void **state) {
    (void)state;
    assert_int_equal(date_of("2024-02-29").day, 29);
    assert_int_equal(date_of("2000-02-29").day, 29);
    assert_int_equal(date_of("0004-02-29").day, 29);
}

static void test_order(void **state) {
    (void)state;
    static const char *const rising[] = {"1999",       "2017",    "2017-01", "2017-01-01",
                                         "2017-01-02", "2017-02", "2017-10", "2018"};
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        for (size_t j = 0; j < sizeof rising / sizeof *rising; j++) {
            int order = date_compare(date_of(rising[i]), date_of(rising[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

/* Every day of 400 years: the next day is one further, and seven days make a week. */
static void test_days(void **state) {
    (void)state;
    int32_t previous = date_days(date_of("1799-12-31"));
    int count = 0;
    for (int year = 1800; year < 2200; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                char text[32];
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                struct date date;
                if (date_parse(slice_from(text), &date)) {
                    assert_int_equal(date_days(date), previous + 1);
                    previous++;
                    count++;
                }
            }
        }
    }
    assert_int_equal(count, 146097);
    assert_int_equal(date_days(date_of("0001-01-01")), 0);
    assert_int_equal(date_days(date_of("1970-01-01")), 719162);
    assert_int_equal(date_days(date_of("2017")), date_days(date_of("2017-01-01")));
    assert_int_equal(date_days(date_of("2017-05")), date_days(date_of("2017-05-01")));
}

static struct slice iso(const char *text) {
    struct buffer out;
    buffer_init(&out, &arena);
    date_append_iso(&out, date_of(text));
    return buffer_slice(&out);
}

static struct slice in_words(const char *text, const char *language) {
    struct buffer out;
    buffer_init(&out, &arena);
    date_append_long(&out, date_of(text), slice_from(language));
    return buffer_slice(&out);
}

static struct slice formatted(const char *text, const char *format, const char *language) {
    struct buffer out;
    buffer_init(&out, &arena);
    date_append_format(&out, date_of(text), slice_from(format), slice_from(language));
    return buffer_slice(&out);
}

static void test_iso(void **state) {
    (void)state;
    assert_text(iso("2017-10-20"), "2017-10-20");
    assert_text(iso("2017-10"), "2017-10");
    assert_text(iso("0017"), "0017");
}

static void test_in_words(void **state) {
    (void)state;
    assert_text(in_words("2017-10-20", "nl"), "20 oktober 2017");
    assert_text(in_words("2017-10-20", "en"), "20 October 2017");
    assert_text(in_words("2017-10-20", "en-GB"), "20 October 2017");
    assert_text(in_words("2017-10-20", "fr"), "20 oktober 2017");
    assert_text(in_words("2017-03-01", "nl"), "1 maart 2017");
    assert_text(in_words("2017-03", "nl"), "maart 2017");
    assert_text(in_words("2017", "en"), "2017");
}

static void test_formats(void **state) {
    (void)state;
    static const char *const table[][4] = {
        {"2017-03-05", "%Y-%m-%d", "nl", "2017-03-05"},
        {"2017-03-05", "%-d %B %Y", "nl", "5 maart 2017"},
        {"2017-03-05", "%-d %b '%y", "nl", "5 mrt '17"},
        {"2017-03-05", "%A %e %B", "nl", "zondag  5 maart"},
        {"2017-03-05", "%a %-d/%-m", "en", "Sun 5/3"},
        {"2026-11-23", "%A", "nl", "maandag"},
        {"2000-02-29", "%A %j", "en", "Tuesday 060"},
        {"2024-12-31", "%j", "en", "366"},
        {"2024-01-01", "%-j", "en", "1"},
        {"0001-01-01", "%A %Y", "en", "Monday 1"},
        {"1582-10-15", "%A", "en", "Friday"},
        {"2009-01-01", "%y", "nl", "09"},
        {"2017-03-05", "100%% %", "nl", "100% %"},
        {"2017-03-05", "%Q %-Q %-", "nl", "%Q %-Q %-"},
        {"2017-03-05", "", "nl", ""},
        {"2017-03-05", "\u2018%Y\u2019", "nl", "\u20182017\u2019"},
        {"2017", "%Y-%m-%d", "nl", "2017-01-01"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(formatted(table[i][0], table[i][1], table[i][2]), table[i][3]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parsing),    cmocka_unit_test(test_dates_that_do_not_exist),
        cmocka_unit_test(test_leap_years), cmocka_unit_test(test_order),
        cmocka_unit_test(test_days),       cmocka_unit_test(test_iso),
        cmocka_unit_test(test_in_words),   cmocka_unit_test(test_formats),
    };
    int failed = cmocka_run_group_tests_name("base/date", tests, NULL, release);
    return failed != 0;
}
