/* edit/edit.h: edits in order, applied, and as a diff. */
#include "testing.h"

#include "edit/alias.h"
#include "edit/edit.h"
#include "edit/heading.h"

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

static struct slice with_alias(const char *path, const char *text, const char *alias) {
    struct slice file = slice_from(text);
    struct edit edit = edit_alias(slice_from(path), file, slice_from(alias), &arena);
    return edits_apply(file, &edit, 1, &arena);
}

static void test_alias(void **state) {
    (void)state;
    assert_text(with_alias("a.md", "---\ntitle: A\n---\n\naliases: x\n", "o.html"),
                "---\ntitle: A\naliases: [o.html]\n---\n\naliases: x\n");
    assert_text(with_alias("a.yaml", "title: A", "o.html"), "title: A\naliases: [o.html]\n");
    assert_text(with_alias("a.yaml", "aliases: p.html # old\n", "o.html#x>y"),
                "aliases: [o.html#x>y, p.html] # old\n");
    assert_text(with_alias("a.yaml", "aliases: [p.html]\n", "o.html"),
                "aliases: [o.html, p.html]\n");
    assert_text(with_alias("a.yaml", "aliases: [ ]\n", "o.html"), "aliases: [o.html ]\n");
    assert_text(with_alias("a.yaml", "aliases:\ntitle: A\n", "o.html"),
                "aliases: [o.html]\ntitle: A\n");
    assert_text(with_alias("a.md", "---\r\naliases:\r\n- p.html\r\n---\r\n", "o.html"),
                "---\r\naliases:\r\n- o.html\r\n- p.html\r\n---\r\n");
    assert_text(with_alias("a.yaml", "origin:\n  aliases: x\n", "a, b.html"),
                "origin:\n  aliases: x\naliases: [\"a, b.html\"]\n");
}

/* Two aliases for a file without any become one field. */
static void test_aliases_join(void **state) {
    (void)state;
    struct slice text = SLICE("---\ntitle: A\n---\n");
    struct edits edits;
    edits_init(&edits, &arena);
    const char *const aliases[] = {"a.html", "b.html", "c.html"};
    for (size_t i = 0; i < 3; i++) {
        edits_add_alias(&edits, edit_alias(SLICE("a.md"), text, slice_from(aliases[i]), &arena));
    }
    assert_size(edits.count, 1);
    assert_text(edits_apply(text, edits.entries, 1, &arena),
                "---\ntitle: A\naliases: [a.html, b.html, c.html]\n---\n");
}

static struct slice with_anchor(const char *text, const char *old) {
    struct slice file = slice_from(text);
    struct edit edit = edit_heading(file, 0, file.length, slice_from(old), SLICE("new"), &arena);
    return edits_apply(file, &edit, 1, &arena);
}

static void test_heading(void **state) {
    (void)state;
    assert_text(with_anchor("## One", ""), "## One {#new}");
    assert_text(with_anchor("## One ##  ", ""), "## One {#new} ##  ");
    assert_text(with_anchor("## C#", ""), "## C# {#new}");
    assert_text(with_anchor("One\n---", ""), "One {#new}\n---");
    assert_text(with_anchor("One\ntwo\n===\n", ""), "One\ntwo {#new}\n===\n");
    assert_text(with_anchor("## One {#one}", "one"), "## One {#new}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_order, reset),
        cmocka_unit_test_setup(test_diff, reset),
        cmocka_unit_test_setup(test_alias, reset),
        cmocka_unit_test_setup(test_aliases_join, reset),
        cmocka_unit_test_setup(test_heading, reset),
    };
    int failed = cmocka_run_group_tests_name("edit", tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}
