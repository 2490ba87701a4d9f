/* The map of one item. It stands in the middle; what is related to it stands on two arcs, left and
 * right, group below group, each label in rows of its own on the outer side: so none overlaps. */
#include "atlas/atlas.h"

#include <assert.h>

enum {
    WIDTH = 720,
    MIDDLE = WIDTH / 2,
    LABEL_WIDTH = 212,
    LABEL_SIZE = 15,
    LINE_HEIGHT = 20,
    HEADING_HEIGHT = 26,
    NODE_GAP = 12,
    GROUP_GAP = 16,
    CENTRE_LABEL = 120, /* how wide its lines are meant to be, */
    CENTRE_MOST = 180,  /* and may be */
    CENTRE_SIZE = 16,
    CENTRE_BOLD = 18, /* letters of that size are as wide as bold ones */
    CENTRE_LINE = 21,
    ARC = 118,  /* from the middle to the ends of the arcs, */
    BULGE = 12, /* and how much further their middle is */
    EDGE = 4    /* above and below everything */
};

struct drawing {
    struct atlas atlas;
    struct arena *arena;
    int height;
    int centre; /* half the width of its box */
};

static int label_height(const struct label *label) {
    return (int)label->count * LINE_HEIGHT + NODE_GAP;
}

/* How high a group is, with its heading and its distance from the next. */
static int group_height(const struct related_group *group, const struct label *labels) {
    int height = HEADING_HEIGHT + GROUP_GAP;
    for (size_t i = 0; i < group->count; i++) {
        height += label_height(&labels[i]);
    }
    return height;
}

/* How far from the middle the arc is at a height: a parabola through its ends and its bulge. */
static int arc_at(int y, int height) {
    assert(height > 0);
    int from_centre = (2 * y - height) * 100 / height;
    return ARC + BULGE - BULGE * from_centre * from_centre / 10000;
}

static void add_edge(struct drawing *drawing, int side, int x, int y, bool is_mention) {
    int middle = drawing->height / 2, bend = MIDDLE + side * (drawing->centre + 4);
    drawing->atlas.edges[drawing->atlas.edge_count++] =
        (struct atlas_edge){arena_format(drawing->arena, "M%d %dQ%d %d %d %d", MIDDLE, middle, bend,
                                         y, x - side * 12, y),
                            is_mention};
}

/* `side` is -1 for left and 1 for right; the node begins at height `y`. */
static void place_node(struct drawing *drawing, struct atlas_node *node, const struct item *item,
                       const struct label *label, int side, int y, bool is_mention) {
    int high = (int)label->count * LINE_HEIGHT;
    int mark = MIDDLE + side * arc_at(y + high / 2, drawing->height);
    int text = mark + side * 14;
    *node = (struct atlas_node){.item = item,
                                .x = side < 0 ? text - label->width - 4 : mark - 12,
                                .y = y - 3,
                                .width = label->width + 30,
                                .height = high + 6,
                                .mark_x = mark,
                                .mark_y = y + high / 2,
                                .anchor = side < 0 ? "end" : "start",
                                .line_count = label->count};
    for (size_t i = 0; i < label->count; i++) {
        node->lines[i] =
            (struct atlas_line){label->lines[i], text, y + (int)i * LINE_HEIGHT + LABEL_SIZE};
    }
    add_edge(drawing, side, mark, node->mark_y, is_mention);
}

/* Places groups `from` up to `to` on one side, in the middle of the height. */
static void place_side(struct drawing *drawing, const struct related *related, size_t from,
                       size_t to, const struct label *const *labels, int side, int high) {
    int y = EDGE + (drawing->height - high) / 2;
    for (size_t i = from; i < to; i++) {
        const struct related_group *source = &related->groups[i];
        struct atlas_group *group = &drawing->atlas.groups[i];
        *group = (struct atlas_group){
            .label = source->label,
            .heading = {source->label,
                        MIDDLE + side * (arc_at(y + HEADING_HEIGHT / 2, drawing->height) + 14),
                        y + LABEL_SIZE},
            .anchor = side < 0 ? "end" : "start",
            .nodes = arena_new(drawing->arena, struct atlas_node, source->count),
            .count = source->count,
            .total = source->total};
        y += HEADING_HEIGHT;
        for (size_t j = 0; j < source->count; j++) {
            place_node(drawing, &group->nodes[j], source->items[j], &labels[i][j], side, y,
                       source->is_mention);
            y += label_height(&labels[i][j]);
        }
        y += GROUP_GAP;
    }
}

