/* commands/command_line.h, command.h, today.h, and the help that is printed from the tables */
#include "testing.h"

#include "base/diagnostic_table.h"
#include "commands/command.h"
#include "commands/print.h"
#include "commands/today.h"
#include "commands/topics.h"

#include <string.h>

static struct arena arena;
static char *out_text, *error_text;
static size_t out_length, error_length;
static const char *environment[8]; /* "NAME=value" */

static const char *variable(const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i < 8 && environment[i] != NULL; i++) {
        if (strncmp(environment[i], name, length) == 0 && environment[i][length] == '=') {
            return environment[i] + length + 1;
        }
    }
    return NULL;
}

static int begin(void **state) {
    (void)state;
    memset(environment, 0, sizeof environment);
    arena_reset(&arena);
    return 0;
}

/* What was printed, as slices that live as long as the test. */
static struct slice printed, complained;

/* Reads the words, separated by spaces, and runs the command if `run`. True when there is one to
 * run. */
static bool command_runs(struct command_line *line, const char *text, bool run, int *status) {
    char *words[32];
    int count = 0;
    struct slice rest = slice_from(text), word;
    while (slice_cut(&rest, ' ', &word)) {
        char *copy = arena_bytes(&arena, word.length + 1);
        memcpy(copy, word.data, word.length);
        copy[word.length] = '\0';
        words[count++] = copy;
    }
    struct world world = {.out = open_memstream(&out_text, &out_length),
                          .error = open_memstream(&error_text, &error_length),
                          .variable = variable};
    bool runs = command_line_read(line, world, count, words, &arena, status);
    if (runs && run) {
        *status = line->command->run(line);
    }
    fclose(world.out);
    fclose(world.error);
    printed = arena_copy(&arena, slice_of(out_text, out_length));
    complained = arena_copy(&arena, slice_of(error_text, error_length));
    free(out_text);
    free(error_text);
    return runs;
}

static bool contains(struct slice text, const char *part) {
    if (slice_search(text, slice_from(part)) != SLICE_NOT_FOUND) {
        return true;
    }
    print_error("\"%s\" is not in:\n%.*s\n", part, slice_width(text), text.data);
    return false;
}

static void test_options_and_arguments(void **state) {
    (void)state;
    struct command_line line;
    int status = -1;
    assert_true(command_runs(&line, "--lang nl build --output uit site --jobs=3 -qv --strict",
                             false, &status));
    assert_int_equal(status, EXIT_DONE);
    assert_string_equal(line.command->name, "build");
    assert_string_equal(option_value(&line, OPTION_OUTPUT, ""), "uit");
    assert_size(option_jobs(&line), 3);
    assert_true(option_given(&line, OPTION_QUIET) && option_given(&line, OPTION_VERBOSE));
    assert_true(option_given(&line, OPTION_STRICT));
    assert_false(option_given(&line, OPTION_DRAFTS));
    assert_size(line.argument_count, 1);
    assert_string_equal(line.arguments[0], "site");
    assert_int_equal(line.language, LANGUAGE_DUTCH);
}

static void test_letters_take_their_value_both_ways(void **state) {
    (void)state;
    struct command_line line;
    int status = -1;
    assert_true(command_runs(&line, "build -ouit -j 2", false, &status));
    assert_string_equal(option_value(&line, OPTION_OUTPUT, ""), "uit");
    assert_size(option_jobs(&line), 2);
    assert_true(command_runs(&line, "build -qj4", false, &status));
    assert_size(option_jobs(&line), 4);
}

static void test_dashes_end_options(void **state) {
    (void)state;
    struct command_line line;
    int status = -1;
    assert_true(command_runs(&line, "build -- --strict", false, &status));
    assert_false(option_given(&line, OPTION_STRICT));
    assert_string_equal(line.arguments[0], "--strict");
    assert_true(command_runs(&line, "show -", false, &status));
    assert_string_equal(line.arguments[0], "-");
}

