/* read/read.h, read/again.h: small folders, read. */
#include "folder_testing.h"

#include "read/again.h"

#include <fcntl.h>

static struct test_folder folder;
static struct arena arena;
static struct diagnostics found;
static struct reading *reading;
static struct site *site;

static void put(const char *path, const char *text) {
    folder_put(&folder, path, text);
}

static int begin(void **state) {
    (void)state;
    reading = NULL;
    if (!folder_begin(&folder)) {
        return 1;
    }
    put("content/site.yaml", "title: Proef\n");
    put("content/kinds/place.yaml",
        "kind: place\nfolder: places\nlabel: Plaats\nfields:\n"
        "  near: { type: reference, to: place }\n  text: { type: markdown }\n");
    put("content/kinds/tip.yaml", "kind: tip\nfolder: tips\nlabel: Tip\ncallout: tip\nfields:\n"
                                  "  source: { type: reference, to: place }\n");
    return 0;
}

static int end(void **state) {
    (void)state;
    if (reading != NULL) {
        site_release(site);
    }
    arena_release(&arena);
    return !folder_end(&folder);
}

static void read_all(bool drafts) {
    const struct read_options options = {.root = open(folder.path, O_RDONLY | O_DIRECTORY),
                                         .today = {2026, 5, 1},
                                         .drafts = drafts,
                                         .jobs = 2};
    diagnostics_init(&found, &arena);
    reading = read_and_keep(&options, &arena, &found);
    site = reading_site(reading);
}

/* The codes of what was found, in order, with a space behind each. */
static struct slice codes(void) {
    struct buffer out;
    buffer_init(&out, &arena);
    diagnostics_sort(&found);
    for (size_t i = 0; i < found.count; i++) {
        buffer_format(&out, "%s ", message_row(found.entries[i]->message)->code);
    }
    return buffer_slice(&out);
}

static void test_an_item(void **state) {
    (void)state;
    put("content/places/noord/zee.md",
        "---\ntitle: De zee\nnear: rivier\naliases: [oud.html]\n---\n\n"
        "Een [rivier](place:rivier).\n\n## Diep {#diep}\n\nHeel diep.\n");
    read_all(false);
    assert_text(codes(), "");
    assert_size(site->item_count, 1);
    const struct item *sea = site->items[0];
    assert_text(sea->identity, "place:noord/zee");
    assert_text(sea->title, "De zee");
    assert_text(sea->language, "nl");
    assert_text(sea->description, "Een rivier.");
    assert_text(sea->references->text, "rivier");
    assert_null(sea->references->target);
    assert_size(sea->body->markup->link_count, 1);
    assert_text(sea->body->markup->links[0].destination, "place:rivier");
    assert_text(sea->body->markup->anchors[0].id, "diep");
}

static void test_a_field_of_markdown(void **state) {
    (void)state;
    put("content/places/zee.yaml", "title: De zee\ntext: |\n  Een *zilte* [x](place:y).\n");
    read_all(false);
    const struct prose *text = site->items[0]->texts;
    assert_non_null(text);
    struct slice html = text->markup->html;
    assert_non_null(memmem(html.data, html.length, "<em>zilte</em>", strlen("<em>zilte</em>")));
    /* The link stands in the file where its author sees it. */
    assert_size(text->markup->links[0].start, strlen("title: De zee\ntext: |\n  Een *zilte* [x]("));
}

static void test_names_and_languages(void **state) {
    (void)state;
    put("content/places/zee.en.md", "---\ntitle: The sea\n---\n");
    put("content/places/meer/index.md", "---\ntitle: Het meer\n---\n");
    put("content/places/berg.md", "---\ntitle: De berg\nslug: top\n---\n");
    read_all(false);
    assert_text(codes(), "");
    assert_text(site->items[0]->identity, "place:top");
    assert_text(site->items[1]->identity, "place:meer");
    assert_text(site->items[2]->identity, "place:zee");
    assert_text(site->items[2]->language, "en");
    assert_size(site->settings.language_count, 2);
}

static void test_states(void **state) {
    (void)state;
    put("content/places/a.md", "---\ntitle: A\ndraft: true\nonzin: ja\n---\n");
    put("content/places/b.md", "---\ntitle: B\npublish: 2026-05-02\n---\n");
    put("content/places/c.md", "---\ntitle: C\nexpires: 2026-05-01\n---\n");
    put("content/places/d.md", "---\ntitle: D\npublish: 2026-05-01\n---\n");
    read_all(false);
    assert_int_equal(site->items[0]->state, ITEM_DRAFT);
    assert_int_equal(site->items[1]->state, ITEM_FUTURE);
    assert_int_equal(site->items[2]->state, ITEM_EXPIRED);
    assert_int_equal(site->items[3]->state, ITEM_PUBLISHED);
    assert_text(codes(), ""); /* a draft may be unfinished */
}

static void test_mistakes_in_drafts_that_are_shown(void **state) {
    (void)state;
    put("content/places/a.md", "---\ntitle: A\ndraft: true\nonzin: ja\n---\n");
    read_all(true);
    assert_text(codes(), "field-unknown ");
}

