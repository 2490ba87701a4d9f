/* Where pages end. Knows nothing of what stands on them: it is told how high everything is. Inside
 * the room. */
#ifndef PDF_PAGES_H
#define PDF_PAGES_H

#include "base/arena.h"

/* Something that is never cut: a line, a picture, a row of a table. */
struct stack_part {
    double space; /* above it, unless it is the first of a page */
    double height;
    double notes; /* what its footnotes need at the foot of the page it stands on */
    double head;  /* what is repeated above it when it is the first of a page: a table's head */
    bool keep;    /* the next one stands on the same page, if that can be */
    bool new_page;
    double room; /* it begins a page unless there is this much room for it and what follows */
};

struct stack_form {
    double height;     /* of the text on a page */
    double note_space; /* above the first footnote of a page */
};

/* Cuts the parts into pages. Puts the index of the first part of each page in `*starts` (in
 * `arena`); returns the number of pages. A part that is higher than a page stands on one alone.
 * What is to be kept together but does not fit on a page is cut where it must. */
size_t pages_cut(const struct stack_part *parts, size_t count, const struct stack_form *form,
                 struct arena *arena, uint32_t **starts);

#endif
