/* An item as search sees it: its texts, section by section. */
#ifndef OUTPUTS_SEARCH_SECTIONS_H
#define OUTPUTS_SEARCH_SECTIONS_H

#include "search/search.h"
#include "site/item.h"

/* The sections of an item's page: what stands before the first heading, with its description and
 * its fields of type text; each heading; and the fields of type markdown. `*count` of them in
 * `arena`. */
const struct search_section *search_sections(const struct item *item, struct arena *arena,
                                             size_t *count);

#endif
