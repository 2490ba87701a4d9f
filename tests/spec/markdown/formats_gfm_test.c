/* The extension examples of the GitHub Flavored Markdown specification, with all extensions on.
 * What this generator writes in another way on purpose is translated back before comparing; the
 * translations and the few examples that stay different stand in two tables, each with its reason.
 */
#include "examples.h"

static const char file[] = "tests/spec/markdown/gfm-extensions-0.29.txt";

/* How the generator writes what the specification writes otherwise. */
static const struct {
    const char *ours;
    const char *theirs;
    const char *reason;
} translations[] = {
    {"<div class=\"table\"><table>", "<table>", "a wide table scrolls within its own box"},
    {"</table></div>", "</table>", "the same"},
    {" class=\"align-left\"", " align=\"left\"",
     "align is obsolete in HTML, and a policy against inline styles must not undo it"},
    {" class=\"align-center\"", " align=\"center\"", "the same"},
    {" class=\"align-right\"", " align=\"right\"", "the same"},
    {"<a class=\"external\" href", "<a href", "a theme shows what leads outside"},
    {" rel=\"noopener\"", "", "the page that is opened gets no hold of this one"},
    {"<a class=\"reference\" href", "<a href", "a theme shows what kind of item is meant"},
    {"’", "'", "typography"},
};

/* Examples that stay different. */
static const struct {
    size_t number;
    const char *html;
    const char *reason;
} differences[] = {
    {6, "<p>| abc | def |\n| — |\n| bar |</p>\n", "typography makes a dash of what is no table"},
    {9,
     "<ul class=\"task-list\">\n"
     "<li class=\"task\" id=\"foo\"><input type=\"checkbox\" id=\"tick-foo\" /> "
     "<label for=\"tick-foo\">foo</label></li>\n"
     "<li class=\"task\" id=\"bar\"><input type=\"checkbox\" id=\"tick-bar\" checked=\"\" /> "
     "<label for=\"tick-bar\">bar</label></li>\n"
     "</ul>\n",
     "readers can tick the points of a checklist, and link to them"},
    {10,
     "<ul class=\"task-list\">\n"
     "<li class=\"task\" id=\"foo\"><input type=\"checkbox\" id=\"tick-foo\" checked=\"\" /> "
     "<label for=\"tick-foo\">foo</label>\n"
     "<ul class=\"task-list\">\n"
     "<li class=\"task\" id=\"bar\"><input type=\"checkbox\" id=\"tick-bar\" /> "
     "<label for=\"tick-bar\">bar</label></li>\n"
     "<li class=\"task\" id=\"baz\"><input type=\"checkbox\" id=\"tick-baz\" checked=\"\" /> "
     "<label for=\"tick-baz\">baz</label></li>\n"
     "</ul>\n"
     "</li>\n"
     "<li class=\"task\" id=\"bim\"><input type=\"checkbox\" id=\"tick-bim\" /> "
     "<label for=\"tick-bim\">bim</label></li>\n"
     "</ul>\n",
     "the same, nested"},
    {20,
     "<p><a href=\"http://commonmark.org\">http://commonmark.org</a></p>\n"
     "<p>(Visit <a href=\"https://encrypted.google.com/search?q=Markup+(business)\">"
     "https://encrypted.google.com/search?q=Markup+(business)</a>)</p>\n"
     "<p>Anonymous FTP is available at ftp://foo.bar.baz.</p>\n",
     "ftp is none of the schemes that a page may lead to"},
};

static struct slice expected(const struct example *example) {
    for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
        if (differences[i].number == example->number) {
            return slice_from(differences[i].html);
        }
    }
    return example->html;
}

static struct slice translated(struct arena *arena, struct slice html) {
    for (size_t i = 0; i < sizeof translations / sizeof translations[0]; i++) {
        html = replace_all(arena, html, translations[i].ours, translations[i].theirs);
    }
    return same_entities(arena, html);
}

int main(void) {
    struct examples examples;
    if (!examples_open(&examples, file)) {
        printf("%s cannot be read\n", file);
        return 1;
    }
    struct markdown_options options = {.language = SLICE("en"), .html = MARKDOWN_HTML_TRUSTED};
    size_t passed = 0;
    size_t failed = 0;
    struct example example;
    while (examples_next(&examples, &example)) {
        struct diagnostics diagnostics;
        diagnostics_init(&diagnostics, &examples.arena);
        struct slice got =
            translated(&examples.arena,
                       render_example(&examples.arena, example.markdown, &options, &diagnostics));
        if (slice_equals(got, same_entities(&examples.arena, expected(&example)))) {
            passed++;
        } else {
            failed++;
            show_failure(file, &example, got);
        }
    }
    arena_release(&examples.arena);
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed != 0 || passed < 20;
}
