/* What style sheets refer to. The grammar is that of CSS Syntax Level 3 as far as it takes to know
 * a url() and an @import from a comment and from the text of a string. */
#ifndef RENDER_STYLESHEET_H
#define RENDER_STYLESHEET_H

#include "base/buffer.h"

/* Copies `text` to `out`. For each address in a url() or behind an @import, `append` is called with
 * what was written and its offset, and appends what comes in its place. */
void stylesheet_rewrite(struct slice text,
                        void (*append)(void *context, struct slice written, uint32_t start),
                        void *context, struct buffer *out);

#endif
