/* The fonts, by Pango. Inside the room. */
#ifndef PDF_FONTS_H
#define PDF_FONTS_H

#include "base/slice.h"

#include <pango/pangocairo.h>

struct fonts {
    PangoFontMap *map;
    PangoContext *context; /* one unit is a point; nothing is rounded to pixels */
};

/* Needs fonts_end. */
void fonts_begin(struct fonts *fonts);
void fonts_end(struct fonts *fonts);
/* The font of a style (enum text_style) in a size in points. To be freed. */
PangoFontDescription *fonts_describe(uint32_t style, double size);
/* The size that a style has in a text of `size`. */
double fonts_size(uint32_t style, double size);
/* How Pango calls a language. */
PangoLanguage *fonts_language(struct slice language);

#endif
