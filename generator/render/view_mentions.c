/* What refers to an item, and the sentences in which it is mentioned. */
#include "render/page.h"

/* Of so many items of a kind the sentence is shown; of the others the title. */
enum { MENTIONS_SHOWN = 8 };

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

/* The heading that it stands under, or NULL. */
static const struct markup_anchor *heading_of(const struct backlink *backlink) {
    if (backlink->prose == NULL || backlink->prose->field != NULL) {
        return NULL;
    }
    const struct markup *markup = backlink->prose->markup;
    uint32_t anchor = markup->links[backlink->link].anchor;
    return anchor != MARKUP_NONE && markup->anchors[anchor].from >= backlink->prose->from
               ? &markup->anchors[anchor]
               : NULL;
}

static struct slice address_of(struct view *view, const struct backlink *backlink) {
    const struct markup_anchor *heading = heading_of(backlink);
    return backlink->from->address.length == 0
               ? view_item_address(view, backlink->from)
               : view_address(view, backlink->from->address,
                              heading == NULL ? slice_of("", 0) : heading->id);
}

static struct value view_backlink(struct view *view, const struct backlink *backlink) {
    const struct markup_anchor *heading = heading_of(backlink);
    bool is_field = backlink->prose == NULL;
    struct slice text =
        is_field ? slice_of("", 0) : context_text(view, backlink->prose, backlink->link);
    struct value_pair pairs[] = {
        view_pair("item", view_item(view, backlink->from)), view_pair("text", value_text(text)),
        view_pair("heading",
                  heading == NULL ? value_undefined() : view_optional_text(heading->text)),
        view_pair("field", is_field ? value_text(backlink->field->name) : value_undefined()),
        view_pair("address", value_text(address_of(view, backlink)))};
    return view_map(view, pairs, 5);
}

struct value view_backlinks(struct view *view, const struct item *item) {
    struct value *values = arena_new(view->arena, struct value, item->backlink_count);
    for (size_t i = 0; i < item->backlink_count; i++) {
        values[i] = view_backlink(view, &item->backlinks[i]);
    }
    return value_list(values, item->backlink_count);
}

/* The mentions in items of one kind, which stand together. */
struct mention_group {
    const struct kind *kind;
    struct value *shown;
    size_t shown_count;
    struct item **more; /* the items of which only the title is shown */
    size_t more_count;
};

static struct value finish_group(struct view *view, const struct mention_group *group) {
    size_t total = group->shown_count + group->more_count;
    struct value_pair pairs[] = {
        view_pair("kind", view_kind(view, group->kind)),
        view_pair("items", value_list(group->shown, group->shown_count)),
        view_pair("more", view_items(view, group->more, group->more_count)),
        view_pair("total", value_integer((int64_t)total))};
    return view_map(view, pairs, 4);
}

static void add_mention(struct view *view, struct mention_group *group,
                        const struct backlink *backlink, size_t most) {
    if (group->shown_count < MENTIONS_SHOWN) {
        if (group->shown == NULL) {
            group->shown = arena_new(view->arena, struct value, MENTIONS_SHOWN);
        }
        group->shown[group->shown_count++] = view_backlink(view, backlink);
        return;
    }
    if (group->more == NULL) {
        group->more = arena_new(view->arena, struct item *, most);
    }
    group->more[group->more_count++] = backlink->from;
}

struct value view_mentions(struct view *view, const struct item *item) {
    const struct backlink *backlinks = item->backlinks;
    size_t count = item->backlink_count, made = 0;
    struct value *groups = arena_new(view->arena, struct value, view->site->kind_count);
    struct mention_group group = {0};
    for (size_t i = 0; i < count; i++) {
        if (backlinks[i].prose == NULL) {
            continue;
        }
        const struct kind *kind = backlinks[i].from->kind;
        if (group.kind != NULL && group.kind != kind) {
            groups[made++] = finish_group(view, &group);
            group = (struct mention_group){0};
        }
        group.kind = kind;
        add_mention(view, &group, &backlinks[i], count - i);
    }
    if (group.kind != NULL) {
        groups[made++] = finish_group(view, &group);
    }
    return value_list(groups, made);
}
