/* The commands: one row each, and one file each for what they do. Help and the manual are printed
 * from this table. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include "commands/command_line.h"

struct command {
    const char *name;
    const char *arguments[LANGUAGE_COUNT]; /* "[SITE]", for the usage line */
    size_t argument_minimum;
    size_t argument_maximum;
    const char *summary[LANGUAGE_COUNT]; /* a few words, for the list of commands */
    const char *text[LANGUAGE_COUNT];    /* a paragraph, for its own help */
    const enum option *options; /* those it takes beside the common ones; OPTION_END last */
    int (*run)(struct command_line *line); /* does it, and returns the exit status */
};

/* The table, `*count` rows in the order in which help shows them. */
const struct command *commands(size_t *count);
/* The command of that name, or NULL. */
const struct command *command_named(struct slice name);
/* Whether it takes the option; NULL stands for the program without a command. */
bool command_takes(const struct command *command, enum option option);
/* The options that stand before a command or with any of them. */
const enum option *common_options(void);

/* The rows' functions, one file each. */
int run_build(struct command_line *line);
int run_check(struct command_line *line);
int run_serve(struct command_line *line);
int run_document(struct command_line *line);
int run_schema(struct command_line *line);
int run_lsp(struct command_line *line);
int run_init(struct command_line *line);
int run_show(struct command_line *line);
int run_new(struct command_line *line);
int run_import(struct command_line *line);
int run_move(struct command_line *line);
int run_rename_anchor(struct command_line *line);
int run_completion(struct command_line *line);
int run_explain(struct command_line *line);
int run_help(struct command_line *line);

#endif
