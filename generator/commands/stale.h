/* Items that nobody looked at for long: `knoop check --stale DAYS`. */
#ifndef COMMANDS_STALE_H
#define COMMANDS_STALE_H

#include "commands/build.h"

/* Warns of every published item whose `updated` (else `date`) is more than so many days before
 * today. Nothing without the option; items without either date are passed over. */
void stale_warn(struct build *build);

#endif
