/* XHTML → CommonMark (0.30, with GFM's tables and task items). */
#ifndef FORMATS_MARKDOWN_WRITE_H
#define FORMATS_MARKDOWN_WRITE_H

#include "base/buffer.h"

enum markdown_write_style {
    MARKDOWN_WRITE_PLAIN, /* for other programs: addresses in a list at the end */
    MARKDOWN_WRITE_SOURCE /* for editors, in our dialect: addresses where they are used, captions,
                             footnotes, the elements that a text may hold; `data-note` tells the
                             number of a note or of a mark, `data-anchor` the anchor of a heading */
};

struct markdown_writer;

/* Begins a text. Lives in `arena`. */
struct markdown_writer *markdown_write_begin(struct arena *arena, enum markdown_write_style style);
/* Appends well-formed XHTML (the content of a <body>); `levels` is added to the level of every
 * heading. What there is no form for is written as its text. False, and nothing, when it is not
 * well-formed. */
bool markdown_write_html(struct markdown_writer *writer, struct slice xhtml, unsigned levels);
/* Ends the text: with the addresses of its links, numbered in order of use, each once. */
struct slice markdown_write_finish(struct markdown_writer *writer);

#endif