static void test_what_is_wrong_is_said(void **state) {
    (void)state;
    static const struct {
        const char *words;
        const char *said;
    } table[] = {
        {"biuld", "knoop: unknown command `biuld`; did you mean `build`?\nSee: knoop help\n"},
        {"zzzzzz", "knoop: unknown command `zzzzzz`\n"},
        {"build --strikt", "knoop: unknown option `--strikt`; did you mean `--strict`?\n"
                           "See: knoop help build\n"},
        {"build -x", "knoop: unknown option `-x`\n"},
        {"init --strict", "knoop: `knoop init` has no option `--strict`\n"},
        {"--strict build", "knoop: the option `--strict` belongs after a command\n"},
        {"build --strict=yes", "knoop: `--strict` takes no value\n"},
        {"build --jobs", "knoop: `--jobs` needs a value: --jobs N\n"},
        {"build --jobs 0", "knoop: `0` will not do for `--jobs`: it must be a number from 1 to"},
        {"build --jobs 65", "`65` will not do"},
        {"build -jx", "`x` will not do for `--jobs`"},
        {"build --today 2026-02-30", "`2026-02-30` will not do for `--today`: it must be a date"},
        {"build --today 2026-02", "`2026-02` will not do"},
        {"build --lang fr", "knoop: `fr` will not do for `--lang`: choose from nl en\n"},
        {"build --base-url example.org", "`example.org` will not do for `--base-url`"},
        {"build --base-url https://", "`https://` will not do"},
        {"build --output=", "`` will not do for `--output`"},
        {"build a b", "knoop: `b` is one argument too many\n"},
        {"init", "knoop: `knoop init` needs DIR\n"},
        {"b\x1b[31m", "knoop: unknown command `b\\x1B[31m`\n"},
        {"--lang nl biuld", "knoop: onbekende opdracht `biuld`; bedoelde je `build`?\n"
                            "Zie: knoop help\n"},
        {"biuld --lang=nl", "knoop: onbekende opdracht `biuld`"},
        {"build --jobs nul --lang nl", "knoop: `nul` kan niet voor `--jobs`: het moet zijn: een"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct command_line line;
        int status = -1;
        assert_false(command_runs(&line, table[i].words, false, &status));
        assert_int_equal(status, EXIT_USAGE);
        assert_true(contains(complained, table[i].said));
        assert_size(printed.length, 0);
    }
}

static void test_language_of_the_locale(void **state) {
    (void)state;
    static const struct {
        const char *variables[3];
        enum language language;
    } table[] = {
        {{NULL}, LANGUAGE_ENGLISH},
        {{"LANG=nl_NL.UTF-8", NULL}, LANGUAGE_DUTCH},
        {{"LANG=C.UTF-8", NULL}, LANGUAGE_ENGLISH},
        {{"LANG=nl_NL.UTF-8", "LC_ALL=en_GB.UTF-8", NULL}, LANGUAGE_ENGLISH},
        {{"LANG=en_GB.UTF-8", "LC_MESSAGES=nl_BE", NULL}, LANGUAGE_DUTCH},
        {{"LC_ALL=", "LC_MESSAGES=nl", NULL}, LANGUAGE_DUTCH},
        {{"LANG=de_DE.UTF-8", NULL}, LANGUAGE_ENGLISH},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        memcpy(environment, table[i].variables, sizeof table[i].variables);
        assert_int_equal(language_of_environment(variable), table[i].language);
        memset(environment, 0, sizeof environment);
    }
}

static void test_colour(void **state) {
    (void)state;
    struct command_line line = {.world = {.variable = variable, .error_is_terminal = true}};
    assert_true(option_color(&line));
    environment[0] = "TERM=dumb";
    assert_false(option_color(&line));
    environment[0] = "NO_COLOR=1";
    assert_false(option_color(&line));
    line.values[OPTION_COLOR] = "always";
    assert_true(option_color(&line));
    line.values[OPTION_COLOR] = "never";
    environment[0] = NULL;
    assert_false(option_color(&line));
    line.values[OPTION_COLOR] = "auto";
    line.world.error_is_terminal = false;
    assert_false(option_color(&line));
}

static void test_today(void **state) {
    (void)state;
    char *text = NULL;
    size_t length = 0;
    FILE *error = open_memstream(&text, &length);
    struct command_line line = {.world = {.variable = variable, .error = error}, .arena = &arena};
    struct date today;
    environment[0] = "SOURCE_DATE_EPOCH=951782400"; /* a leap day that many forget */
    assert_int_equal(today_find(&line, &today), EXIT_DONE);
    assert_int_equal(date_compare(today, (struct date){2000, 2, 29}), 0);
    environment[0] = "SOURCE_DATE_EPOCH=86399";
    assert_int_equal(today_find(&line, &today), EXIT_DONE);
    assert_int_equal(date_compare(today, (struct date){1970, 1, 1}), 0);
    line.values[OPTION_TODAY] = "2026-03-09";
    assert_int_equal(today_find(&line, &today), EXIT_DONE);
    assert_int_equal(date_compare(today, (struct date){2026, 3, 9}), 0);
    line.values[OPTION_TODAY] = NULL;
    environment[0] = "SOURCE_DATE_EPOCH=gisteren";
    assert_int_equal(today_find(&line, &today), EXIT_USAGE);
    environment[0] = "SOURCE_DATE_EPOCH=-1";
    assert_int_equal(today_find(&line, &today), EXIT_USAGE);
    environment[0] = NULL;
    assert_int_equal(today_find(&line, &today), EXIT_DONE);
    assert_true(today.year >= 2024);
    fclose(error);
    assert_true(contains(slice_of(text, length), "SOURCE_DATE_EPOCH is no number of seconds"));
    free(text);
}

static void test_version_and_help(void **state) {
    (void)state;
    struct command_line line;
    int status = -1;
    assert_false(command_runs(&line, "--version", false, &status));
    assert_int_equal(status, EXIT_DONE);
    assert_text(printed, "knoop " KNOOP_VERSION "\n");
    assert_false(command_runs(&line, "", false, &status));
    assert_int_equal(status, EXIT_USAGE);
    assert_size(printed.length, 0);
    assert_true(contains(complained, "Usage: knoop COMMAND"));
    assert_false(command_runs(&line, "-h", false, &status));
    assert_int_equal(status, EXIT_DONE);
    assert_size(complained.length, 0);
    assert_true(contains(printed, "Usage: knoop COMMAND"));
}

/* Every command has help that names each of its options, in both languages, in 80 columns. */
static void test_help_of_every_command(void **state) {
    (void)state;
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
            struct command_line line;
            int status = -1;
            const char *words = arena_format(&arena, "%s --help --lang %s", table[i].name,
                                             language == LANGUAGE_DUTCH ? "nl" : "en")
                                    .data;
            assert_false(command_runs(&line, words, false, &status));
            assert_int_equal(status, EXIT_DONE);
            for (const enum option *o = table[i].options; *o != OPTION_END; o++) {
                const char *name = arena_format(&arena, "--%s", option_row(*o)->name).data;
                assert_true(contains(printed, name));
            }
            assert_true(contains(printed, language == LANGUAGE_DUTCH ? "Gebruik: " : "Usage: "));
            struct slice rest = printed, text;
            while (slice_cut_line(&rest, &text)) {
                assert_true(text.length <= 90); /* 80 columns; an accent is two bytes */
            }
        }
    }
}

