/* Which items stand on the map of the site, and the lines between them. Inside the room. */
#ifndef ATLAS_CHOICE_H
#define ATLAS_CHOICE_H

#include "atlas/layout.h"
#include "site/site.h"

struct choice {
    const struct item **items; /* by the weight of their kinds, then in the order of their lists */
    size_t count;
    struct layout_link *links; /* by their items, each pair once */
    bool *are_mentions;        /* of each link: no field says it, only a text */
    size_t link_count;
};

struct choice choose_items(const struct site *site, struct arena *arena);

#endif
