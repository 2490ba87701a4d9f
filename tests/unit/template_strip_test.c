/* template/strip.h */
#include "testing.h"

#include "template/strip.h"

static void stripped_is(const char *html, const char *expected) {
    struct arena arena;
    arena_init(&arena);
    struct slice text = strip_tags(&arena, slice_from(html));
    assert_int_equal(text.length, slice_from(expected).length);
    assert_memory_equal(text.data, expected, text.length);
    arena_release(&arena);
}

static void tags_and_comments_go(void **state) {
    (void)state;
    stripped_is("<p>een <b>twee</b><!-- drie <i> --></p>", "een twee");
    stripped_is("<p></p>", "");
    stripped_is("", "");
    stripped_is("geen einde <b", "geen einde <b");
}

static void white_space_becomes_one_space(void **state) {
    (void)state;
    stripped_is(" \n een\t\n twee\xC2\xA0\xE2\x80\x83 drie ", "een twee drie");
    stripped_is("caf\xC3\xA9 \xF0\x9F\x8C\xB3", "caf\xC3\xA9 \xF0\x9F\x8C\xB3");
}

static void entities_are_decoded(void **state) {
    (void)state;
    stripped_is("a &amp; b &lt;c&gt; &#233;&", "a & b <c> \xC3\xA9&");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags_and_comments_go),
                                       cmocka_unit_test(white_space_becomes_one_space),
                                       cmocka_unit_test(entities_are_decoded)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
