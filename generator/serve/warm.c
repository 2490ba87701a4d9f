#include "serve/warm.h"

#include "serve/warm_state.h"

#include <stdlib.h>

static void tell(struct warm *warm) {
    const struct generation *generation = warm->failed != NULL ? warm->failed : warm->generation;
    const struct diagnostics *lists[] = {&generation->settings, &generation->folders,
                                         &generation->files,    &generation->links,
                                         &generation->checks,   &generation->templates};
    arena_reset(&warm->told_arena);
    diagnostics_init(&warm->told, &warm->told_arena);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        diagnostics_append(&warm->told, lists[i]);
    }
    diagnostics_sort(&warm->told);
}

const struct diagnostics *warm_diagnostics(struct warm *warm) {
    if (warm->needs_check) {
        generation_check(warm->generation);
        warm->needs_check = false;
    }
    if (warm->needs_telling) {
        tell(warm);
        warm->needs_telling = false;
    }
    return &warm->told;
}

struct warm *warm_open(const struct warm_options *options) {
    struct warm *warm = memory_allocate(sizeof *warm);
    *warm = (struct warm){.options = *options, .needs_telling = true};
    pthread_rwlock_init(&warm->lock, NULL);
    warm_outputs_init(&warm->outputs);
    warm->generation = generation_make(options);
    return warm;
}

void warm_close(struct warm *warm) {
    generation_release(warm->failed);
    generation_release(warm->generation);
    warm_outputs_release(&warm->outputs);
    arena_release(&warm->told_arena);
    pthread_rwlock_destroy(&warm->lock);
    free(warm);
}

void warm_lock(struct warm *warm) {
    pthread_rwlock_rdlock(&warm->lock);
}

void warm_unlock(struct warm *warm) {
    pthread_rwlock_unlock(&warm->lock);
}

const struct site *warm_site(const struct warm *warm) {
    return warm->generation->site;
}

/* A file of the site itself that is published as it is. */
static bool append_asset(const struct warm *warm, struct slice address, struct arena *arena,
                         struct buffer *out) {
    const struct asset *asset = site_asset(warm->generation->site, address);
    if (asset == NULL || !asset->is_published) {
        return false;
    }
    struct slice bytes,
        path = arena_format(arena, "content/%.*s", slice_width(asset->path), asset->path.data);
    if (file_read(warm->options.root, path, SIZE_MAX, arena, &bytes) != FILE_OK) {
        return false;
    }
    buffer_append(out, bytes);
    return true;
}

enum warm_found warm_get(struct warm *warm, struct slice address, struct arena *arena,
                         struct buffer *out, struct diagnostics *diagnostics) {
    struct generation *generation = warm->generation;
    if (generation->pages == NULL) {
        return WARM_NOTHING;
    }
    switch (render_one(generation->pages, address, arena, out, diagnostics)) {
    case RENDER_ONE_MADE:
        return WARM_FOUND;
    case RENDER_ONE_FAILED:
        return WARM_FAILED;
    case RENDER_ONE_NONE:
        break;
    }
    if (append_asset(warm, address, arena, out)) {
        return WARM_FOUND;
    }
    const struct slice *output =
        warm_outputs_get(&warm->outputs, generation->site, &warm->options, address);
    if (output != NULL) {
        buffer_append(out, *output);
    }
    return output != NULL ? WARM_FOUND : WARM_NOTHING;
}

bool warm_get_not_found(const struct warm *warm, struct slice address, struct arena *arena,
                        struct buffer *out) {
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    return warm->generation->pages != NULL &&
           render_one_not_found(warm->generation->pages, address, arena, out, &diagnostics);
}

bool warm_find(const struct warm *warm, struct slice address, const struct item **item) {
    *item = NULL;
    return warm->generation->pages != NULL &&
           render_one_find(warm->generation->pages, address, item);
}
