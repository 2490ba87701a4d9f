/* Additions to the structure of a document that Cairo wrote: what readers aloud need and Cairo 1.16
 * has no words for. Inside the room. */
#ifndef PDF_STRUCTURE_H
#define PDF_STRUCTURE_H

#include "pdf/drawing.h"
#include "pdf/objects.h"

/* Adds the notes, which stand in the order of their nodes, to the nodes below `root` or to the
 * annotations that stand in them. */
void structure_add(struct objects *objects, size_t root, const struct tag_note *notes);

#endif
