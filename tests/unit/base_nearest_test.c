/* base/nearest.h */
#include "testing.h"

#include "base/nearest.h"

static void test_distances(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t limit, distance;
    } table[] = {
        {"", "", 3, 0},
        {"", "abc", 3, 3},
        {"abc", "", 3, 3},
        {"abc", "abc", 0, 0},
        {"abc", "ABC", 0, 0},        /* ASCII case counts as nothing */
        {"region", "regoin", 3, 1},  /* neighbours swapped */
        {"region", "egion", 3, 1},   /* left out */
        {"region", "regioon", 3, 1}, /* too many */
        {"region", "regiom", 3, 1},  /* another */
        {"ca", "abc", 3, 3},         /* optimal string alignment, not Damerau's full distance */
        {"kitten", "sitting", 3, 3},
        {"kitten", "sitting", 2, 3}, /* more than the limit: limit + 1 */
        {"a", "abcdefgh", 3, 4},
        {"gezondvelue", "gezondveluwe", 3, 1},
        {"é", "e", 3, 2}, /* bytes */
        {"[", "{", 3, 1}, /* neighbours of the letters fold to nothing */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct slice a = slice_from(table[i].a), b = slice_from(table[i].b);
        assert_size(edit_distance(a, b, table[i].limit), table[i].distance);
        assert_size(edit_distance(b, a, table[i].limit), table[i].distance);
    }
}

/* The definition, without rows, limits or cleverness. */
static size_t slow_distance(const char *a, size_t m, const char *b, size_t n) {
    if (m == 0 || n == 0) {
        return m + n;
    }
    size_t best = slow_distance(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    size_t deleted = slow_distance(a, m - 1, b, n) + 1;
    size_t inserted = slow_distance(a, m, b, n - 1) + 1;
    best = deleted < best ? deleted : best;
    best = inserted < best ? inserted : best;
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1]) {
        size_t swapped = slow_distance(a, m - 2, b, n - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void test_distances_are_those_of_the_definition(void **state) {
    (void)state;
    enum { LENGTH = 4, LETTERS = 3, WORDS = 81 };
    for (size_t i = 0; i < WORDS; i++) {
        for (size_t j = 0; j < WORDS; j++) {
            char a[LENGTH], b[LENGTH];
            for (size_t k = 0, x = i, y = j; k < LENGTH; k++, x /= LETTERS, y /= LETTERS) {
                a[k] = (char)('a' + x % LETTERS);
                b[k] = (char)('a' + y % LETTERS);
            }
            for (size_t m = 2; m <= LENGTH; m++) {
                size_t expected = slow_distance(a, m, b, LENGTH);
                assert_size(edit_distance(slice_of(a, m), slice_of(b, LENGTH), 9), expected);
            }
        }
    }
}

static void test_long_names(void **state) {
    (void)state;
    char a[1000], b[1000];
    for (size_t i = 0; i < sizeof a; i++) {
        a[i] = b[i] = (char)('a' + i % 26);
    }
    b[5] = '!';
    assert_size(edit_distance(slice_of(a, 1000), slice_of(b, 1000), 10), 1);
    assert_size(edit_distance(slice_of(a, 128), slice_of(b, 127), 10), 2);
    assert_size(edit_distance(slice_of(a, 1000), SLICE("a"), 10), 11);
}

static struct slice nearest_of(const char *wanted, const char *const *candidates, size_t count) {
    struct nearest nearest;
    nearest_init(&nearest, slice_from(wanted));
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(candidates[i]));
    }
    return nearest.best;
}

static void test_the_nearest_wins(void **state) {
    (void)state;
    static const char *const fields[] = {"name", "region", "inhabitants", "started", "status", ""};
    assert_text(nearest_of("inhabitans", fields, 6), "inhabitants");
    assert_text(nearest_of("regoin", fields, 6), "region");
    assert_text(nearest_of("Status", fields, 6), "status");
    assert_text(nearest_of("stat", fields, 6), ""); /* two of four letters is too far */
    assert_text(nearest_of("zzzzzz", fields, 6), "");
    assert_text(nearest_of("name", fields, 0), "");
    assert_text(nearest_of("", fields, 6), "");
}

static void test_of_equals_the_first_in_byte_order_wins(void **state) {
    (void)state;
    static const char *const order[] = {"tip", "top", "tap"};
    static const char *const reverse[] = {"tap", "top", "tip"};
    assert_text(nearest_of("txp", order, 3), "tap");
    assert_text(nearest_of("txp", reverse, 3), "tap");
}

/* As near by count, but not as likely: letters that changed places, and the same beginning. */
static void test_of_equals_the_likeliest_wins(void **state) {
    (void)state;
    static const char *const words[] = {"from", "for", "far"};
    assert_text(nearest_of("fro", words, 3), "for");
    static const char *const names[] = {"begin", "regio"};
    assert_text(nearest_of("regin", names, 2), "regio");
}

static void test_how_far_is_near(void **state) {
    (void)state;
    static const char *const one[] = {"abcdef"};
    assert_text(nearest_of("abcdxy", one, 1), "abcdef"); /* 2 of 6 */
    assert_text(nearest_of("abcxyz", one, 1), "");       /* 3 of 6 */
    static const char *const two[] = {"nl"};
    assert_text(nearest_of("ni", two, 1), "nl"); /* a short name may be one off */
    assert_text(nearest_of("xx", two, 1), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distances),
        cmocka_unit_test(test_distances_are_those_of_the_definition),
        cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_the_nearest_wins),
        cmocka_unit_test(test_of_equals_the_first_in_byte_order_wins),
        cmocka_unit_test(test_of_equals_the_likeliest_wins),
        cmocka_unit_test(test_how_far_is_near),
    };
    int failed = cmocka_run_group_tests_name("base/nearest", tests, NULL, NULL);
    return failed != 0;
}
