/* The parts of the room pdf that need no page: columns, hyphens, words, strings, artifacts. */
#include "testing.h"

#include "pdf/artifacts.h"
#include "pdf/columns.h"
#include "pdf/finish.h"
#include "pdf/hyphens.h"
#include "pdf/words.h"

#include <math.h>

static struct arena arena;

static void assert_widths(struct column *columns, size_t count, const double *wanted) {
    for (size_t i = 0; i < count; i++) {
        if (fabs(columns[i].width - wanted[i]) > 0.001) {
            print_error("column %zu: %f is not %f\n", i, columns[i].width, wanted[i]);
            fail();
        }
    }
}

static void test_columns(void **state) {
    (void)state;
    /* All that they like; then what is left goes to those that would like more, in proportion. */
    struct column columns[] = {{10, 20, 0}, {30, 30, 0}, {20, 60, 0}};
    assert_true(columns_share(columns, 3, 200));
    assert_widths(columns, 3, (const double[]){20, 30, 60});
    assert_true(columns_share(columns, 3, 85));
    assert_widths(columns, 3, (const double[]){15, 30, 40});
    assert_true(columns_share(columns, 3, 60));
    assert_widths(columns, 3, (const double[]){10, 30, 20});
    /* The words do not fit: the widest are cut to one width, the others are left alone. */
    assert_false(columns_share(columns, 3, 40));
    assert_widths(columns, 3, (const double[]){10, 15, 15});
    assert_true(columns_share(columns, 0, 40));
}

static void test_hyphens(void **state) {
    (void)state;
    struct hyphens hyphens;
    hyphens_begin(&hyphens, &arena);
    assert_true(hyphens_has(&hyphens, SLICE("nl")));
    assert_true(hyphens_has(&hyphens, SLICE("en")));
    assert_false(hyphens_has(&hyphens, SLICE("xx")));
    static const char *const words[][2] = {{"samenwerking", "010010010000"},
                                           {"kennisnetwerk", "0010010010000"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct slice breaks = hyphens_of(&hyphens, SLICE("nl"), slice_from(words[i][0]));
        assert_text(breaks, words[i][1]);
        /* Asked again, it is the same. */
        assert_slice(hyphens_of(&hyphens, SLICE("nl"), slice_from(words[i][0])), breaks);
    }
    assert_size(hyphens_of(&hyphens, SLICE("nl"), SLICE("de")).length, 0);
    assert_size(hyphens_of(&hyphens, SLICE("xx"), SLICE("samenwerking")).length, 0);
    /* Letters of two bytes are never cut in two. */
    struct slice breaks = hyphens_of(&hyphens, SLICE("nl"), SLICE("coördinatie"));
    assert_size(breaks.length, sizeof "coördinatie" - 1);
    assert_int_equal(breaks.data[2], '0');
    hyphens_end(&hyphens);
}

static void test_words(void **state) {
    (void)state;
    assert_string_equal(words_in(SLICE("en-GB"))->contents, "Contents");
    assert_string_equal(words_in(SLICE("nl"))->contents, "Inhoud");
    assert_string_equal(words_in(SLICE("fy"))->contents, "Inhoud");
    const struct words *words = words_in(SLICE("en"));
    static const char *const boxes[][2] = {{"NOTE", "Note"},           {"TIP", "Tip"},
                                           {"IMPORTANT", "Important"}, {"WARNING", "Warning"},
                                           {"CAUTION", "Caution"},     {"tip", ""}};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        assert_text(words_box(words, slice_from(boxes[i][0])), boxes[i][1]);
    }
}

/* Nothing in a title ends the string that it stands in. */
static void test_strings(void **state) {
    (void)state;
    static const char *const texts[] = {"a", "a) /JS (b", "\\", "één", "😀", "a\nb"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct slice string = finish_string(slice_from(texts[i]), &arena);
        char first = string.data[0], last = string.data[string.length - 1];
        assert_true((first == '(' && last == ')') || (first == '<' && last == '>'));
        for (size_t j = 1; j + 1 < string.length; j++) {
            if (string.data[j] == '\\') {
                j++;
            } else {
                assert_null(strchr("()<>", string.data[j]));
            }
        }
    }
}

/* What is painted outside of marked content is an artifact, and nothing within it is. */
static void test_artifacts(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    struct slice marked = SLICE("/P << /MCID 0 >> BDC\n0 0 m 5 5 l S\nEMC\n");
    artifacts_mark(marked, &out);
    assert_true(slice_starts_with(buffer_slice(&out), marked));
    assert_size(slice_search(buffer_slice(&out), SLICE("/Artifact")), SLICE_NOT_FOUND);
    buffer_init(&out, &arena);
    artifacts_mark(SLICE("0 0 10 10 re f\n/P << /MCID 0 >> BDC\nBT (EMC) Tj ET\nEMC\n"), &out);
    struct slice text = buffer_slice(&out);
    size_t begin = slice_search(text, SLICE("/Artifact BMC"));
    size_t paint = slice_search(text, SLICE("re f"));
    size_t end = slice_search(text, SLICE("EMC"));
    size_t own = slice_search(text, SLICE("/P << /MCID 0 >> BDC\nBT (EMC) Tj ET\nEMC\n"));
    assert_true(begin < paint && paint < end && end < own && own != SLICE_NOT_FOUND);
    assert_size(slice_search(slice_skip(text, begin + 1), SLICE("/Artifact")), SLICE_NOT_FOUND);
}

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),   cmocka_unit_test(test_hyphens),
        cmocka_unit_test(test_words),     cmocka_unit_test(test_strings),
        cmocka_unit_test(test_artifacts),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
