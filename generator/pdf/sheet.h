/* A page, drawn: its parts, its footnotes, its head and its number. Inside the room. */
#ifndef PDF_SHEET_H
#define PDF_SHEET_H

#include "pdf/drawing.h"

struct sheet {
    const struct part *parts; /* of the page … */
    size_t count;
    const struct part *next; /* … and the one behind them; NULL at the end */
    struct slice left;       /* what stands in its head, on both sides; empty: nothing */
    struct slice right;
    uint32_t number; /* at its foot; 0: none */
};

void sheet_draw(struct drawing *drawing, const struct sheet *sheet);

#endif
