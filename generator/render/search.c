/* The search pages: where the search box leads. Each language has one, with every item by title, so
 * that it is of use without scripts; on a large site the items of a letter have a page of their
 * own. */
#include "base/utf8.h"
#include "render/page.h"

#include <stdlib.h>

/* More items make a page that nobody wants to wait for. */
enum { ITEMS_ON_ONE_PAGE = 500 };

bool theme_searches(const struct theme *theme) {
    for (size_t i = 0; i < theme->edition_count; i++) {
        if (theme->editions[i].search == NULL) {
            return false;
        }
    }
    return theme->edition_count > 0;
}

static struct slice address_of(const struct site *site, struct slice letter, struct slice language,
                               struct arena *arena) {
    bool is_own = slice_equals(language, site->settings.language);
    struct slice part = slice_equals(letter, SLICE("#")) ? SLICE("0") : utf8_slug(arena, letter);
    return arena_format(arena, "search%s%.*s%s%.*s.html", part.length > 0 ? "-" : "",
                        slice_width(part), part.data, is_own ? "" : ".",
                        is_own ? 0 : slice_width(language), language.data);
}

struct slice search_address(const struct site *site, struct slice language, struct arena *arena) {
    return address_of(site, slice_of("", 0), language, arena);
}

struct slice letter_of(struct slice title, struct arena *arena) {
    struct slice slug = utf8_slug(arena, title);
    size_t end = 0;
    if (slug.length == 0) {
        return SLICE("#");
    }
    uint32_t first = utf8_next(slug, &end);
    if (first < 'a' || first > 'z') {
        return first < 0x80 ? SLICE("#") : slice_take(slug, end);
    }
    return arena_format(arena, "%c", (int)first - 'a' + 'A');
}

struct titled {
    struct slice slug;
    struct item *item;
};

static int by_title(const void *a, const void *b) {
    const struct titled *first = a, *second = b;
    int order = slice_compare(first->slug, second->slug);
    return order != 0 ? order : slice_compare(first->item->identity, second->item->identity);
}

static struct search_listing *list_items(const struct site *site, struct slice language,
                                         struct arena *arena) {
    struct search_listing *listing = arena_new(arena, struct search_listing, 1);
    struct titled *titled = arena_new(arena, struct titled, site->item_count);
    listing->items = arena_new(arena, struct item *, site->item_count);
    for (size_t i = 0; i < site->item_count; i++) {
        struct item *item = site->items[i];
        if (item->address.length > 0 && slice_equals(item->language, language) &&
            item_is_found(item)) {
            titled[listing->count++] = (struct titled){utf8_slug(arena, item->title), item};
        }
    }
    if (listing->count > 0) {
        qsort(titled, listing->count, sizeof *titled, by_title);
    }
    for (size_t i = 0; i < listing->count; i++) {
        listing->items[i] = titled[i].item;
    }
    return listing;
}

struct page *search_pages(const struct site *site, struct slice language, struct arena *arena,
                          size_t *count) {
    struct search_listing *listing = list_items(site, language, arena);
    struct page *pages = arena_new(arena, struct page, listing->count + 1);
    pages[0] = (struct page){.type = PAGE_SEARCH,
                             .address = search_address(site, language, arena),
                             .language = language,
                             .listing = listing,
                             .count = listing->count};
    *count = 1;
    if (listing->count <= ITEMS_ON_ONE_PAGE) {
        return pages;
    }
    for (size_t i = 0; i < listing->count; i++) {
        struct slice label = letter_of(listing->items[i]->title, arena);
        if (i == 0 || !slice_equals(label, pages[*count - 1].label)) {
            pages[(*count)++] = (struct page){.type = PAGE_SEARCH,
                                              .address = address_of(site, label, language, arena),
                                              .language = language,
                                              .listing = listing,
                                              .first = i,
                                              .label = label};
        }
        pages[*count - 1].count++;
    }
    listing->letters = pages + 1;
    listing->letter_count = *count - 1;
    pages[0].count = 0;
    return pages;
}

static struct value groups(struct view *view) {
    const struct page *page = view->page;
    struct item *const *items = page->listing->items + page->first;
    struct value *values = arena_new(view->arena, struct value, page->count);
    size_t made = 0, start = 0;
    struct slice label = slice_of("", 0);
    for (size_t i = 0; i < page->count; i++) {
        struct slice own = letter_of(items[i]->title, view->arena);
        if (i > 0 && !slice_equals(own, label)) {
            values[made++] = view_group(view, label, items + start, i - start);
            start = i;
        }
        label = own;
    }
    if (page->count > 0) {
        values[made++] = view_group(view, label, items + start, page->count - start);
    }
    return value_list(values, made);
}

static struct value letters(struct view *view) {
    const struct search_listing *listing = view->page->listing;
    struct value *values = arena_new(view->arena, struct value, listing->letter_count);
    for (size_t i = 0; i < listing->letter_count; i++) {
        const struct page *letter = &listing->letters[i];
        struct slice address = view_address(view, letter->address, slice_of("", 0));
        struct value_pair pairs[] = {
            view_pair("label", value_text(letter->label)),
            view_pair("address", value_text(address)),
            view_pair("current", value_boolean(slice_equals(letter->label, view->page->label)))};
        values[i] = view_map(view, pairs, 3);
    }
    return value_list(values, listing->letter_count);
}

bool view_search_get(struct view *view, struct slice name, struct value *out) {
    if (slice_equals(name, SLICE("groups"))) {
        *out = groups(view);
    } else if (slice_equals(name, SLICE("letters"))) {
        *out = letters(view);
    } else {
        return false;
    }
    return true;
}
