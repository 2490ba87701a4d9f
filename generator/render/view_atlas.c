/* Maps, as templates see them: what to draw and where, and the same as lists. */
#include "atlas/atlas.h"
#include "render/page.h"

static struct value line(struct view *view, const struct atlas_line *line) {
    struct value_pair pairs[] = {view_pair("text", value_text(line->text)),
                                 view_pair("x", value_integer(line->x)),
                                 view_pair("y", value_integer(line->y))};
    return view_map(view, pairs, 3);
}

static struct value lines(struct view *view, const struct atlas_node *node) {
    struct value *values = arena_new(view->arena, struct value, node->line_count);
    for (size_t i = 0; i < node->line_count; i++) {
        values[i] = line(view, &node->lines[i]);
    }
    return value_list(values, node->line_count);
}

static struct value items(struct view *view, const struct item **items, size_t count) {
    struct value *values = arena_new(view->arena, struct value, count);
    for (size_t i = 0; i < count; i++) {
        values[i] = view_item(view, items[i]);
    }
    return value_list(values, count);
}

static struct value node(struct view *view, const struct atlas_node *node, struct value related) {
    struct value_pair pairs[] = {view_pair("item", view_item(view, node->item)),
                                 view_pair("x", value_integer(node->x)),
                                 view_pair("y", value_integer(node->y)),
                                 view_pair("width", value_integer(node->width)),
                                 view_pair("height", value_integer(node->height)),
                                 view_pair("mark_x", value_integer(node->mark_x)),
                                 view_pair("mark_y", value_integer(node->mark_y)),
                                 view_pair("anchor", value_text(slice_from(node->anchor))),
                                 view_pair("lines", lines(view, node)),
                                 view_pair("related", related)};
    return view_map(view, pairs, sizeof pairs / sizeof *pairs);
}

static struct value group(struct view *view, const struct atlas_group *group) {
    struct value *nodes = arena_new(view->arena, struct value, group->count);
    for (size_t i = 0; i < group->count; i++) {
        struct value related = group->related == NULL
                                   ? value_list(NULL, 0)
                                   : items(view, group->related[i], group->related_counts[i]);
        nodes[i] = node(view, &group->nodes[i], related);
    }
    struct slice label = group->label.length > 0
                             ? group->label
                             : theme_text(view->edition, SLICE("Genoemd in een tekst"));
    struct value_pair pairs[] = {
        view_pair("label", value_text(label)),
        view_pair("kind", group->kind == NULL ? value_undefined() : view_kind(view, group->kind)),
        view_pair("x", value_integer(group->heading.x)),
        view_pair("y", value_integer(group->heading.y)),
        view_pair("anchor", value_text(slice_from(group->anchor == NULL ? "" : group->anchor))),
        view_pair("nodes", value_list(nodes, group->count)),
        view_pair("total", value_integer((int64_t)group->total))};
    return view_map(view, pairs, sizeof pairs / sizeof *pairs);
}

static struct value edges(struct view *view, const struct atlas *atlas) {
    struct value *values = arena_new(view->arena, struct value, atlas->edge_count);
    for (size_t i = 0; i < atlas->edge_count; i++) {
        struct value_pair pairs[] = {
            view_pair("path", value_text(atlas->edges[i].path)),
            view_pair("is_mention", value_boolean(atlas->edges[i].is_mention))};
        values[i] = view_map(view, pairs, 2);
    }
    return value_list(values, atlas->edge_count);
}

static struct value drawing(struct view *view, const struct atlas *atlas) {
    struct value *groups = arena_new(view->arena, struct value, atlas->group_count);
    for (size_t i = 0; i < atlas->group_count; i++) {
        groups[i] = group(view, &atlas->groups[i]);
    }
    struct value_pair pairs[] = {
        view_pair("left", value_integer(atlas->left)),
        view_pair("width", value_integer(atlas->width)),
        view_pair("height", value_integer(atlas->height)),
        view_pair("centre", atlas->centre == NULL ? value_undefined()
                                                  : node(view, atlas->centre, value_list(NULL, 0))),
        view_pair("groups", value_list(groups, atlas->group_count)),
        view_pair("edges", edges(view, atlas))};
    return view_map(view, pairs, sizeof pairs / sizeof *pairs);
}

struct value view_atlas(struct view *view, const struct item *item) {
    if (item->kind->map == KIND_MAP_NONE || item->address.length == 0) {
        return value_undefined();
    }
    const struct atlas atlas = atlas_around(view->site, item, view->page->language, view->arena);
    return atlas.group_count == 0 ? value_undefined() : drawing(view, &atlas);
}

struct value view_atlas_whole(struct view *view) {
    const struct atlas atlas = atlas_whole(view->site, view->arena);
    return drawing(view, &atlas);
}
