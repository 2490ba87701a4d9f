/* Which items a page shows something of: a set of numbers that is emptied in no time. Inside the
 * room. */
#ifndef RENDER_SOURCES_H
#define RENDER_SOURCES_H

#include "base/buffer.h"

struct sources {
    uint32_t *stamps; /* by number: the page that noted it last */
    size_t item_count;
    uint32_t page; /* from 1 */
    uint32_t *list;
    size_t count;
};

/* An empty set of the numbers below `item_count`, in `arena`. */
void sources_init(struct sources *sources, size_t item_count, struct arena *arena);
/* Empties it, for the next page. */
void sources_begin(struct sources *sources);
void sources_add(struct sources *sources, uint32_t number);
/* Appends the numbers, each in LEB128: seven bits a byte, the lowest first, the eighth set when
 * more follow. */
void sources_append(const struct sources *sources, struct buffer *out);
/* Whether `text` is such a list and none of its numbers is one that `is_changed` (by number,
 * `item_count` of them). */
bool sources_are_same(struct slice text, const bool *is_changed, size_t item_count);

#endif
