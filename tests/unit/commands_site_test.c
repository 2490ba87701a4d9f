/* The commands on a site: init, check, build and show, one after the other in a folder of their
 * own.
 */
#include "testing.h"

#include "base/files.h"
#include "commands/command.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static struct arena arena;
static char folder[] = "/tmp/knoop-commands-XXXXXX";
static struct slice printed, complained; /* by the last command */

static const char *no_variable(const char *name) {
    (void)name;
    return NULL;
}

/* A path in the test's folder. */
static const char *path_of(const char *name) {
    return arena_format(&arena, "%s/%s", folder, name).data;
}

/* Runs a command whose words are separated by spaces, `@` standing for the test's folder; its exit
 * status. */
static int run(const char *text) {
    char *words[16];
    int count = 0;
    struct slice rest = slice_from(text), word;
    while (slice_cut(&rest, ' ', &word)) {
        bool in_folder = word.length > 0 && word.data[0] == '@';
        struct slice whole =
            in_folder ? arena_format(&arena, "%s%.*s", folder, slice_width(word) - 1, word.data + 1)
                      : arena_copy(&arena, word);
        char *copy = arena_bytes(&arena, whole.length + 1);
        memcpy(copy, whole.data, whole.length + 1);
        words[count++] = copy;
    }
    char *out_text = NULL, *error_text = NULL;
    size_t out_length = 0, error_length = 0;
    struct world world = {.out = open_memstream(&out_text, &out_length),
                          .error = open_memstream(&error_text, &error_length),
                          .variable = no_variable};
    struct command_line line;
    int status = -1;
    if (command_line_read(&line, world, count, words, &arena, &status)) {
        status = line.command->run(&line);
    }
    fclose(world.out);
    fclose(world.error);
    printed = arena_copy(&arena, slice_of(out_text, out_length));
    complained = arena_copy(&arena, slice_of(error_text, error_length));
    free(out_text);
    free(error_text);
    return status;
}

static void assert_has(struct slice text, const char *part) {
    if (slice_search(text, slice_from(part)) == SLICE_NOT_FOUND) {
        fail_msg("\"%s\" is not in:\n%.*s", part, slice_width(text), text.data);
    }
}

static void assert_status(int status, int expected) {
    if (status != expected) {
        fail_msg("status %d, not %d:\n%.*s", status, expected, slice_width(complained),
                 complained.data);
    }
}

