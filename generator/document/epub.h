/* EPUB 3.3 (W3C, 2023): the document as an e-book. */
#ifndef DOCUMENT_EPUB_H
#define DOCUMENT_EPUB_H

#include "document/document.h"

/* The bytes of the book. Pictures are read below the folder `root` of the site; one that cannot be
 * read is a diagnostic and is left out. `modified` is the moment that is written into it: the same
 * one gives the same bytes. The result lives in `arena`. */
struct slice epub_make(const struct document *document, int root, struct date modified,
                       struct arena *arena, struct diagnostics *diagnostics);

#endif
