/* Links to elsewhere: `knoop check --external`. */
#ifndef COMMANDS_EXTERNAL_H
#define COMMANDS_EXTERNAL_H

#include "commands/build.h"

struct external_summary {
    size_t count; /* of links */
};

/* Makes the folder that answers are kept in, before rights are given up. Nothing without the
 * option. */
void external_prepare(const struct build *build);
/* Asks what the site links to, and adds what is wrong to the diagnostics. Nothing without the
 * option, nor while there are errors, which is said unless `summary` is NULL. EXIT_DONE, or the
 * exit status after saying what is wrong with the environment. */
int external_check(struct build *build, struct external_summary *summary);

#endif
