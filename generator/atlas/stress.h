/* Boxes that hang together, each as far from every other as there are links between them. Inside
 * the room. */
#ifndef ATLAS_STRESS_H
#define ATLAS_STRESS_H

#include "atlas/layout.h"

/* Places the middles of `members` (of `boxes`) anywhere in the plane; those that have no link to
 * another member stay where they are. */
void stress_place(const uint32_t *members, size_t count, struct layout_box *boxes,
                  const struct layout_link *links, size_t link_count, struct arena *arena);

#endif
