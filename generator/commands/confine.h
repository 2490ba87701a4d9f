/* What a command that only reads the content, and publishes, may do: see base/power.h. */
#ifndef COMMANDS_CONFINE_H
#define COMMANDS_CONFINE_H

#include "commands/build.h"

/* Lets the process only read: the site, themes, and what the program itself consists of; and
 * publish (NULL: it does not), write the archive that --zip asks for, and with --external connect,
 * and write to .knoop/. To be called before any
 * content is read. Nothing else may be opened after this: what a command needs besides belongs
 * here. Does nothing where the world is not the process's own, in builds for a sanitizer, and where
 * the kernel cannot. */
void confine(const struct build *build, const struct publication *publication);

#endif
