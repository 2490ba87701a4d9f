/* content/addresses.txt, which keeps every address that was published. */
#ifndef COMMANDS_ADDRESSES_H
#define COMMANDS_ADDRESSES_H

#include "commands/build.h"

/* Whether the site seems to keep its addresses, by a look at site.yaml before anything is read: who
 * is about to give up rights must know. */
bool addresses_are_kept(const struct build *build);
/* Adds what the linked site has and the file has not, if the site keeps its addresses: `*added` of
 * them. Drafts never enter. False, after saying why, when the file cannot be written. */
bool addresses_write(struct build *build, size_t *added);
/* Warns when there is something to add. */
void addresses_warn(struct build *build);

#endif
