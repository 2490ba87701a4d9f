/* What an item's body contains, and what refers to it. */
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

/* What stands in a context for a link without text of its own: the last part of what it names. */
static struct slice written_name(struct slice destination) {
    size_t hash = slice_find(destination, '#');
    struct slice name =
        slice_take(destination, hash == SLICE_NOT_FOUND ? destination.length : hash);
    size_t colon = slice_find(name, ':');
    return path_name(slice_skip(name, colon == SLICE_NOT_FOUND ? 0 : colon + 1));
}

/* The sentence around a link. It was cut while titles were not known yet: where a link had no text
 * of its own, its name stands in it, and the title of its target comes in that place. */
static struct slice context_text(struct view *view, const struct prose *prose, uint32_t index) {
    const struct markup *markup = prose->markup;
    struct slice rest = markup->links[index].context;
    uint32_t first = index;
    while (first > 0 && slice_equals(markup->links[first - 1].context, rest)) {
        first--;
    }
    struct buffer out;
    buffer_init(&out, view->arena);
    for (uint32_t i = first; i < markup->link_count; i++) {
        const struct markup_link *link = &markup->links[i];
        const struct target *target = &prose->targets[i];
        if (!slice_equals(link->context, markup->links[index].context)) {
            break;
        }
        struct slice name = written_name(link->destination);
        size_t at = slice_search(rest, name);
        bool is_titled = !link->has_text && target->type == TARGET_ITEM && name.length > 0;
        if (is_titled && at != SLICE_NOT_FOUND) {
            buffer_append(&out, slice_take(rest, at));
            buffer_append(&out, target->to.item->title);
            rest = slice_skip(rest, at + name.length);
        }
    }
    buffer_append(&out, rest);
    return buffer_slice(&out);
}

static struct value view_backlink(struct view *view, const struct backlink *backlink) {
    struct slice text = slice_of("", 0), heading = slice_of("", 0), anchor = slice_of("", 0);
    if (backlink->prose != NULL) {
        const struct markup *markup = backlink->prose->markup;
        const struct markup_link *link = &markup->links[backlink->link];
        text = context_text(view, backlink->prose, backlink->link);
        if (link->anchor != MARKUP_NONE && backlink->prose->field == NULL &&
            markup->anchors[link->anchor].from >= backlink->prose->from) {
            heading = markup->anchors[link->anchor].text;
            anchor = markup->anchors[link->anchor].id;
        }
    }
    struct slice address = backlink->from->address.length == 0
                               ? view_item_address(view, backlink->from)
                               : view_address(view, backlink->from->address, anchor);
    struct value_pair pairs[] = {
        view_pair("item", view_item(view, backlink->from)), view_pair("text", value_text(text)),
        view_pair("heading", view_optional_text(heading)),
        view_pair("field",
                  backlink->prose == NULL ? value_text(backlink->field->name) : value_undefined()),
        view_pair("address", value_text(address))};
    return view_map(view, pairs, 5);
}

struct value view_backlinks(struct view *view, const struct item *item) {
    struct value *values = arena_new(view->arena, struct value, item->backlink_count);
    for (size_t i = 0; i < item->backlink_count; i++) {
        values[i] = view_backlink(view, &item->backlinks[i]);
    }
    return value_list(values, item->backlink_count);
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
