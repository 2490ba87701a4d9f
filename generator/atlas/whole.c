/* The map of the site: boxes with a mark and a label, and lines between them. */
#include "atlas/atlas.h"
#include "atlas/choice.h"

enum {
    WIDTH = 920,
    LABEL_SIZE = 14,
    LABEL_WIDTH = 150, /* meant, */
    LABEL_MOST = 230,  /* and allowed */
    LINE_HEIGHT = 18,
    PADDING = 9,
    MARK = 22, /* with the room behind it */
    EDGE = 4
};

/* FNV-1a: where an item begins depends on its name only, so that it stays where it was when others
 * come and go. */
static uint64_t seed_of(struct slice identity) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < identity.length; i++) {
        hash = (hash ^ (unsigned char)identity.data[i]) * 1099511628211u;
    }
    /* Names that differ in their last letter only must not begin near each other (the end of
     * MurmurHash3). */
    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;
    hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53u;
    return hash ^ hash >> 33;
}

static struct atlas_node make_node(const struct item *item, const struct label *label,
                                   const struct layout_box *box) {
    struct atlas_node node = {.item = item,
                              .x = box->x + EDGE,
                              .y = box->y + EDGE,
                              .width = box->width,
                              .height = box->height,
                              .mark_x = box->x + EDGE + PADDING + 8,
                              .mark_y = box->y + EDGE + box->height / 2,
                              .anchor = "start",
                              .line_count = label->count};
    for (size_t i = 0; i < label->count; i++) {
        node.lines[i] =
            (struct atlas_line){label->lines[i], node.x + PADDING + MARK,
                                node.y + PADDING - 3 + LABEL_SIZE + (int)i * LINE_HEIGHT};
    }
    return node;
}

static struct atlas_edge make_edge(const struct layout_box *from, const struct layout_box *to,
                                   bool is_mention, struct arena *arena) {
    return (struct atlas_edge){arena_format(arena, "M%d %dL%d %d", from->x + from->width / 2 + EDGE,
                                            from->y + from->height / 2 + EDGE,
                                            to->x + to->width / 2 + EDGE,
                                            to->y + to->height / 2 + EDGE),
                               is_mention};
}

/* Fills of each node of the group, whose first is number `first`, what it is linked to. */
static void relate(struct atlas_group *group, const struct choice *choice, size_t first,
                   struct arena *arena) {
    group->related = arena_new(arena, const struct item **, group->count);
    group->related_counts = arena_new(arena, size_t, group->count);
    for (size_t i = 0; i < group->count; i++) {
        const struct item **items = arena_new(arena, const struct item *, choice->count);
        size_t count = 0;
        for (size_t j = 0; j < choice->link_count; j++) {
            const struct layout_link *link = &choice->links[j];
            if (link->from == first + i || link->to == first + i) {
                items[count++] = choice->items[link->from == first + i ? link->to : link->from];
            }
        }
        group->related[i] = items;
        group->related_counts[i] = count;
    }
}

/* One group for each kind; the items of one stand together. */
static void make_groups(struct atlas *atlas, const struct choice *choice,
                        const struct label *labels, const struct layout_box *boxes,
                        const struct site *site, struct arena *arena) {
    struct slice language = site->settings.language;
    struct atlas_node *nodes = arena_new(arena, struct atlas_node, choice->count);
    atlas->groups = arena_new(arena, struct atlas_group, site->kind_count);
    for (size_t i = 0; i < choice->count; i++) {
        const struct kind *kind = choice->items[i]->kind;
        nodes[i] = make_node(choice->items[i], &labels[i], &boxes[i]);
        if (i == 0 || choice->items[i - 1]->kind != kind) {
            atlas->groups[atlas->group_count++] =
                (struct atlas_group){.label = kind_plural(kind, language),
                                     .kind = kind,
                                     .nodes = &nodes[i],
                                     .total = kind->map == KIND_MAP_NODE ? kind->item_count : 0};
        }
        atlas->groups[atlas->group_count - 1].count++;
    }
    for (size_t i = 0, first = 0; i < atlas->group_count; i++) {
        struct atlas_group *group = &atlas->groups[i];
        group->total = group->total > group->count ? group->total : group->count;
        relate(group, choice, first, arena);
        first += group->count;
    }
}

struct atlas atlas_whole(const struct site *site, struct arena *arena) {
    const struct choice choice = choose_items(site, arena);
    struct label *labels = arena_new(arena, struct label, choice.count);
    struct layout_box *boxes = arena_new(arena, struct layout_box, choice.count);
    struct atlas atlas = {.edges = arena_new(arena, struct atlas_edge, choice.link_count),
                          .edge_count = choice.link_count};
    for (size_t i = 0; i < choice.count; i++) {
        labels[i] = label_wrap(choice.items[i]->title, LABEL_SIZE, LABEL_WIDTH, LABEL_MOST, arena);
        boxes[i] =
            (struct layout_box){.seed = seed_of(choice.items[i]->identity),
                                .width = labels[i].width + MARK + 2 * PADDING,
                                .height = (int)labels[i].count * LINE_HEIGHT + 2 * PADDING - 2};
    }
    layout_boxes(boxes, choice.count, choice.links, choice.link_count, WIDTH, &atlas.height, arena);
    atlas.height += 2 * EDGE;
    for (size_t i = 0; i < choice.count; i++) {
        int end = boxes[i].x + boxes[i].width + 2 * EDGE;
        atlas.width = end > atlas.width ? end : atlas.width;
    }
    for (size_t i = 0; i < choice.link_count; i++) {
        const struct layout_link *link = &choice.links[i];
        atlas.edges[i] =
            make_edge(&boxes[link->from], &boxes[link->to], choice.are_mentions[i], arena);
    }
    make_groups(&atlas, &choice, labels, boxes, site, arena);
    return atlas;
}
