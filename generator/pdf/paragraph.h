/* A paragraph: text shaped by Pango and cut into lines. Inside the room. */
#ifndef PDF_PARAGRAPH_H
#define PDF_PARAGRAPH_H

#include "pdf/breaks.h"
#include "pdf/fonts.h"
#include "pdf/hyphens.h"
#include "pdf/text.h"

enum alignment { ALIGN_JUSTIFIED, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };

struct paragraph_form {
    double size;    /* of the letters, in points */
    double leading; /* from line to line */
    double width;
    uint32_t style; /* added to that of every run */
    enum alignment alignment;
    bool hyphenate;
    struct slice language;
};

/* A stretch of text in one font, of one run. */
struct piece {
    PangoGlyphItem *glyphs;
    const struct run *run;
};

struct text_line {
    uint32_t start; /* bytes of the text, without the space at its end */
    uint32_t end;
    double width;   /* before it is justified */
    double stretch; /* added to every space in it */
    bool hyphen;    /* one is added at its end */
};

struct paragraph {
    struct paragraph_form form;
    struct slice text;
    struct piece *pieces;
    size_t piece_count;
    struct text_line *lines;
    size_t line_count;
};

/* Told of every character that no font has. */
typedef void glyph_missing(void *context, uint32_t character, const struct run *run);

struct shaping {
    struct fonts *fonts;
    struct hyphens *hyphens;
    struct arena *arena;    /* for what stays */
    struct arena *scratch;  /* for what does not */
    glyph_missing *missing; /* may be NULL */
    void *context;
};

/* Makes `text` a paragraph; a text without letters gets no lines. What Pango holds of it must be
 * given back with paragraph_release. */
void paragraph_make(struct paragraph *paragraph, const struct text *text,
                    const struct paragraph_form *form, struct shaping *shaping);
void paragraph_release(struct paragraph *paragraph);
/* How wide the text is when no line of it is broken, and its longest word. */
void paragraph_widths(const struct text *text, const struct paragraph_form *form,
                      struct shaping *shaping, double *word, double *line);

#endif
