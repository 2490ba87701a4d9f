/* Which pages of the last build still hold, so that they need not be made again. Inside the room.
 *
 * While a page is made, it is noted of which items it shows anything. When after that only bodies
 * of texts change (and in these nothing that others refer to: links, headings, boxes), a page
 * without any of these items is what it was. Whatever else changes, be it a title, a template, a
 * setting, the program or the day on which something is published: then all pages are made again.
 *
 * What was noted stands beside output/ (publish_recall). It says of each page which file it became,
 * by inode, size and time of writing, so that it holds whatever happens to output/ meanwhile: a
 * file that is another one is made again. Where it is damaged, or missing, all pages are made. */
#ifndef RENDER_AGAIN_H
#define RENDER_AGAIN_H

#include "publish/publish.h"
#include "render/page.h"

struct again;

/* NULL when it is of no use: for a small site, or without a folder. `count` pages are to be made,
 * by at most POOL_JOBS_MAXIMUM workers. */
struct again *again_begin(const struct theme *theme, const struct page *pages, size_t count,
                          struct publication *publication, struct arena *arena);
/* Publishes page `index` as it stands, if it still holds; `*hash` is that of its bytes then. */
bool again_holds(struct again *again, size_t index, uint64_t *hash);
/* Where that worker notes what its next page shows. */
struct sources *again_sources(struct again *again, size_t worker);
/* Page `index` was made by that worker, and published as `mark`. */
void again_made(struct again *again, size_t index, size_t worker, const struct publish_mark *mark);
/* All pages were made: has the next build remember them. Returns how many held. NULL is fine. */
size_t again_end(struct again *again);

#endif
