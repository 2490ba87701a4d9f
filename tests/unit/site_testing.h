/* Small sites made by hand, as reading leaves them, for the tests of rooms that may not read. */
#ifndef TESTS_UNIT_SITE_TESTING_H
#define TESTS_UNIT_SITE_TESTING_H

#include "testing.h"

#include "base/pool.h"
#include "site/site.h"

#include <string.h>

enum { HAND_KINDS = 4, HAND_ITEMS = 16, HAND_FIELD = COMMON_COUNT };

struct hand_site {
    struct arena arena;
    struct site site;
    struct kind kinds[HAND_KINDS];
    struct field fields[HAND_KINDS][COMMON_COUNT + 1];
    struct item *items[HAND_ITEMS];
    struct diagnostics found;
};

/* An empty site in Dutch and English. */
static inline void hand_begin(struct hand_site *hand) {
    static struct slice languages[] = {SLICE_INIT("nl"), SLICE_INIT("en")};
    memset(hand, 0, sizeof *hand);
    hand->site.arena = &hand->arena;
    hand->site.worker_arenas = arena_new(&hand->arena, struct arena, POOL_JOBS_MAXIMUM);
    hand->site.link_arenas = arena_new(&hand->arena, struct arena, POOL_JOBS_MAXIMUM);
    hand->site.settings = (struct settings){.title = {value_text(SLICE("Proef"))},
                                            .language = languages[0],
                                            .languages = languages,
                                            .language_count = 2,
                                            .languages_given = true,
                                            .theme = SLICE("proef"),
                                            .page_size = 2,
                                            .path = SLICE("content/site.yaml")};
    hand->site.kinds = hand->kinds;
    hand->site.items = hand->items;
    map_init(&hand->site.kind_names, &hand->arena);
    map_init(&hand->site.asset_paths, &hand->arena);
    diagnostics_init(&hand->found, &hand->arena);
}

static inline void hand_end(struct hand_site *hand) {
    site_release(&hand->site);
    arena_release(&hand->arena);
}

/* A kind with the common fields and a reference `about` to the kind named `to` (NULL: to any). */
static inline struct kind *hand_kind(struct hand_site *hand, const char *name, const char *folder,
                                     const char *to) {
    size_t index = hand->site.kind_count++;
    struct kind *kind = &hand->kinds[index];
    struct field *fields = hand->fields[index];
    memcpy(fields, common_fields(), COMMON_COUNT * sizeof *fields);
    struct slice *takes = arena_new(&hand->arena, struct slice, 1);
    takes[0] = slice_from(to == NULL ? "" : to);
    fields[HAND_FIELD] = (struct field){
        .name = SLICE("about"), .type = FIELD_REFERENCE, .to = takes, .to_count = to != NULL};
    *kind = (struct kind){.name = slice_from(name),
                          .folder = slice_from(folder),
                          .fields = fields,
                          .field_count = COMMON_COUNT + 1,
                          .title = COMMON_TITLE,
                          .sort = COMMON_TITLE,
                          .has_pages = true,
                          .has_list = true,
                          .weight = (int64_t)index,
                          .index = index};
    map_init(&kind->field_indexes, &hand->arena);
    for (size_t i = 0; i < kind->field_count; i++) {
        *map_place(&kind->field_indexes, fields[i].name) = (void *)(uintptr_t)(i + 1);
    }
    *map_place(&hand->site.kind_names, kind->name) = kind;
    return kind;
}

static inline struct item *hand_item(struct hand_site *hand, struct kind *kind, const char *slug,
                                     const char *title) {
    struct item *item = arena_new(&hand->arena, struct item, 1);
    item->kind = kind;
    item->slug = slice_from(slug);
    item->title = slice_from(title);
    item->language = SLICE("nl");
    item->callout = MARKUP_NONE;
    item->identity =
        arena_format(&hand->arena, "%.*s:%s", slice_width(kind->name), kind->name.data, slug);
    item->path = arena_format(&hand->arena, "content/%.*s/%s.md", slice_width(kind->folder),
                              kind->folder.data, slug);
    item->values = arena_new(&hand->arena, struct value, kind->field_count);
    item->values[COMMON_TITLE] = value_text(item->title);
    hand->items[hand->site.item_count++] = item;
    return item;
}

/* `item` refers to `text` by its field `about`. */
static inline struct reference *hand_reference(struct hand_site *hand, struct item *item,
                                               const char *text) {
    struct reference *reference = arena_new(&hand->arena, struct reference, 1);
    *reference = (struct reference){.object = {&reference_type},
                                    .from = item,
                                    .field = &item->kind->fields[HAND_FIELD],
                                    .text = slice_from(text),
                                    .start = 4,
                                    .end = 8,
                                    .next = item->references};
    item->references = reference;
    item->values[HAND_FIELD] = value_object(&reference->object);
    return reference;
}

/* The body of `item`: its HTML, at most two links (NULL: none) and an anchor (NULL: none). */
static inline struct markup *hand_body(struct hand_site *hand, struct item *item, const char *html,
                                       const char *first, const char *second, const char *anchor) {
    const char *const links[] = {first, second};
    struct markup *markup = arena_new(&hand->arena, struct markup, 1);
    struct prose *body = arena_new(&hand->arena, struct prose, 1);
    markup->html = slice_from(html);
    markup->body_end = (uint32_t)markup->html.length;
    markup->links = arena_new(&hand->arena, struct markup_link, 2);
    for (size_t i = 0; i < 2 && links[i] != NULL; i++) {
        markup->links[markup->link_count++] = (struct markup_link){
            .type = MARKUP_LINK, .destination = slice_from(links[i]), .anchor = MARKUP_NONE};
    }
    if (anchor != NULL) {
        markup->anchors = arena_new(&hand->arena, struct markup_anchor, 1);
        markup->anchors[markup->anchor_count++] = (struct markup_anchor){
            .id = slice_from(anchor), .level = 2, .text = slice_from(anchor)};
    }
    *body = (struct prose){
        .object = {&prose_type}, .owner = item, .markup = markup, .to = markup->body_end};
    item->body = body;
    return markup;
}

/* The codes of what was found, in order, with a space behind each. */
static inline struct slice hand_codes(struct hand_site *hand) {
    struct buffer out;
    buffer_init(&out, &hand->arena);
    diagnostics_sort(&hand->found);
    for (size_t i = 0; i < hand->found.count; i++) {
        buffer_format(&out, "%s ", message_row(hand->found.entries[i]->message)->code);
    }
    return buffer_slice(&out);
}

#endif
