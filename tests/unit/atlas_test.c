/* atlas/label.h, atlas/layout.h, atlas/spread.h */
#include "testing.h"

#include "atlas/atlas.h"
#include "atlas/layout.h"
#include "atlas/spread.h"

static struct arena arena;

static void labels_are_cut_at_spaces_and_hyphens(void **state) {
    (void)state;
    struct label label =
        label_wrap(SLICE("  Lerend netwerk integrale vraagstukken "), 10, 80, 100, &arena);
    assert_size(label.count, 4);
    assert_text(label.lines[0], "Lerend");
    assert_text(label.lines[1], "netwerk");
    assert_text(label.lines[2], "integrale");
    label = label_wrap(SLICE("Zuid-Oost-Brabant"), 10, 70, 70, &arena);
    assert_size(label.count, 2);
    assert_text(label.lines[0], "Zuid-Oost-");
    assert_text(label.lines[1], "Brabant");
    assert_size(label_wrap(SLICE(""), 10, 70, 70, &arena).count, 0);
}

static void a_long_word_makes_lines_wider_and_then_is_cut(void **state) {
    (void)state;
    struct slice word = SLICE("levensloopbegeleiding");
    int width = label_width(word, 10);
    assert_size(label_wrap(word, 10, 50, 200, &arena).count, 1);
    assert_true(label_wrap(word, 10, 50, 200, &arena).width == width);
    struct label cut = label_wrap(word, 10, 50, 80, &arena);
    assert_size(cut.count, 2);
    assert_true(cut.width <= 80);
}

static void a_long_title_ends_with_an_ellipsis(void **state) {
    (void)state;
    struct slice title = SLICE("een twee drie vier vijf zes zeven acht negen tien elf twaalf");
    struct label label = label_wrap(title, 10, 60, 60, &arena);
    assert_size(label.count, LABEL_LINES_MAXIMUM);
    assert_true(slice_ends_with(label.lines[LABEL_LINES_MAXIMUM - 1], SLICE("…")));
    assert_true(label.width <= 70);
}

static void assert_apart(const struct layout_box *boxes, size_t count, int width, int height) {
    for (size_t i = 0; i < count; i++) {
        const struct layout_box *one = &boxes[i];
        assert_true(one->x >= 0 && one->y >= 0 && one->y + one->height <= height);
        assert_true(one->x + one->width <= width);
        for (size_t j = i + 1; j < count; j++) {
            const struct layout_box *other = &boxes[j];
            bool apart = one->x + one->width + SPREAD_GAP_X <= other->x ||
                         other->x + other->width + SPREAD_GAP_X <= one->x ||
                         one->y + one->height + SPREAD_GAP_Y <= other->y ||
                         other->y + other->height + SPREAD_GAP_Y <= one->y;
            if (!apart) {
                print_error("boxes %zu and %zu lie over each other\n", i, j);
            }
            assert_true(apart);
        }
    }
}

/* Numbers that look like chance and are the same everywhere (xorshift). */
static uint32_t next_number(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

static void boxes_never_lie_over_each_other(void **state) {
    (void)state;
    enum { MOST = 90 };
    uint64_t number = 42;
    for (size_t count = 1; count <= MOST; count += 11) {
        for (size_t links = 0; links <= 2 * count; links += count) {
            struct layout_box boxes[MOST];
            struct layout_link pairs[2 * MOST];
            for (size_t i = 0; i < count; i++) {
                /* Twins too: boxes that begin at one point. */
                boxes[i] = (struct layout_box){.seed = i % 3 == 0 ? 7 : next_number(&number),
                                               .width = 40 + (int)(next_number(&number) % 200),
                                               .height = 30 + (int)(next_number(&number) % 50)};
            }
            for (size_t i = 0; i < links; i++) {
                uint32_t from = next_number(&number) % (uint32_t)count;
                pairs[i] = (struct layout_link){from, next_number(&number) % (uint32_t)count};
            }
            int height = 0;
            layout_boxes(boxes, count, pairs, links, 600, &height, &arena);
            assert_apart(boxes, count, 600, height);
        }
        arena_reset(&arena);
    }
}

static void what_hangs_together_stands_together(void **state) {
    (void)state;
    /* 0-1-2 and 3-4 hang together, 5 is alone: larger parts come first, and one link is nearer than
     * two. */
    struct layout_box boxes[6];
    const struct layout_link links[] = {{0, 1}, {1, 2}, {3, 4}};
    for (size_t i = 0; i < 6; i++) {
        boxes[i] = (struct layout_box){.seed = 1000003 * (i + 1), .width = 60, .height = 30};
    }
    int height = 0;
    layout_boxes(boxes, 6, links, 3, 400, &height, &arena);
    assert_apart(boxes, 6, 400, height);
    int near = abs(boxes[0].x - boxes[1].x) + abs(boxes[0].y - boxes[1].y);
    int far = abs(boxes[0].x - boxes[2].x) + abs(boxes[0].y - boxes[2].y);
    assert_true(near < far);
    assert_true(boxes[5].y > boxes[0].y && boxes[5].y > boxes[4].y);
}

static void others_do_not_move_a_part(void **state) {
    (void)state;
    struct layout_box boxes[5], more[8];
    const struct layout_link links[] = {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {5, 6}};
    for (size_t i = 0; i < 8; i++) {
        more[i] = (struct layout_box){.seed = 7919 * (i + 1), .width = 80, .height = 40};
        if (i < 5) {
            boxes[i] = more[i];
        }
    }
    int height = 0;
    layout_boxes(boxes, 5, links, 4, 900, &height, &arena);
    layout_boxes(more, 8, links, 5, 900, &height, &arena);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(boxes[i].x, more[i].x);
        assert_int_equal(boxes[i].y, more[i].y);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_cut_at_spaces_and_hyphens),
        cmocka_unit_test(a_long_word_makes_lines_wider_and_then_is_cut),
        cmocka_unit_test(a_long_title_ends_with_an_ellipsis),
        cmocka_unit_test(boxes_never_lie_over_each_other),
        cmocka_unit_test(what_hangs_together_stands_together),
        cmocka_unit_test(others_do_not_move_a_part),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
