/* The parts of publishing that have rules of their own: hash, paths, manifest. */
#include "testing.h"

#include "base/hash.h"
#include "publish/manifest.h"
#include "publish/names.h"
#include "publish/paths.h"

#include <string.h>

static struct arena arena;

static int end(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

/* Values that xxh64sum prints too. */
static void test_hash(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint64_t hash;
    } known[] = {
        {"", 0xef46db3751d8e999},
        {"a", 0xd24ec4f1a98c6e5b},
        {"abc", 0x44bc2cf5ad770999},
        {"Nobody inspects the spammish repetition", 0xfbcea83c8a378bf1},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(hash_bytes(slice_from(known[i].text)) == known[i].hash);
    }
}

/* The hash does not depend on the pieces that the bytes come in, nor on where they lie. */
static void test_hash_in_pieces(void **state) {
    (void)state;
    char bytes[200 + 8];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(i * 37);
    }
    for (size_t length = 0; length <= 200; length++) {
        uint64_t whole = hash_bytes(slice_of(bytes, length));
        for (size_t piece = 1; piece <= 70; piece += 3) {
            struct hash hash;
            hash_init(&hash);
            for (size_t at = 0; at < length; at += piece) {
                hash_add(&hash, slice_between(slice_of(bytes, length), at, at + piece));
            }
            hash_add(&hash, (struct slice){NULL, 0});
            assert_true(hash_result(&hash) == whole);
        }
        char moved[200 + 8];
        memcpy(moved + length % 8, bytes, length);
        assert_true(hash_bytes(slice_of(moved + length % 8, length)) == whole);
        bytes[length]++;
        assert_true(length == 200 || hash_bytes(slice_of(bytes, length + 1)) != whole);
        bytes[length]--;
    }
}

static struct paths list(const char *const *texts, size_t count) {
    struct paths paths;
    paths_init(&paths, &arena, count);
    for (size_t i = 0; i < count; i++) {
        paths_add(&paths, slice_from(texts[i]));
    }
    return paths;
}

/* "-" and "." come before "/", "0" after it: a folder's files do not follow its name at once. */
static void test_paths(void **state) {
    (void)state;
    static const char *const texts[] = {"a",  "a-b",   "a.b", "a/x",     "a/y/z",
                                        "a0", "b-c/d", "b/",  "bb/\xff", "c\xc3\xa9/d"};
    struct paths paths = list(texts, sizeof texts / sizeof *texts);
    for (size_t i = 0; i < paths.count; i++) {
        assert_true(i == 0 || slice_compare(paths.list[i - 1], paths.list[i]) < 0);
        assert_true(paths_has(&paths, paths.list[i]));
    }
    assert_false(paths_has(&paths, SLICE("a/y")));
    assert_false(paths_has(&paths, SLICE("")));
    assert_false(paths_has(&paths, SLICE("zz")));
    assert_true(paths_has_inside(&paths, SLICE("a")));
    assert_true(paths_has_inside(&paths, SLICE("a/y")));
    assert_true(paths_has_inside(&paths, SLICE("b-c")));
    assert_true(paths_has_inside(&paths, SLICE("bb")));
    assert_true(paths_has_inside(&paths, SLICE("c\xc3\xa9")));
    assert_false(paths_has_inside(&paths, SLICE("a/x")));
    assert_false(paths_has_inside(&paths, SLICE("a-b")));
    assert_false(paths_has_inside(&paths, SLICE("a-")));
    assert_false(paths_has_inside(&paths, SLICE("zz")));
    assert_true(paths_has_above(&paths, SLICE("a/q/r/s")));
    assert_true(paths_has_above(&paths, SLICE("a/x/deep")));
    assert_false(paths_has_above(&paths, SLICE("a")));
    assert_false(paths_has_above(&paths, SLICE("b-c/e")));
    struct paths none = {NULL, 0};
    assert_false(paths_has(&none, SLICE("a")) || paths_has_inside(&none, SLICE("a")));
}

static void test_kept_names(void **state) {
    (void)state;
    assert_true(name_is_kept(SLICE(".knoop-manifest")) && name_is_kept(SLICE(".knoop-stage")));
    assert_false(name_is_kept(SLICE(".knoop-other")));
    assert_true(path_can_be_published(SLICE(".nojekyll")));
    assert_true(path_can_be_published(SLICE("a b/\xe4\xb8\xad.html")));
    assert_false(path_can_be_published(SLICE(".knoop-other")));
}

static void test_manifest(void **state) {
    (void)state;
    static const struct published files[] = {
        {.path = SLICE_INIT("a b.html"), .size = 3, .hash = 0x44bc2cf5ad770999},
        {.path = SLICE_INIT("c"), .size = 12345678901, .hash = 1},
    };
    struct slice text = manifest_text(&arena, files, 2);
    assert_text(text, "knoop-manifest 1\n"
                      "44bc2cf5ad770999 3 a b.html\n"
                      "0000000000000001 12345678901 c\n");
    struct slice *paths = NULL;
    size_t count = 0;
    assert_true(manifest_paths(text, &arena, &paths, &count));
    assert_size(count, 2);
    assert_text(paths[0], "a b.html");
    assert_text(paths[1], "c");
    assert_true(manifest_paths(SLICE("knoop-manifest 1\n"), &arena, &paths, &count));
    assert_size(count, 0);
    for (size_t length = 0; length < text.length; length++) {
        /* Cut short it is no manifest, or one of whole lines. */
        bool whole = length > 0 && text.data[length - 1] == '\n';
        assert_int_equal(manifest_paths(slice_take(text, length), &arena, &paths, &count), whole);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_hash, end),
        cmocka_unit_test_teardown(test_hash_in_pieces, end),
        cmocka_unit_test_teardown(test_paths, end),
        cmocka_unit_test_teardown(test_kept_names, end),
        cmocka_unit_test_teardown(test_manifest, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
