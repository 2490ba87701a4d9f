/* The words that a document has of its own. Inside the room. */
#ifndef PDF_WORDS_H
#define PDF_WORDS_H

#include "base/slice.h"

struct words {
    const char *language;
    const char *contents;
    const char *page; /* behind a reference, for printf; begins with a space */
    const char *yes;
    const char *no;
    const char *note; /* the boxes that are no items */
    const char *tip;
    const char *important;
    const char *warning;
    const char *caution;
    const char *ticked; /* a box, for those who hear it */
    const char *not_ticked;
};

/* The words in a language; Dutch for those that are not known. */
const struct words *words_in(struct slice language);
/* The name of a box of that type ("NOTE"); the empty slice when it is none of the five. */
struct slice words_box(const struct words *words, struct slice type);

#endif
