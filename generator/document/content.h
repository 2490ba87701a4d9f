/* A chapter as XHTML: what the EPUB and the single page share. Inside the room. */
#ifndef DOCUMENT_CONTENT_H
#define DOCUMENT_CONTENT_H

#include "document/prose.h"

/* Appends a <section> with the chapter's title, what its item tells of itself, and its texts. */
void content_append(const struct prose_style *style, const struct chapter *chapter,
                    struct buffer *out);
/* Appends the text of the item that opens the document, if it has one. */
void content_append_front(const struct prose_style *style, struct buffer *out);
/* Appends ` lang="en" xml:lang="en"` when the item is in another language than the document. */
void content_append_language(const struct document *document, const struct item *item,
                             struct buffer *out);
/* A word of the document itself in its language: the first text in English, the second in Dutch. */
struct slice content_word(const struct document *document, const char *english, const char *dutch);
/* The pictures that the chapters' texts show, each once, in order: `*count` of them in `arena`. */
const struct asset **content_pictures(const struct document *document, struct arena *arena,
                                      size_t *count);

#endif
