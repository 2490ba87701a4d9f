/* commands/print.h, excerpt.h, line_map.h */
#include "testing.h"

#include "base/limits.h"
#include "commands/excerpt.h"
#include "commands/line_map.h"
#include "commands/print.h"

#include <string.h>

static struct arena arena;

static int reset(void **state) {
    (void)state;
    arena_reset(&arena);
    return 0;
}

/* Lines and columns. */

static void test_positions(void **state) {
    (void)state;
    struct slice text = SLICE("\xEF\xBB\xBF"
                              "één\r\n\r\ntwee\n");
    struct line_map map;
    line_map_init(&map, text, &arena);
    static const struct {
        size_t offset, line, column;
    } table[] = {
        {0, 1, 1},  /* the byte-order mark is in no column */
        {3, 1, 1},  /* é */
        {5, 1, 2},  /* the second é: a code point, not a byte */
        {8, 1, 4},  /* CR: behind the line */
        {9, 1, 4},  /* LF */
        {10, 2, 1}, /* an empty line */
        {12, 3, 1},  {15, 3, 4}, {16, 3, 5}, {17, 4, 1}, /* behind the last line end */
        {900, 4, 1}, /* the file became shorter since it was read */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct position position = line_map_find(&map, table[i].offset);
        assert_size(position.line, table[i].line);
        assert_size(position.column, table[i].column);
    }
    size_t start = 0;
    assert_text(line_map_line(&map, 1, &start), "één");
    assert_size(start, 3);
    assert_text(line_map_line(&map, 2, &start), "");
    assert_text(line_map_line(&map, 3, &start), "twee");
    assert_size(start, 12);
}

static void test_empty_text_has_one_line(void **state) {
    (void)state;
    struct line_map map;
    line_map_init(&map, SLICE(""), &arena);
    struct position position = line_map_find(&map, 0);
    assert_size(position.line, 1);
    assert_size(position.column, 1);
}

/* Excerpts. */

static struct slice excerpt_of(const char *line, size_t start, size_t end, size_t width) {
    struct buffer out;
    buffer_init(&out, &arena);
    struct excerpt excerpt = {.text = slice_from(line),
                              .start = start,
                              .end = end,
                              .line = 12,
                              .gutter = 3,
                              .width = width,
                              .colour = "",
                              .plain = ""};
    excerpt_append(&out, &excerpt);
    return buffer_slice(&out);
}

static void test_carets(void **state) {
    (void)state;
    static const struct {
        const char *line;
        size_t start, end;
        const char *expected;
    } table[] = {
        {"date: 2026-02-30", 6, 16,
         "  12 | date: 2026-02-30\n"
         "     |       ^^^^^^^^^^\n"},
        /* nothing is one caret: in the line, and at its end */
        {"date:", 2, 2, "  12 | date:\n     |   ^\n"},
        {"date:", 5, 5, "  12 | date:\n     |      ^\n"},
        {"", 0, 0, "  12 |\n     | ^\n"},
        /* accents take one column, wide characters two, combining ones none */
        {"één fout", 6, 10, "  12 | één fout\n     |     ^^^^\n"},
        {"日本 x", 7, 8, "  12 | 日本 x\n     |      ^\n"},
        {"日本 x", 3, 6, "  12 | 日本 x\n     |   ^^\n"},
        {"e\xCC\x81 x", 4, 5, "  12 | e\xCC\x81 x\n     |   ^\n"},
        /* a tab goes to the next of four columns */
        {"\tx: 1", 1, 2, "  12 |     x: 1\n     |     ^\n"},
        {"ab\tx", 3, 4, "  12 | ab  x\n     |     ^\n"},
        /* what a terminal would obey is shown instead */
        {"a\x1b[31mb", 1, 2, "  12 | a\\x1B[31mb\n     |  ^^^^\n"},
        {"a\xFF"
         "b",
         1, 2, "  12 | a\\xFFb\n     |  ^^^^\n"},
        {"a\xE2\x80\xAE", 0, 1, "  12 | a\\u202E\n     | ^\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(excerpt_of(table[i].line, table[i].start, table[i].end, 100),
                    table[i].expected);
    }
}

