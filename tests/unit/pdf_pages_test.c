/* pdf/pages.h: pages end where nothing is torn apart. */
#include "testing.h"

#include "pdf/pages.h"

static const struct stack_form FORM = {.height = 100, .note_space = 6};

static uint32_t next_number(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static void assert_starts(const struct stack_part *parts, size_t count, const uint32_t *wanted,
                          size_t pages) {
    struct arena arena = {0};
    uint32_t *starts = NULL;
    assert_size(pages_cut(parts, count, &FORM, &arena, &starts), pages);
    for (size_t i = 0; i < pages; i++) {
        assert_size(starts[i], wanted[i]);
    }
    arena_release(&arena);
}

/* Paragraphs of some lines, of which the first two and the last two are kept together, as layout
 * does: no page begins with a last line or ends with a first one. */
static void test_no_widows_and_orphans(void **state) {
    (void)state;
    struct arena arena = {0};
    uint32_t numbers = 3;
    enum { LINES = 400 };
    for (int round = 0; round < 200; round++) {
        struct stack_part parts[LINES] = {0};
        bool is_first[LINES] = {false}, is_last[LINES] = {false};
        size_t count = 0;
        while (count + 12 < LINES) {
            size_t lines = 2 + next_number(&numbers) % 9;
            for (size_t i = 0; i < lines; i++) {
                parts[count + i].height = 10;
                parts[count + i].space = i == 0 ? next_number(&numbers) % 8 : 2;
            }
            parts[count].keep = parts[count + lines - 2].keep = true;
            is_first[count] = is_last[count + lines - 1] = true;
            count += lines;
        }
        uint32_t *starts = NULL;
        size_t pages = pages_cut(parts, count, &FORM, &arena, &starts);
        for (size_t page = 0; page < pages; page++) {
            size_t end = page + 1 < pages ? starts[page + 1] : count;
            double height = 0;
            for (size_t i = starts[page]; i < end; i++) {
                height += parts[i].height + (i > starts[page] ? parts[i].space : 0);
            }
            assert_true(height <= FORM.height + 0.01);
            assert_false(is_last[starts[page]]);
            assert_false(is_first[end - 1]);
        }
        assert_true(pages > 20);
    }
    arena_release(&arena);
}

static void test_what_fits(void **state) {
    (void)state;
    /* The space above the first of a page is not there; notes take room, and space once. */
    const struct stack_part parts[] = {{.height = 50, .space = 90},
                                       {.height = 50},
                                       {.height = 60, .space = 5, .notes = 10},
                                       {.height = 20, .space = 4},
                                       {.height = 20}};
    assert_starts(parts, 5, (const uint32_t[]){0, 2, 4}, 3);
    assert_starts(parts, 0, NULL, 0);
    const struct stack_part higher[] = {{.height = 10}, {.height = 150}, {.height = 10}};
    assert_starts(higher, 3, (const uint32_t[]){0, 1, 2}, 3);
}

static void test_what_begins_a_page(void **state) {
    (void)state;
    const struct stack_part parts[] = {
        {.height = 10}, {.height = 10, .new_page = true}, {.height = 40, .keep = true},
        {.height = 40}, {.height = 5, .room = 60},        {.height = 5}};
    assert_starts(parts, 6, (const uint32_t[]){0, 1, 4}, 3);
    /* A chapter begins a page even where all before it is to be kept with it. */
    const struct stack_part kept[] = {{.height = 10, .keep = true},
                                      {.height = 10, .new_page = true}};
    assert_starts(kept, 2, (const uint32_t[]){0, 1}, 2);
}

/* What cannot be kept together is cut where it must; what is repeated above a page takes room. */
static void test_what_is_too_high(void **state) {
    (void)state;
    struct stack_part parts[6];
    for (size_t i = 0; i < 6; i++) {
        parts[i] = (struct stack_part){.height = 30, .keep = true};
    }
    assert_starts(parts, 6, (const uint32_t[]){0, 3}, 2);
    for (size_t i = 0; i < 6; i++) {
        parts[i] = (struct stack_part){.height = 30, .head = i > 0 ? 20 : 0};
    }
    assert_starts(parts, 6, (const uint32_t[]){0, 3, 5}, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_widows_and_orphans),
        cmocka_unit_test(test_what_fits),
        cmocka_unit_test(test_what_begins_a_page),
        cmocka_unit_test(test_what_is_too_high),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
