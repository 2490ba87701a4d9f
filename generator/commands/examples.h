/* A wrong and a right example of every code, from examples.txt; the tests execute them. */
#ifndef COMMANDS_EXAMPLES_H
#define COMMANDS_EXAMPLES_H

#include "commands/command_line.h"

/* Prints the examples of the code, each file or list of commands under a heading. */
void examples_print(const struct command_line *line, struct slice code, FILE *out);

#endif
