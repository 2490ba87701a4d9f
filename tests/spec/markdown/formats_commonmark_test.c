/* The examples of the CommonMark specification 0.30, all of them, with the extensions off. */
#include "examples.h"

static const char file[] = "tests/spec/markdown/commonmark-0.30.txt";

int main(void) {
    struct examples examples;
    if (!examples_open(&examples, file)) {
        printf("%s cannot be read\n", file);
        return 1;
    }
    struct markdown_options options = {.commonmark = true, .language = SLICE("en")};
    size_t passed = 0;
    size_t failed = 0;
    struct example example;
    while (examples_next(&examples, &example)) {
        struct diagnostics diagnostics;
        diagnostics_init(&diagnostics, &examples.arena);
        struct slice got =
            render_example(&examples.arena, example.markdown, &options, &diagnostics);
        bool same = slice_equals(same_entities(&examples.arena, got),
                                 same_entities(&examples.arena, example.html));
        if (same && diagnostics.count == 0) {
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
