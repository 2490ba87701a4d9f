/* base/spill.h */
#include "base/spill.h"

#include "testing.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Such a build keeps the signal to itself (tests/tools/unit.sh asks it to). */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIGNALS_ARE_TAKEN true
#endif
#endif
#ifndef SIGNALS_ARE_TAKEN
#define SIGNALS_ARE_TAKEN false
#endif

enum { TEXTS = 3000, TEXT_LARGEST = 40000, CHUNK = 16 << 20 };

static struct arena arena;
static struct spill spill;

static int start(void **state) {
    (void)state;
    arena_init(&arena);
    spill_init(&spill, open("/tmp", O_PATH | O_DIRECTORY | O_CLOEXEC));
    spill.after = 0;
    return 0;
}

static int leave(void **state) {
    (void)state;
    spill_release(&spill);
    close(spill.folder);
    arena_release(&arena);
    return 0;
}

/* valgrind has fewer addresses to give than a spill sets apart: all lies in the arena there. */
static void require_addresses(void) {
    const size_t size = SIZE_MAX >> 28;
    void *reserved =
        mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reserved == MAP_FAILED) {
        skip();
    }
    munmap(reserved, size);
}

/* Text number `i`: its bytes tell which it is. */
static struct slice text_of(size_t i) {
    static char bytes[TEXT_LARGEST];
    size_t length = i * 7919 % TEXT_LARGEST;
    memset(bytes, (int)(i % 251), length);
    return slice_of(bytes, length);
}

static void test_texts_come_back(void **state) {
    (void)state;
    require_addresses();
    struct slice *copies = calloc(TEXTS, sizeof *copies);
    for (size_t i = 0; i < TEXTS; i++) {
        copies[i] = spill_text(&spill, &arena, text_of(i));
    }
    assert_true(spill.size > 2 * CHUNK);
    assert_true(arena.allocated < CHUNK);
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < TEXTS; i++) {
            assert_slice(copies[i], text_of(i));
        }
        spill_rest(&spill);
    }
    free(copies);
}

static void test_the_first_bytes_lie_in_the_arena(void **state) {
    (void)state;
    require_addresses();
    spill.after = 100;
    char large[100] = {1};
    spill_text(&spill, &arena, slice_of(large, 99));
    assert_int_equal(spill.file, -1);
    spill_text(&spill, &arena, slice_of(large, 1));
    assert_int_equal(spill.file, -1);
    spill_text(&spill, &arena, slice_of(large, 1));
    assert_true(spill.file >= 0);
    assert_size(spill.size, CHUNK);
}

static void test_things_are_aligned(void **state) {
    (void)state;
    for (uint64_t i = 1; i < 100; i++) {
        const uint64_t *copy = spill_copy(&spill, &arena, &i, sizeof i);
        assert_size((uintptr_t)copy % sizeof i, 0);
        assert_size(*copy, i);
        spill_text(&spill, &arena, slice_of("abcdefghijk", i % 11));
    }
    assert_null(spill_copy(&spill, &arena, NULL, 0));
}

static void test_without_a_file_all_lies_in_the_arena(void **state) {
    (void)state;
    int folder = spill.folder;
    /* No folder; a descriptor that is none; and a file system without room for it or such files. */
    const int bad[] = {-1, 1000000, open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        spill.folder = bad[i];
        spill.after = 0;
        assert_slice(spill_text(&spill, &arena, SLICE("here")), SLICE("here"));
        assert_size(spill.size, 0);
        assert_size(spill.after, SIZE_MAX);
    }
    close(bad[2]);
    spill.folder = folder;
    assert_slice(spill_text(NULL, &arena, SLICE("here")), SLICE("here"));
    assert_memory_equal(spill_copy(NULL, &arena, "here", 4), "here", 4);
}

static void test_what_is_larger_than_a_chunk(void **state) {
    (void)state;
    require_addresses();
    char *large = calloc(1, CHUNK + 1);
    spill_text(&spill, &arena, slice_of(large, CHUNK + 1));
    assert_size(spill.size, 0);
    spill_text(&spill, &arena, slice_of(large, CHUNK));
    assert_size(spill.size, CHUNK);
    assert_size(spill.used, CHUNK);
    spill_text(&spill, &arena, SLICE("more"));
    assert_size(spill.size, 2 * CHUNK);
    free(large);
}

/* The kernel tells of a page that it cannot bring in the same way as of one that is not there. */
static void read_what_is_lost(void) {
    struct slice text = spill_text(&spill, &arena, SLICE("gone"));
    spill_rest(&spill);
    const volatile char *first = text.data;
    _exit(ftruncate(spill.file, 0) == 0 && *first == 'g' ? 0 : 1);
}

static void test_a_disk_that_fails_ends_the_process(void **state) {
    (void)state;
    if (SIGNALS_ARE_TAKEN) {
        skip();
    }
    require_addresses();
    char line[200];
    assert_true(machine_fails(read_what_is_lost, line, sizeof line));
    assert_string_equal(
        line, "knoop: the disk of the output folder fails; the published site stayed as it was\n");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, start, leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_texts_come_back),
        TEST(test_the_first_bytes_lie_in_the_arena),
        TEST(test_things_are_aligned),
        TEST(test_without_a_file_all_lies_in_the_arena),
        TEST(test_what_is_larger_than_a_chunk),
        TEST(test_a_disk_that_fails_ends_the_process),
    };
    return cmocka_run_group_tests_name("base/spill", tests, NULL, NULL) != 0;
}
