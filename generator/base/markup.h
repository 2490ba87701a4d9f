/* Marked-up text: what a body of Markdown became when it was read.
 *
 * It is HTML with holes. Whatever cannot be known while one file is read (the address of another
 * page, its title, the size of a picture, whether an id may stand here) is a hole, and rendering a
 * page is copying the HTML and filling the holes. So a body is parsed once, is as large as its
 * HTML, and a tip or a section of it is just a range of it.
 *
 * All texts point into the arena it was made in. Offsets `from`, `to` and `at` are in `html`;
 * `start` and `end` are byte offsets in the source file. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include "base/slice.h"

enum markup_link_type {
    MARKUP_LINK,  /* [text](destination), a reference definition, <kind:slug> */
    MARKUP_WIKI,  /* [[destination]], [[destination|text]] */
    MARKUP_IMAGE, /* ![alternative](destination): picture or embed, told apart by the destination's
                     scheme */
    MARKUP_EMBED, /* ![[destination]] */
    MARKUP_HTML_LINK, /* href in raw HTML */
    MARKUP_HTML_IMAGE /* src in raw HTML */
};

/* Something that points somewhere, as its author wrote it. */
struct markup_link {
    enum markup_link_type type;
    bool has_text; /* false: the text is the target's title (<kind:slug>, [[slug]]) */
    struct slice
        destination; /* decoded: backslash escapes and entities worked out, not percent-decoded */
    struct slice
        alternative;      /* the text of the link, or the alternative text of the image; plain */
    struct slice context; /* the sentence around it, plain text, for "is mentioned in" */
    uint32_t anchor;      /* index of the last heading before it in `anchors`, or MARKUP_NONE */
    uint32_t start;       /* the destination in the source (for <…> and [[…]] the inside) */
    uint32_t end;
};

#define MARKUP_NONE UINT32_MAX

enum markup_hole_type {
    MARKUP_HOLE_ADDRESS, /* index: link. Inside href="" or src="": the escaped address */
    MARKUP_HOLE_TITLE,   /* index: link. Element text: the title of its target */
    MARKUP_HOLE_CLASS, /* index: link. Inside class="": a class that tells what kind of target it is
                        */
    MARKUP_HOLE_IMAGE_SIZE, /* index: link. Inside the <img> tag: ` width="…" height="…"`,
                               loading=lazy … or nothing */
    MARKUP_HOLE_EMBED, /* index: link. Between blocks: what the link's target looks like here (block
                          content) */
    MARKUP_HOLE_ID,    /* index: anchor. Inside a start tag: ` id="…"`, or nothing where shown
                          elsewhere */
    MARKUP_HOLE_ANCHOR, /* index: anchor. Inside href="": `#id`, as an address from the page that is
                           made */
    MARKUP_HOLE_CALLOUT,       /* index: callout. Inside href="": the address of the item that this
                                  callout is */
    MARKUP_HOLE_CALLOUT_LABEL, /* index: callout. Element text: what kind of callout it is ("Tip",
                                  "Let op") */
    MARKUP_HOLE_FOOTNOTE,      /* index: footnote. Between inline text: the whole reference mark */
    MARKUP_HOLE_TERM,          /* index: term use. See struct markup_term */
    MARKUP_HOLE_TICK, /* index: anchor of a point. Inside the tag of its box: ` id="tick-…"` */
    MARKUP_HOLE_TICK_LABEL /* index: anchor of a point. Inside the tag of its label: ` for="tick-…"`
                            */
};

struct markup_hole {
    uint32_t at;   /* offset in `html` where the content of the hole comes */
    uint16_t type; /* enum markup_hole_type */
    uint32_t index;
};

enum markup_anchor_type {
    MARKUP_ANCHOR_HEADING,
    MARKUP_ANCHOR_POINT, /* a point of a task list */
    MARKUP_ANCHOR_CALLOUT,
    MARKUP_ANCHOR_OTHER /* an id in raw HTML, a definition, … */
};

/* A place in the body that can be linked to. */
struct markup_anchor {
    enum markup_anchor_type type;
    bool explicit_id; /* written by the author as {#id} */
    uint8_t level;    /* 1 to 6 for a heading */
    struct slice id;
    struct slice text; /* plain text: of the heading, the point, the callout's title */
    struct slice
        html;      /* the heading's inner HTML without links and holes, for tables of contents */
    uint32_t from; /* a heading: where its section begins (the heading itself) … */
    uint32_t to; /* … and ends (the next heading of the same or a higher level, or the end of the
                    body) */
    uint32_t start;
    uint32_t end;
};

/* > [!TYPE] Title {#id} */
struct markup_callout {
    struct slice type;  /* in upper case: "NOTE", "TIP", … */
    struct slice title; /* plain text; empty when there is none */
    uint32_t anchor;    /* its anchor, or MARKUP_NONE when it has no {#id}: then it is only a box */
    uint32_t from;      /* its content, without the box and the title */
    uint32_t to;
    struct slice summary; /* plain text of its first sentence */
    uint32_t start;       /* from "[!" to the end of the title line */
    uint32_t end;
};

/* A point of a task list. */
struct markup_point {
    bool checked;
    uint8_t depth;   /* 0 for the outermost */
    uint32_t anchor; /* its anchor, always there */
    uint32_t from;   /* its content */
    uint32_t to;
};

struct markup_footnote {
    struct slice label;
    uint32_t from; /* its content, behind the body's end */
    uint32_t to;
    uint32_t uses; /* how often it is referred to */
};

/* A word in the text that may be a term of the glossary: `form` is what stands in the text. Around
 * it the HTML has nothing; a hole at its start and a hole at its end (`closing`) may make a link of
 * it. */
struct markup_term {
    uint32_t candidate; /* the number the caller gave that form */
    bool closing;
};

struct markup {
    struct slice html; /* the body is the first `body_end` bytes, footnotes follow */
    uint32_t body_end;
    struct markup_hole
        *holes; /* by rising `at`; at one place in the order in which they are filled */
    uint32_t hole_count;
    struct markup_link *links; /* in source order */
    uint32_t link_count;
    struct markup_anchor *anchors; /* in source order */
    uint32_t anchor_count;
    struct markup_callout *callouts;
    uint32_t callout_count;
    struct markup_point *points;
    uint32_t point_count;
    struct markup_footnote *footnotes; /* in order of first use */
    uint32_t footnote_count;
    struct markup_term *terms;
    uint32_t term_count;
    uint32_t word_count;
    struct slice summary; /* plain text of the first sentence or two of the first paragraph */
};

/* The index of the first hole at or behind the offset `from` of the HTML; hole_count when there is
 * none. By halving. */
uint32_t markup_first_hole(const struct markup *markup, uint32_t from);

#endif
