/* What is installed beside the program: themes, and the default kinds. */
#ifndef COMMANDS_SHARED_H
#define COMMANDS_SHARED_H

#include "commands/command_line.h"

/* The folders that exist of: themes/ (or kinds/) in $KNOOP_SHARE; in share/knoop/ beside the
 * program's bin/; in the source tree that the program was built in; and in share/knoop/ of the
 * prefix it was built for. In that order, each once. */
size_t shared_theme_folders(const struct command_line *line, const struct slice **folders);
size_t shared_kind_folders(const struct command_line *line, const struct slice **folders);

#endif
