#include "commands/command_line.h"

#include "base/escape.h"
#include "base/nearest.h"
#include "base/pool.h"
#include "commands/command.h"
#include "commands/usage.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *process_variable(const char *name) {
    return getenv(name);
}

struct world world_of_process(void) {
    return (struct world){.out = stdout,
                          .error = stderr,
                          .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                          .error_is_terminal = isatty(STDERR_FILENO) == 1,
                          .in = stdin,
                          .in_is_terminal = isatty(STDIN_FILENO) == 1,
                          .variable = process_variable,
                          .is_of_process = true};
}

const char *say(const struct command_line *line, const char *english, const char *dutch) {
    return language_text(line->language, english, dutch);
}

__attribute__((format(printf, 2, 0))) static void
complain_with(const struct command_line *line, const char *format, va_list arguments) {
    char text[2048];
    vsnprintf(text, sizeof text, format, arguments);
    struct buffer out;
    buffer_init(&out, line->arena);
    buffer_append_text(&out, "knoop: ");
    escape_terminal(&out, slice_from(text));
    buffer_append_byte(&out, '\n');
    fwrite(out.data, 1, out.length, line->world.error);
}

void complain(const struct command_line *line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain_with(line, format, arguments);
    va_end(arguments);
}

int usage_wrong(const struct command_line *line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain_with(line, format, arguments);
    va_end(arguments);
    fprintf(line->world.error, say(line, "See: knoop help%s%s\n", "Zie: knoop help%s%s\n"),
            line->command == NULL ? "" : " ", line->command == NULL ? "" : line->command->name);
    return EXIT_USAGE;
}

bool option_given(const struct command_line *line, enum option option) {
    return line->values[option] != NULL;
}

const char *option_value(const struct command_line *line, enum option option,
                         const char *otherwise) {
    return line->values[option] != NULL ? line->values[option] : otherwise;
}

size_t option_jobs(const struct command_line *line) {
    int64_t jobs = 0;
    if (slice_to_integer(slice_from(line->values[OPTION_JOBS]), &jobs)) {
        return (size_t)jobs;
    }
    return pool_jobs_default();
}

