/* The command line: the words of the user, made into a command, its options and its arguments; and
 * the world around the program (streams, environment), so that a test can be another world. */
#ifndef COMMANDS_COMMAND_LINE_H
#define COMMANDS_COMMAND_LINE_H

#include "commands/exit_status.h"
#include "commands/option.h"

#include <stdio.h>

struct command;

/* What the program sees of the world. */
struct world {
    FILE *out;
    FILE *error;
    bool out_is_terminal;
    bool error_is_terminal;
    FILE *in; /* NULL: nothing can be read */
    bool in_is_terminal;
    environment_variable *variable;
    bool is_of_process; /* no test: the process may give up what the command does not need */
};

struct command_line {
    struct world world;
    struct arena *arena; /* lives as long as the program runs */
    enum language language;
    const struct command *command;    /* NULL if none was named */
    const char *values[OPTION_COUNT]; /* NULL: not given; a switch that was given: "" */
    const char **sets;                /* every value of --set, in order */
    size_t set_count;
    const char **arguments; /* what is neither command nor option */
    size_t argument_count;
};

/* The real world: standard output and error, and the environment. */
struct world world_of_process(void);

/* Reads `count` words (the program's name not among them). True when line->command is to be run.
 * False when there is nothing left to do: help or the version was printed, or what is wrong was
 * said; then `*status` is the exit status. */
bool command_line_read(struct command_line *line, struct world world, int count, char **words,
                       struct arena *arena, int *status);
/* Sees to it that all output has arrived, and returns the exit status: `status`, or EXIT_MACHINE if
 * standard output could not be written. */
int command_line_finish(struct command_line *line, int status);

/* Whether the option was given; its value, or `otherwise`. */
bool option_given(const struct command_line *line, enum option option);
const char *option_value(const struct command_line *line, enum option option,
                         const char *otherwise);
/* The threads to work on: --jobs, or one for each processor. */
size_t option_jobs(const struct command_line *line);
/* Whether messages are coloured: --color, NO_COLOR and the terminal. */
bool option_color(const struct command_line *line);

/* The text of the two in the language of the user. */
const char *say(const struct command_line *line, const char *english, const char *dutch)
    __attribute__((format_arg(2))) __attribute__((format_arg(3)));
/* Prints "knoop: " and the text on standard error, its control characters made visible. */
void complain(const struct command_line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same, followed by a line on where to find help. Always EXIT_USAGE, to return it. */
int usage_wrong(const struct command_line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
