/* Where the lines of a paragraph end: chosen for the paragraph as a whole, so that no line is much
 * looser than its neighbours (Knuth and Plass, "Breaking Paragraphs into Lines", 1981). Knows no
 * fonts: it is told how wide everything is. Inside the room. */
#ifndef PDF_BREAKS_H
#define PDF_BREAKS_H

#include "base/arena.h"

/* A place where a line may end. Widths are measured on the paragraph set as one line. */
struct break_place {
    double end;       /* where a line ends that is broken here, without the space behind it */
    double start;     /* where the next line begins, behind that space */
    int end_spaces;   /* the spaces before `end` … */
    int start_spaces; /* … and before `start` */
    double hyphen;    /* the width of the hyphen that breaking here adds */
    double cost;      /* what breaking here costs: 0 between words, BREAK_HYPHEN within one */
    bool forced;      /* a line must end here */
};

#define BREAK_HYPHEN 50.0
/* Within a word that is longer than a line. */
#define BREAK_WORD 5000.0

struct break_form {
    double width;  /* of a line */
    double indent; /* of the first line, of the others when it is negative */
    double space;  /* the width of a space */
    bool justified;
};

/* Chooses among `places`, the last of which is the end of the paragraph and is forced. Puts the
 * indexes of the chosen ones, in order, in `*chosen` (in `arena`); returns how many. A line is
 * wider than it may be only when it has no place to break. */
size_t breaks_choose(const struct break_place *places, size_t count, const struct break_form *form,
                     struct arena *arena, uint32_t **chosen);

#endif
