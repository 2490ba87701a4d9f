/* Pictures: PNG, JPEG (with its EXIF orientation), GIF, WebP and SVG. Their size, from the head of
 * the file, and whether the file is all there. */
#ifndef FORMATS_IMAGE_H
#define FORMATS_IMAGE_H

#include "base/slice.h"

/* Reads width and height in CSS pixels from the bytes of a file; false when it is none of these
 * formats or is broken. For SVG the width and height attributes (px or without unit), else the
 * viewBox. */
bool image_size(struct slice bytes, uint32_t *width, uint32_t *height);
/* Whether the file goes on to the end of its format; a copy that was broken off does not. True for
 * what is none of PNG, JPEG, GIF and WebP. */
bool image_is_whole(struct slice bytes);

#endif
