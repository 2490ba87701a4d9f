/* Places in a text, as the protocol counts them: lines from 0, and characters in UTF-16 units or
 * (when the client offers it) bytes. Inside the room. */
#ifndef LSP_POSITION_H
#define LSP_POSITION_H

#include "base/slice.h"

#include <jansson.h>

/* The offset of a position; of one behind the end of its line, that end. */
size_t position_offset(struct slice text, const json_t *position, bool in_bytes);
/* A new position, and the range from `start` to `end`. */
json_t *position_of(struct slice text, size_t offset, bool in_bytes);
json_t *position_range(struct slice text, size_t start, size_t end, bool in_bytes);

#endif
