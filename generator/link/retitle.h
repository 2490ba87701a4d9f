/* What follows when an item is called or ordered otherwise. Inside the room. */
#ifndef LINK_RETITLE_H
#define LINK_RETITLE_H

#include "link/linking.h"

/* One item that is replaced. */
struct retitle {
    bool is_renamed; /* it has another title */
    bool is_moved;   /* it may stand elsewhere in lists */
    struct slice old_name;
};

/* Finds out what changes when `again` takes the place of `item`, which `is_ordered` when the value
 * that its kind is sorted by stays. False when links may lead elsewhere then: the site must be
 * linked again. The site must have been linked without a mistake. */
bool retitle_begin(struct retitle *retitle, const struct site *site, const struct item *item,
                   const struct item *again, bool is_ordered, struct arena *arena);
/* Carries it out, once the item is what it became. */
void retitle_end(const struct retitle *retitle, struct site *site, struct item *item,
                 struct linker *linker);

#endif
