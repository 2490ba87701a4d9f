/* Prose as XHTML inside a document. Inside the room. */
#ifndef DOCUMENT_PROSE_H
#define DOCUMENT_PROSE_H

#include "document/document.h"

enum { PROSE_EMBEDS_DEEP = 3 }; /* items shown in items that are shown */

/* What a format wants of the HTML. */
struct prose_style {
    const struct document *document;
    struct arena *arena;
    /* The address of a chapter, of a place in it when `id` is not empty. Not escaped. */
    struct slice (*chapter)(void *context, const struct chapter *chapter, struct slice id);
    /* The address of a file of the site within the document; the empty slice if it is not in it. */
    struct slice (*file)(void *context, const struct asset *asset);
    void *context;
    bool one_page; /* all chapters share one page: ids begin with the name of their chapter */
    bool epub;     /* notes carry epub:type, so that a reader shows them beside the text */
    struct diagnostics *diagnostics; /* hears of links that lead nowhere now; may be NULL */
};

/* The id of a place of a chapter, as it stands in the document. */
struct slice prose_id(const struct prose_style *style, const struct chapter *chapter,
                      struct slice id);
/* The address of an item for who reads the document: its chapter, else its page on the web; empty
 * when it has neither. */
struct slice prose_item_address(const struct prose_style *style, const struct item *item,
                                struct slice anchor);
/* Appends the prose of a chapter, its notes behind it. What it shows of other items stands in it,
 * three deep. Links that lead nowhere become plain text. */
void prose_append(const struct prose_style *style, const struct chapter *chapter,
                  const struct prose *prose, struct buffer *out);

#endif
