/* The document as one HTML file that holds everything: styles, pictures, and a search that needs no
 * other file. */
#ifndef DOCUMENT_SINGLE_H
#define DOCUMENT_SINGLE_H

#include "document/document.h"

/* The bytes of the page, in `arena`. Pictures are read below the folder `root` of the site; one
 * that cannot be read is a diagnostic, and the page shows its text instead. */
struct slice single_make(const struct document *document, int root, struct arena *arena,
                         struct diagnostics *diagnostics);

#endif
