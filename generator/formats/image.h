/* The size of a picture, from the head of its file: PNG, JPEG (with its EXIF orientation), GIF,
 * WebP and SVG. */
#ifndef FORMATS_IMAGE_H
#define FORMATS_IMAGE_H

#include "base/slice.h"

/* Reads width and height in CSS pixels from the bytes of a file; false when it is none of these
 * formats or is broken. For SVG the width and height attributes (px or without unit), else the
 * viewBox. */
bool image_size(struct slice bytes, uint32_t *width, uint32_t *height);

#endif
