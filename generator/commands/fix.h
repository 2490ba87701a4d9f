/* `knoop check --fix`: the sure remedies of what is wrong. */
#ifndef COMMANDS_FIX_H
#define COMMANDS_FIX_H

#include "commands/build.h"

/* Carries out the sure remedies of the build's diagnostics; `*count` is how many there were.
 * Returns an exit status. */
int fix_all(struct build *build, size_t *count);

#endif
