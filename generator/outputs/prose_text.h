/* Prose as plain text, for readers that are programs. */
#ifndef OUTPUTS_PROSE_TEXT_H
#define OUTPUTS_PROSE_TEXT_H

#include "base/buffer.h"
#include "site/item.h"

/* Appends the text of the prose without its markup, white space as one space. A link without a text
 * of its own reads as the title of its target; what the prose embeds is left out. */
void prose_append_text(struct buffer *out, const struct prose *prose);

#endif
