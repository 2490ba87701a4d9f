/* What stands on a page and is no part of its text: heads, rules, tints. Inside the room. */
#ifndef PDF_ARTIFACTS_H
#define PDF_ARTIFACTS_H

#include "base/buffer.h"

/* Copies the operators of a page to `out`, with what is painted outside of any marked content put
 * between `/Artifact BMC` and `EMC` (ISO 32000-1, 14.8.2.2). */
void artifacts_mark(struct slice content, struct buffer *out);

#endif
