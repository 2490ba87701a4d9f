/* A text that may differ by language: `label: { nl: Netwerk, en: Network }`, or one text for all.
 */
#ifndef SITE_LOCALIZED_H
#define SITE_LOCALIZED_H

#include "base/value.h"

struct localized {
    struct value value; /* a text, a map of language to text, or undefined */
};

/* The text in `language`; without it the text in `fallback`, else the first there is, else the
 * empty slice. */
struct slice localized_in(struct localized text, struct slice language, struct slice fallback);

#endif
