/* How a document looks: sizes in points. Inside the room. */
#ifndef PDF_LOOK_H
#define PDF_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#define POINTS_PER_MILLIMETER (72 / 25.4)

enum colour { COLOUR_INK, COLOUR_ACCENT, COLOUR_FAINT, COLOUR_LINE, COLOUR_TINT, COLOUR_WARM };

/* Red, green and blue of a colour, each from 0 to 1. */
extern const double look_colours[][3];

struct look {
    double page_width;
    double page_height;
    double top; /* margins */
    double right;
    double bottom;
    double left;
    double size;    /* of the text */
    double leading; /* from line to line */
    bool justified;
};

/* The style, size, leading, and space above and below a heading; level 0 is the title of a chapter.
 */
struct heading_look {
    uint32_t style;
    double size;
    double leading;
    double above;
    double below;
};

struct heading_look look_heading(const struct look *look, int level);

#endif
