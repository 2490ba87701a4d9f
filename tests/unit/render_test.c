/* render/render.h, render/one.h: a site made by hand, and a theme of a few lines. */
#include "folder_testing.h"
#include "site_testing.h"

#include "render/one.h"
#include "render/sources.h"

#include <fcntl.h>

static struct test_folder folder;
static struct hand_site hand;
static struct render_options options;
static struct theme *theme;
static struct kind *place;
static struct item *sea, *river;

static void put(const char *path, const char *text) {
    folder_put(&folder, path, text);
}

static int begin(void **state) {
    (void)state;
    theme = NULL;
    hand_begin(&hand);
    place = hand_kind(&hand, "place", "places", NULL);
    sea = hand_item(&hand, place, "zee", "De <zee>");
    river = hand_item(&hand, place, "noord/rivier", "De rivier");
    sea->address = SLICE("places/zee.html");
    river->address = SLICE("places/noord/rivier.html");
    place->items = hand.items;
    place->item_count = 2;
    if (!folder_begin(&folder)) {
        return 1;
    }
    put("themes/proef/theme.yaml", "name: proef\n");
    put("themes/proef/templates/list.html",
        "{% for item in page.items %}{{ item.title }};{% endfor %}");
    put("themes/proef/templates/item.html", "{{ page.title }}|{{ page.html }}");
    put("themes/proef/templates/home.html", "{{ site.title }}");
    put("themes/proef/templates/404.html", "weg");
    put("themes/proef/templates/embed.html", "{{ item.title }}");
    put("themes/proef/templates/redirect.html", "naar {{ target }}");
    return 0;
}

static int end(void **state) {
    (void)state;
    theme_close(theme);
    hand_end(&hand);
    close(options.root);
    return !folder_end(&folder);
}

static struct page_index *prepare(void) {
    options = (struct render_options){.root = open(folder.path, O_RDONLY | O_DIRECTORY), .jobs = 1};
    theme = render_prepare(&hand.site, &options, &hand.arena, &hand.found);
    return theme == NULL ? NULL : render_index(theme, &hand.arena);
}

/* What is published at `address`. */
static struct slice page(const struct page_index *index, const char *address) {
    struct buffer out;
    buffer_init(&out, &hand.arena);
    assert_int_equal(render_one(index, slice_from(address), &hand.arena, &out, &hand.found),
                     RENDER_ONE_MADE);
    return buffer_slice(&out);
}

static void test_pages(void **state) {
    (void)state;
    struct redirect moved = {.address = SLICE("oud/zee.html"), .item = sea};
    hand.site.redirects = &moved;
    hand.site.redirect_count = 1;
    const struct page_index *index = prepare();
    assert_text(hand_codes(&hand), "");
    assert_text(page(index, "index.html"), "Proef");
    assert_text(page(index, "404.html"), "weg");
    assert_text(page(index, "places/zee.html"), "De &lt;zee&gt;|");
    assert_text(page(index, "places/index.html"), "De &lt;zee&gt;;De rivier;");
    assert_text(page(index, "oud/zee.html"), "naar ../places/zee.html");
    struct buffer out;
    buffer_init(&out, &hand.arena);
    assert_int_equal(render_one(index, SLICE("places/niets.html"), &hand.arena, &out, &hand.found),
                     RENDER_ONE_NONE);
    const struct item *item = NULL;
    assert_true(render_one_find(index, SLICE("places/zee.html"), &item));
    assert_ptr_equal(item, sea);
}

static void test_pages_of_a_list(void **state) {
    (void)state;
    hand.site.settings.page_size = 1;
    const struct page_index *index = prepare();
    assert_text(page(index, "places/index.html"), "De &lt;zee&gt;;");
    assert_text(page(index, "places/page-2.html"), "De rivier;");
}

/* A hole for a link's address is filled from where the page is. */
static void test_holes(void **state) {
    (void)state;
    static struct markup_hole holes[] = {{.at = 9, .type = MARKUP_HOLE_ADDRESS, .index = 0},
                                         {.at = 11, .type = MARKUP_HOLE_TITLE, .index = 0}};
    struct markup *markup = hand_body(&hand, river, "<a href=\"\"></a>", "place:zee", NULL, NULL);
    markup->holes = holes;
    markup->hole_count = 2;
    river->body->targets = arena_new(&hand.arena, struct target, 1);
    river->body->targets[0] =
        (struct target){.type = TARGET_ITEM, .to.item = sea, .anchor = SLICE("diep")};
    const struct page_index *index = prepare();
    assert_text(page(index, "places/noord/rivier.html"),
                "De rivier|<a href=\"../zee.html#diep\">De &lt;zee&gt;</a>");
}

