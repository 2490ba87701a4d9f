/* The links that stand in a piece of prose. */
#ifndef OUTPUTS_PROSE_LINKS_H
#define OUTPUTS_PROSE_LINKS_H

#include "site/item.h"

/* The indexes in prose->markup->links of the links in its range, in the order of the text:
 * `*indexes` of them in `arena`. A body may hold items of its own (callouts): their links are in
 * both ranges. */
size_t prose_links(const struct prose *prose, struct arena *arena, const uint32_t **indexes);

#endif
