#include "serve/pages.h"

#include <stdlib.h>
#include <string.h>

void kept_pages_init(struct kept_pages *pages) {
    *pages = (struct kept_pages){.clock = 0};
    pthread_mutex_init(&pages->mutex, NULL);
}

static struct kept_page *find(struct kept_pages *pages, struct slice address) {
    for (size_t i = 0; i < KEPT_PAGES; i++) {
        struct kept_page *page = &pages->list[i];
        if (page->address != NULL &&
            slice_equals(slice_of(page->address, page->address_length), address)) {
            return page;
        }
    }
    return NULL;
}

static struct kept_page *longest_unused(struct kept_pages *pages) {
    struct kept_page *oldest = &pages->list[0];
    for (size_t i = 1; i < KEPT_PAGES; i++) {
        if (pages->list[i].used < oldest->used) {
            oldest = &pages->list[i];
        }
    }
    return oldest;
}

static char *copy_of(struct slice text) {
    char *copy = memory_allocate(text.length);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    return copy;
}

static void clear(struct kept_page *page) {
    free(page->address);
    free(page->bytes);
    *page = (struct kept_page){.address = NULL};
}

void kept_pages_put(struct kept_pages *pages, struct slice address, struct slice bytes) {
    pthread_mutex_lock(&pages->mutex);
    struct kept_page *page = find(pages, address);
    if (page == NULL) {
        page = longest_unused(pages);
    }
    clear(page);
    *page = (struct kept_page){.address = copy_of(address),
                               .address_length = address.length,
                               .bytes = copy_of(bytes),
                               .length = bytes.length,
                               .used = ++pages->clock};
    pthread_mutex_unlock(&pages->mutex);
}

bool kept_pages_get(struct kept_pages *pages, struct slice address, struct buffer *out) {
    pthread_mutex_lock(&pages->mutex);
    struct kept_page *page = find(pages, address);
    if (page != NULL) {
        page->used = ++pages->clock;
        buffer_append(out, slice_of(page->bytes, page->length));
    }
    pthread_mutex_unlock(&pages->mutex);
    return page != NULL;
}

void kept_pages_release(struct kept_pages *pages) {
    for (size_t i = 0; i < KEPT_PAGES; i++) {
        clear(&pages->list[i]);
    }
    pthread_mutex_destroy(&pages->mutex);
}
