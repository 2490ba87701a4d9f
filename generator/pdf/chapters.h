/* A document as blocks, chapter by chapter, and the places in it that something may lead to. Inside
 * the room. */
#ifndef PDF_CHAPTERS_H
#define PDF_CHAPTERS_H

#include "pdf/block.h"
#include "pdf/pdf.h"

struct chapter {
    const struct pdf_chapter *source;
    struct block *content;
    struct destination *destination; /* its beginning */
    struct slice language;
};

struct chapters {
    const struct pdf_document *document;
    struct arena *arena;
    struct chapter *list; /* one for every chapter of the document, the front before them */
    size_t count;
    struct map destinations; /* identity, "#" and anchor → struct destination */
    uint32_t destination_count;
};

/* Reads all chapters. */
void chapters_read(struct chapters *chapters, const struct pdf_document *document,
                   struct arena *arena, struct arena *scratch);

#endif
