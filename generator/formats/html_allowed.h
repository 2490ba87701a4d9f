/* The allow-list of cleaning: what of each element may stay. */
#ifndef FORMATS_HTML_ALLOWED_H
#define FORMATS_HTML_ALLOWED_H

#include "base/slice.h"

enum html_treatment {
    HTML_KEEP_BLOCK,
    HTML_KEEP_INLINE, /* it stands within a sentence */
    HTML_KEEP_VOID,   /* it has no content and no end tag */
    HTML_DROP,        /* it goes with its content … */
    HTML_DROP_RAW     /* … which is no markup but raw text */
};

struct html_element {
    const char *name;
    enum html_treatment treatment;
    const char *attributes; /* allowed beside the global ones, with spaces between them */
};

/* The row of an element, in any case; NULL when the table has none: then the tags go and the
 * content stays. */
const struct html_element *html_element_find(struct slice name);
/* Whether the attribute, in any case, may stay on an element that may. */
bool html_element_takes(const struct html_element *element, struct slice attribute);
/* Whether the attribute holds an address. */
bool html_attribute_is_address(struct slice attribute);

#endif
