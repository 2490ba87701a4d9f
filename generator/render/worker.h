/* The service worker: with `offline: worker`, what makes the online site readable without a
 * connection. Inside the room.
 *
 * The theme's asset worker.js is published at the root of the site, which it then may speak for,
 * behind what only the build knows: VERSION, which tells of the bytes of all pages and assets,
 * ESSENTIAL, the addresses that are kept from the first visit on, and MISSING, what a reader is
 * told of a page that is not kept. */
#ifndef RENDER_WORKER_H
#define RENDER_WORKER_H

#include "render/page.h"

/* Among the theme's assets, and published. */
#define WORKER_NAME "worker.js"

/* Whether the site has one: it asks for it, and its theme has a worker.js. */
bool worker_is_wanted(const struct theme *theme);
/* Publishes it; `hashes` are those of the bytes of the `count` pages. */
void worker_publish(const struct theme *theme, const struct page *pages, const uint64_t *hashes,
                    size_t count, struct publication *publication, struct arena *arena);

#endif
