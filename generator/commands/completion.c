/* Completion for shells, printed from the tables of commands, options, topics and codes. */
#include "commands/command.h"
#include "commands/topics.h"

#include <string.h>

static void print_codes(const struct command_line *line) {
    size_t count = 0;
    const char *const *codes = topics_codes(line->arena, &count);
    for (size_t i = 0; i < count; i++) {
        fprintf(line->world.out, " %s", codes[i]);
    }
}

static void print_commands(const struct command_line *line) {
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(line->world.out, "%s%s", i > 0 ? " " : "", table[i].name);
    }
}

static void print_topics(const struct command_line *line) {
    size_t count = 0;
    const struct topic *table = topics(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(line->world.out, " %s", table[i].name);
    }
}

/* What may stand as an argument of the command, beside files. */
static void print_arguments(const struct command_line *line, const struct command *command) {
    if (strcmp(command->name, "help") == 0) {
        fputc(' ', line->world.out);
        print_commands(line);
        print_topics(line);
    }
    if (strcmp(command->name, "help") == 0 || strcmp(command->name, "explain") == 0) {
        print_codes(line);
    }
    if (strcmp(command->name, "completion") == 0) {
        fputs(" bash zsh fish", line->world.out);
    }
}

/* A text in single quotes, with `escaped` behind backslashes. */
static void print_quoted(FILE *out, const char *text, const char *escaped) {
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", out);
        } else {
            fprintf(out, "%s%c", strchr(escaped, *text) != NULL ? "\\" : "", *text);
        }
    }
}

/* What may follow an option of a command: of two commands one option may mean two things. */
static void print_choices(FILE *out, const char *command, const enum option *options) {
    for (; *options != OPTION_END; options++) {
        const struct option_row *row = option_row(*options);
        if (row->choices != NULL) {
            fprintf(out,
                    "    %s' --%s') COMPREPLY=($(compgen -W '%s' -- \"$current\")); return ;;\n",
                    command, row->name, row->choices);
        }
    }
}

static void print_bash(const struct command_line *line) {
    FILE *out = line->world.out;
    size_t count = 0;
    const struct command *table = commands(&count);
    fputs("_knoop() {\n    local current=${COMP_WORDS[COMP_CWORD]} command= word words\n"
          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
          "        case $word in -*) ;; *) command=$word; break ;; esac\n    done\n"
          "    case $command' '${COMP_WORDS[COMP_CWORD-1]} in\n",
          out);
    print_choices(out, "*", common_options());
    for (size_t i = 0; i < count; i++) {
        print_choices(out, table[i].name, table[i].options);
    }
    fputs("    esac\n    case $command in\n    '') words='", out);
    print_commands(line);
    fputs(" --help --version' ;;\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "    %s) words='--help --lang --color", table[i].name);
        for (const enum option *option = table[i].options; *option != OPTION_END; option++) {
            fprintf(out, " --%s", option_row(*option)->name);
        }
        print_arguments(line, &table[i]);
        fputs("' ;;\n", out);
    }
    fputs(
        "    *) words= ;;\n    esac\n    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
        "complete -o default -F _knoop knoop\n",
        out);
}

static void print_zsh_option(const struct command_line *line, enum option option) {
    FILE *out = line->world.out;
    const struct option_row *row = option_row(option);
    fprintf(out, " \\\n        '--%s[", row->name);
    print_quoted(out, row->help[line->language], "[]:\\");
    fputc(']', out);
    if (row->choices != NULL) {
        fprintf(out, ":%s:(%s)", row->name, row->choices);
    } else if (row->argument[line->language] != NULL) {
        fprintf(out, ":%s:_files", row->argument[line->language]);
    }
    fputc('\'', out);
}

static void print_zsh(const struct command_line *line) {
    FILE *out = line->world.out;
    size_t count = 0;
    const struct command *table = commands(&count);
    fputs("#compdef knoop\nif (( CURRENT == 2 )); then\n    local -a commands=(\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "        '%s:", table[i].name);
        print_quoted(out, table[i].summary[line->language], ":\\");
        fputs("'\n", out);
    }
    fputs("    )\n    _describe command commands\n    return\nfi\nlocal command=$words[2]\n"
          "shift words\n(( CURRENT-- ))\ncase $command in\n",
          out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s)\n    _arguments", table[i].name);
        for (const enum option *option = common_options(); *option != OPTION_END; option++) {
            print_zsh_option(line, *option);
        }
        for (const enum option *option = table[i].options; *option != OPTION_END; option++) {
            print_zsh_option(line, *option);
        }
        bool has_words = strcmp(table[i].name, "help") == 0 ||
                         strcmp(table[i].name, "explain") == 0 ||
                         strcmp(table[i].name, "completion") == 0;
        fputs(has_words ? " \\\n        '*::argument:(" : " \\\n        '*::argument:_files'", out);
        print_arguments(line, &table[i]);
        fputs(has_words ? ")'\n    ;;\n" : "\n    ;;\n", out);
    }
    fputs("esac\n", out);
}

static void print_fish_option(const struct command_line *line, const char *command,
                              enum option option) {
    FILE *out = line->world.out;
    const struct option_row *row = option_row(option);
    fprintf(out, "complete -c knoop -n '__fish_seen_subcommand_from %s' -l %s", command, row->name);
    if (row->letter != '\0') {
        fprintf(out, " -s %c", row->letter);
    }
    if (row->choices != NULL) {
        fprintf(out, " -x -a '%s'", row->choices);
    } else if (row->argument[line->language] != NULL) {
        fputs(" -r", out);
    }
    fputs(" -d '", out);
    print_quoted(out, row->help[line->language], "");
    fputs("'\n", out);
}

static void print_fish(const struct command_line *line) {
    FILE *out = line->world.out;
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "complete -c knoop -n __fish_use_subcommand -f -a %s -d '", table[i].name);
        print_quoted(out, table[i].summary[line->language], "");
        fputs("'\n", out);
        for (const enum option *option = common_options(); *option != OPTION_END; option++) {
            print_fish_option(line, table[i].name, *option);
        }
        for (const enum option *option = table[i].options; *option != OPTION_END; option++) {
            print_fish_option(line, table[i].name, *option);
        }
        fprintf(out, "complete -c knoop -n '__fish_seen_subcommand_from %s' -a '", table[i].name);
        print_arguments(line, &table[i]);
        fputs("'\n", out);
    }
}

/* One row a shell. */
static const struct shell_row {
    const char *name;
    void (*print)(const struct command_line *line);
} SHELLS[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

int run_completion(struct command_line *line) {
    for (size_t i = 0; i < sizeof SHELLS / sizeof *SHELLS; i++) {
        if (strcmp(line->arguments[0], SHELLS[i].name) == 0) {
            SHELLS[i].print(line);
            return EXIT_DONE;
        }
    }
    return usage_wrong(line,
                       say(line, "there is no completion for `%s`; choose from bash, zsh, fish",
                           "er is geen aanvulling voor `%s`; kies uit bash, zsh, fish"),
                       line->arguments[0]);
}
