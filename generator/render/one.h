/* Rendering one page at a time, for who asks for pages by their address: the preview. */
#ifndef RENDER_ONE_H
#define RENDER_ONE_H

#include "render/render.h"

/* The pages of a linked site and the assets of its theme, by address. */
struct page_index;

enum render_one_result { RENDER_ONE_NONE, RENDER_ONE_MADE, RENDER_ONE_FAILED };

/* Finds out which pages there are. The index lives in `arena`, and holds until the site is linked
 * again or has another theme. */
struct page_index *render_index(const struct theme *theme, struct arena *arena);
/* Titles of items, or their order in lists, changed; everything else of the site is as it was.
 * Nobody may be asking for pages meanwhile. What the index takes grows a little each time. */
void render_index_renamed(struct page_index *index);
/* Appends what is published at `address` to `out`. RENDER_ONE_NONE when it is no page and no asset
 * of the theme; RENDER_ONE_FAILED when its template failed on it, which is reported. Pages may be
 * made by several threads at once, each with an `arena` of its own. */
enum render_one_result render_one(const struct page_index *index, struct slice address,
                                  struct arena *arena, struct buffer *out,
                                  struct diagnostics *diagnostics);
/* Appends the page that tells readers that there is nothing at `address`, with links that work from
 * there. False when its template failed. */
bool render_one_not_found(const struct page_index *index, struct slice address, struct arena *arena,
                          struct buffer *out, struct diagnostics *diagnostics);
/* Whether there is a page at `address`; the item it is of goes to `*item`, NULL if it is of none.
 */
bool render_one_find(const struct page_index *index, struct slice address,
                     const struct item **item);

#endif
