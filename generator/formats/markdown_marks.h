/* Footnotes and definitions, made into list items before cmark reads the text.
 *
 * cmark knows neither `[^1]: note` nor `: definition`; worse, it takes a footnote of one word for a
 * link reference definition, and drops it. Both are containers, and cmark's container with a mark
 * of two bytes is the list item. So a copy of the text gets "+ " for "[^" and "+" for ":", byte for
 * byte, so that every offset stays. What cmark then makes of it has cmark's own rules for
 * indentation, lists and code inside. The text itself tells afterwards which items they are. A mark
 * that did not become such an item (in a code block, or without a term before it) is taken back,
 * and the text parsed again. */
#ifndef FORMATS_MARKDOWN_MARKS_H
#define FORMATS_MARKDOWN_MARKS_H

#include "formats/markdown_align.h"

struct markdown_mark {
    uint32_t at; /* of "[" or ":" */
    bool footnote;
    bool used;
};

struct markdown_marks {
    struct markdown_mark *entries; /* by rising offset */
    uint32_t count;
};

/* Parses the text of `source` with its marks; the tree and the marks live in `arena`. */
cmark_node *markdown_marks_parse(const struct markdown_source *source, struct markdown_marks *marks,
                                 struct arena *arena);
/* The mark at that offset that became an item, or NULL. */
const struct markdown_mark *markdown_marks_at(const struct markdown_marks *marks, uint32_t at);

#endif
