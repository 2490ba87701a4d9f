/* Which pages there are. */
#include "render/page.h"

#include <string.h>

static size_t list_pages(const struct site *site, const struct kind *kind) {
    size_t size = site->settings.page_size;
    size_t pages = (kind->item_count + size - 1) / size;
    return !kind->has_list ? 0 : pages == 0 ? 1 : pages;
}

static size_t selection_pages(const struct site *site, const struct selection *selection) {
    size_t size = site->settings.page_size;
    return (selection->count + size - 1) / size;
}

static size_t count_pages(const struct site *site) {
    size_t count = 3 + site->redirect_count; /* home, not found and the map */
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = &site->kinds[i];
        count += list_pages(site, kind);
        for (size_t j = 0; j < kind->selection_count; j++) {
            count += selection_pages(site, &kind->selections[j]);
        }
    }
    for (size_t i = 0; i < site->item_count; i++) {
        count += site->items[i]->address.length > 0;
    }
    return count;
}

static bool is_home(const struct site *site, const struct item *item) {
    return site->home != NULL && slice_equals(item->identity, site->home->identity);
}

/* The pages of what a kind's list can be narrowed down to; how many. */
static size_t add_selections(const struct site *site, const struct kind *kind, struct page *pages,
                             struct arena *arena) {
    size_t made = 0;
    for (size_t i = 0; i < kind->selection_count; i++) {
        const struct selection *selection = &kind->selections[i];
        for (size_t number = 1; number <= selection_pages(site, selection); number++) {
            pages[made++] = (struct page){.type = PAGE_LIST,
                                          .kind = kind,
                                          .selection = selection,
                                          .number = number,
                                          .address = selection_address(selection, number, arena),
                                          .language = site->settings.language};
        }
    }
    return made;
}

struct page *pages_fixed(const struct theme *theme, size_t room, struct arena *arena,
                         size_t *count) {
    const struct site *site = theme->site;
    struct page *pages = arena_new(arena, struct page, count_pages(site) + room);
    struct slice language = site->settings.language;
    size_t made = 0;
    if (site->home == NULL) {
        pages[made++] =
            (struct page){.type = PAGE_HOME, .address = SLICE("index.html"), .language = language};
    }
    pages[made++] =
        (struct page){.type = PAGE_NOT_FOUND, .address = SLICE("404.html"), .language = language};
    if (site_map_address(site).length > 0) {
        pages[made++] = (struct page){
            .type = PAGE_MAP, .address = site_map_address(site), .language = language};
    }
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = &site->kinds[i];
        for (size_t number = 1; number <= list_pages(site, kind); number++) {
            pages[made++] = (struct page){.type = PAGE_LIST,
                                          .kind = kind,
                                          .number = number,
                                          .address = kind_list_address(kind, number, arena),
                                          .language = language};
        }
        made += add_selections(site, kind, pages + made, arena);
    }
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        if (item->address.length == 0) {
            continue;
        }
        pages[made++] = (struct page){.type = is_home(site, item) ? PAGE_HOME : PAGE_ITEM,
                                      .item = item,
                                      .address = item->address,
                                      .language = item->language};
    }
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct redirect *redirect = &site->redirects[i];
        pages[made++] = (struct page){.type = PAGE_REDIRECT,
                                      .item = redirect->item,
                                      .address = redirect->address,
                                      .anchor = redirect->anchor,
                                      .moved = redirect->anchors,
                                      .language = redirect->item->language};
    }
    *count = made;
    return pages;
}

/* Appends pages to others. */
static struct page *join(struct page *pages, size_t *count, const struct page *more, size_t added,
                         struct arena *arena) {
    pages = arena_grow(arena, pages, *count * sizeof *pages, (*count + added) * sizeof *pages);
    memcpy(pages + *count, more, added * sizeof *pages);
    *count += added;
    return pages;
}

struct page *pages_by_title(const struct theme *theme, struct arena *arena, size_t *count) {
    struct page *pages = arena_new(arena, struct page, 0);
    *count = 0;
    for (size_t i = 0; i < theme->edition_count && theme_searches(theme); i++) {
        size_t more = 0;
        struct page *search = search_pages(theme->site, theme->editions[i].language, arena, &more);
        pages = join(pages, count, search, more, arena);
    }
    return pages;
}

struct page *pages_list(const struct theme *theme, struct arena *arena, size_t *count) {
    size_t more = 0;
    const struct page *search = pages_by_title(theme, arena, &more);
    struct page *pages = pages_fixed(theme, more, arena, count);
    if (more > 0) {
        memcpy(pages + *count, search, more * sizeof *pages);
        *count += more;
    }
    return pages;
}
