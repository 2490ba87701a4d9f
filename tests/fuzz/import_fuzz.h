/* What is imported, whatever it was, can be read: the new items have no error. */
#ifndef TESTS_FUZZ_IMPORT_FUZZ_H
#define TESTS_FUZZ_IMPORT_FUZZ_H

#include "check/check.h"
#include "fuzz_site.h"
#include "import/import.h"
#include "link/link.h"
#include "read/read.h"

static inline struct site *fuzz_read_site(const struct fuzz_site *folder, struct arena *arena,
                                          struct diagnostics *diagnostics) {
    const struct read_options options = {
        .root = folder->root, .today = {2026, 3, 1}, .drafts = true, .jobs = 1};
    struct site *site = read_site(&options, arena, diagnostics);
    link_site(site, 1, diagnostics);
    return site;
}

/* Imports into the site, reads it again with what is new, and takes that away. */
static inline void fuzz_import(void (*read)(struct import *import, struct slice text),
                               struct slice text) {
    const struct fuzz_site *folder = fuzz_site_begin();
    struct arena arena = {0};
    struct diagnostics before, told, after;
    diagnostics_init(&before, &arena);
    diagnostics_init(&told, &arena);
    diagnostics_init(&after, &arena);
    struct site *site = fuzz_read_site(folder, &arena, &before);
    const struct import_options options = {.site = site,
                                           .kind = site_kind(site, SLICE("article")),
                                           .today = {2026, 3, 1},
                                           .uploads = -1};
    struct import *import = import_begin(&options, &arena, &told);
    read(import, text);
    size_t count = 0;
    const struct import_file *files = import_end(import, &count);
    fuzz_check_messages(&told, "in", text.length, &arena);
    for (size_t i = 0; i < count; i++) {
        fuzz_put(folder, arena_copy(&arena, files[i].path).data, files[i].bytes);
    }
    struct site *again = fuzz_read_site(folder, &arena, &after);
    check_site(again, &arena, &after);
    for (size_t i = 0; i < after.count; i++) {
        struct slice path = after.entries[i]->place.path;
        bool is_new = false;
        for (size_t k = 0; k < count; k++) {
            is_new = is_new || slice_equals(files[k].path, path);
        }
        struct buffer said;
        buffer_init(&said, &arena);
        diagnostic_append_message(&said, after.entries[i], SLICE("en"));
        buffer_append_byte(&said, '\0');
        if (is_new && message_row(after.entries[i]->message)->severity == SEVERITY_ERROR) {
            fprintf(stderr, "%s\n", said.data);
            abort();
        }
    }
    for (size_t i = 0; i < count; i++) {
        unlinkat(folder->root, arena_copy(&arena, files[i].path).data, 0);
    }
    site_release(again);
    site_release(site);
    arena_release(&arena);
}

#endif
