/* A galley: what a document holds, cut into parts that lie below each other and are never cut
 * themselves. Layout makes it, pages are cut from it, drawing shows it. Inside the room. */
#ifndef PDF_GALLEY_H
#define PDF_GALLEY_H

#include "pdf/block.h"
#include "pdf/look.h"
#include "pdf/pages.h"

/* A node of the structure that readers aloud follow: ISO 32000-1, 14.8.4. */
struct tag {
    const char *name;
    const struct tag *parent;
    uint32_t depth;
    struct slice alternative; /* what it shows, in words; empty: it is text */
    const char *added;        /* entries of its dictionary beside these; NULL: none */
};

enum frame_look { FRAME_TINTED, FRAME_WARM, FRAME_BAR, FRAME_PLAIN };

/* What is drawn around parts. */
struct frame {
    const struct frame *parent;
    enum frame_look look;
    double left;
    double width;
    double padding; /* above its first and below its last part */
};

enum mark_type { MARK_TEXT, MARK_BOX, MARK_BOX_TICKED };

/* What stands before the first line of a point or a note. */
struct mark {
    enum mark_type type;
    struct paragraph text; /* of MARK_TEXT, set to the right of its column */
    double left;
    double width;
    const struct tag *tag;
};

enum part_type {
    PART_LINE, /* a line of a paragraph */
    PART_RULE, /* a thin line */
    PART_PICTURE,
    PART_MAP,
    PART_ROW,   /* a slice of a row of a table */
    PART_ENTRY, /* a line of the table of contents, with the number of a page behind it */
    PART_NOTHING
};

struct row;
struct picture;
struct atlas;

struct part {
    enum part_type type;
    struct stack_part stack;
    double left;
    double width;
    const struct paragraph *paragraph; /* PART_LINE, PART_ENTRY */
    uint32_t index;                    /* of the line, or of the slice */
    enum colour colour;
    const struct mark *mark;
    const struct picture *picture;
    const struct atlas *atlas;
    double scale; /* of a picture or map */
    const struct row *row;
    const struct frame *frame;
    const struct tag *tag;
    struct destination *destination;  /* NULL when nothing leads here */
    const struct destination *target; /* PART_ENTRY: whose page is told */
    const struct placed_note *notes;  /* those that stand on the page of this part */
};

struct galley {
    struct arena *arena;
    struct part *parts;
    size_t count;
    size_t capacity;
};

/* A footnote that was laid out, in the chain of those of a part. */
struct placed_note {
    struct galley galley;
    double height;
    struct placed_note *next;
};

struct cell {
    struct galley galley;
    double left;
    double width;
    const struct tag *tag;
};

struct row {
    struct cell *cells;
    size_t cell_count;
    size_t slice_count;
    bool is_head;
    bool is_first;
    bool is_last;
    double left;
    double width;
    double padding;
    const struct galley *head; /* the rows that are repeated on the next page; NULL for those */
    const struct tag *tag;
};

/* A new part at the end, all bytes zero. Valid until the next one. */
struct part *galley_add(struct galley *galley);
/* How high the parts are, with the space between them. */
double galley_height(const struct galley *galley);

#endif
