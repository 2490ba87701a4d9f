/* Labels on a map: texts cut into lines of a width that is estimated, since no font is at hand.
 * The estimate is on the safe side of the wide fonts that systems come with. */
#ifndef ATLAS_LABEL_H
#define ATLAS_LABEL_H

#include "base/arena.h"

enum { LABEL_LINES_MAXIMUM = 4 };

struct label {
    struct slice lines[LABEL_LINES_MAXIMUM];
    size_t count;
    int width; /* of the widest line */
};

/* How wide a text is in a font of `size`: in the unit of `size`. */
int label_width(struct slice text, int size);
/* Cuts `text` at its spaces and hyphens into lines of `width`. A longer word makes them wider, up
 * to `most`; beyond that it is cut where it must. What does not fit in LABEL_LINES_MAXIMUM lines
 * ends with "…". The lines point into `text` or lie in `arena`. */
struct label label_wrap(struct slice text, int size, int width, int most, struct arena *arena);

#endif
