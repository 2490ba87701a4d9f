/* knoop show template-data: what the templates of a page see. */
#ifndef COMMANDS_SHOW_DATA_H
#define COMMANDS_SHOW_DATA_H

#include "commands/build.h"

/* Prints it for the page that `name` names: an item, "kind:" for its list, the path of a page in
 * the output, or nothing for the front page. `item` is the item that was found by that name, or
 * NULL. Returns the exit status. */
int show_data(struct build *build, struct slice name, const struct item *item);

#endif
