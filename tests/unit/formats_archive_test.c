/* formats/archive.h */
#include "testing.h"

#include "base/files.h"
#include "formats/archive.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static struct arena arena;
static char folder[] = "/tmp/knoop-archive-XXXXXX";

static const char *path_of(const char *name) {
    return arena_format(&arena, "%s/%s", folder, name).data;
}

static struct slice read_back(const char *name) {
    struct slice bytes = slice_of("", 0);
    int root = open(folder, O_RDONLY | O_DIRECTORY);
    assert_true(file_read(root, slice_from(name), 64 << 20, &arena, &bytes) == FILE_OK);
    close(root);
    return bytes;
}

static unsigned number_at(struct slice bytes, size_t at) {
    assert_true(at + 1 < bytes.length);
    return (unsigned char)bytes.data[at] | (unsigned)(unsigned char)bytes.data[at + 1] << 8;
}

static void write_book(const char *name, struct date date) {
    struct slice failure;
    struct archive *archive = archive_begin(path_of(name), date, &arena);
    archive_add(archive, SLICE("mimetype"), SLICE("application/epub+zip"), true);
    archive_add(archive, SLICE("tekst/één.html"), SLICE("<p>Eén, één, één, één, één</p>"), false);
    assert_true(archive_finish(archive, &failure));
}

static void the_same_files_give_the_same_bytes(void **state) {
    (void)state;
    write_book("a.zip", (struct date){2026, 3, 9});
    write_book("b.zip", (struct date){2026, 3, 9});
    assert_slice(read_back("a.zip"), read_back("b.zip"));
}

static void what_is_stored_stands_as_it_is_where_epub_wants_it(void **state) {
    (void)state;
    write_book("a.zip", (struct date){2026, 3, 9});
    struct slice bytes = read_back("a.zip");
    assert_slice(slice_between(bytes, 30, 58), SLICE("mimetypeapplication/epub+zip"));
    assert_size(number_at(bytes, 8), 0);                     /* stored, */
    assert_size(number_at(bytes, 28), 0);                    /* nothing extra, */
    assert_size(number_at(bytes, 12), 46 << 9 | 3 << 5 | 9); /* of 9 March 2026 */
    size_t second = slice_search(bytes, SLICE("tekst/")) - 30;
    assert_size(number_at(bytes, second + 6) & 0x800, 0x800); /* the name is UTF-8, */
    assert_size(number_at(bytes, second + 8), 8);             /* the text deflated */
}

static void a_date_that_zip_cannot_tell_is_that_of_1980(void **state) {
    (void)state;
    write_book("a.zip", (struct date){0});
    assert_size(number_at(read_back("a.zip"), 12), 0 << 9 | 1 << 5 | 1);
}

static void a_failure_leaves_what_was_there(void **state) {
    (void)state;
    struct slice failure = slice_of("", 0);
    write_book("a.zip", (struct date){0});
    struct slice before = read_back("a.zip");
    struct archive *archive = archive_begin(path_of("a.zip"), (struct date){0}, &arena);
    archive_add(archive, SLICE("een"), SLICE("1"), false);
    archive_add_file(archive, SLICE("twee"), path_of("is-not-there"));
    assert_false(archive_finish(archive, &failure));
    assert_true(failure.length > 0);
    assert_slice(read_back("a.zip"), before);
    archive = archive_begin(path_of("no-folder/a.zip"), (struct date){0}, &arena);
    archive_add(archive, SLICE("een"), SLICE("1"), false);
    assert_false(archive_finish(archive, &failure));
}

static void twice_the_same_name_is_a_failure(void **state) {
    (void)state;
    struct slice failure = slice_of("", 0);
    struct archive *archive = archive_begin(path_of("c.zip"), (struct date){0}, &arena);
    archive_add(archive, SLICE("een"), SLICE("1"), false);
    archive_add(archive, SLICE("een"), SLICE("2"), false);
    assert_false(archive_finish(archive, &failure));
    assert_true(failure.length > 0);
}

static void more_files_than_a_plain_zip_can_have(void **state) {
    (void)state;
    enum { FILES = 66000 };
    struct slice failure;
    struct archive *archive = archive_begin(path_of("many.zip"), (struct date){0}, &arena);
    for (size_t i = 0; i < FILES; i++) {
        archive_add(archive, arena_format(&arena, "%zu", i), SLICE("x"), true);
    }
    assert_true(archive_finish(archive, &failure));
    struct slice bytes = read_back("many.zip");
    size_t end = slice_search(bytes, SLICE("PK\6\6")); /* the end record of ZIP64 */
    assert_true(end != SLICE_NOT_FOUND);
    assert_size(number_at(bytes, end + 24) | number_at(bytes, end + 26) << 16, FILES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_files_give_the_same_bytes),
        cmocka_unit_test(what_is_stored_stands_as_it_is_where_epub_wants_it),
        cmocka_unit_test(a_date_that_zip_cannot_tell_is_that_of_1980),
        cmocka_unit_test(a_failure_leaves_what_was_there),
        cmocka_unit_test(twice_the_same_name_is_a_failure),
        cmocka_unit_test(more_files_than_a_plain_zip_can_have),
    };
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    static const char *const names[] = {"a.zip", "b.zip", "many.zip"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(path_of(names[i]));
    }
    rmdir(folder);
    arena_release(&arena);
    return failed;
}
