/* Adding an old address to the `aliases` of an item. */
#ifndef EDIT_ALIAS_H
#define EDIT_ALIAS_H

#include "edit/edit.h"

/* The edit that adds `alias` to the fields in `text`, the file at `path`: front matter of Markdown,
 * or YAML as a whole. The edit's text is made in `arena`. */
struct edit edit_alias(struct slice path, struct slice text, struct slice alias,
                       struct arena *arena);
/* Adds the edit to the list; of two that each add the field `aliases` at one place it makes one. */
void edits_add_alias(struct edits *edits, struct edit edit);

#endif
