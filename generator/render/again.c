#include "render/again.h"

#include "base/hash.h"
#include "base/pool.h"
#include "render/assets.h"

#include <string.h>

/* Making the pages of a smaller site takes no longer than looking whether that is needed. */
enum { ITEMS_LEAST = 500 };

static const struct slice FIRST_LINE = SLICE_INIT("knoop pages 1\n");

/* What is known of a page. */
struct made {
    struct publish_mark mark;
    struct slice sources; /* see sources_append */
};

struct again {
    const struct site *site;
    const struct page *pages;
    size_t count;
    struct publication *publication;
    struct arena *arena;
    uint64_t fingerprint;
    struct made *made;       /* by page */
    const struct made *last; /* the same of the last build, or NULL */
    bool *is_changed;        /* by item number: its body is another than then */
    struct {
        struct sources sources;
        struct buffer bytes; /* of the sources of the page at hand */
        struct arena arena;
    } workers[POOL_JOBS_MAXIMUM];
};

/* --- What decides about all pages */

static void add_body(struct hash *hash, const struct markup *markup) {
    for (uint32_t i = 0; i < markup->link_count; i++) {
        hash_add_number(hash, markup->links[i].type);
        hash_add_text(hash, markup->links[i].destination);
    }
    for (uint32_t i = 0; i < markup->anchor_count; i++) {
        hash_add_number(hash, markup->anchors[i].level);
        hash_add_text(hash, markup->anchors[i].id);
        hash_add_text(hash, markup->anchors[i].text);
    }
    for (uint32_t i = 0; i < markup->callout_count; i++) {
        hash_add_text(hash, markup->callouts[i].type);
        hash_add_text(hash, markup->callouts[i].title);
    }
    hash_add_number(hash, markup->point_count);
}

static void add_items(struct hash *hash, const struct site *site) {
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        hash_add_number(hash, item->source_hash);
        hash_add_number(hash, item->state);
        hash_add_text(hash, item->identity);
        hash_add_text(hash, item->language);
        hash_add_text(hash, item->title);
        hash_add_text(hash, item->address);
        if (item->body != NULL && item->callout == MARKUP_NONE) {
            add_body(hash, item->body->markup);
        }
    }
}

static void add_assets(struct hash *hash, const struct theme *theme) {
    for (size_t i = 0; i < theme->asset_count; i++) {
        hash_add_text(hash, theme->asset_list[i].address);
    }
    for (size_t i = 0; i < theme->site->asset_count; i++) {
        const struct asset *asset = &theme->site->assets[i];
        hash_add_text(hash, asset->address);
        hash_add_number(hash, asset->size);
        hash_add_number(hash, asset->width);
        hash_add_number(hash, asset->height);
        hash_add_number(hash, asset->is_published);
    }
}

static uint64_t fingerprint_of(const struct theme *theme, const struct page *pages, size_t count) {
    const struct site *site = theme->site;
    struct hash hash;
    hash_init(&hash);
    hash_add_number(&hash, theme->options->program);
    hash_add_number(&hash, site->declarations);
    hash_add_number(&hash, *theme->sources);
    hash_add_number(&hash, site->drafts);
    hash_add_number(&hash, site->settings.search);
    hash_add_text(&hash, site->settings.base_url);
    add_assets(&hash, theme);
    add_items(&hash, site);
    for (size_t i = 0; i < count; i++) {
        hash_add_text(&hash, pages[i].address);
    }
    return hash_result(&hash);
}

/* --- What the last build left: FIRST_LINE, numbers, the hashes of bodies, pages, their sources,
 *     and a hash of all that. In the byte order of the machine. */

enum { NUMBER = sizeof(uint64_t), PAGE_NUMBERS = 6 };

static bool take_number(struct slice *rest, uint64_t *number) {
    if (rest->length < NUMBER) {
        return false;
    }
    memcpy(number, rest->data, NUMBER);
    *rest = slice_skip(*rest, NUMBER);
    return true;
}

/* The text without its first line and its hash; false when it is no whole one. */
static bool open_text(struct slice text, struct slice *rest) {
    uint64_t hash;
    if (!slice_starts_with(text, FIRST_LINE) || text.length < FIRST_LINE.length + NUMBER) {
        return false;
    }
    struct slice end = slice_skip(text, text.length - NUMBER);
    *rest = slice_skip(slice_take(text, text.length - NUMBER), FIRST_LINE.length);
    return take_number(&end, &hash) && hash == hash_bytes(slice_take(text, text.length - NUMBER));
}

static bool read_bodies(struct again *again, struct slice *rest) {
    for (size_t i = 0; i < again->site->item_count; i++) {
        uint64_t hash;
        if (!take_number(rest, &hash)) {
            return false;
        }
        again->is_changed[i] = hash != again->site->items[i]->body_hash;
    }
    return true;
}

