/* The examples of the CommonMark specification again, with all extensions on: they may differ only
 * where an extension's syntax occurs. What the generator adds to every text (anchors of headings,
 * marks on links, typography) is taken away before comparing; the examples that differ for another
 * reason stand in a table. */
#include "examples.h"

static const char file[] = "tests/spec/markdown/commonmark-0.30.txt";

static const struct {
    size_t number;
    const char *reason;
} differences[] = {
    {21, "an address in raw HTML is a reference"},
    {31, "an address in raw HTML is a reference"},
    {344, "an address in raw HTML is a reference"},
    {519, "a figure"},
    {547, "wiki links"},
    {571, "a figure"},
    {572, "a figure"},
    {573, "a figure"},
    {574, "a figure"},
    {575, "a figure"},
    {576, "a figure"},
    {577, "a figure"},
    {579, "a figure"},
    {580, "a figure"},
    {581, "a figure"},
    {582, "a figure"},
    {583, "a figure"},
    {584, "a figure"},
    {585, "a figure"},
    {587, "a figure"},
    {588, "a figure"},
    {589, "a wiki link"},
    {590, "a figure"},
    {601, "an address without brackets"},
    {607, "an address without brackets"},
    {610, "an address without brackets"},
    {611, "an address without brackets"},
    {630, "an address in raw HTML is a reference"},
    {631, "an address in raw HTML is a reference"},
    {642, "an address in raw HTML is a reference"},
    {643, "an address in raw HTML is a reference"},
};

/* Without ` id="…"` of headings. */
static struct slice without_ids(struct arena *arena, struct slice html) {
    struct buffer out;
    buffer_init(&out, arena);
    size_t at;
    while ((at = slice_search(html, SLICE("<h"))) != SLICE_NOT_FOUND) {
        buffer_append(&out, slice_take(html, at + 3));
        html = slice_skip(html, at + 3);
        if (slice_starts_with(html, SLICE(" id=\""))) {
            html = slice_skip(html, 5);
            html = slice_skip(html, slice_find(html, '"') + 1);
        }
    }
    buffer_append(&out, html);
    return buffer_slice(&out);
}

static struct slice plain(struct arena *arena, struct slice html) {
    static const char *const pairs[][2] = {{"<a class=\"external\" href", "<a href"},
                                           {" rel=\"noopener\"", ""},
                                           {"<a class=\"reference\" href", "<a href"},
                                           {"“", "\""},
                                           {"”", "\""},
                                           {"‘", "'"},
                                           {"’", "'"},
                                           {"–", "--"},
                                           {"—", "---"},
                                           {"…", "..."},
                                           {"\u00a0", " "}};
    html = without_ids(arena, html);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        html = replace_all(arena, html, pairs[i][0], pairs[i][1]);
    }
    return same_entities(arena, html);
}

static bool is_expected(size_t number) {
    for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
        if (differences[i].number == number) {
            return true;
        }
    }
    return false;
}

int main(void) {
    struct examples examples;
    if (!examples_open(&examples, file)) {
        printf("%s cannot be read\n", file);
        return 1;
    }
    struct slice schemes[] = {SLICE("article")};
    struct markdown_options options = {.language = SLICE("en"),
                                       .html = MARKDOWN_HTML_TRUSTED,
                                       .schemes = schemes,
                                       .scheme_count = 1};
    size_t passed = 0;
    size_t failed = 0;
    struct example example;
    while (examples_next(&examples, &example)) {
        struct diagnostics diagnostics;
        diagnostics_init(&diagnostics, &examples.arena);
        struct slice got = plain(&examples.arena, render_example(&examples.arena, example.markdown,
                                                                 &options, &diagnostics));
        bool same = slice_equals(got, plain(&examples.arena, example.html));
        if (same != is_expected(example.number)) {
            passed++;
        } else {
            failed++;
            show_failure(file, &example, got);
        }
    }
    arena_release(&examples.arena);
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed != 0 || passed < 600;
}
