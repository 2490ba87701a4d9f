/* The anchor of a heading, in the source of a text. */
#ifndef EDIT_HEADING_H
#define EDIT_HEADING_H

#include "edit/edit.h"

/* The edit that gives the heading at bytes `start` to `end` of `text` the anchor `id`: behind its
 * words, or in the place of the anchor `old` that its author wrote (empty: none). The edit has no
 * path yet; its text is made in `arena`. */
struct edit edit_heading(struct slice text, size_t start, size_t end, struct slice old,
                         struct slice id, struct arena *arena);

#endif
