/* Text in its styles, with what it leads to: what a paragraph is made of. Inside the room. */
#ifndef PDF_TEXT_H
#define PDF_TEXT_H

#include "base/arena.h"
#include "base/diagnostic.h"

enum text_style {
    TEXT_BOLD = 1,
    TEXT_ITALIC = 2,
    TEXT_SANS = 4,
    TEXT_MONO = 8,
    TEXT_RAISED = 16, /* smaller, above the line */
    TEXT_LOWERED = 32,
    TEXT_SMALL = 64,
    TEXT_STRUCK = 128,
    TEXT_UNDERLINED = 256,
    TEXT_LOUD = 512, /* in the colour of links */
    TEXT_FAINT = 1024,
    TEXT_WHOLE = 2048 /* its words are not broken */
};

/* A place in the document that something leads to. */
struct destination {
    struct slice name;  /* in the file */
    struct slice title; /* of the chapter that it stands in */
    uint32_t page;      /* from 1; 0 while it is not known, or when it stands nowhere */
    uint32_t told;      /* the last chapter, from 1, in which a text tells its page */
};

/* Where a run of text leads: to a place in the document, or out of it. */
struct text_link {
    struct destination *destination; /* NULL: out of it */
    struct slice address;            /* percent-encoded */
};

struct note;

struct run {
    struct slice text;
    uint32_t style; /* of enum text_style */
    const struct text_link *link;
    const struct note *note; /* the footnote whose mark this is */
    bool is_page; /* the number of the page that `link` leads to stands here: `text` holds it */
    struct run *next;
};

/* A chain of runs, in order. All bytes zero is an empty text. */
struct text {
    struct run *first;
    struct run *last;
};

/* Adds a run; the text is not copied. */
struct run *text_add(struct text *text, struct arena *arena, struct slice words, uint32_t style);
/* The words without their styles, in `arena`. */
struct slice text_plain(const struct text *text, struct arena *arena);

#endif