static void test_long_lines_are_cut_around_the_caret(void **state) {
    (void)state;
    const char *line = "0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    assert_text(excerpt_of(line, 40, 43, 37), "  12 | …vwxyz0123456789ABCDEFGHIJKLM…\n"
                                              "     |           ^^^\n");
    assert_text(excerpt_of(line, 0, 3, 37), "  12 | 0123456789abcdefghijklmnopqr…\n"
                                            "     | ^^^\n");
    assert_text(excerpt_of(line, 70, 72, 37), "  12 | …89ABCDEFGHIJKLMNOPQRSTUVWXYZ\n"
                                              "     |                            ^^\n");
}

static void test_a_megabyte_on_one_line(void **state) {
    (void)state;
    size_t length = 1 << 20;
    char *line = arena_bytes(&arena, length + 1);
    memset(line, 'x', length);
    line[length] = '\0';
    struct slice shown = excerpt_of(line, length / 2, length, 60);
    assert_true(shown.length < 200);
    assert_true(slice_starts_with(shown, SLICE("  12 | …xxx")));
}

/* Whole messages. */

static const char ARTICLE[] = "---\n"
                              "title: Een\n"
                              "authors: [jan]\n"
                              "title: Twee\n"
                              "---\n";

static bool read_source(void *context, struct slice path, struct arena *memory,
                        struct slice *text) {
    (void)context;
    (void)memory;
    *text = slice_from(ARTICLE);
    return slice_equals(path, SLICE("content/a.md"));
}

static struct slice print_list(struct diagnostics *list, struct print_options options) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    options.reader.read = read_source;
    print_diagnostics(out, &options, list, &arena);
    fclose(out);
    struct slice copy = arena_copy(&arena, slice_of(text, length));
    free(text);
    return copy;
}

static struct diagnostics some(void) {
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    struct slice path = SLICE("content/a.md");
    struct diagnostic *d =
        diagnostic_add(&list, MESSAGE_YAML_DUPLICATE_KEY, place_of(path, 30, 35));
    diagnostic_argument_text(d, "title");
    diagnostic_second(d, place_of(path, 4, 9));
    d = diagnostic_add(&list, MESSAGE_REFERENCE_MISSING, place_of(path, 25, 28));
    diagnostic_argument_text(d, "person:jan");
    diagnostic_suggest(d, SLICE("person:jan-k"));
    d = diagnostic_add(&list, MESSAGE_FOOTNOTE_UNUSED, place_of(path, 41, 41));
    diagnostic_argument_text(d, "x");
    return list;
}

static void test_human(void **state) {
    (void)state;
    struct diagnostics list = some();
    assert_text(print_list(&list, (struct print_options){.language = LANGUAGE_ENGLISH}),
                "content/a.md:3:11: error: there is no `person:jan`; did you mean `person:jan-k`? "
                "[reference-missing]\n"
                "   3 | authors: [jan]\n"
                "     |           ^^^\n"
                "content/a.md:4:1: error: the field `title` stands here a second time "
                "[yaml-duplicate-key]\n"
                "   4 | title: Twee\n"
                "     | ^^^^^\n"
                "     = help: keep one of the two\n"
                "content/a.md:2:1: note: first here\n"
                "   2 | title: Een\n"
                "     | ^^^^^\n"
                "content/a.md:4:12: warning: the footnote `[^x]` is not used [footnote-unused]\n"
                "   4 | title: Twee\n"
                "     |            ^\n"
                "     = help: put `[^x]` in the text where it belongs, or remove the note\n"
                "2 errors, 1 warning\n");
}

static void test_human_in_dutch(void **state) {
    (void)state;
    struct diagnostics list = some();
    struct slice text = print_list(
        &list, (struct print_options){.language = LANGUAGE_DUTCH, .folder = SLICE("../site/")});
    static const char *const LINES[] = {
        "../site/content/a.md:3:11: fout: er is geen `person:jan`; bedoelde je `person:jan-k`? [",
        "     = hulp: houd een van de twee\n",
        "../site/content/a.md:2:1: let op: eerst hier\n",
        "../site/content/a.md:4:12: waarschuwing: de voetnoot",
        "\n2 fouten, 1 waarschuwing\n",
    };
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        if (slice_search(text, slice_from(LINES[i])) == SLICE_NOT_FOUND) {
            fail_msg("\"%s\" is not in:\n%.*s", LINES[i], slice_width(text), text.data);
        }
    }
}

