/* How a document looks: its stylesheet, its cover, its byline. Inside the room. */
#ifndef DOCUMENT_LOOK_H
#define DOCUMENT_LOOK_H

#include "document/document.h"

/* The styles of a document on a screen: document.css, as it was built in. */
struct slice look_styles(void);
/* What comes to them for one page in a browser, and the search of the theme `standaard`: its
 * scripts in the order in which they run. */
struct slice look_single_styles(void);
struct slice look_search_scripts(void);
/* A cover made of the title and the author: SVG. */
struct slice look_cover(const struct document *document, struct arena *arena);
/* Appends paragraphs with the description, the author and the date, as XHTML. */
void look_append_byline(const struct document *document, struct buffer *out);

#endif
