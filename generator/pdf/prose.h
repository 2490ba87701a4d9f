/* A piece of prose as blocks. Inside the room. */
#ifndef PDF_PROSE_H
#define PDF_PROSE_H

#include "pdf/block.h"
#include "site/item.h"

/* What reading asks of the document. */
struct prose_context {
    struct arena *arena;
    struct arena *scratch;
    /* Where a link to `item` (to `anchor` in it, if not empty) leads in the document; NULL when it
     * is not in it. */
    struct destination *(*destination)(void *context, const struct item *item, struct slice anchor);
    /* The address on the web of a path of the site, percent-encoded; empty when it has none. */
    struct slice (*address)(void *context, struct slice path, struct slice anchor);
    /* The name of a kind of box ("NOTE") in the language. */
    struct slice (*label)(void *context, struct slice type, struct slice language);
    void *context;
    uint32_t chapter; /* from 1 */
    size_t depth;     /* of items shown in items */
};

/* Adds to a text, behind a link into the document, the number of its page: the first time that the
 * chapter leads there. */
void prose_tell_page(struct prose_context *context, struct text *text, const struct text_link *link,
                     uint32_t style);

/* Adds the prose to `parent`. Anchors in it become the places where links to its owner lead, unless
 * it is shown in another item (depth > 0). */
void prose_read(const struct prose *prose, struct prose_context *context, struct block *parent);

#endif
