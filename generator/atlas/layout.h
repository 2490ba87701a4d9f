/* Where boxes that are linked to each other stand on a page: near to what they are linked to, and
 * never over each other. Inside the room. */
#ifndef ATLAS_LAYOUT_H
#define ATLAS_LAYOUT_H

#include "base/arena.h"

struct layout_box {
    uint64_t seed; /* where it begins; the same for the same item in every build */
    int width;
    int height;
    int x; /* its upper left corner: filled */
    int y;
};

struct layout_link {
    uint32_t from; /* indexes of boxes */
    uint32_t to;
};

/* Places the boxes on a page of that width. What hangs together is placed together, the largest
 * first; boxes without links come last, in the order in which they are given. Fills `*height`.
 *
 * By stress majorization (Gansner, Koren and North, "Graph Drawing by Stress Majorization", 2004),
 * one box after the other, in whole numbers: quadratic in the number of boxes that hang together,
 * so the caller bounds it. */
void layout_boxes(struct layout_box *boxes, size_t count, const struct layout_link *links,
                  size_t link_count, int width, int *height, struct arena *arena);

#endif
