/* Prose as HTML that is read far from the site: in a reader of feeds. Inside the room. */
#ifndef OUTPUTS_PROSE_HTML_H
#define OUTPUTS_PROSE_HTML_H

#include "outputs/output.h"

/* How a reader elsewhere comes to a path of the site, with "#anchor" behind it if there is one. Not
 * yet escaped for HTML. */
typedef struct slice prose_address(void *context, struct slice path, struct slice anchor);

/* Appends the prose with its holes filled: whole addresses, titles, notes at its end. What it shows
 * of other items is a link to them; ids and glossary terms, which have no use elsewhere, are left
 * out. */
void prose_append_html(const struct output *output, const struct prose *prose,
                       prose_address *address, void *context, struct buffer *out);

#endif
