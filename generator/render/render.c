#include "render/render.h"

#include "base/file_diagnostic.h"
#include "base/pool.h"
#include "render/again.h"
#include "render/assets.h"
#include "render/page.h"
#include "render/worker.h"
#include "site/declare.h"

#include <errno.h>
#include <unistd.h>

struct theme *render_prepare(const struct site *site, const struct render_options *options,
                             struct arena *arena, struct diagnostics *diagnostics) {
    struct theme *theme = arena_new(arena, struct theme, 1);
    theme->site = site;
    theme->options = options;
    theme->arena = arena;
    theme->diagnostics = diagnostics;
    theme->name = site->settings.theme;
    theme->sources = arena_new(arena, uint64_t, 1);
    theme->files = arena_new(arena, struct map, 1);
    map_init(theme->files, arena);
    if (!theme_open(theme, diagnostics)) {
        theme_close(theme);
        return NULL;
    }
    theme_read_assets(theme, diagnostics);
    theme->edition_count = site->settings.language_count;
    theme->editions = arena_new(arena, struct edition, theme->edition_count);
    for (size_t i = 0; i < theme->edition_count; i++) {
        theme->editions[i].language = site->settings.languages[i];
        theme_read_texts(theme, &theme->editions[i], diagnostics);
        theme_compile(theme, &theme->editions[i], diagnostics);
    }
    return theme;
}

void theme_close(struct theme *theme) {
    if (theme != NULL) {
        fields_release(theme->option_fields, theme->option_count);
        theme->option_count = 0;
    }
    for (size_t i = 1; theme != NULL && i < theme->layer_count; i++) {
        if (theme->layers[i].folder >= 0) {
            close(theme->layers[i].folder);
            theme->layers[i].folder = -1;
        }
    }
}

struct rendering {
    const struct site *site;
    const struct theme *theme;
    const struct render_options *options;
    struct publication *publication;
    struct page *pages;
    struct again *again;             /* NULL when all pages are made */
    uint64_t *hashes;                /* of their bytes; NULL when nobody asks */
    struct arena *scratch;           /* by worker: reset after each page */
    struct diagnostics *diagnostics; /* by worker */
};

bool page_make(const struct theme *theme, const struct page *page, struct sources *sources,
               struct arena *arena, struct buffer *out, struct diagnostics *diagnostics) {
    struct view view;
    view_begin(&view, theme, page, arena);
    view.sources = sources;
    if (page->item != NULL) {
        view_note(&view, page->item);
    }
    struct template_result result = {.failed = false};
    template_render(view_program(&view), view.globals, arena, out, &result);
    if (!result.failed && view.failure.failed) {
        result = view.failure;
    }
    if (result.failed) {
        template_result_report(&result, page->item != NULL ? page->item->identity : page->address,
                               diagnostics);
    }
    return !result.failed;
}

static void set_hash(const struct rendering *rendering, size_t index, uint64_t hash) {
    if (rendering->hashes != NULL) {
        rendering->hashes[index] = hash;
    }
}

static void page_work(void *context, size_t index, size_t worker) {
    struct rendering *rendering = context;
    struct again *again = rendering->again;
    const struct page *page = &rendering->pages[index];
    struct arena *arena = &rendering->scratch[worker];
    struct publish_mark mark = {0};
    if (again != NULL && again_holds(again, index, &mark.hash)) {
        set_hash(rendering, index, mark.hash);
        return;
    }
    struct buffer out;
    buffer_init(&out, arena);
    struct sources *sources = again == NULL ? NULL : again_sources(again, worker);
    if (page_make(rendering->theme, page, sources, arena, &out, &rendering->diagnostics[worker]) &&
        publish_marked(rendering->publication, page->address, buffer_slice(&out), &mark)) {
        set_hash(rendering, index, mark.hash);
        if (again != NULL) {
            again_made(again, index, worker, &mark);
        }
    }
    arena_reset(arena);
    site_rest(rendering->site, index);
}

static void copy_file(const struct rendering *rendering, int folder, struct slice from,
                      struct slice to, struct diagnostics *diagnostics) {
    int descriptor = -1;
    enum file_status status = file_open(folder, from, &descriptor);
    if (status == FILE_OK) {
        publish_copy(rendering->publication, to, descriptor);
        close(descriptor);
    } else {
        diagnostic_add_file(diagnostics, from, status, 0, errno);
    }
}

static void asset_work(void *context, size_t index, size_t worker) {
    struct rendering *rendering = context;
    const struct asset *asset = &rendering->site->assets[index];
    if (!asset->is_published) {
        return;
    }
    struct slice from = arena_format(&rendering->site->worker_arenas[worker], "content/%.*s",
                                     slice_width(asset->path), asset->path.data);
    copy_file(rendering, rendering->options->root, from, asset->address,
              &rendering->diagnostics[worker]);
}

static void publish_theme(const struct rendering *rendering) {
    const struct theme *theme = rendering->theme;
    for (size_t i = 0; i < theme->asset_count; i++) {
        const struct theme_asset *asset = &theme->asset_list[i];
        if (!slice_equals(asset->name, SLICE(WORKER_NAME))) {
            publish_file(rendering->publication, asset->address, asset->bytes);
        }
    }
}

size_t render_site(const struct site *site, const struct theme *theme,
                   const struct render_options *options, struct publication *publication,
                   struct arena *arena, struct diagnostics *diagnostics) {
    struct rendering rendering = {
        .site = site, .theme = theme, .options = options, .publication = publication};
    size_t count = 0;
    rendering.pages = pages_list(theme, arena, &count);
    rendering.scratch = arena_new(arena, struct arena, POOL_JOBS_MAXIMUM);
    rendering.diagnostics = arena_new(arena, struct diagnostics, POOL_JOBS_MAXIMUM);
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        /* A worker's diagnostics outlive its pages, so they have an arena of their own. */
        diagnostics_init(&rendering.diagnostics[i], &site->worker_arenas[i]);
    }
    if (worker_is_wanted(theme)) {
        rendering.hashes = arena_new(arena, uint64_t, count);
    }
    rendering.again = again_begin(theme, rendering.pages, count, publication, arena);
    pool_run(count, options->jobs, page_work, &rendering);
    size_t held = again_end(rendering.again);
    pool_run(site->asset_count, options->jobs, asset_work, &rendering);
    publish_theme(&rendering);
    if (rendering.hashes != NULL) {
        worker_publish(theme, rendering.pages, rendering.hashes, count, publication, arena);
    }
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        diagnostics_append(diagnostics, &rendering.diagnostics[i]);
        arena_release(&rendering.scratch[i]);
    }
    return held;
}
