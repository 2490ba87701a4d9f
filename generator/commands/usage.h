/* Help about commands, printed from their table and that of the options. */
#ifndef COMMANDS_USAGE_H
#define COMMANDS_USAGE_H

#include "commands/command.h"

/* Prints the help of the line's command, or the list of commands if it has none. */
void usage_print(const struct command_line *line, FILE *out);
/* Prints the help of one command. */
void usage_print_command(const struct command_line *line, const struct command *command, FILE *out);
/* Prints `text` in lines of at most 80 columns, each after `indent` spaces; `start` columns of the
 * first line are filled already. Ends with a line end. */
void usage_wrap(FILE *out, const char *text, size_t indent, size_t start);

#endif