static void test_strict_makes_errors_of_warnings(void **state) {
    (void)state;
    struct diagnostics list = some();
    struct slice text = print_list(&list, (struct print_options){.strict = true});
    assert_size(slice_search(text, SLICE("warning")), SLICE_NOT_FOUND);
    assert_true(slice_ends_with(text, SLICE("3 errors\n")));
}

static void test_places_without_a_line(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    diagnostic_add(&list, MESSAGE_SITE_MISSING, (struct place){.path = SLICE("")});
    diagnostic_add(&list, MESSAGE_FILE_EMPTY, place_file(SLICE("content/a\x1b.md")));
    struct diagnostic *d =
        diagnostic_add(&list, MESSAGE_FILE_FAILED, place_of(SLICE("content/gone.md"), 0, 4));
    diagnostic_argument_text(d, "Input/output\terror\x07");
    struct slice text = print_list(&list, (struct print_options){.language = LANGUAGE_ENGLISH});
    assert_true(slice_starts_with(text, SLICE("error: there is no content/site.yaml here")));
    assert_true(slice_search(text, SLICE("\ncontent/a\\x1B.md: error: this file is empty "
                                         "[file-empty]\n     = help: ")) != SLICE_NOT_FOUND);
    assert_true(slice_search(text, SLICE("\ncontent/gone.md: error: this file could not be read: "
                                         "Input/output\\terror\\x07 [file-unreadable]\n")) !=
                SLICE_NOT_FOUND);
}

/* A theme may stand outside the site, and then has a path of its own. */
static void test_absolute_paths(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    diagnostic_add(&list, MESSAGE_FILE_EMPTY, place_file(SLICE("/usr/share/a.html")));
    struct print_options options = {.folder = SLICE("../site/")};
    assert_true(slice_starts_with(print_list(&list, options), SLICE("/usr/share/a.html: error:")));
    options.format = "json";
    assert_true(slice_search(print_list(&list, options),
                             SLICE("\"path\": \"/usr/share/a.html\"")) != SLICE_NOT_FOUND);
}

static void test_colour(void **state) {
    (void)state;
    struct diagnostics list = some();
    struct slice text = print_list(&list, (struct print_options){.color = true});
    assert_true(slice_starts_with(text, SLICE("\x1b[1mcontent/a.md:3:11:\x1b[0m "
                                              "\x1b[1;31merror:\x1b[0m there is no")));
    assert_true(slice_search(text, SLICE("\x1b[1;31m          ^^^\x1b[0m\n")) != SLICE_NOT_FOUND);
}

static size_t count_text(struct slice text, struct slice needle) {
    size_t count = 0, at = 0;
    while ((at = slice_search(text, needle)) != SLICE_NOT_FOUND) {
        text = slice_skip(text, at + needle.length);
        count++;
    }
    return count;
}

/* Too many: an error is printed rather than a warning, wherever it stands. */
static void test_a_limit_on_what_is_printed(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    for (size_t i = 0; i < LIMIT_DIAGNOSTICS_PRINTED + 5; i++) {
        struct diagnostic *d =
            diagnostic_add(&list, MESSAGE_FOOTNOTE_UNUSED, place_file(SLICE("content/a.md")));
        diagnostic_argument_integer(d, (int64_t)i);
    }
    diagnostic_add(&list, MESSAGE_FILE_EMPTY, place_file(SLICE("content/z.md")));
    struct slice text = print_list(&list, (struct print_options){.language = LANGUAGE_ENGLISH});
    assert_size(count_text(text, SLICE(" warning: ")), LIMIT_DIAGNOSTICS_PRINTED - 1);
    assert_size(count_text(text, SLICE(" error: ")), 1);
    assert_true(slice_ends_with(text, SLICE("\n… and 6 more\n1 error, 105 warnings\n")));
}