bool option_color(const struct command_line *line) {
    const char *when = option_value(line, OPTION_COLOR, "auto");
    if (strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    const char *refused = line->world.variable("NO_COLOR");
    const char *terminal = line->world.variable("TERM");
    return line->world.error_is_terminal && (refused == NULL || refused[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* What reading words needs. */
struct words {
    struct command_line *line;
    char **words;
    size_t count;
    size_t next;
    int status; /* EXIT_DONE as long as nothing is wrong */
};

/* " did you mean `--strict`?", or nothing. */
static const char *suggestion(const struct command_line *line, const char *dashes,
                              struct slice nearest) {
    if (nearest.length == 0) {
        return "";
    }
    return arena_format(line->arena,
                        say(line, "; did you mean `%s%.*s`?", "; bedoelde je `%s%.*s`?"), dashes,
                        slice_width(nearest), nearest.data)
        .data;
}

static void unknown_option(struct words *words, const char *dashes, struct slice name) {
    struct command_line *line = words->line;
    struct nearest nearest;
    nearest_init(&nearest, name);
    bool exists = option_named(name, OPTION_END) != OPTION_END && dashes[1] == '-';
    for (size_t i = 0; i < OPTION_COUNT && dashes[1] == '-' && !exists; i++) {
        if (command_takes(line->command, (enum option)i)) {
            nearest_offer(&nearest, slice_from(option_row((enum option)i)->name));
        }
    }
    if (exists && line->command == NULL) {
        words->status = usage_wrong(line,
                                    say(line, "the option `--%.*s` belongs after a command",
                                        "de optie `--%.*s` hoort achter een opdracht"),
                                    slice_width(name), name.data);
    } else if (exists) {
        words->status = usage_wrong(
            line,
            say(line, "`knoop %s` has no option `--%.*s`", "`knoop %s` heeft geen optie `--%.*s`"),
            line->command->name, slice_width(name), name.data);
    } else {
        words->status =
            usage_wrong(line, say(line, "unknown option `%s%.*s`%s", "onbekende optie `%s%.*s`%s"),
                        dashes, slice_width(name), name.data, suggestion(line, "--", nearest.best));
    }
}

/* Gives `option` its value: `given` (NULL if there is none in its own word), else the next word. */
static void take_option(struct words *words, enum option option, const char *given) {
    struct command_line *line = words->line;
    const struct option_row *row = option_row(option);
    if (row->argument[0] == NULL) {
        if (given != NULL) {
            words->status = usage_wrong(
                line, say(line, "`--%s` takes no value", "`--%s` heeft geen waarde"), row->name);
        }
        line->values[option] = "";
        return;
    }
    if (given == NULL && words->next < words->count) {
        given = words->words[words->next++];
    }
    if (given == NULL) {
        words->status = usage_wrong(
            line,
            say(line, "`--%s` needs a value: --%s %s", "`--%s` heeft een waarde nodig: --%s %s"),
            row->name, row->name, row->argument[line->language]);
        return;
    }
    if (!option_accepts(option, given)) {
        words->status = usage_wrong(
            line, say(line, "`%s` will not do for `--%s`: %s%s", "`%s` kan niet voor `--%s`: %s%s"),
            given, row->name,
            row->choices != NULL ? say(line, "choose from ", "kies uit ")
                                 : say(line, "it must be ", "het moet zijn: "),
            row->choices != NULL ? row->choices : row->expected[line->language]);
        return;
    }
    if (option == OPTION_SET) {
        line->sets[line->set_count++] = given;
    }
    line->values[option] = given;
}

static void take_long(struct words *words, const char *word) {
    struct slice name = slice_from(word + 2);
    size_t equals = slice_find(name, '=');
    const char *given = equals == SLICE_NOT_FOUND ? NULL : word + 2 + equals + 1;
    name = slice_take(name, equals);
    enum option option = option_named(name, OPTION_END);
    while (option != OPTION_END && !command_takes(words->line->command, option)) {
        option = option_named(name, option);
    }
    if (option == OPTION_END) {
        unknown_option(words, "--", name);
        return;
    }
    take_option(words, option, given);
}

/* "-qv", "-o DIR" or "-oDIR". */
static void take_letters(struct words *words, const char *letters) {
    for (; *letters != '\0' && words->status == EXIT_DONE; letters++) {
        enum option option = option_lettered(*letters, OPTION_END);
        while (option != OPTION_END && !command_takes(words->line->command, option)) {
            option = option_lettered(*letters, option);
        }
        if (option == OPTION_END) {
            unknown_option(words, "-", slice_of(letters, 1));
            return;
        }
        bool has_value = option_row(option)->argument[0] != NULL;
        take_option(words, option, has_value && letters[1] != '\0' ? letters + 1 : NULL);
        if (has_value) {
            return;
        }
    }
}

static void take_command(struct words *words, const char *name) {
    struct command_line *line = words->line;
    line->command = command_named(slice_from(name));
    if (line->command != NULL) {
        return;
    }
    struct nearest nearest;
    nearest_init(&nearest, slice_from(name));
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(table[i].name));
    }
    words->status =
        usage_wrong(line, say(line, "unknown command `%s`%s", "onbekende opdracht `%s`%s"), name,
                    suggestion(line, "", nearest.best));
}

static void take_words(struct words *words) {
    struct command_line *line = words->line;
    bool options_ended = false;
    while (words->next < words->count && words->status == EXIT_DONE) {
        const char *word = words->words[words->next++];
        if (!options_ended && strcmp(word, "--") == 0) {
            options_ended = true;
        } else if (!options_ended && word[0] == '-' && word[1] == '-') {
            take_long(words, word);
        } else if (!options_ended && word[0] == '-' && word[1] != '\0') {
            take_letters(words, word + 1);
        } else if (line->command == NULL) {
            take_command(words, word);
        } else {
            line->arguments[line->argument_count++] = word;
        }
    }
}

static enum language accepted(const char *value, enum language otherwise) {
    return option_accepts(OPTION_LANG, value) ? language_named(value) : otherwise;
}

/* Messages about the command line are in the language that it asks for, wherever it does so. */
static enum language find_language(struct world world, int count, char **words) {
    enum language language = language_of_environment(world.variable);
    for (int i = 0; i < count && strcmp(words[i], "--") != 0; i++) {
        if (strncmp(words[i], "--lang=", 7) == 0) {
            language = accepted(words[i] + 7, language);
        } else if (strcmp(words[i], "--lang") == 0 && i + 1 < count) {
            language = accepted(words[i + 1], language);
        }
    }
    return language;
}

static bool arguments_fit(struct words *words) {
    struct command_line *line = words->line;
    const struct command *command = line->command;
    if (line->argument_count < command->argument_minimum) {
        words->status =
            usage_wrong(line, say(line, "`knoop %s` needs %s", "`knoop %s` heeft %s nodig"),
                        command->name, command->arguments[line->language]);
    } else if (line->argument_count > command->argument_maximum) {
        words->status = usage_wrong(
            line, say(line, "`%s` is one argument too many", "`%s` is een argument te veel"),
            line->arguments[command->argument_maximum]);
    }
    return words->status == EXIT_DONE;
}

bool command_line_read(struct command_line *line, struct world world, int count, char **words,
                       struct arena *arena, int *status) {
    *line = (struct command_line){.world = world, .arena = arena};
    line->language = find_language(world, count, words);
    line->arguments = arena_new(arena, const char *, (size_t)count + 1);
    line->sets = arena_new(arena, const char *, (size_t)count + 1);
    struct words reading = {.line = line, .words = words, .count = (size_t)count};
    take_words(&reading);
    *status = reading.status;
    if (reading.status != EXIT_DONE) {
        return false;
    }
    if (option_given(line, OPTION_HELP)) {
        usage_print(line, world.out);
        return false;
    }
    if (option_given(line, OPTION_VERSION)) {
        fprintf(world.out, "knoop %s\n", KNOOP_VERSION);
        return false;
    }
    if (line->command == NULL) {
        usage_print(line, world.error);
        *status = EXIT_USAGE;
        return false;
    }
    bool fits = arguments_fit(&reading);
    *status = reading.status;
    return fits;
}

int command_line_finish(struct command_line *line, int status) {
    errno = 0;
    if (fflush(line->world.out) != 0 || ferror(line->world.out)) {
        complain(line,
                 say(line, "standard output could not be written: %s",
                     "de standaarduitvoer kon niet geschreven worden: %s"),
                 strerror(errno));
        return EXIT_MACHINE;
    }
    return status;
}
