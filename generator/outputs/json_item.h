/* One item of site.json. */
#ifndef OUTPUTS_JSON_ITEM_H
#define OUTPUTS_JSON_ITEM_H

#include "site/item.h"

/* The item as a JSON object on one line, in `arena`: what it is called, where it stands, its fields
 * with their types (a reference as the identity of its target), and every reference it makes. */
struct slice json_item(const struct item *item, struct arena *arena);

#endif
