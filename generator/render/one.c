#include "render/one.h"

#include "base/map.h"
#include "render/assets.h"
#include "render/page.h"

#include <pthread.h>

/* The pages that list all items by title: which there are is found out when one is asked for, for
 * sorting takes long on a large site, and every title that changes would ask for it. */
struct titled_pages {
    pthread_mutex_t mutex;
    struct arena *arena;
    bool is_made;
    struct map pages;
};

struct page_index {
    const struct theme *theme;
    struct map pages;  /* address → struct page */
    struct map assets; /* address → struct theme_asset */
    struct titled_pages *titled;
};

static void enter(struct map *map, struct page *pages, size_t count) {
    for (size_t i = 0; i < count; i++) {
        *map_place(map, pages[i].address) = &pages[i];
    }
}

struct page_index *render_index(const struct theme *theme, struct arena *arena) {
    struct page_index *index = arena_new(arena, struct page_index, 1);
    index->theme = theme;
    index->titled = arena_new(arena, struct titled_pages, 1);
    index->titled->arena = arena;
    pthread_mutex_init(&index->titled->mutex, NULL);
    map_init(&index->pages, arena);
    map_init(&index->assets, arena);
    size_t count = 0;
    struct page *pages = pages_fixed(theme, 0, arena, &count);
    enter(&index->pages, pages, count);
    for (size_t i = 0; i < theme->asset_count; i++) {
        *map_place(&index->assets, theme->asset_list[i].address) = &theme->asset_list[i];
    }
    return index;
}

void render_index_renamed(struct page_index *index) {
    index->titled->is_made = false;
}

static const struct page *find_titled(const struct page_index *index, struct slice address) {
    struct titled_pages *titled = index->titled;
    pthread_mutex_lock(&titled->mutex);
    if (!titled->is_made) {
        size_t count = 0;
        map_init(&titled->pages, titled->arena);
        struct page *pages = pages_by_title(index->theme, titled->arena, &count);
        enter(&titled->pages, pages, count);
        titled->is_made = true;
    }
    const struct page *page = map_get(&titled->pages, address);
    pthread_mutex_unlock(&titled->mutex);
    return page;
}

static const struct page *find_page(const struct page_index *index, struct slice address) {
    const struct page *page = map_get(&index->pages, address);
    return page != NULL ? page : find_titled(index, address);
}

enum render_one_result render_one(const struct page_index *index, struct slice address,
                                  struct arena *arena, struct buffer *out,
                                  struct diagnostics *diagnostics) {
    const struct theme_asset *asset = map_get(&index->assets, address);
    if (asset != NULL) {
        buffer_append(out, asset->bytes);
        return RENDER_ONE_MADE;
    }
    const struct page *page = find_page(index, address);
    if (page == NULL) {
        return RENDER_ONE_NONE;
    }
    return page_make(index->theme, page, NULL, arena, out, diagnostics) ? RENDER_ONE_MADE
                                                                        : RENDER_ONE_FAILED;
}

bool render_one_not_found(const struct page_index *index, struct slice address, struct arena *arena,
                          struct buffer *out, struct diagnostics *diagnostics) {
    const struct page page = {.type = PAGE_NOT_FOUND,
                              .address = address,
                              .language = index->theme->site->settings.language};
    return page_make(index->theme, &page, NULL, arena, out, diagnostics);
}

bool render_one_find(const struct page_index *index, struct slice address,
                     const struct item **item) {
    const struct page *page = find_page(index, address);
    *item = page == NULL ? NULL : page->item;
    return page != NULL;
}
