#include "render/one.h"

#include "base/map.h"
#include "render/assets.h"
#include "render/page.h"

struct page_index {
    const struct theme *theme;
    struct map pages;  /* address → struct page */
    struct map assets; /* address → struct theme_asset */
};

struct page_index *render_index(const struct theme *theme, struct arena *arena) {
    struct page_index *index = arena_new(arena, struct page_index, 1);
    index->theme = theme;
    map_init(&index->pages, arena);
    map_init(&index->assets, arena);
    size_t count = 0;
    struct page *pages = pages_list(theme, arena, &count);
    for (size_t i = 0; i < count; i++) {
        *map_place(&index->pages, pages[i].address) = &pages[i];
    }
    for (size_t i = 0; i < theme->asset_count; i++) {
        *map_place(&index->assets, theme->asset_list[i].address) = &theme->asset_list[i];
    }
    return index;
}

enum render_one_result render_one(const struct page_index *index, struct slice address,
                                  struct arena *arena, struct buffer *out,
                                  struct diagnostics *diagnostics) {
    const struct theme_asset *asset = map_get(&index->assets, address);
    if (asset != NULL) {
        buffer_append(out, asset->bytes);
        return RENDER_ONE_MADE;
    }
    const struct page *page = map_get(&index->pages, address);
    if (page == NULL) {
        return RENDER_ONE_NONE;
    }
    return page_make(index->theme, page, arena, out, diagnostics) ? RENDER_ONE_MADE
                                                                  : RENDER_ONE_FAILED;
}

bool render_one_not_found(const struct page_index *index, struct slice address, struct arena *arena,
                          struct buffer *out, struct diagnostics *diagnostics) {
    const struct page page = {.type = PAGE_NOT_FOUND,
                              .address = address,
                              .language = index->theme->site->settings.language};
    return page_make(index->theme, &page, arena, out, diagnostics);
}

bool render_one_find(const struct page_index *index, struct slice address,
                     const struct item **item) {
    const struct page *page = map_get(&index->pages, address);
    *item = page == NULL ? NULL : page->item;
    return page != NULL;
}
