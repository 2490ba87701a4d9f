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
/* Puts `again`, the items of a file that was read again, in the place of `items`, those it gave
 * before: their addresses and what refers to them stay. Only when the file says the same to others
 * and of itself (names, anchors, references, order), so that linking the site anew would change
 * nothing; false otherwise, and then nothing was done. What `again` consists of must live as long
 * as the site or until the next linking, and so must the item structs of `items`. `arena` lives
 * as long as `again`. */
bool link_replace(struct item *items, struct item *again, struct arena *arena);

#endif
