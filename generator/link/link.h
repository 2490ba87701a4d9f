/* Linking: references → items. The second stage.
 *
 * Takes a site as it was read. Afterwards every reference in fields and prose has a target or a
 * diagnostic; items know their addresses, translations, backlinks and neighbours; kinds know their
 * items in order and their inverses. */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include "site/site.h"

/* Links the site on `jobs` threads. */
void link_site(struct site *site, size_t jobs, struct arena *arena,
               struct diagnostics *diagnostics);

#endif
