/* Where a new item goes, and what of it the command line tells. */
#ifndef COMMANDS_NEW_PLACE_H
#define COMMANDS_NEW_PLACE_H

#include "commands/new_form.h"

/* The kind of that name; NULL after saying which there are. */
const struct kind *place_find_kind(const struct build *build, struct slice name);
/* Fills in what --set gives. Returns EXIT_DONE, or the exit status after saying what is wrong. */
int place_set_given(struct form *form);
/* Whether most items of the kind lie in a folder of their year. */
bool place_is_in_years(const struct build *build, const struct kind *kind);
/* Whether most of them are YAML files. */
bool place_is_yaml(const struct build *build, const struct kind *kind);

#endif
