/* base/arena.h */
#include "testing.h"

#include <string.h>

static bool is_zero(const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static void test_memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t size = 0; size < 300; size++) {
        arena_bytes(&arena, size % 7); /* moves the next one off its alignment */
        char *memory = arena_allocate(&arena, size);
        assert_non_null(memory);
        assert_size((size_t)((uintptr_t)memory % 16), 0);
        assert_true(is_zero(memory, size));
        memset(memory, 0xAA, size);
    }
    arena_release(&arena);
}

/* What was given back comes zeroed again, and no two pieces overlap. */
static void test_pieces_do_not_overlap(void **state) {
    (void)state;
    enum { PIECES = 500 };
    struct arena arena = {0};
    unsigned char *pieces[PIECES];
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < PIECES; i++) {
            pieces[i] = arena_allocate(&arena, i + 1);
            assert_true(is_zero((char *)pieces[i], i + 1));
            memset(pieces[i], (int)(i % 251) + 1, i + 1);
        }
        for (size_t i = 0; i < PIECES; i++) {
            assert_int_equal(pieces[i][0], (int)(i % 251) + 1);
            assert_int_equal(pieces[i][i], (int)(i % 251) + 1);
        }
        arena_reset(&arena);
    }
    arena_release(&arena);
    assert_size(arena.allocated, 0);
    assert_null(arena.chunk);
}

static void test_large_pieces(void **state) {
    (void)state;
    struct arena arena = {0};
    char *large = arena_allocate(&arena, 9 << 20);
    assert_true(is_zero(large, 9 << 20));
    large[(9 << 20) - 1] = 1;
    char *small = arena_allocate(&arena, 10);
    assert_true(is_zero(small, 10));
    assert_true(arena.allocated >= (9 << 20) + 10);
    arena_reset(&arena); /* a page that was enormous leaves no enormous arena behind */
    assert_true(arena.allocated <= 4 << 20);
    arena_release(&arena);
}

static void test_growing_keeps_the_bytes(void **state) {
    (void)state;
    struct arena arena = {0};
    char *memory = arena_grow(&arena, NULL, 0, 3);
    memcpy(memory, "abc", 3);
    for (size_t size = 3; size < 100000; size *= 2) {
        memory = arena_grow(&arena, memory, size, size * 2);
        assert_true(is_zero(memory + size, size));
        assert_memory_equal(memory, "abc", 3);
        memset(memory + size, 'x', size);
    }
    arena_bytes(&arena, 1); /* now it is not the newest any more */
    char *moved = arena_grow(&arena, memory, 6, 12);
    assert_memory_equal(moved, "abcxxx\0\0\0\0\0\0", 12);
    arena_release(&arena);
}

static void test_growing_in_place_does_not_touch_its_neighbour(void **state) {
    (void)state;
    struct arena arena = {0};
    char *first = arena_allocate(&arena, 16);
    char *second = arena_allocate(&arena, 16);
    memset(second, 'b', 16);
    char *grown = arena_grow(&arena, first, 16, 64);
    memset(grown, 'a', 64);
    assert_memory_equal(second, "bbbbbbbbbbbbbbbb", 16);
    arena_release(&arena);
}

static void test_shrinking(void **state) {
    (void)state;
    struct arena arena = {0};
    char *memory = arena_allocate(&arena, 8);
    memcpy(memory, "abcdefgh", 8);
    assert_memory_equal(arena_grow(&arena, memory, 8, 4), "abcd", 4);
    arena_release(&arena);
}

static void test_marks(void **state) {
    (void)state;
    struct arena arena = {0};
    struct arena_mark empty = arena_mark(&arena);
    char *kept = arena_allocate(&arena, 8);
    memcpy(kept, "kept....", 8);
    struct arena_mark mark = arena_mark(&arena);
    size_t before = arena.allocated;
    for (size_t i = 0; i < 10000; i++) {
        memset(arena_allocate(&arena, 100), 1, 100);
    }
    assert_true(arena.allocated > before);
    arena_restore(&arena, mark);
    assert_size(arena.allocated, before);
    assert_memory_equal(kept, "kept....", 8);
    /* What was the newest allocation before the mark must not grow over what comes now. */
    char *after = arena_allocate(&arena, 64);
    assert_true(is_zero(after, 64));
    memset(after, 'a', 64);
    char *grown = arena_grow(&arena, kept, 8, 80);
    memset(grown, 'g', 80);
    assert_int_equal(after[0], 'a');
    arena_restore(&arena, empty);
    assert_size(arena.allocated, 0);
    assert_non_null(arena_allocate(&arena, 1));
    arena_release(&arena);
}

static void test_reset_and_release_of_an_empty_arena(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_reset(&arena);
    arena_release(&arena);
    arena_restore(&arena, arena_mark(&arena));
    assert_size(arena.allocated, 0);
}

static void test_texts(void **state) {
    (void)state;
    struct arena arena = {0};
    struct slice copy = arena_copy(&arena, SLICE("a\0b"));
    assert_slice(copy, SLICE("a\0b"));
    assert_int_equal(copy.data[3], '\0');
    struct slice nothing = arena_copy(&arena, (struct slice){NULL, 0});
    assert_size(nothing.length, 0);
    assert_int_equal(nothing.data[0], '\0');
    assert_text(arena_format(&arena, "%d-%s", 7, "x"), "7-x");
    assert_size(arena_format(&arena, "%s", "").length, 0);
    struct slice wide = arena_format(&arena, "%5000d", 1);
    assert_size(wide.length, 5000);
    assert_int_equal(wide.data[4999], '1');
    arena_release(&arena);
}

static struct arena shared;

static void allocate_product_that_overflows(void) {
    arena_allocate_array(&shared, SIZE_MAX / 2, 3);
}

static void allocate_too_much(void) {
    arena_allocate(&shared, SIZE_MAX - 8);
}

static void allocate_bytes_too_many(void) {
    arena_bytes(&shared, SIZE_MAX / 2);
}

static void grow_too_much(void) {
    char *memory = arena_allocate(&shared, 8);
    arena_grow(&shared, memory, 8, SIZE_MAX - 3);
}

static void fail_with_a_text(void) {
    machine_failed("%s: %d", "disk", 5);
}

static void test_sizes_that_overflow_end_the_process(void **state) {
    (void)state;
    void (*const works[])(void) = {allocate_product_that_overflows, allocate_too_much,
                                   allocate_bytes_too_many, grow_too_much};
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        char line[200];
        assert_true(machine_fails(works[i], line, sizeof line));
        assert_string_equal(line, "knoop: out of memory\n");
    }
    char line[200];
    assert_true(machine_fails(fail_with_a_text, line, sizeof line));
    assert_string_equal(line, "knoop: disk: 5\n");
}

static void test_memory_of_no_arena(void **state) {
    (void)state;
    char *memory = memory_allocate(0);
    assert_non_null(memory);
    memory = memory_resize(memory, 100);
    memset(memory, 'a', 100);
    memory = memory_resize(memory, 200);
    assert_int_equal(memory[99], 'a');
    free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_pieces_do_not_overlap),
        cmocka_unit_test(test_large_pieces),
        cmocka_unit_test(test_growing_keeps_the_bytes),
        cmocka_unit_test(test_growing_in_place_does_not_touch_its_neighbour),
        cmocka_unit_test(test_shrinking),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_reset_and_release_of_an_empty_arena),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_sizes_that_overflow_end_the_process),
        cmocka_unit_test(test_memory_of_no_arena),
    };
    int failed = cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
    return failed != 0;
}
