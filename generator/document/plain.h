/* A document for other programs: CommonMark, and JSON. */
#ifndef DOCUMENT_PLAIN_H
#define DOCUMENT_PLAIN_H

#include "document/document.h"

/* The tree as JSON: title, language, author, date and `chapters`; of each its title, depth, kind,
 * identity, address, dates, facts and text (HTML whose links lead to "#name" of a chapter or to the
 * web). Lives in `arena`. */
struct slice plain_json(const struct document *document, struct arena *arena);
/* One CommonMark text: a heading for each chapter, the addresses of links in a list at its end.
 * Lives in `arena`. */
struct slice plain_markdown(const struct document *document, struct arena *arena);

#endif