static void write_file(const char *name, const char *text) {
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool exists(const char *name) {
    return access(path_of(name), F_OK) == 0;
}

static int begin(void **state) {
    (void)state;
    arena_reset(&arena);
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int clean(void **state) {
    (void)state;
    return system(arena_format(&arena, "rm -rf %s", folder).data);
}

/* A new site is one that nothing can be said against, in both languages. */
static void test_init(void **state) {
    (void)state;
    static const char *const LANGUAGES[] = {"nl", "en"};
    for (size_t i = 0; i < 2; i++) {
        const char *language = LANGUAGES[i];
        assert_status(run(arena_format(&arena, "init @/%s --lang %s", language, language).data),
                      EXIT_DONE);
        assert_has(printed, "knoop build ");
        assert_status(run(arena_format(&arena, "build @/%s --strict", language).data), EXIT_DONE);
        assert_text(complained, "");
        assert_has(printed, " items, ");
        assert_true(exists(arena_format(&arena, "%s/output/index.html", language).data));
        assert_true(exists(arena_format(&arena, "%s/.gitignore", language).data));
    }
}

static void test_init_refuses(void **state) {
    (void)state;
    write_file("er-is-iets", "x");
    assert_status(run("init @"), EXIT_USAGE);
    assert_has(complained, "is not empty");
    assert_false(exists("content"));
    assert_status(run("init @/er-is-iets"), EXIT_USAGE);
    /* a folder of a version control system, and nothing else, is free */
    assert_int_equal(mkdir(path_of("git"), 0777), 0);
    assert_int_equal(mkdir(path_of("git/.git"), 0777), 0);
    assert_status(run("init @/git"), EXIT_DONE);
}

static void test_which_folder(void **state) {
    (void)state;
    assert_status(run("build @/nergens"), EXIT_USAGE);
    assert_has(complained, "cannot be opened");
    assert_status(run("init @/site"), EXIT_DONE);
    assert_status(run("build @/site/content"), EXIT_USAGE);
    assert_has(complained, "is a folder within a site; name the site's folder: ");
    assert_status(run("check @/site/content/kinds"), EXIT_USAGE);
    assert_has(complained, "/content/kinds/../..`");
    assert_status(run("check @"), EXIT_CONTENT);
    assert_has(complained, "[site-missing]");
}

static void test_output_is_no_source(void **state) {
    (void)state;
    assert_status(run("init @/site"), EXIT_DONE);
    static const char *const WRONG[] = {
        "@/site", "@", "@/site/content", "@/site/content/uit", "@/site/themes", "/"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_status(run(arena_format(&arena, "build @/site --output %s", WRONG[i]).data),
                      EXIT_USAGE);
        assert_has(complained, "its sources are there");
    }
    assert_status(run("build @/site --output @/elders/"), EXIT_DONE);
    assert_true(exists("elders/index.html"));
    assert_false(exists("site/output"));
    assert_true(exists("site/content/site.yaml"));
}

/* An error is told with its place, and the published site stays as it was. */
static void test_mistake(void **state) {
    (void)state;
    assert_status(run("init @/site --lang en"), EXIT_DONE);
    assert_status(run("build @/site"), EXIT_DONE);
    struct stat before, after;
    assert_int_equal(stat(path_of("site/output"), &before), 0);
    write_file("site/content/topics/broken.yaml", "title: Broken\nsumary: x\n");
    assert_status(run("build @/site"), EXIT_CONTENT);
    assert_text(printed, "");
    assert_has(complained, "/site/content/topics/broken.yaml:2:1: error: `topic` has no field "
                           "`sumary`; did you mean `summary`? [field-unknown]\n"
                           "   2 | sumary: x\n"
                           "     | ^^^^^^\n"
                           "     = help: its fields are: ");
    assert_int_equal(stat(path_of("site/output"), &after), 0);
    assert_true(before.st_ino == after.st_ino);
    assert_false(exists("site/output/topics/broken.html"));
    assert_status(run("check @/site --format json"), EXIT_CONTENT);
    assert_has(complained, "\"code\": \"field-unknown\"");
}

static void test_check_writes_nothing(void **state) {
    (void)state;
    assert_status(run("init @/site"), EXIT_DONE);
    assert_status(run("check @/site --strict"), EXIT_DONE);
    assert_has(printed, " items checked: no errors\n");
    assert_false(exists("site/output"));
    assert_status(run("check @/site --quiet --timings"), EXIT_DONE);
    assert_text(printed, "");
    assert_has(complained, "\nlink ");
    assert_status(run("check @/site --verbose --today 2026-03-09 --jobs 2"), EXIT_DONE);
    assert_has(complained, "today is 2026-03-09; 2 threads\n");
}

/* What somebody else put in the output folder stays there, and is told. */
static void test_foreign_files(void **state) {
    (void)state;
    assert_status(run("init @/site"), EXIT_DONE);
    assert_status(run("build @/site"), EXIT_DONE);
    write_file("site/output/van-een-ander.txt", "x");
    assert_status(run("build @/site"), EXIT_DONE);
    assert_has(complained, "/site/output/van-een-ander.txt: note: ");
    assert_has(printed, ": nothing changed\n");
    assert_true(exists("site/output/van-een-ander.txt"));
    assert_status(run("build @/site --quiet"), EXIT_DONE);
    assert_text(complained, "");
}

static void test_show(void **state) {
    (void)state;
    assert_status(run("init @/site --lang en"), EXIT_DONE);
    static const char *const NAMES[] = {"article:first-article", "first-article",
                                        "content/articles/first-article.md"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        assert_status(run(arena_format(&arena, "show %s --site @/site", NAMES[i]).data), EXIT_DONE);
        assert_true(slice_starts_with(printed, SLICE("article:first-article\n\n")));
    }
    static const char *const PARTS[] = {
        "content/articles/first-article.md\n",
        "articles/first-article.html\n",
        "\nFields\n",
        "authors       [reference]  person:editors\n",
        "\nRefers to\n",
        "content/articles/first-article.md:5:11  authors\n",
        "\nReferred to by\n",
        "page:welcome ",
        "\nAnchors\n",
        "#start-small ",
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        assert_has(printed, PARTS[i]);
    }
    assert_status(run("show tip:start-small --site @/site"), EXIT_DONE);
    assert_has(printed, "stands in     article:first-article\n");
    assert_status(run("show artikle:first-article --site @/site"), EXIT_CONTENT);
    assert_has(complained, "did you mean `article:first-article`?");
    assert_status(run("show first-artcle --site @/site"), EXIT_CONTENT);
    assert_has(complained, "did you mean `first-article`?");
}

int main(void) {
    arena_init(&arena);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_init, begin, clean),
        cmocka_unit_test_setup_teardown(test_init_refuses, begin, clean),
        cmocka_unit_test_setup_teardown(test_which_folder, begin, clean),
        cmocka_unit_test_setup_teardown(test_output_is_no_source, begin, clean),
        cmocka_unit_test_setup_teardown(test_mistake, begin, clean),
        cmocka_unit_test_setup_teardown(test_check_writes_nothing, begin, clean),
        cmocka_unit_test_setup_teardown(test_foreign_files, begin, clean),
        cmocka_unit_test_setup_teardown(test_show, begin, clean),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}