/* At the limit all of them are printed. */
static void test_the_limit_on_what_is_printed(void **state) {
    (void)state;
    for (size_t count = LIMIT_DIAGNOSTICS_PRINTED - 1; count <= LIMIT_DIAGNOSTICS_PRINTED + 1;
         count++) {
        struct diagnostics list;
        diagnostics_init(&list, &arena);
        for (size_t i = 0; i < count; i++) {
            struct diagnostic *d =
                diagnostic_add(&list, MESSAGE_FOOTNOTE_UNUSED, place_file(SLICE("content/a.md")));
            diagnostic_argument_integer(d, (int64_t)i);
        }
        struct slice text = print_list(&list, (struct print_options){.language = LANGUAGE_ENGLISH});
        bool fits = count <= LIMIT_DIAGNOSTICS_PRINTED;
        assert_size(count_text(text, SLICE(" warning: ")),
                    fits ? count : LIMIT_DIAGNOSTICS_PRINTED);
        assert_size(count_text(text, SLICE("… and 1 more\n")), fits ? 0 : 1);
    }
}

static void test_nothing_is_nothing(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    assert_text(print_list(&list, (struct print_options){.format = "human"}), "");
    assert_text(print_list(&list, (struct print_options){.format = "github"}), "");
    assert_text(print_list(&list, (struct print_options){.format = "json"}),
                "{\n  \"diagnostics\": [],\n  \"errors\": 0,\n  \"warnings\": 0\n}\n");
}

static void test_json(void **state) {
    (void)state;
    struct diagnostics list = some();
    struct slice text = print_list(&list, (struct print_options){.format = "json"});
    static const char *const PARTS[] = {
        "\"path\": \"content/a.md\",\n      \"line\": 3,\n      \"column\": 11,\n"
        "      \"end_line\": 3,\n      \"end_column\": 14,\n      \"severity\": \"error\",\n"
        "      \"code\": \"reference-missing\",\n",
        "\"suggestion\": \"person:jan-k\"",
        "\"second\": {\n        \"path\": \"content/a.md\",\n        \"line\": 2,\n",
        "\"severity\": \"warning\",\n",
        "\"errors\": 2,\n  \"warnings\": 1\n}\n",
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (slice_search(text, slice_from(PARTS[i])) == SLICE_NOT_FOUND) {
            fail_msg("\"%s\" is not in:\n%.*s", PARTS[i], slice_width(text), text.data);
        }
    }
}

static void test_github(void **state) {
    (void)state;
    struct diagnostics list;
    diagnostics_init(&list, &arena);
    struct diagnostic *d =
        diagnostic_add(&list, MESSAGE_FOOTNOTE_UNUSED, place_of(SLICE("content/a.md"), 25, 28));
    diagnostic_argument_text(d, "100%");
    diagnostic_add(&list, MESSAGE_FILE_EMPTY, place_file(SLICE("content/a,b.md")));
    assert_text(print_list(&list, (struct print_options){.format = "github"}),
                "::error file=content/a%2Cb.md,title=file-empty::this file is empty%0A"
                "fill in its fields, or remove it\n"
                "::warning file=content/a.md,line=3,endLine=3,col=11,endColumn=13,"
                "title=footnote-unused::the footnote `[^100%25]` is not used%0A"
                "put `[^100%25]` in the text where it belongs, or remove the note\n");
}

int main(void) {
    arena_init(&arena);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_positions, reset),
        cmocka_unit_test_setup(test_empty_text_has_one_line, reset),
        cmocka_unit_test_setup(test_carets, reset),
        cmocka_unit_test_setup(test_long_lines_are_cut_around_the_caret, reset),
        cmocka_unit_test_setup(test_a_megabyte_on_one_line, reset),
        cmocka_unit_test_setup(test_human, reset),
        cmocka_unit_test_setup(test_human_in_dutch, reset),
        cmocka_unit_test_setup(test_strict_makes_errors_of_warnings, reset),
        cmocka_unit_test_setup(test_places_without_a_line, reset),
        cmocka_unit_test_setup(test_absolute_paths, reset),
        cmocka_unit_test_setup(test_colour, reset),
        cmocka_unit_test_setup(test_a_limit_on_what_is_printed, reset),
        cmocka_unit_test_setup(test_the_limit_on_what_is_printed, reset),
        cmocka_unit_test_setup(test_nothing_is_nothing, reset),
        cmocka_unit_test_setup(test_json, reset),
        cmocka_unit_test_setup(test_github, reset),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}