static void test_items_of_callouts(void **state) {
    (void)state;
    put("content/places/zee.md",
        "---\ntitle: De zee\n---\n\nWoorden.\n\n> [!TIP] Ga zwemmen {#zwem}\n> In de zomer.\n\n"
        "> [!TIP] Zonder naam\n> Blijft een kader.\n");
    read_all(false);
    assert_text(codes(), "");
    assert_size(site->item_count, 2);
    const struct item *tip = site->items[1];
    assert_text(tip->identity, "tip:zwem");
    assert_text(tip->title, "Ga zwemmen");
    assert_text(tip->description, "In de zomer.");
    assert_ptr_equal(tip->source, site->items[0]);
    assert_ptr_equal(tip->references->target, site->items[0]);
    assert_ptr_equal(tip->body->markup, site->items[0]->body->markup);
}

static void test_assets(void **state) {
    (void)state;
    put("content/assets/logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'/>");
    put("content/places/kaart.txt", "kaart");
    read_all(false);
    const struct asset *logo = site_asset(site, SLICE("assets/logo.svg"));
    assert_non_null(logo);
    assert_true(logo->is_image && logo->is_shared);
    assert_int_equal(logo->width, 30);
    assert_int_equal(logo->height, 20);
    assert_false(site_asset(site, SLICE("places/kaart.txt"))->is_published);
    assert_null(site_asset(site, SLICE("places/niets.txt")));
}

static void test_files_that_cannot_be_read(void **state) {
    (void)state;
    char link[128];
    put("content/places/leeg.md", "");
    put("content/places/open.md", "---\ntitle: Nooit dicht\n");
    put("content/places/bytes.md", "---\ntitle: \xff\n---\n");
    put("content/los.md", "---\ntitle: Los\n---\n");
    snprintf(link, sizeof link, "%s/content/places/link.md", folder.path);
    assert_int_equal(symlink("/etc/passwd", link), 0);
    read_all(false);
    assert_size(site->item_count, 0);
    assert_text(codes(), "file-without-kind encoding file-empty file-not-regular front-matter ");
}

static void test_reading_a_file_again(void **state) {
    (void)state;
    put("content/places/zee.md", "---\ntitle: De zee\n---\n\nEerst.\n");
    read_all(false);
    struct reread reread;
    put("content/places/zee.md", "---\ntitle: De zee\n---\n\nDaarna.\n");
    assert_true(reread_file(reading, SLICE("content/places/zee.md"), &arena, &found, &reread));
    assert_ptr_equal(reread.before, site->items[0]);
    assert_text(reread.items->body->markup->html, "<p>Daarna.</p>\n");
    assert_false(reread.changes_terms);
    reread_accept(reading, reread.path, reread.items);
    assert_true(reread_collect(reading, &arena));
    assert_ptr_equal(site->items[0], reread.items);
    assert_false(reread_file(reading, SLICE("content/places/nieuw.md"), &arena, &found, &reread));
}

static bool is_never_changed(void *context, struct slice path) {
    (void)context;
    (void)path;
    return false;
}

static void test_reading_the_folder_again(void **state) {
    (void)state;
    put("content/places/a.md", "---\ntitle: A\n---\n");
    put("content/places/b.md", "---\ntitle: B\n---\n");
    read_all(false);
    struct item *first = site->items[0];
    char path[128];
    snprintf(path, sizeof path, "%s/content/places/b.md", folder.path);
    assert_int_equal(unlink(path), 0);
    put("content/places/c.en.md", "---\ntitle: C\n---\n");
    reread_folder(reading, is_never_changed, NULL, &arena, &found);
    size_t index = 0;
    struct slice unread;
    assert_true(reread_next_unread(reading, &index, &unread));
    assert_text(unread, "content/places/c.en.md");
    struct reread reread;
    assert_true(reread_file(reading, unread, &arena, &found, &reread));
    reread_accept(reading, reread.path, reread.items);
    assert_false(reread_next_unread(reading, &index, &unread));
    assert_false(reread_collect(reading, &arena)); /* English is new */
    assert_size(site->item_count, 2);
    assert_ptr_equal(site->items[0], first);
    assert_text(site->items[1]->identity, "place:c");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_an_item, begin, end),
        cmocka_unit_test_setup_teardown(test_a_field_of_markdown, begin, end),
        cmocka_unit_test_setup_teardown(test_names_and_languages, begin, end),
        cmocka_unit_test_setup_teardown(test_states, begin, end),
        cmocka_unit_test_setup_teardown(test_mistakes_in_drafts_that_are_shown, begin, end),
        cmocka_unit_test_setup_teardown(test_items_of_callouts, begin, end),
        cmocka_unit_test_setup_teardown(test_assets, begin, end),
        cmocka_unit_test_setup_teardown(test_files_that_cannot_be_read, begin, end),
        cmocka_unit_test_setup_teardown(test_reading_a_file_again, begin, end),
        cmocka_unit_test_setup_teardown(test_reading_the_folder_again, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
