/* Reading a site of which one file is any bytes: what must hold of its items. */
#ifndef TESTS_FUZZ_READ_FUZZ_H
#define TESTS_FUZZ_READ_FUZZ_H

#include "fuzz_site.h"
#include "read/read.h"

static inline void fuzz_check_item(const struct item *item) {
    size_t offset = 0;
    assert(item->kind != NULL && item->slug.length > 0);
    assert(utf8_valid(item->slug, &offset) && utf8_valid(item->title, &offset));
    struct slice rest = item->slug, part;
    while (slice_cut(&rest, '/', &part)) {
        assert(part.length > 0 && !slice_equals(part, SLICE(".")) &&
               !slice_equals(part, SLICE("..")));
    }
}

/* Puts the bytes at `path` and reads the site. */
static inline void fuzz_read(const char *path, const uint8_t *data, size_t size) {
    const struct fuzz_site *folder = fuzz_site_begin();
    struct arena arena = {0};
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, &arena);
    fuzz_put(folder, path, slice_of((const char *)data, size));
    const struct read_options options = {.root = folder->root, .today = {2026, 3, 1}, .jobs = 1};
    struct site *site = read_site(&options, &arena, &diagnostics);
    for (size_t i = 0; i < site->item_count; i++) {
        fuzz_check_item(site->items[i]);
    }
    fuzz_check_messages(&diagnostics, path, size, &arena);
    site_release(site);
    arena_release(&arena);
}

#endif
