/* base/markup.h */
#include "base/markup.h"

#include "testing.h"

static void test_first_hole(void **state) {
    (void)state;
    struct markup_hole holes[] = {{.at = 2}, {.at = 2}, {.at = 5}, {.at = 9}};
    struct markup markup = {.holes = holes, .hole_count = 4};
    const uint32_t expected[] = {0, 0, 0, 2, 2, 2, 3, 3, 3, 3, 4, 4};
    for (uint32_t from = 0; from < sizeof expected / sizeof *expected; from++) {
        assert_size(markup_first_hole(&markup, from), expected[from]);
    }
    assert_size(markup_first_hole(&(struct markup){0}, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_hole)};
    return cmocka_run_group_tests_name("base/markup", tests, NULL, NULL) != 0;
}