static void place_centre(struct drawing *drawing, const struct item *item,
                         const struct label *label) {
    struct atlas_node *node = arena_new(drawing->arena, struct atlas_node, 1);
    int high = (int)label->count * CENTRE_LINE, top = (drawing->height - high) / 2;
    *node = (struct atlas_node){.item = item,
                                .x = MIDDLE - drawing->centre,
                                .y = top - 12,
                                .width = 2 * drawing->centre,
                                .height = high + 24,
                                .anchor = "middle",
                                .line_count = label->count};
    for (size_t i = 0; i < label->count; i++) {
        node->lines[i] =
            (struct atlas_line){label->lines[i], MIDDLE, top + (int)i * CENTRE_LINE + CENTRE_SIZE};
    }
    drawing->atlas.centre = node;
}

static const struct label **make_labels(const struct related *related, struct arena *arena) {
    const struct label **labels = arena_new(arena, const struct label *, related->count);
    for (size_t i = 0; i < related->count; i++) {
        const struct related_group *group = &related->groups[i];
        struct label *own = arena_new(arena, struct label, group->count);
        for (size_t j = 0; j < group->count; j++) {
            own[j] =
                label_wrap(group->items[j]->title, LABEL_SIZE, LABEL_WIDTH, LABEL_WIDTH, arena);
        }
        labels[i] = own;
    }
    return labels;
}

static int range_height(const struct related *related, const struct label *const *labels,
                        size_t from, size_t to) {
    int height = from < to ? -GROUP_GAP : 0;
    for (size_t i = from; i < to; i++) {
        height += group_height(&related->groups[i], labels[i]);
    }
    return height;
}

/* Where the left side ends so that the higher of the two is as low as can be. */
static size_t best_split(const struct related *related, const struct label *const *labels) {
    size_t best = 0;
    int lowest = range_height(related, labels, 0, related->count);
    for (size_t i = 1; i < related->count; i++) {
        int left = range_height(related, labels, 0, i);
        int right = range_height(related, labels, i, related->count);
        int higher = left > right ? left : right;
        if (higher < lowest) {
            lowest = higher;
            best = i;
        }
    }
    return best;
}

struct atlas atlas_around(const struct site *site, const struct item *item, struct slice language,
                          struct arena *arena) {
    struct drawing drawing = {.arena = arena};
    const struct related related = related_to(site, item, language, arena);
    const struct label *const *labels = (const struct label *const *)make_labels(&related, arena);
    const struct label centre =
        label_wrap(item->title, CENTRE_BOLD, CENTRE_LABEL, CENTRE_MOST, arena);
    size_t nodes = 0, split = best_split(&related, labels);
    for (size_t i = 0; i < related.count; i++) {
        nodes += related.groups[i].count;
    }
    int left = range_height(&related, labels, 0, split);
    int right = range_height(&related, labels, split, related.count);
    int high = (int)centre.count * CENTRE_LINE + 40;
    high = left > high ? left : high;
    drawing.height = right > high ? right : high;
    drawing.centre = centre.width / 2 + 12;
    drawing.atlas = (struct atlas){.left = left > 0 ? 0 : MIDDLE - drawing.centre - EDGE,
                                   .height = drawing.height + 2 * EDGE,
                                   .groups = arena_new(arena, struct atlas_group, related.count),
                                   .group_count = related.count,
                                   .edges = arena_new(arena, struct atlas_edge, nodes)};
    drawing.atlas.width = WIDTH - drawing.atlas.left;
    place_side(&drawing, &related, 0, split, labels, -1, left);
    place_side(&drawing, &related, split, related.count, labels, 1, right);
    place_centre(&drawing, item, &centre);
    return drawing.atlas;
}
