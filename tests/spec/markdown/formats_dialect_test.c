/* The dialect's own examples, in the files of dialect/: each file explains one construct and is its
 * test. What stands behind "example" chooses the page's language and what happens to raw HTML:
 * `nl`, `en`, `escape`, `trusted`. Where the holes of the result are filled later, the examples
 * show the destination as it was written. Behind the HTML come the diagnostics. */
#include "examples.h"

static const char *const files[] = {
    "tests/spec/markdown/dialect/links.md",      "tests/spec/markdown/dialect/headings.md",
    "tests/spec/markdown/dialect/footnotes.md",  "tests/spec/markdown/dialect/definition-lists.md",
    "tests/spec/markdown/dialect/callouts.md",   "tests/spec/markdown/dialect/task-lists.md",
    "tests/spec/markdown/dialect/tables.md",     "tests/spec/markdown/dialect/pictures.md",
    "tests/spec/markdown/dialect/typography.md", "tests/spec/markdown/dialect/html.md",
    "tests/spec/markdown/dialect/terms.md",      "tests/spec/markdown/dialect/limits.md"};

static bool has_flag(struct slice flags, const char *flag) {
    struct slice word;
    while (slice_cut(&flags, ' ', &word)) {
        if (slice_equals(word, slice_from(flag))) {
            return true;
        }
    }
    return false;
}

/* Everything an author may use, as a site would set it. */
static struct slice render(struct arena *arena, const struct example *example) {
    struct slice callouts[] = {SLICE("TIP"), SLICE("CHECKLIST")};
    struct slice schemes[] = {SLICE("article"), SLICE("network"), SLICE("person"), SLICE("tip")};
    struct slice forms[] = {SLICE("term"), SLICE("Fuzzy front-end"), SLICE("fuzzy")};
    struct markdown_options options = {
        .html = has_flag(example->flags, "escape")    ? MARKDOWN_HTML_ESCAPE
                : has_flag(example->flags, "trusted") ? MARKDOWN_HTML_TRUSTED
                                                      : MARKDOWN_HTML_CLEAN,
        .language = has_flag(example->flags, "nl")   ? SLICE("nl")
                    : has_flag(example->flags, "de") ? SLICE("de")
                    : has_flag(example->flags, "fr") ? SLICE("fr")
                                                     : SLICE("en"),
        .callouts = callouts,
        .callout_count = 2,
        .schemes = schemes,
        .scheme_count = 4,
        .terms = has_flag(example->flags, "terms") ? markdown_terms_build(forms, 3, arena) : NULL};
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append(&out, render_example(arena, example->markdown, &options, &diagnostics));
    diagnostics_sort(&diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct diagnostic *diagnostic = diagnostics.entries[i];
        const struct message_row *row = message_row(diagnostic->message);
        buffer_append_text(&out, row->severity == SEVERITY_ERROR ? "error: " : "warning: ");
        diagnostic_append_message(&out, diagnostic, SLICE("en"));
        buffer_format(&out, " [%s] at `", row->code);
        buffer_append(
            &out, slice_between(example->markdown, diagnostic->place.start, diagnostic->place.end));
        buffer_append_text(&out, "`\n");
    }
    struct slice result = buffer_slice(&out);
    if (result.length == 0 || result.data[result.length - 1] == '\n') {
        return result;
    }
    return arena_format(arena, "%.*s\n", slice_width(result), result.data);
}

static size_t run_file(const char *file, size_t *passed) {
    struct examples examples;
    if (!examples_open(&examples, file)) {
        printf("%s cannot be read\n", file);
        return 1;
    }
    size_t failed = 0;
    struct example example;
    while (examples_next(&examples, &example)) {
        struct slice got = render(&examples.arena, &example);
        if (slice_equals(got, example.html)) {
            (*passed)++;
        } else {
            failed++;
            show_failure(file, &example, got);
        }
    }
    arena_release(&examples.arena);
    return failed;
}

int main(void) {
    size_t passed = 0;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        failed += run_file(files[i], &passed);
    }
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed != 0 || passed < 60;
}
