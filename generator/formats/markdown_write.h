/* XHTML of our own making → CommonMark (0.30, with GFM's tables and task items). */
#ifndef FORMATS_MARKDOWN_WRITE_H
#define FORMATS_MARKDOWN_WRITE_H

#include "base/buffer.h"

struct markdown_writer;

/* Begins a text. `levels` is added to the level of every heading. Lives in `arena`. */
struct markdown_writer *markdown_write_begin(struct arena *arena);
/* Appends well-formed XHTML (the content of a <body>). What CommonMark has no form for is written
 * as its text. False, and nothing, when it is not well-formed. */
bool markdown_write_html(struct markdown_writer *writer, struct slice xhtml, unsigned levels);
/* Ends the text: with the addresses of its links, numbered in order of use, each once. */
struct slice markdown_write_finish(struct markdown_writer *writer);

#endif
