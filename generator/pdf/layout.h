/* Blocks → parts. Inside the room. */
#ifndef PDF_LAYOUT_H
#define PDF_LAYOUT_H

#include "pdf/galley.h"
#include "pdf/pictures.h"

struct site;

/* A text in which numbers of pages stand: it is set again when they are known. */
struct paged_text {
    struct text text;
    struct paragraph *paragraph;
    size_t chapter;
    struct paged_text *next;
};

/* Where parts go and how they look, which ends with the block that they belong to. */
struct spot {
    double left;
    double width;
    double size;
    double leading;
    uint32_t style;
    enum colour colour;
    const struct frame *frame;
    const struct tag *tag;
    bool tight; /* little space between blocks: in tables and lists */
};

struct layout {
    const struct look *look;
    struct shaping shaping;
    struct pictures *pictures;
    const struct site *site;
    struct arena *arena;
    struct arena *scratch;
    struct slice language;
    struct slice page_format;      /* "zie p. %u" */
    struct paragraph **paragraphs; /* all that were made, to be released */
    size_t paragraph_count;
    size_t paragraph_capacity;
    uint32_t note_count; /* laid out so far */
    struct paged_text *paged;
    size_t chapter;
    /* Where the next part goes: */
    struct galley *galley;
    struct spot here;
    double space;                    /* above the next part */
    const struct mark *mark;         /* for the next part */
    struct destination *destination; /* for the next part */
    uint32_t heading_depth;          /* added to the levels of headings for tags */
};

/* Lays the children of `block` out at the end of layout->galley. */
void layout_blocks(struct layout *layout, const struct block *block);
void layout_block(struct layout *layout, const struct block *block);
/* Sets a text as a paragraph of the document. */
struct paragraph *layout_text(struct layout *layout, const struct text *text,
                              enum alignment alignment, double size, double leading, double width,
                              uint32_t style);
/* Adds the lines of a paragraph as parts, those of a short one kept together. */
void layout_lines(struct layout *layout, const struct paragraph *paragraph, const char *tag);
/* The same with text of `size`: for what is not running text. */
void layout_display(struct layout *layout, const struct text *text, enum alignment alignment,
                    double size, double leading, uint32_t style, const char *tag);
struct tag *layout_tag(struct layout *layout, const char *name, const struct tag *parent);
/* Adds a part at the current place, with the space, mark and destination that wait for it. */
struct part *layout_part(struct layout *layout, enum part_type type, double height);
/* At least so much space above the next part. */
void layout_space(struct layout *layout, double space);
/* Writes the numbers of pages as they are known now into the text; whether one changed. */
bool layout_number(struct layout *layout, const struct text *text);

/* One file each. */
void layout_table(struct layout *layout, const struct block *table);
void layout_figure(struct layout *layout, const struct block *figure);
void layout_map(struct layout *layout, const struct block *map);

#endif
