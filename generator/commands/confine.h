/* What a command that only reads the content, and makes something of it, may do: see
 * base/power.h. Each of these is to be called before any content is read. Nothing else may be
 * opened after it: what a command needs besides belongs here. They do nothing where the world is
 * not the process's own, in builds for a sanitizer, and where the kernel cannot. */
#ifndef COMMANDS_CONFINE_H
#define COMMANDS_CONFINE_H

#include "commands/build.h"

/* Lets the process only read: the site, themes, and what the program itself consists of; and
 * publish (NULL: it does not), write the archive that --zip asks for, and with --external connect,
 * and write to .knoop/. */
void confine(const struct build *build, const struct publication *publication);
/* Only read, and write in the folder of that file. */
void confine_to_file(const struct build *build, const char *file);
/* Only read, and answer on one of these ports. No thread may run yet. */
void confine_to_ports(const struct command_line *line, int root, uint16_t first, size_t count);

#endif
