/* The pages that were looked at lately, as they were when nothing was wrong. */
#ifndef SERVE_PAGES_H
#define SERVE_PAGES_H

#include "base/buffer.h"

#include <pthread.h>

enum { KEPT_PAGES = 64 };

struct kept_page {
    char *address; /* NULL: none */
    size_t address_length;
    char *bytes;
    size_t length;
    uint64_t used; /* when last: the larger, the later */
};

struct kept_pages {
    pthread_mutex_t mutex;
    struct kept_page list[KEPT_PAGES];
    uint64_t clock;
};

void kept_pages_init(struct kept_pages *pages);
/* Keeps a copy, in the place of an older one of that address or of the one longest unused. */
void kept_pages_put(struct kept_pages *pages, struct slice address, struct slice bytes);
/* Appends the page kept for `address` to `out`; false if there is none. */
bool kept_pages_get(struct kept_pages *pages, struct slice address, struct buffer *out);
void kept_pages_release(struct kept_pages *pages);

#endif
