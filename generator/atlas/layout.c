#include "atlas/layout.h"

#include "atlas/spread.h"
#include "atlas/stress.h"

#include <stdlib.h>

enum { PART_GAP = 36 };

/* What hangs together. */
struct part {
    uint32_t *members; /* indexes of boxes, rising */
    size_t count;
    size_t first;
    int width;
    int height;
};

/* Shelves of a page: parts stand side by side until one does not fit. */
struct shelf {
    int x;
    int y;
    int height;
};

/* The box that stands for all that `box` hangs together with. */
static uint32_t root_of(uint32_t *above, uint32_t box) {
    while (above[box] != box) {
        above[box] = above[above[box]];
        box = above[box];
    }
    return box;
}

static int by_size(const void *a, const void *b) {
    const struct part *first = a, *second = b;
    int order = (first->count < second->count) - (first->count > second->count);
    return order != 0 ? order : (first->first > second->first) - (first->first < second->first);
}

static struct part *find_parts(size_t count, const struct layout_link *links, size_t link_count,
                               size_t *found, struct arena *arena) {
    uint32_t *above = arena_new(arena, uint32_t, count);
    uint32_t *number = arena_new(arena, uint32_t, count); /* of the part of a root, from 1 */
    struct part *parts = arena_new(arena, struct part, count);
    for (uint32_t i = 0; i < count; i++) {
        above[i] = i;
    }
    for (size_t i = 0; i < link_count; i++) {
        uint32_t one = root_of(above, links[i].from), other = root_of(above, links[i].to);
        above[one > other ? one : other] = one < other ? one : other;
    }
    *found = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t root = root_of(above, i);
        if (number[root] == 0) {
            parts[*found].first = i;
            number[root] = (uint32_t)++ * found;
        }
        parts[number[root] - 1].count++;
    }
    for (size_t i = 0; i < *found; i++) {
        parts[i].members = arena_new(arena, uint32_t, parts[i].count);
        parts[i].count = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct part *part = &parts[number[root_of(above, i)] - 1];
        part->members[part->count++] = i;
    }
    if (*found > 0) {
        qsort(parts, *found, sizeof *parts, by_size);
    }
    return parts;
}

static void place_part(struct part *part, struct layout_box *boxes, const struct layout_link *links,
                       size_t link_count, int width, struct arena *arena) {
    struct arena_mark mark = arena_mark(arena);
    stress_place(part->members, part->count, boxes, links, link_count, arena);
    spread_boxes(part->members, part->count, boxes, width, &part->width, &part->height);
    arena_restore(arena, mark);
}

static void put_on_shelf(const struct part *part, struct layout_box *boxes, struct shelf *shelf,
                         int width) {
    int gap = part->count == 1 ? SPREAD_GAP_X : PART_GAP;
    if (shelf->x > 0 && shelf->x + part->width > width) {
        shelf->x = 0;
        shelf->y += shelf->height + (part->count == 1 ? SPREAD_GAP_Y : PART_GAP);
        shelf->height = 0;
    }
    for (size_t i = 0; i < part->count; i++) {
        boxes[part->members[i]].x += shelf->x;
        boxes[part->members[i]].y += shelf->y;
    }
    shelf->x += part->width + gap;
    shelf->height = part->height > shelf->height ? part->height : shelf->height;
}

void layout_boxes(struct layout_box *boxes, size_t count, const struct layout_link *links,
                  size_t link_count, int width, int *height, struct arena *arena) {
    size_t found = 0;
    struct part *parts = find_parts(count, links, link_count, &found, arena);
    struct shelf shelf = {0, 0, 0};
    for (size_t i = 0; i < found; i++) {
        place_part(&parts[i], boxes, links, link_count, width, arena);
        bool first_alone = i > 0 && parts[i].count == 1 && parts[i - 1].count > 1;
        if (first_alone) {
            shelf = (struct shelf){0, shelf.y + shelf.height + PART_GAP, 0};
        }
        put_on_shelf(&parts[i], boxes, &shelf, width);
    }
    *height = shelf.y + shelf.height;
}
