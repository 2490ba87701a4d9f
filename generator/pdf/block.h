/* Blocks: what a document holds, as a tree. Reading makes it, layout takes it. Inside the room. */
#ifndef PDF_BLOCK_H
#define PDF_BLOCK_H

#include "pdf/paragraph.h"

enum block_type {
    BLOCK_GROUP, /* holds others and looks like nothing itself */
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_LIST,
    BLOCK_ITEM,
    BLOCK_QUOTE,
    BLOCK_BOX,   /* a callout, or another item that is shown here */
    BLOCK_LABEL, /* the title of a box */
    BLOCK_CODE,
    BLOCK_TABLE,
    BLOCK_ROW,
    BLOCK_CELL,
    BLOCK_FIGURE,
    BLOCK_CAPTION,
    BLOCK_RULE,
    BLOCK_TERM,        /* that is explained … */
    BLOCK_EXPLANATION, /* … here */
    BLOCK_OPENING,     /* the first of a chapter: its title and what stands around it */
    BLOCK_MAP
};

struct asset;
struct item;

struct block {
    enum block_type type;
    struct block *parent;
    struct block *first;
    struct block *last;
    struct block *next;
    struct text text;         /* of a paragraph, heading, label, code, caption, term */
    uint8_t level;            /* of a heading: 1 to 6 */
    bool ordered;             /* a list */
    bool has_box;             /* an item that can be ticked … */
    bool ticked;              /* … and is */
    bool is_head;             /* a row or cell that tells what stands below or beside it */
    bool is_loud;             /* a box that warns; a quote that stands alone */
    bool is_wide;             /* a table as wide as the text; a paragraph that leads a chapter in */
    uint32_t number;          /* of an item of an ordered list */
    enum alignment alignment; /* of a cell */
    struct destination *destination; /* NULL when nothing leads here */
    const struct asset *asset;       /* a figure: its picture */
    struct slice alternative;        /* … in words */
    const struct item *item;         /* a map: what stands in the middle of it */
    struct place place;              /* in the source, for diagnostics */
};

/* A footnote. */
struct note {
    uint32_t number;
    struct block *content;
};

/* A new block, the last in `parent` (which may be NULL). */
struct block *block_add(struct block *parent, struct arena *arena, enum block_type type);

#endif
