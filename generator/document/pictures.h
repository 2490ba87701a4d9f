/* The pictures that a document holds. Inside the room. */
#ifndef DOCUMENT_PICTURES_H
#define DOCUMENT_PICTURES_H

#include "document/document.h"

struct picture {
    const struct asset *asset;
    struct slice bytes;
    const char *type; /* its media type */
};

struct pictures {
    struct picture *list;
    size_t count;
    struct map by_path; /* of the asset → struct picture */
};

/* Reads every picture that the texts show, below the folder `root` of the site. One that no reader
 * of documents shows, or that cannot be read, is a diagnostic. */
void document_pictures_read(struct pictures *pictures, const struct document *document, int root,
                            struct arena *arena, struct diagnostics *diagnostics);
const struct picture *document_pictures_find(const struct pictures *pictures,
                                             const struct asset *asset);

#endif
