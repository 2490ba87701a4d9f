/* Bounds on a text before cmark sees it. Debian's cmark 0.30 is quadratic in the depth of
 * containers, in the brackets of a paragraph and in blank lines within containers. */
#ifndef FORMATS_MARKDOWN_LIMITS_H
#define FORMATS_MARKDOWN_LIMITS_H

#include "formats/markdown_source.h"

/* Whether the text stays within the limits; if not, a diagnostic says where it does not. */
bool markdown_within_limits(const struct markdown_source *source, struct slice path,
                            struct diagnostics *diagnostics);

#endif
