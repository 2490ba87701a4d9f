/* The manual page, in the man macros of troff (man(7)), made from the tables of commands, options,
 * exit statuses, variables and messages. */
#ifndef COMMANDS_MANUAL_H
#define COMMANDS_MANUAL_H

#include "commands/command_line.h"

void manual_print(const struct command_line *line, FILE *out);

#endif
