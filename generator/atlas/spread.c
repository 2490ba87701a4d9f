#include "atlas/spread.h"

#include <assert.h>

enum {
    ROUNDS = 200,
    ROOM = 2, /* the area of a drawing, by that of its boxes; */
    FEW = 12  /* so many boxes find their room by being pushed */
};

/* How far two boxes would have to move apart along an axis; 0 or less when they do not overlap. */
static int overlap(int one, int one_size, int other, int other_size, int gap) {
    int from = one > other ? one : other;
    int one_end = one + one_size, other_end = other + other_size;
    return (one_end < other_end ? one_end : other_end) + gap - from;
}

static int overlap_x(const struct layout_box *one, const struct layout_box *other) {
    return overlap(one->x, one->width, other->x, other->width, SPREAD_GAP_X);
}

static int overlap_y(const struct layout_box *one, const struct layout_box *other) {
    return overlap(one->y, one->height, other->y, other->height, SPREAD_GAP_Y);
}

static int clamp(int x, int most) {
    return x < 0 || most < 0 ? 0 : x > most ? most : x;
}

/* Pushes two boxes apart, the short way, half each. */
static bool push(struct layout_box *one, struct layout_box *other, int limit) {
    int x = overlap_x(one, other), y = overlap_y(one, other);
    if (x <= 0 || y <= 0) {
        return false;
    }
    if (x < y) {
        struct layout_box *left = one->x <= other->x ? one : other;
        struct layout_box *right = left == one ? other : one;
        left->x = clamp(left->x - x / 2, limit - left->width);
        right->x = clamp(right->x + (x - x / 2), limit - right->width);
    } else {
        struct layout_box *upper = one->y <= other->y ? one : other;
        struct layout_box *lower = upper == one ? other : one;
        upper->y -= y / 2;
        lower->y += y - y / 2;
    }
    return true;
}

static void to_corner(const uint32_t *members, size_t count, struct layout_box *boxes, int *width,
                      int *height) {
    int left = boxes[members[0]].x, top = boxes[members[0]].y, right = left, bottom = top;
    for (size_t i = 0; i < count; i++) {
        const struct layout_box *box = &boxes[members[i]];
        left = box->x < left ? box->x : left;
        top = box->y < top ? box->y : top;
        right = box->x + box->width > right ? box->x + box->width : right;
        bottom = box->y + box->height > bottom ? box->y + box->height : bottom;
    }
    for (size_t i = 0; i < count; i++) {
        boxes[members[i]].x -= left;
        boxes[members[i]].y -= top;
    }
    *width = right - left;
    *height = bottom - top;
}

static int stretched(int at, int size, int from, int to) {
    return from > size && to > size ? (int)((int64_t)at * (to - size) / (from - size)) : 0;
}

/* Gives the drawing an area of some times that of its boxes, so that lines have room: by making it
 * wider, up to the page, and then higher. What is wider than the page is squeezed. */
static void stretch(const uint32_t *members, size_t count, struct layout_box *boxes, int limit,
                    int width, int height) {
    int64_t area = 0;
    for (size_t i = 0; i < count; i++) {
        const struct layout_box *box = &boxes[members[i]];
        area += (int64_t)(box->width + SPREAD_GAP_X) * (box->height + SPREAD_GAP_Y) * ROOM;
    }
    bool is_full = count > FEW && area > (int64_t)width * height;
    int to_width = width > limit || is_full ? limit : width;
    assert(to_width > 0 && height > 0);
    if (is_full && area / to_width < height) {
        to_width = (int)(area / height);
    }
    int to_height = area / to_width > height ? (int)(area / to_width) : height;
    for (size_t i = 0; i < count; i++) {
        struct layout_box *box = &boxes[members[i]];
        box->x = stretched(box->x, box->width, width, to_width);
        box->y = stretched(box->y, box->height, height, to_height);
    }
}

/* From above to below, by insertion: they are nearly in order. `order` holds indexes of boxes. */
static void sort_by_height(uint32_t *order, size_t count, const struct layout_box *boxes) {
    for (size_t i = 1; i < count; i++) {
        uint32_t moved = order[i];
        size_t at = i;
        for (; at > 0; at--) {
            const struct layout_box *above = &boxes[order[at - 1]], *self = &boxes[moved];
            bool is_later = above->y != self->y   ? above->y > self->y
                            : above->x != self->x ? above->x > self->x
                                                  : order[at - 1] > moved;
            if (!is_later) {
                break;
            }
            order[at] = order[at - 1];
        }
        order[at] = moved;
    }
}

/* What pushing did not solve: from above to below, each box as low as it must. */
static void settle(uint32_t *order, size_t count, struct layout_box *boxes) {
    sort_by_height(order, count, boxes);
    for (size_t i = 1; i < count; i++) {
        struct layout_box *box = &boxes[order[i]];
        for (size_t j = 0; j < i; j++) {
            const struct layout_box *other = &boxes[order[j]];
            if (overlap_x(box, other) > 0 && overlap_y(box, other) > 0) {
                box->y = other->y + other->height + SPREAD_GAP_Y;
                j = SIZE_MAX; /* again with all: lower, it may meet one that it had passed */
            }
        }
    }
}

void spread_boxes(uint32_t *members, size_t count, struct layout_box *boxes, int limit, int *width,
                  int *height) {
    to_corner(members, count, boxes, width, height);
    if (count > 1) {
        stretch(members, count, boxes, limit, *width, *height);
    }
    bool moved = true;
    for (size_t round = 0; round < ROUNDS && moved; round++) {
        moved = false;
        for (size_t i = 0; i < count; i++) {
            for (size_t j = i + 1; j < count; j++) {
                moved |= push(&boxes[members[i]], &boxes[members[j]], limit);
            }
        }
    }
    settle(members, count, boxes);
    to_corner(members, count, boxes, width, height);
}
