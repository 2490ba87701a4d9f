#include "site/addresses.h"

#include "site/alias.h"
#include "site/site.h"

#include <assert.h>
#include <stdlib.h>

struct listing {
    struct arena *arena;
    struct address *entries;
    size_t count;
    size_t capacity;
};

int address_compare(struct slice page, struct slice anchor, struct slice other_page,
                    struct slice other_anchor) {
    int order = slice_compare(page, other_page);
    return order != 0 ? order : slice_compare(anchor, other_anchor);
}

static int by_address(const void *a, const void *b) {
    const struct address *first = a, *second = b;
    return address_compare(first->page, first->anchor, second->page, second->anchor);
}

static void add(struct listing *listing, struct slice page, struct slice anchor,
                struct item *item) {
    if (listing->count == listing->capacity) {
        size_t size = sizeof *listing->entries, capacity = listing->capacity * 2;
        listing->entries =
            arena_grow(listing->arena, listing->entries, listing->capacity * size, capacity * size);
        listing->capacity = capacity;
    }
    listing->entries[listing->count++] = (struct address){page, anchor, item};
}

static void add_headings(struct listing *listing, struct item *item, const struct prose *prose) {
    for (uint32_t i = 0; i < prose->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &prose->markup->anchors[i];
        if (anchor->type == MARKUP_ANCHOR_HEADING && anchor->from >= prose->from &&
            anchor->from <= prose->to) {
            add(listing, item->address, anchor->id, item);
        }
    }
}

/* The page, then its anchors in order, so that sorting all pages is sorting everything. */
static void add_item(struct listing *listing, struct item *item) {
    add(listing, item->address, SLICE(""), item);
    if (item->body != NULL) {
        add_headings(listing, item, item->body);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        add_headings(listing, item, text);
    }
    for (const struct moved_anchor *moved = item->moved; moved != NULL; moved = moved->next) {
        add(listing, item->address, moved->id, moved->to);
    }
}

static void drop_doubles(struct listing *listing) {
    size_t kept = 0;
    for (size_t i = 0; i < listing->count; i++) {
        if (kept == 0 || by_address(&listing->entries[kept - 1], &listing->entries[i]) != 0) {
            listing->entries[kept++] = listing->entries[i];
        }
    }
    listing->count = kept;
}

struct address *addresses_now(const struct site *site, struct arena *arena, size_t *count) {
    struct listing listing = {.arena = arena, .capacity = site->item_count * 4 + 64};
    listing.entries = arena_new(arena, struct address, listing.capacity);
    for (size_t i = 0; i < site->kind_count; i++) {
        if (site->kinds[i].has_list) {
            add(&listing, kind_list_address(&site->kinds[i], 1, arena), SLICE(""), NULL);
        }
    }
    for (size_t i = 0; i < site->item_count; i++) {
        if (site->items[i]->address.length > 0) {
            add_item(&listing, site->items[i]);
        }
    }
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct redirect *redirect = &site->redirects[i];
        add(&listing, redirect->address, SLICE(""), redirect->item);
        for (const struct moved_anchor *moved = redirect->anchors; moved != NULL;
             moved = moved->next) {
            add(&listing, redirect->address, moved->id, moved->to);
        }
    }
    qsort(listing.entries, listing.count, sizeof *listing.entries, by_address);
    drop_doubles(&listing);
    *count = listing.count;
    return listing.entries;
}

static void append_line(struct buffer *out, struct slice page, struct slice anchor, bool is_gone) {
    buffer_append_text(out, is_gone ? "gone: " : "");
    buffer_append(out, page);
    buffer_append_text(out, anchor.length > 0 ? "#" : "");
    buffer_append(out, anchor);
    buffer_append_byte(out, '\n');
}

struct slice addresses_text(const struct site *site, struct arena *arena, size_t *added,
                            struct slice *first) {
    const struct kept_addresses *kept = &site->kept;
    size_t count = 0, old = 0, new = 0;
    const struct address *now = addresses_now(site, arena, &count);
    struct buffer out;
    buffer_init(&out, arena);
    buffer_reserve(&out, kept->text.length + 4096);
    buffer_append_text(&out, "# Every address that was published. `knoop build` adds to it; commit "
                             "it with the content.\n");
    *added = 0;
    while (old < kept->count || new < count) {
        const struct kept_address *was = old < kept->count ? &kept->entries[old] : NULL;
        const struct address *is = new < count ? &now[new] : NULL;
        int order = was == NULL  ? 1
                    : is == NULL ? -1
                                 : address_compare(was->page, was->anchor, is->page, is->anchor);
        if (order < 0) {
            append_line(&out, was->page, was->anchor, was->is_gone);
        } else {
            assert(is != NULL);
            size_t from = out.length;
            append_line(&out, is->page, is->anchor, false);
            bool is_new = order > 0 || was->is_gone;
            if (is_new && (*added)++ == 0) {
                *first = arena_copy(arena, slice_between(buffer_slice(&out), from, out.length - 1));
            }
        }
        old += order <= 0;
        new += order >= 0;
    }
    return buffer_slice(&out);
}
