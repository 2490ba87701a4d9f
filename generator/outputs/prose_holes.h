/* The holes of a piece of prose: its range of those of its markup. Inside the room. */
#ifndef OUTPUTS_PROSE_HOLES_H
#define OUTPUTS_PROSE_HOLES_H

#include "site/item.h"

/* The index of its first hole in prose->markup->holes; `*last` is that behind its last. */
uint32_t prose_holes(const struct prose *prose, uint32_t *last);

#endif
