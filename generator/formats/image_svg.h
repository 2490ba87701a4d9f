/* The size of an SVG picture. */
#ifndef FORMATS_IMAGE_SVG_H
#define FORMATS_IMAGE_SVG_H

#include "base/slice.h"

/* Reads the size of the picture whose source is `text`: width and height when they are lengths,
 * what is missing from the viewBox. False when it is no SVG or tells no size. */
bool image_svg_size(struct slice text, uint32_t *width, uint32_t *height);

#endif
