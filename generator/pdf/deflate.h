/* Packing and unpacking streams (zlib, RFC 1950). Inside the room. */
#ifndef PDF_DEFLATE_H
#define PDF_DEFLATE_H

#include "base/buffer.h"

/* Appends what was packed to `out`; false when it is damaged. */
bool deflate_unpack(struct slice packed, struct buffer *out);
/* The text packed, in `arena`. */
struct slice deflate_pack(struct slice text, struct arena *arena);

#endif
