/* What an item's body contains, and what refers to it by a field. */
#include "render/page.h"

/* Headings between two offsets, nested by level. Bounded: there are six levels. */
static struct value contents_below(struct view *view, const struct prose *prose, uint32_t *index,
                                   uint8_t level) {
    const struct markup *markup = prose->markup;
    struct value *entries = arena_new(view->arena, struct value, 0);
    size_t count = 0, capacity = 0;
    while (*index < markup->anchor_count) {
        const struct markup_anchor *anchor = &markup->anchors[*index];
        bool is_heading = anchor->type == MARKUP_ANCHOR_HEADING && anchor->from >= prose->from &&
                          anchor->from < prose->to;
        if (!is_heading) {
            (*index)++;
            continue;
        }
        if (anchor->level <= level) {
            break;
        }
        (*index)++;
        struct value_pair pairs[] = {
            view_pair("id", value_text(anchor->id)), view_pair("html", value_html(anchor->html)),
            view_pair("text", value_text(anchor->text)),
            view_pair("level", value_integer(anchor->level)),
            view_pair("children", contents_below(view, prose, index, anchor->level))};
        if (count == capacity) {
            size_t size = sizeof *entries;
            entries = arena_grow(view->arena, entries, capacity * size, (capacity * 2 + 4) * size);
            capacity = capacity * 2 + 4;
        }
        entries[count++] = view_map(view, pairs, 5);
    }
    return value_list(entries, count);
}

struct value view_contents(struct view *view, const struct prose *prose) {
    uint32_t index = 0;
    return prose == NULL ? value_list(NULL, 0) : contents_below(view, prose, &index, 0);
}

struct value view_inverse(struct view *view, const struct item *item, struct slice name) {
    /* A translation shows the relations of the item that it is a version of. */
    const struct item *leading = item;
    while (leading->is_translation) {
        leading = leading->translation;
    }
    struct item **items = arena_new(view->arena, struct item *, leading->backlink_count);
    size_t count = 0;
    for (size_t i = 0; i < leading->backlink_count; i++) {
        const struct backlink *backlink = &leading->backlinks[i];
        if (backlink->prose == NULL && slice_equals(backlink->field->inverse, name)) {
            items[count++] = backlink->from;
        }
    }
    return view_items(view, items, count);
}

struct value view_related(struct view *view, const struct item *item) {
    struct value *values = arena_new(view->arena, struct value, item->backlink_count);
    size_t count = 0;
    for (size_t i = 0; i < item->backlink_count; i++) {
        const struct backlink *backlink = &item->backlinks[i];
        if (backlink->prose == NULL) {
            struct value_pair pairs[] = {view_pair("item", view_item(view, backlink->from)),
                                         view_pair("field", value_text(backlink->field->name))};
            values[count++] = view_map(view, pairs, 2);
        }
    }
    return value_list(values, count);
}

struct value view_points(struct view *view, const struct item *item) {
    if (item->body == NULL) {
        return value_list(NULL, 0);
    }
    const struct prose *body = item->body;
    const struct markup *markup = body->markup;
    struct value *values = arena_new(view->arena, struct value, markup->point_count);
    size_t count = 0;
    for (uint32_t i = 0; i < markup->point_count; i++) {
        const struct markup_point *point = &markup->points[i];
        if (point->from < body->from || point->to > body->to) {
            continue;
        }
        struct buffer html;
        buffer_init(&html, view->arena);
        fill_prose(view, body, point->from, point->to, false, &html);
        struct value_pair pairs[] = {
            view_pair("id", value_text(markup->anchors[point->anchor].id)),
            view_pair("text", value_text(markup->anchors[point->anchor].text)),
            view_pair("html", value_html(buffer_slice(&html))),
            view_pair("checked", value_boolean(point->checked)),
            view_pair("depth", value_integer(point->depth))};
        values[count++] = view_map(view, pairs, 5);
    }
    return value_list(values, count);
}