/* Every choice of --format is a form that exists. */
static void test_formats(void **state) {
    (void)state;
    struct slice rest = slice_from(option_row(OPTION_FORMAT)->choices), name;
    while (slice_cut(&rest, ' ', &name)) {
        assert_true(print_format_exists(arena_copy(&arena, name).data));
    }
    assert_false(print_format_exists("xml"));
    assert_true(print_format_is_human(NULL));
    assert_false(print_format_is_human("json"));
}

static void test_help_topics(void **state) {
    (void)state;
    struct command_line line;
    int status = -1;
    size_t count = 0;
    const struct topic *table = topics(&count);
    assert_true(command_runs(&line, "help", true, &status));
    assert_int_equal(status, EXIT_DONE);
    for (size_t i = 0; i < count; i++) {
        assert_true(contains(printed, table[i].name));
    }
    assert_true(command_runs(&line, "help build", true, &status));
    assert_true(contains(printed, "Usage: knoop build [OPTIONS] [SITE]"));
    assert_true(command_runs(&line, "help fields", true, &status));
    assert_true(contains(printed, "reference"));
    assert_true(command_runs(&line, "help reference-missing", true, &status));
    assert_true(contains(printed, "error: there is no `…`\n"));
    assert_true(contains(printed, "\nWrong, content/articles/koffie.md:\n"));
    assert_true(contains(printed, "\nRight, content/articles/koffie.md:\n"));
    assert_true(command_runs(&line, "help codes", true, &status));
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        const char *code = message_row((enum message)i)->code;
        assert_true(contains(printed, arena_format(&arena, "[%s]\n", code).data));
    }
    assert_true(command_runs(&line, "help refrence-missing", true, &status));
    assert_int_equal(status, EXIT_USAGE);
    assert_true(contains(complained, "did you mean `reference-missing`?"));
}

/* The manual page names everything, and no line of it is a command to troff by accident. */
static void test_manual(void **state) {
    (void)state;
    struct command_line line;
    int status = -1;
    assert_true(command_runs(&line, "help --man", true, &status));
    assert_int_equal(status, EXIT_DONE);
    assert_true(slice_starts_with(printed, SLICE(".TH KNOOP 1 ")));
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(contains(printed, arena_format(&arena, ".SS \"knoop %s ", table[i].name).data));
    }
    struct slice rest = printed, text;
    static const char *const MACROS[] = {".TH ", ".SH ", ".SS ", ".TP", ".B ", ".br"};
    while (slice_cut_line(&rest, &text)) {
        bool is_known = text.length == 0 || (text.data[0] != '.' && text.data[0] != '\'');
        for (size_t i = 0; i < sizeof MACROS / sizeof *MACROS; i++) {
            is_known = is_known || slice_starts_with(text, slice_from(MACROS[i]));
        }
        assert_true(is_known);
    }
}

int main(void) {
    arena_init(&arena);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_options_and_arguments, begin),
        cmocka_unit_test_setup(test_letters_take_their_value_both_ways, begin),
        cmocka_unit_test_setup(test_dashes_end_options, begin),
        cmocka_unit_test_setup(test_what_is_wrong_is_said, begin),
        cmocka_unit_test_setup(test_language_of_the_locale, begin),
        cmocka_unit_test_setup(test_colour, begin),
        cmocka_unit_test_setup(test_today, begin),
        cmocka_unit_test_setup(test_version_and_help, begin),
        cmocka_unit_test_setup(test_help_of_every_command, begin),
        cmocka_unit_test_setup(test_formats, begin),
        cmocka_unit_test_setup(test_help_topics, begin),
        cmocka_unit_test_setup(test_manual, begin),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}
