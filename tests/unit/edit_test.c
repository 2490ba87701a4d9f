/* edit/edit.h: edits in order, applied, and as a diff. */
#include "testing.h"

#include "edit/edit.h"

static struct arena arena;

static int reset(void **state) {
    (void)state;
    arena_reset(&arena);
    return 0;
}

static struct slice diff_of(struct slice text, struct edits *edits) {
    struct buffer out;
    buffer_init(&out, &arena);
    edits_append_diff(&out, text, edits->entries, edits->count, SLICE("a"), SLICE("a"));
    return buffer_slice(&out);
}

static void test_order(void **state) {
    (void)state;
    struct edits edits;
    edits_init(&edits, &arena);
    edits_add(&edits, (struct edit){SLICE("b"), 0, 1, SLICE("x")});
    edits_add(&edits, (struct edit){SLICE("a"), 4, 6, SLICE("two")});
    edits_add(&edits, (struct edit){SLICE("a"), 5, 7, SLICE("over")});
    edits_add(&edits, (struct edit){SLICE("a"), 2, 2, SLICE("1")});
    edits_add(&edits, (struct edit){SLICE("a"), 4, 6, SLICE("two")});
    edits_add(&edits, (struct edit){SLICE("a"), 2, 2, SLICE("2")});
    assert_size(edits_order(&edits), 1);
    assert_size(edits.count, 4);
    assert_size(edits_of_file(&edits, 0), 3);
    assert_text(edits_apply(SLICE("abcdefgh"), edits.entries, 3, &arena), "ab12cdtwogh");
}

static void test_diff(void **state) {
    (void)state;
    struct slice text = SLICE("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13");
    struct edits edits;
    edits_init(&edits, &arena);
    edits_add(&edits, (struct edit){SLICE("a"), 2, 3, SLICE("two")});
    edits_add(&edits, (struct edit){SLICE("a"), 4, 4, SLICE("2b\n")});
    edits_add(&edits, (struct edit){SLICE("a"), text.length, text.length, SLICE("!")});
    edits_order(&edits);
    assert_text(diff_of(text, &edits),
                "--- a\n+++ a\n@@ -1,5 +1,6 @@\n 1\n-2\n+two\n+2b\n 3\n 4\n 5\n"
                "@@ -10,4 +11,4 @@\n 10\n 11\n 12\n-13\n"
                "\\ No newline at end of file\n+13!\n"
                "\\ No newline at end of file\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_order, reset),
        cmocka_unit_test_setup(test_diff, reset),
    };
    int failed = cmocka_run_group_tests_name("edit", tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}
