/* Linking: references → items. The second stage.
 *
 * Takes a site as it was read. Afterwards every reference in fields and prose has a target or a
 * diagnostic; items know their addresses, translations, backlinks and neighbours; kinds know their
 * items in order and their inverses. */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include "site/site.h"

/* Links the site on `jobs` threads. A site may be linked again after what it holds has changed:
 * everything that linking made before, diagnostics too, is given back first. */
void link_site(struct site *site, size_t jobs, struct diagnostics *diagnostics);
enum link_replaced {
    LINK_REPLACED_NOT,  /* nothing was done: the site must be linked again */
    LINK_REPLACED_TEXT, /* what others see of the items is as it was */
    LINK_REPLACED_ORDER /* titles changed, or the order of lists */
};

/* Puts `again`, the items of a file that was read again, in the place of `items`, those it gave
 * before: their addresses and what refers to them stay. Only when links lead where they led: the
 * names, anchors and references of the file are the same, or it has another title that no link can
 * mean. `is_clean` tells that linking found no mistake in the whole site; else titles must stay.
 * What `again` consists of must live as long as the site or until the next linking, and so must
 * the item structs of `items`. `arena` lives as long as `again`. */
enum link_replaced link_replace(struct site *site, struct item *items, struct item *again,
                                bool is_clean, struct arena *arena);

#endif
