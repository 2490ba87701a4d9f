/* Boxes pushed apart until none lies over another. Inside the room. */
#ifndef ATLAS_SPREAD_H
#define ATLAS_SPREAD_H

#include "atlas/layout.h"

enum { SPREAD_GAP_X = 20, SPREAD_GAP_Y = 16 };

/* Moves the boxes `members` (whose order changes) as little as it can, to the upper left corner of
 * a page that is `limit` wide: as high as it must, and no wider. Fills how much they take. */
void spread_boxes(uint32_t *members, size_t count, struct layout_box *boxes, int limit, int *width,
                  int *height);

#endif
