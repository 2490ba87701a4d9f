/* What the preview adds to a page: a script that loads it again when the site changes, and shows
 * what is wrong. Inside the room. */
#ifndef SERVE_CLIENT_H
#define SERVE_CLIENT_H

#include "base/buffer.h"
#include "site/item.h"

/* The address below which the preview's own files are. */
#define CLIENT_FOLDER ".knoop/"

/* The file of the preview itself at `address` (".knoop/preview.js"); NULL data if there is none. */
struct slice client_file(struct slice address);
/* Appends the page, which shows version `version` of the site, with the script in its head.
 * `item` is what the page is of, or NULL: one that is not published yet is marked. */
void client_append_page(struct buffer *out, struct slice page, uint64_t version,
                        const struct item *item, struct slice language);
/* Appends a page for where there is none: that of the panel alone. */
void client_append_empty(struct buffer *out, uint64_t version, struct slice language);

#endif
