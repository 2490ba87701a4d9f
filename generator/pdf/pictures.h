/* Pictures, as Cairo draws them: PNG, JPEG (as it is, not encoded again), GIF,
 * WebP, SVG (by librsvg, as drawing). Inside the room. */
#ifndef PDF_PICTURES_H
#define PDF_PICTURES_H

#include "base/diagnostic.h"
#include "base/map.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

struct asset;

struct picture {
    cairo_surface_t *surface; /* or … */
    RsvgHandle *drawing;      /* … */
    double width;             /* in CSS pixels, 1/96 inch */
    double height;
    struct picture *next;
};

struct pictures {
    int root; /* the folder of the site */
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct map known; /* path → struct picture */
    uint64_t pixels;  /* of all that were unpacked as they are */
    struct picture *all;
};

/* Needs pictures_end, after what they were drawn on is finished. */
void pictures_begin(struct pictures *pictures, int root, struct arena *arena,
                    struct diagnostics *diagnostics);
void pictures_end(struct pictures *pictures);
/* The picture in a file; NULL when it cannot be read, which is reported at `place`. */
const struct picture *picture_find(struct pictures *pictures, const struct asset *asset,
                                   struct place place);
/* Draws it with its upper left corner at 0, 0, one unit a CSS pixel. */
void picture_draw(const struct picture *picture, cairo_t *cairo);

#endif