static bool read_pages(const struct again *again, struct slice *rest, struct made *last) {
    for (size_t i = 0; i < again->count; i++) {
        uint64_t numbers[PAGE_NUMBERS];
        for (size_t j = 0; j < PAGE_NUMBERS; j++) {
            if (!take_number(rest, &numbers[j])) {
                return false;
            }
        }
        last[i].mark = (struct publish_mark){.inode = numbers[0],
                                             .size = numbers[1],
                                             .hash = numbers[2],
                                             .seconds = (int64_t)numbers[3],
                                             .nanoseconds = (int64_t)numbers[4]};
        last[i].sources.length = (size_t)numbers[5];
    }
    for (size_t i = 0; i < again->count; i++) {
        if (last[i].sources.length > rest->length) {
            return false;
        }
        last[i].sources = slice_take(*rest, last[i].sources.length);
        *rest = slice_skip(*rest, last[i].sources.length);
    }
    return rest->length == 0;
}

static void recall(struct again *again) {
    struct slice rest;
    uint64_t fingerprint, items, pages;
    bool is_same = open_text(publish_recall(again->publication, again->arena), &rest) &&
                   take_number(&rest, &fingerprint) && fingerprint == again->fingerprint &&
                   take_number(&rest, &items) && items == again->site->item_count &&
                   take_number(&rest, &pages) && pages == again->count;
    if (!is_same) {
        return;
    }
    struct made *last = arena_new(again->arena, struct made, again->count);
    bool is_good = read_bodies(again, &rest) && read_pages(again, &rest, last);
    again->last = is_good ? last : NULL;
}

static void add_number(struct buffer *out, uint64_t number) {
    char bytes[NUMBER];
    memcpy(bytes, &number, NUMBER);
    buffer_append(out, slice_of(bytes, NUMBER));
}

static struct slice text_of(const struct again *again) {
    size_t size = FIRST_LINE.length + (4 + again->site->item_count) * NUMBER;
    for (size_t i = 0; i < again->count; i++) {
        size += PAGE_NUMBERS * NUMBER + again->made[i].sources.length;
    }
    struct buffer out;
    buffer_init(&out, again->arena);
    buffer_reserve(&out, size);
    buffer_append(&out, FIRST_LINE);
    add_number(&out, again->fingerprint);
    add_number(&out, again->site->item_count);
    add_number(&out, again->count);
    for (size_t i = 0; i < again->site->item_count; i++) {
        add_number(&out, again->site->items[i]->body_hash);
    }
    for (size_t i = 0; i < again->count; i++) {
        const struct publish_mark *mark = &again->made[i].mark;
        const uint64_t numbers[PAGE_NUMBERS] = {mark->inode,
                                                mark->size,
                                                mark->hash,
                                                (uint64_t)mark->seconds,
                                                (uint64_t)mark->nanoseconds,
                                                again->made[i].sources.length};
        for (size_t j = 0; j < PAGE_NUMBERS; j++) {
            add_number(&out, numbers[j]);
        }
    }
    for (size_t i = 0; i < again->count; i++) {
        buffer_append(&out, again->made[i].sources);
    }
    add_number(&out, hash_bytes(buffer_slice(&out)));
    return buffer_slice(&out);
}

/* --- The room's own */

struct again *again_begin(const struct theme *theme, const struct page *pages, size_t count,
                          struct publication *publication, struct arena *arena) {
    if (theme->options->program == 0 || theme->site->item_count < ITEMS_LEAST) {
        return NULL;
    }
    struct again *again = arena_new(arena, struct again, 1);
    again->site = theme->site;
    again->pages = pages;
    again->count = count;
    again->publication = publication;
    again->arena = arena;
    again->fingerprint = fingerprint_of(theme, pages, count);
    again->made = arena_new(arena, struct made, count);
    again->is_changed = arena_new(arena, bool, theme->site->item_count);
    if (!theme->options->fresh) {
        recall(again);
    }
    return again;
}

bool again_holds(struct again *again, size_t index, uint64_t *hash) {
    const struct made *last = again->last == NULL ? NULL : &again->last[index];
    if (last == NULL ||
        !sources_are_same(last->sources, again->is_changed, again->site->item_count) ||
        !publish_standing(again->publication, again->pages[index].address, &last->mark)) {
        return false;
    }
    again->made[index] = *last;
    *hash = last->mark.hash;
    return true;
}

struct sources *again_sources(struct again *again, size_t worker) {
    struct sources *sources = &again->workers[worker].sources;
    if (sources->stamps == NULL) {
        sources_init(sources, again->site->item_count, &again->workers[worker].arena);
        buffer_init(&again->workers[worker].bytes, &again->workers[worker].arena);
    }
    sources_begin(sources);
    return sources;
}

void again_made(struct again *again, size_t index, size_t worker, const struct publish_mark *mark) {
    struct buffer *bytes = &again->workers[worker].bytes;
    struct arena *arena = &again->workers[worker].arena;
    buffer_truncate(bytes, 0);
    sources_append(&again->workers[worker].sources, bytes);
    again->made[index] = (struct made){*mark, arena_copy(arena, buffer_slice(bytes))};
}

size_t again_end(struct again *again) {
    size_t held = 0;
    if (again == NULL) {
        return 0;
    }
    for (size_t i = 0; i < again->count && again->last != NULL; i++) {
        held += again->made[i].sources.data == again->last[i].sources.data;
    }
    bool is_same = held == again->count;
    for (size_t i = 0; i < again->site->item_count && is_same; i++) {
        is_same = !again->is_changed[i];
    }
    publish_remember(again->publication, is_same ? slice_of("", 0) : text_of(again));
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_release(&again->workers[i].arena);
    }
    return held;
}
