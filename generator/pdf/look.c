#include "pdf/look.h"

#include "pdf/text.h"

const double look_colours[][3] = {
    [COLOUR_INK] = {0.09, 0.10, 0.11},    [COLOUR_ACCENT] = {0.04, 0.30, 0.36},
    [COLOUR_FAINT] = {0.36, 0.38, 0.40},  [COLOUR_LINE] = {0.78, 0.80, 0.81},
    [COLOUR_TINT] = {0.945, 0.96, 0.965}, [COLOUR_WARM] = {0.985, 0.955, 0.92},
};

struct heading_look look_heading(const struct look *look, int level) {
    double size = look->size;
    double leading = look->leading;
    switch (level) {
    case 0:
        return (struct heading_look){TEXT_SANS | TEXT_BOLD, size * 2.1, size * 2.45, leading * 2.2,
                                     leading * 0.5};
    case 1:
    case 2:
        return (struct heading_look){TEXT_SANS | TEXT_BOLD, size * 1.36, size * 1.7, leading * 1.5,
                                     leading * 0.35};
    case 3:
        return (struct heading_look){TEXT_SANS | TEXT_BOLD, size * 1.12, leading, leading * 1.15,
                                     leading * 0.2};
    default:
        return (struct heading_look){TEXT_ITALIC, size * 1.08, leading, leading, leading * 0.15};
    }
}
