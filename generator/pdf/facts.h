/* The fields of an item as a table. Inside the room. */
#ifndef PDF_FACTS_H
#define PDF_FACTS_H

#include "pdf/prose.h"
#include "site/item.h"

/* Adds a table with the fields that the item's kind declares and that are set, in its order, to
 * `parent`; nothing when none is. Prose, pictures and what names the item are no part of it. */
void facts_read(const struct item *item, struct prose_context *context, struct slice language,
                struct block *parent);

#endif
