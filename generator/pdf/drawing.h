/* Drawing on pages: the structure, lines of text, maps. Inside the room. */
#ifndef PDF_DRAWING_H
#define PDF_DRAWING_H

#include "atlas/atlas.h"
#include "pdf/galley.h"
#include "pdf/pictures.h"

enum { TAGS_OPEN = 128 };

/* A node of the structure that needs more than Cairo writes: see finish.h. */
struct tag_note {
    uint32_t node;      /* counted from 0 in the order in which they were begun */
    bool on_link;       /* it is meant for the link annotation that stands in the node */
    struct slice added; /* entries of its dictionary, as they stand in the file */
    struct tag_note *next;
};

struct drawing {
    cairo_t *cairo;
    struct fonts *fonts;
    const struct look *look;
    struct arena *arena; /* for a page */
    struct arena *kept;  /* for the document */
    bool silent;         /* what is drawn now is no part of the structure */
    /* The structure that is open, the outermost first; below `base` nothing is closed. */
    const struct tag *open[TAGS_OPEN];
    size_t open_count;
    size_t base;
    uint32_t nodes; /* begun so far */
    struct tag_note *notes;
    struct tag_note **notes_end;
};

/* Opens and closes what must be, so that what is drawn next stands in `tag`. NULL is outside of
 * all (above the base). */
void tags_move(struct drawing *drawing, const struct tag *tag);
/* Begins and ends a node by hand, within what is open. */
void tags_begin(struct drawing *drawing, const char *name, const char *attributes);
void tags_end(struct drawing *drawing, const char *name);
/* Begins a link by hand, ended as CAIRO_TAG_LINK: to a place, or without one to an address. */
void tags_begin_link(struct drawing *drawing, const struct destination *destination,
                     struct slice address);
/* Closes everything that `tag` does not stand in. */
void tags_leave(struct drawing *drawing, const struct tag *tag);

void draw_colour(const struct drawing *drawing, enum colour colour);
/* Draws a line with its letters standing on `y`. `split` tells that the structure node of the
 * paragraph holds nodes and no text of its own. */
void draw_line(struct drawing *drawing, const struct paragraph *paragraph, size_t line, double x,
               double y, enum colour colour, bool split);
/* Draws a short text; `anchor` 0 stands for its left end at x, 0.5 for its middle, 1 for its right
 * end. What is wider than `room` (0: any) is cut short. */
void draw_text(struct drawing *drawing, const char *text, uint32_t style, double size, double x,
               double y, double anchor, double room);
/* Whether some run of the paragraph needs a node of its own. */
bool draw_needs_nodes(const struct paragraph *paragraph);
/* Draws a map, one unit a pixel of it, the upper left corner at 0, 0. */
void draw_map(struct drawing *drawing, const struct atlas *atlas);

#endif
