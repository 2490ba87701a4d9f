#include "atlas/stress.h"

#include <assert.h>
#include <string.h>

enum {
    ROUNDS = 120,
    STEP = 2048, /* the distance of one link; in units finer than a pixel, */
    WIDE = 215,  /* of which this is the width of one link in pixels, */
    HIGH = 100,  /* and this the height: labels are wider than high */
    FAR = 200    /* links; further counts as this */
};

struct point {
    int64_t x;
    int64_t y;
};

struct graph {
    size_t count;
    struct point *points;
    uint8_t *distances; /* links between each two */
    uint32_t *starts;   /* of the neighbours of each, in `others`; one more for the end */
    uint32_t *others;
};

/* The root, rounded down (Newton). */
static int64_t square_root(int64_t number) {
    int64_t root = number, next = (number + 1) / 2;
    while (next < root) {
        root = next;
        next = (root + number / root) / 2;
    }
    return root;
}

/* The neighbours of every member, in the order of `links`. */
static void find_neighbours(struct graph *graph, const uint32_t *numbers,
                            const struct layout_link *links, size_t link_count,
                            struct arena *arena) {
    graph->starts = arena_new(arena, uint32_t, graph->count + 2);
    for (size_t i = 0; i < link_count; i++) {
        if (numbers[links[i].from] > 0) {
            graph->starts[numbers[links[i].from] + 1]++;
            graph->starts[numbers[links[i].to] + 1]++;
        }
    }
    for (size_t i = 1; i <= graph->count + 1; i++) {
        graph->starts[i] += graph->starts[i - 1];
    }
    graph->others = arena_new(arena, uint32_t, graph->starts[graph->count + 1]);
    for (size_t i = 0; i < link_count; i++) {
        uint32_t from = numbers[links[i].from], to = numbers[links[i].to];
        if (from > 0) {
            graph->others[graph->starts[from]++] = to - 1;
            graph->others[graph->starts[to]++] = from - 1;
        }
    }
}

/* How many links lead from one member to each other, by breadth. Filling the neighbours moved each
 * start to the next one's place. */
static void find_distances(struct graph *graph, uint32_t from, uint32_t *queue) {
    uint8_t *distances = graph->distances + from * graph->count;
    size_t head = 0, tail = 0;
    memset(distances, FAR, graph->count);
    distances[from] = 0;
    queue[tail++] = from;
    while (head < tail) {
        uint32_t at = queue[head++];
        uint8_t next = distances[at] < FAR - 1 ? (uint8_t)(distances[at] + 1) : FAR - 1;
        for (uint32_t i = graph->starts[at]; i < graph->starts[at + 1]; i++) {
            uint32_t other = graph->others[i];
            if (distances[other] == FAR) {
                distances[other] = next;
                queue[tail++] = other;
            }
        }
    }
}

/* Moves one point to where its distances from all others want it. */
static void move_point(struct graph *graph, size_t index) {
    const uint8_t *distances = graph->distances + index * graph->count;
    struct point *self = &graph->points[index], sum = {0, 0};
    int64_t weights = 0;
    for (size_t i = 0; i < graph->count; i++) {
        if (i == index) {
            continue;
        }
        struct point other = graph->points[i];
        int64_t x = self->x - other.x, y = self->y - other.y;
        int64_t is = square_root(x * x + y * y), wanted = (int64_t)distances[i] * STEP;
        int64_t weight = 36000 / ((int64_t)distances[i] * distances[i]);
        weight = weight < 1 ? 1 : weight;
        is = is < 1 ? 1 : is;
        sum.x += weight * (other.x + x * wanted / is);
        sum.y += weight * (other.y + y * wanted / is);
        weights += weight;
    }
    assert(weights > 0);
    *self = (struct point){sum.x / weights, sum.y / weights};
}

void stress_place(const uint32_t *members, size_t count, struct layout_box *boxes,
                  const struct layout_link *links, size_t link_count, struct arena *arena) {
    struct graph graph = {.count = count};
    if (count < 2) {
        return;
    }
    uint32_t *queue = arena_new(arena, uint32_t, count);
    uint32_t *numbers = arena_new(arena, uint32_t, members[count - 1] + 1);
    size_t own = 0;
    struct layout_link *inside = arena_new(arena, struct layout_link, link_count);
    for (size_t i = 0; i < count; i++) {
        numbers[members[i]] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < link_count; i++) {
        if (links[i].from <= members[count - 1] && numbers[links[i].from] > 0) {
            inside[own++] = links[i];
        }
    }
    find_neighbours(&graph, numbers, inside, own, arena);
    graph.points = arena_new(arena, struct point, count);
    graph.distances = arena_new(arena, uint8_t, count * count);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t seed = boxes[members[i]].seed;
        find_distances(&graph, i, queue);
        graph.points[i] = (struct point){(int64_t)(seed & 0xffff), (int64_t)(seed >> 16 & 0xffff)};
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < count; i++) {
            move_point(&graph, i);
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct layout_box *box = &boxes[members[i]];
        box->x = (int)(graph.points[i].x * WIDE / STEP) - box->width / 2;
        box->y = (int)(graph.points[i].y * HIGH / STEP) - box->height / 2;
    }
}
