/* base/diagnostic.h and base/diagnostic_table.h */
#include "testing.h"

#include "base/diagnostic.h"
#include "base/utf8.h"

#include <string.h>

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct slice message_of(const struct diagnostic *diagnostic, const char *language) {
    struct buffer out;
    buffer_init(&out, &arena);
    diagnostic_append_message(&out, diagnostic, slice_from(language));
    return buffer_slice(&out);
}

static struct slice help_of(const struct diagnostic *diagnostic, const char *language) {
    struct buffer out;
    buffer_init(&out, &arena);
    diagnostic_append_help(&out, diagnostic, slice_from(language));
    return buffer_slice(&out);
}

static void test_texts_in_both_languages(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    struct diagnostic *d =
        diagnostic_add(&list, MESSAGE_REFERENCE_MISSING, place_of(SLICE("a.md"), 3, 9));
    diagnostic_argument(d, SLICE("network:gezondvelue"));
    assert_text(message_of(d, "en"), "there is no `network:gezondvelue`");
    assert_text(message_of(d, "nl"), "er is geen `network:gezondvelue`");
    diagnostic_suggest(d, SLICE(""));
    assert_text(message_of(d, "en"), "there is no `network:gezondvelue`");
    diagnostic_suggest(d, SLICE("network:gezondveluwe"));
    assert_text(message_of(d, "en"),
                "there is no `network:gezondvelue`; did you mean `network:gezondveluwe`?");
    assert_text(message_of(d, "nl"),
                "er is geen `network:gezondvelue`; bedoelde je `network:gezondveluwe`?");
    assert_text(message_of(d, "nl-BE"), "er is geen `network:gezondvelue`; bedoelde je "
                                        "`network:gezondveluwe`?");
    assert_text(help_of(d, "en"), "");
    d = diagnostic_add(&list, MESSAGE_FIELD_CHOICE, place_of(SLICE("a.md"), 3, 9));
    diagnostic_argument_text(d, "act");
    diagnostic_argument_text(d, "status");
    diagnostic_argument_text(d, "actief, afgerond");
    assert_text(help_of(d, "en"), "choose from: actief, afgerond");
    assert_text(help_of(d, "nl"), "kies uit: actief, afgerond");
}

static void test_arguments(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    char name[] = "region";
    struct diagnostic *d = diagnostic_add(&list, MESSAGE_FIELD_TOO_SHORT, place_file(SLICE("a")));
    diagnostic_argument_text(d, name);
    diagnostic_argument_integer(d, -12);
    name[0] = 'X'; /* arguments are copies */
    assert_text(message_of(d, "en"), "`region` is too short: it needs at least -12 characters");
    /* An argument that looks like a place for another stays what it is. */
    d = diagnostic_add(&list, MESSAGE_FIELD_CHOICE, place_file(SLICE("a")));
    diagnostic_argument_text(d, "{2}");
    diagnostic_argument_text(d, "{1}");
    assert_text(message_of(d, "en"), "`{2}` is not a choice for `{1}`");
}

static void test_places(void **state) {
    (void)state;
    struct place place = place_of(SLICE("a.md"), 3, 9);
    assert_text(place.path, "a.md");
    assert_int_equal(place.start, 3);
    assert_int_equal(place.end, 9);
    assert_false(place.whole);
    place = place_file(SLICE("b.md"));
    assert_true(place.whole);
    assert_int_equal(place.start, 0);
    assert_int_equal(place.end, 0);
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    struct diagnostic *d = diagnostic_add(&list, MESSAGE_ITEM_DUPLICATE, place);
    assert_false(d->has_second);
    diagnostic_second(d, place_of(SLICE("c.md"), 1, 2));
    assert_true(d->has_second);
    assert_text(d->second.path, "c.md");
}

static void add(struct diagnostics *list, enum message message, const char *path, size_t start,
                const char *argument) {
    struct diagnostic *d = diagnostic_add(list, message, place_of(slice_from(path), start, start));
    diagnostic_argument_text(d, argument);
}

/* What was found in any order is printed in one order: path, offset, code, arguments. */
static void test_sorting(void **state) {
    (void)state;
    static const struct {
        enum message message;
        const char *path;
        size_t start;
        const char *argument;
    } sorted[] = {
        {MESSAGE_SITE_MISSING, "", 0, ""},
        {MESSAGE_FIELD_UNKNOWN, "a.md", 2, "x"},
        {MESSAGE_FIELD_UNKNOWN, "a.md", 10, "a"},
        {MESSAGE_FIELD_UNKNOWN, "a.md", 10, "b"},
        {MESSAGE_REFERENCE_MISSING, "a.md", 10, "a"},
        {MESSAGE_FIELD_UNKNOWN, "a/b.md", 0, "x"},
        {MESSAGE_FIELD_UNKNOWN, "b.md", 1, "x"},
    };
    enum { COUNT = sizeof sorted / sizeof *sorted };
    for (size_t turn = 0; turn < COUNT; turn++) {
        struct diagnostics first, second;
        diagnostics_init(&first, &arena);
        diagnostics_init(&second, &arena);
        for (size_t i = 0; i < 2 * COUNT; i++) { /* each twice */
            size_t k = (i * 3 + turn) % COUNT;
            add(i % 2 == 0 ? &first : &second, sorted[k].message, sorted[k].path, sorted[k].start,
                sorted[k].argument);
        }
        diagnostics_append(&first, &second);
        assert_size(first.count, 2 * COUNT);
        diagnostics_sort(&first);
        assert_size(first.count, COUNT);
        for (size_t i = 0; i < COUNT; i++) {
            assert_text(first.entries[i]->place.path, sorted[i].path);
            assert_int_equal(first.entries[i]->place.start, sorted[i].start);
            assert_int_equal(first.entries[i]->message, sorted[i].message);
            assert_text(first.entries[i]->arguments[0], sorted[i].argument);
        }
    }
    struct diagnostics none;
    diagnostics_init(&none, &arena);
    diagnostics_sort(&none);
    assert_size(none.count, 0);
}