static void test_assets_of_the_theme(void **state) {
    (void)state;
    put("themes/proef/assets/stijl.css", "p { color: red }\n");
    put("themes/proef/templates/home.html", "{{ asset(\"stijl.css\") }}");
    const struct page_index *index = prepare();
    assert_text(hand_codes(&hand), "");
    char address[64];
    struct slice home = page(index, "index.html");
    snprintf(address, sizeof address, "%.*s", slice_width(home), home.data);
    assert_true(slice_starts_with(home, SLICE("theme/stijl.")));
    assert_text(page(index, address), "p { color: red }\n");
}

static void test_layers(void **state) {
    (void)state;
    put("themes/proef/theme.yaml", "name: proef\nextends: onder\n");
    put("themes/onder/theme.yaml", "name: onder\n");
    put("themes/onder/templates/404.html", "{% block tekst %}onder{% endblock %}!");
    put("themes/proef/templates/404.html",
        "{% extends \"onder:404.html\" %}{% block tekst %}boven {{ super() }}{% endblock %}");
    assert_text(page(prepare(), "404.html"), "boven onder!");
}

static void test_mistakes_are_found_before_rendering(void **state) {
    (void)state;
    put("themes/proef/templates/place.html", "{{ page.titel }}");
    prepare();
    assert_text(hand_codes(&hand), "template-unknown-field ");
    assert_text(hand.found.entries[0]->suggestion, "title");
    assert_text(hand.found.entries[0]->place.path, "themes/proef/templates/place.html");
}

/* A template that all kinds share may ask for what only other sites have, but not count on it. */
static void test_fields_of_any_kind(void **state) {
    (void)state;
    put("themes/proef/templates/item.html", "{{ page.about }}{{ page.member }}"
                                            "{% if page.member %}{{ page.member }}{% endif %}");
    prepare();
    assert_text(hand_codes(&hand), "template-optional template-optional ");
}

static void test_no_theme(void **state) {
    (void)state;
    hand.site.settings.theme = SLICE("proeff");
    assert_null(prepare());
    assert_text(hand_codes(&hand), "theme-missing ");
}

static void test_not_found_from_a_folder(void **state) {
    (void)state;
    put("themes/proef/templates/404.html", "{{ url(\"places/zee.html\") }}");
    const struct page_index *index = prepare();
    struct buffer out;
    buffer_init(&out, &hand.arena);
    assert_true(render_one_not_found(index, SLICE("a/b/c.html"), &hand.arena, &out, &hand.found));
    assert_text(buffer_slice(&out), "../../places/zee.html");
}

static void test_sources(void **state) {
    (void)state;
    enum { COUNT = 300 };
    struct sources sources;
    struct buffer out;
    bool changed[COUNT] = {false};
    sources_init(&sources, COUNT, &hand.arena);
    sources_begin(&sources);
    sources_add(&sources, 7);
    sources_begin(&sources); /* another page */
    for (size_t twice = 0; twice < 2; twice++) {
        sources_add(&sources, 0);
        sources_add(&sources, 128);
        sources_add(&sources, COUNT - 1);
    }
    buffer_init(&out, &hand.arena);
    sources_append(&sources, &out);
    struct slice text = buffer_slice(&out);
    assert_true(slice_equals(text, SLICE("\0\x80\x01\xab\x02")));
    changed[7] = true;
    assert_true(sources_are_same(text, changed, COUNT));
    assert_true(sources_are_same(slice_of("", 0), changed, COUNT));
    changed[128] = true;
    assert_false(sources_are_same(text, changed, COUNT));
    changed[128] = false;
    assert_false(sources_are_same(text, changed, COUNT - 1));
    assert_false(sources_are_same(slice_take(text, text.length - 1), changed, COUNT));
    assert_false(sources_are_same(SLICE("\x80\x80\x80\x80\x80\x80"), changed, COUNT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_pages, begin, end),
        cmocka_unit_test_setup_teardown(test_pages_of_a_list, begin, end),
        cmocka_unit_test_setup_teardown(test_holes, begin, end),
        cmocka_unit_test_setup_teardown(test_assets_of_the_theme, begin, end),
        cmocka_unit_test_setup_teardown(test_layers, begin, end),
        cmocka_unit_test_setup_teardown(test_mistakes_are_found_before_rendering, begin, end),
        cmocka_unit_test_setup_teardown(test_fields_of_any_kind, begin, end),
        cmocka_unit_test_setup_teardown(test_no_theme, begin, end),
        cmocka_unit_test_setup_teardown(test_not_found_from_a_folder, begin, end),
        cmocka_unit_test_setup_teardown(test_sources, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
