/* base/map.h */
#include "testing.h"

#include "base/map.h"

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void test_an_empty_map(void **state) {
    (void)state;
    struct map map;
    map_init(&map, &arena);
    assert_null(map_get(&map, SLICE("a")));
    assert_null(map_get(&map, SLICE("")));
    assert_size(map.count, 0);
}

static void test_places(void **state) {
    (void)state;
    static int one, two;
    struct map map;
    map_init(&map, &arena);
    assert_null(*map_place(&map, SLICE("a")));
    *map_place(&map, SLICE("a")) = &one;
    *map_place(&map, SLICE("b")) = &two;
    assert_ptr_equal(map_get(&map, SLICE("a")), &one);
    assert_ptr_equal(map_get(&map, SLICE("b")), &two);
    assert_null(map_get(&map, SLICE("A")));
    assert_null(map_get(&map, SLICE("ab")));
    assert_size(map.count, 2);
    *map_place(&map, SLICE("a")) = &two;
    assert_ptr_equal(map_get(&map, SLICE("a")), &two);
    assert_size(map.count, 2);
}

static void test_keys_are_bytes(void **state) {
    (void)state;
    static int one, two, three;
    struct map map;
    map_init(&map, &arena);
    *map_place(&map, SLICE("a\0b")) = &one;
    *map_place(&map, SLICE("a\0c")) = &two;
    *map_place(&map, (struct slice){NULL, 0}) = &three;
    assert_ptr_equal(map_get(&map, SLICE("a\0b")), &one);
    assert_ptr_equal(map_get(&map, SLICE("a\0c")), &two);
    assert_ptr_equal(map_get(&map, SLICE("")), &three);
    assert_ptr_equal(map_get(&map, (struct slice){NULL, 0}), &three);
    assert_null(map_get(&map, SLICE("a")));
    assert_size(map.count, 3);
}

static void test_a_hundred_thousand_keys(void **state) {
    (void)state;
    enum { KEYS = 100000 };
    struct map map;
    map_init(&map, &arena);
    struct slice *keys = arena_new(&arena, struct slice, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        keys[i] = arena_format(&arena, "article:%zu", i * 7919);
        assert_null(*map_place(&map, keys[i]));
        *map_place(&map, keys[i]) = &keys[i];
    }
    assert_size(map.count, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        assert_ptr_equal(map_get(&map, arena_copy(&arena, keys[i])), &keys[i]);
    }
    for (size_t i = 0; i < KEYS; i++) {
        assert_null(map_get(&map, arena_format(&arena, "tip:%zu", i)));
    }
    assert_true(map.capacity < 4 * KEYS);
}

/* The empty text with the key 00 01 … 0f is the first of the vectors published for SipHash-1-3; the
 * others are what CPython's hash() of bytes gives with PYTHONHASHSEED=0, a key of zeros. */
static void test_siphash(void **state) {
    (void)state;
    static const uint64_t counting[2] = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
    static const uint64_t zeros[2] = {0, 0};
    assert_true(hash_text(SLICE(""), counting) == 0xabac0158050fc4dc);
    assert_true(hash_text(SLICE("a"), zeros) == 0x407448d2b89b1813);
    assert_true(hash_text(SLICE("abcdefgh"), zeros) == 0x3f7b849c0b8e35ea);
    assert_true(hash_text(SLICE("network:gezondveluwe"), zeros) == 0x395e8cf2c8110779);
    assert_true(hash_text(SLICE("\xff\xfe"), zeros) != hash_text(SLICE("\xff\xff"), zeros));
}

static void test_the_seed_is_not_fixed(void **state) {
    (void)state;
    struct map map;
    map_init(&map, &arena);
    assert_true(map.seed[0] != 0 && map.seed[1] != 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_map),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_keys_are_bytes), cmocka_unit_test(test_a_hundred_thousand_keys),
        cmocka_unit_test(test_siphash),        cmocka_unit_test(test_the_seed_is_not_fixed),
    };
    int failed = cmocka_run_group_tests_name("base/map", tests, NULL, release);
    return failed != 0;
}