static void test_only_equals_are_dropped(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    diagnostic_add(&list, MESSAGE_FIELD_DATE, place_of(SLICE("a.md"), 3, 9));
    diagnostic_add(&list, MESSAGE_FIELD_DATE, place_of(SLICE("a.md"), 3, 10));
    diagnostic_add(&list, MESSAGE_FIELD_DATE, place_of(SLICE("b.md"), 3, 9));
    diagnostic_add(&list, MESSAGE_FIELD_DATE_PARTIAL, place_of(SLICE("a.md"), 3, 9));
    diagnostics_sort(&list);
    assert_size(list.count, 4);
}

static void test_counting(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    assert_size(diagnostics_errors(&list, true) + diagnostics_warnings(&list, false), 0);
    diagnostic_add(&list, MESSAGE_FIELD_DATE, place_file(SLICE("a")));
    diagnostic_add(&list, MESSAGE_LINK_HTTP, place_file(SLICE("a")));
    diagnostic_add(&list, MESSAGE_ASSET_UNUSED, place_file(SLICE("a")));
    assert_size(diagnostics_errors(&list, false), 1);
    assert_size(diagnostics_warnings(&list, false), 2);
    assert_size(diagnostics_errors(&list, true), 3);
    assert_size(diagnostics_warnings(&list, true), 0);
}

static void test_many(void **state) {
    (void)state;
    enum { MANY = 10000 };
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    for (size_t i = 0; i < MANY; i++) {
        diagnostic_add(&list, MESSAGE_FIELD_DATE, place_of(SLICE("a"), i * 7919 % MANY, MANY));
    }
    diagnostics_sort(&list);
    assert_size(list.count, MANY);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(list.entries[i]->place.start, i);
    }
}

/* A bit for each of {1} to {4}; a brace that is no such place is a mistake of ours, but for the
 * signs of templates. */
static unsigned places_in(const char *text) {
    unsigned places = 0;
    for (; text != NULL && *text != '\0'; text++) {
        if (text[0] == '{' && text[1] >= '0' && text[1] <= '9') {
            assert_in_range(text[1], '1', '0' + DIAGNOSTIC_ARGUMENTS);
            assert_int_equal(text[2], '}');
            places |= 1u << (text[1] - '1');
        }
    }
    return places;
}

static bool is_code(const char *code) {
    size_t length = strlen(code);
    return length > 2 && strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
           code[0] != '-' && code[length - 1] != '-';
}

/* In Dutch {3} may stand for {2} in English, and {2} for {1}: words that differ between languages
 * are given twice.
 */
static bool same_places(unsigned english, unsigned dutch) {
    return english == dutch || (english == 3 && dutch == 5) || (english == 1 && dutch == 2);
}

static bool reads_well(const char *text) {
    size_t length = strlen(text);
    size_t offset = 0;
    return length > 0 && text[0] != ' ' && text[length - 1] != ' ' && text[length - 1] != '.' &&
           strstr(text, "  ") == NULL && strchr(text, '\n') == NULL &&
           utf8_valid(slice_from(text), &offset);
}

static void test_every_row_is_whole(void **state) {
    (void)state;
    for (int i = 0; i < MESSAGE_COUNT; i++) {
        const struct message_row *row = message_row((enum message)i);
        const char *const *const texts[] = {row->text, row->help, row->second};
        if (!is_code(row->code)) {
            fail_msg("message %d: the code %s", i, row->code);
        }
        assert_non_null(row->text[0]);
        for (size_t k = 0; k < 3; k++) {
            const char *english = texts[k][0], *dutch = texts[k][1];
            if ((english == NULL) != (dutch == NULL)) {
                fail_msg("%s: a text in one language only", row->code);
            }
            if (english == NULL) {
                continue;
            }
            if (!same_places(places_in(english), places_in(dutch))) {
                fail_msg("%s: \"%s\" and \"%s\" have other places", row->code, english, dutch);
            }
            if (!reads_well(english) || !reads_well(dutch)) {
                fail_msg("%s: \"%s\", \"%s\"", row->code, english, dutch);
            }
        }
    }
}

/* Rows that share a code share its meaning: never both an error and a warning. */
static void test_a_code_has_one_severity(void **state) {
    (void)state;
    for (int i = 0; i < MESSAGE_COUNT; i++) {
        for (int j = 0; j < i; j++) {
            const struct message_row *a = message_row((enum message)i);
            const struct message_row *b = message_row((enum message)j);
            if (strcmp(a->code, b->code) == 0 && a->severity != b->severity) {
                fail_msg("%s is an error and a warning", a->code);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_in_both_languages),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_only_equals_are_dropped),
        cmocka_unit_test(test_counting),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_every_row_is_whole),
        cmocka_unit_test(test_a_code_has_one_severity),
    };
    int failed = cmocka_run_group_tests_name("base/diagnostic", tests, NULL, release);
    return failed != 0;
}
