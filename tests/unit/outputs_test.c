/* outputs/outputs.h, outputs/prose_links.h, outputs/prose_text.h */
#include "testing.h"

#include "base/files.h"
#include "formats/xml.h"
#include "outputs/outputs.h"
#include "outputs/prose_links.h"
#include "outputs/prose_text.h"

#include <string.h>

/* A small site, made by hand as linking would leave it: "story" has dates, "note" has none,
 * "remark" has dates but no pages. */
enum { STORY, NOTE, REMARK, KINDS };
enum { ITEMS = 40 };

static struct arena arena;
static struct site site;
static struct kind kinds[KINDS];
static struct item items[ITEMS];
static struct item *all[ITEMS];
static struct item *of_kind[KINDS][ITEMS];
static struct field fields[KINDS][COMMON_COUNT + 1];

static void make_kind(size_t index, const char *name, const char *folder, struct field own) {
    memcpy(fields[index], common_fields(), COMMON_COUNT * sizeof(struct field));
    fields[index][COMMON_COUNT] = own;
    kinds[index] = (struct kind){.name = slice_from(name),
                                 .folder = slice_from(folder),
                                 .plural = {value_text(slice_from(folder))},
                                 .fields = fields[index],
                                 .field_count = COMMON_COUNT + 1,
                                 .has_pages = true,
                                 .has_list = true,
                                 .index = index,
                                 .items = of_kind[index]};
}

static int begin(void **state) {
    (void)state;
    static struct slice languages[] = {SLICE_INIT("nl"), SLICE_INIT("en")};
    static const struct slice to_note[] = {SLICE_INIT("note")};
    arena_reset(&arena);
    memset(items, 0, sizeof items);
    site = (struct site){.arena = &arena,
                         .settings = {.title = {value_text(SLICE("Een & ander"))},
                                      .publisher = {value_text(SLICE("De redactie"))},
                                      .base_url = SLICE("https://example.org/kb/"),
                                      .language = SLICE("nl"),
                                      .languages = languages,
                                      .language_count = 2,
                                      .page_size = 20},
                         .kinds = kinds,
                         .kind_count = KINDS,
                         .items = all};
    make_kind(STORY, "story", "stories",
              (struct field){.name = SLICE("about"),
                             .type = FIELD_REFERENCE,
                             .to = to_note,
                             .to_count = 1,
                             .inverse = SLICE("stories")});
    make_kind(NOTE, "note", "notes", (struct field){.name = SLICE("size"), .type = FIELD_INTEGER});
    make_kind(REMARK, "remark", "remarks", (struct field){.type = FIELD_TEXT});
    kinds[STORY].is_dated = kinds[REMARK].is_dated = true;
    kinds[REMARK].has_pages = kinds[REMARK].has_list = false;
    return 0;
}

/* The next item, in the lists as well. */
static struct item *add(size_t kind, const char *slug, struct date date) {
    struct item *item = &items[site.item_count];
    const struct kind *of = &kinds[kind];
    *item = (struct item){
        .kind = of,
        .slug = slice_from(slug),
        .identity = arena_format(&arena, "%.*s:%s", slice_width(of->name), of->name.data, slug),
        .language = SLICE("nl"),
        .title = arena_format(&arena, "Titel <%s>", slug),
        .values = arena_new(&arena, struct value, of->field_count)};
    if (of->has_pages) {
        item->address =
            arena_format(&arena, "%.*s/%s.html", slice_width(of->folder), of->folder.data, slug);
    }
    if (date.year != 0) {
        item->values[COMMON_DATE] = value_date(date);
    }
    all[site.item_count++] = item;
    of_kind[kind][kinds[kind].item_count++] = item;
    return item;
}

/* The English version of an item: in the ring, not in the list. */
static struct item *translate(struct item *item) {
    struct item *english = add((size_t)(item->kind - kinds), item->slug.data, (struct date){0});
    kinds[item->kind - kinds].item_count--;
    english->language = SLICE("en");
    english->is_translation = true;
    english->address =
        arena_format(&arena, "%.*s.en.html", slice_width(item->identity), item->identity.data);
    english->translation = item;
    item->translation = english;
    return english;
}

/* Publishes the outputs on `jobs` threads into a folder of its own; its descriptor. */
static int folder;
static char folder_name[] = "/tmp/knoop-outputs-XXXXXX";

static void publish(size_t jobs) {
    strcpy(folder_name + sizeof folder_name - 7, "XXXXXX");
    assert_non_null(mkdtemp(folder_name));
    const char *path = arena_format(&arena, "%s/output", folder_name).data;
    struct publication *publication = publish_begin(path, &arena);
    write_outputs(&site, publication, jobs, &arena);
    struct publish_report report = publish_finish(publication);
    assert_false(report.failed);
    folder = folder_open(path);
    assert_true(folder >= 0);
}

static bool has_file(const char *name) {
    return file_stat(folder, slice_from(name), NULL, NULL) == FILE_OK;
}

static struct slice file(const char *name) {
    struct slice text = SLICE("");
    if (file_read(folder, slice_from(name), 1 << 26, &arena, &text) != FILE_OK) {
        fail_msg("%s was not published", name);
    }
    return text;
}

static void clean(void) {
    close(folder);
    const char *command = arena_format(&arena, "rm -rf %s", folder_name).data;
    assert_int_equal(system(command), 0);
}

static size_t count_text(struct slice text, const char *needle) {
    size_t count = 0, at = 0;
    while ((at = slice_search(text, slice_from(needle))) != SLICE_NOT_FOUND) {
        text = slice_skip(text, at + strlen(needle));
        count++;
    }
    return count;
}

static void assert_has(struct slice text, const char *part) {
    if (count_text(text, part) == 0) {
        fail_msg("\"%s\" is not in:\n%.*s", part, slice_width(text), text.data);
    }
}

static void assert_well_formed(struct slice text) {
    size_t line = 0;
    struct slice message;
    if (!xml_well_formed(text, &arena, &line, &message)) {
        fail_msg("line %zu: %.*s", line, slice_width(message), message.data);
    }
}

static void test_feed(void **state) {
    (void)state;
    struct item *old = add(STORY, "oud", (struct date){2019, 5, 0});
    add(STORY, "nieuw", (struct date){2026, 3, 12});
    old->values[COMMON_UPDATED] = value_date((struct date){2026, 4, 1});
    old->description = SLICE("Over A & B");
    add(STORY, "zonder-datum", (struct date){0});
    publish(1);
    struct slice feed = file("stories/feed.xml");
    assert_well_formed(feed);
    assert_has(feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\">");
    assert_has(feed, "<title>stories – Een &amp; ander</title>");
    assert_has(feed, "<id>https://example.org/kb/stories/feed.xml</id>");
    assert_has(feed, "rel=\"self\"");
    assert_has(feed, "href=\"https://example.org/kb/stories/\"");
    assert_has(feed, "<name>De redactie</name>");
    assert_size(count_text(feed, "<entry>"), 2);
    assert_has(feed, "<id>https://example.org/kb/stories/oud.html</id>");
    assert_has(feed, "<title>Titel &lt;oud&gt;</title>");
    assert_has(feed, "<published>2019-05-01T00:00:00Z</published>");
    assert_has(feed, "<summary>Over A &amp; B</summary>");
    /* the feed and its entry changed on the same day; the newest story comes first */
    assert_size(count_text(feed, "<updated>2026-04-01T00:00:00Z</updated>"), 2);
    assert_true(slice_search(feed, SLICE("nieuw.html")) < slice_search(feed, SLICE("oud.html")));
    assert_has(file("feed.xml"), "<id>https://example.org/kb/feed.xml</id>");
    assert_false(has_file("notes/feed.xml"));   /* no dates */
    assert_false(has_file("remarks/feed.xml")); /* no pages */
    clean();
}

static void test_feed_has_the_newest_twenty(void **state) {
    (void)state;
    for (int day = 1; day <= 28; day++) {
        add(STORY, arena_format(&arena, "s%02d", day).data, (struct date){2026, 1, (int8_t)day});
    }
    add(STORY, "a", (struct date){2026, 1, 28}); /* of one day: in the order of identities */
    publish(1);
    struct slice feed = file("feed.xml");
    assert_size(count_text(feed, "<entry>"), 20);
    assert_true(slice_search(feed, SLICE("/a.html")) < slice_search(feed, SLICE("/s28.html")));
    assert_has(feed, "/s10.html");
    assert_size(count_text(feed, "/s09.html"), 0);
    clean();
}

static void test_feed_without_an_address(void **state) {
    (void)state;
    site.settings.base_url = SLICE("");
    add(STORY, "map/één", (struct date){2026, 3, 12});
    publish(1);
    struct slice feed = file("stories/feed.xml");
    assert_well_formed(feed);
    assert_has(feed, "<id>urn:knoop:nl:story</id>");
    assert_has(feed, "<id>urn:knoop:nl:story:map/%C3%A9%C3%A9n</id>");
    assert_has(feed, "href=\"map/%C3%A9%C3%A9n.html\"");
    assert_has(file("feed.xml"), "href=\"stories/map/%C3%A9%C3%A9n.html\"");
    assert_false(has_file("sitemap.xml"));
    assert_text(file("robots.txt"), "User-agent: *\nDisallow:\n");
    clean();
}

/* No clock: a feed without entries says a day that never changes. */
static void test_empty_feed(void **state) {
    (void)state;
    publish(1);
    assert_well_formed(file("feed.xml"));
    assert_has(file("feed.xml"), "<updated>1970-01-01T00:00:00Z</updated>");
    clean();
}

static void test_drafts_are_left_out(void **state) {
    (void)state;
    struct item *draft = add(STORY, "concept", (struct date){2026, 1, 1});
    draft->state = ITEM_DRAFT;
    add(STORY, "klaar", (struct date){2026, 1, 1});
    publish(1);
    static const char *const FILES[] = {"feed.xml", "stories/feed.xml", "sitemap.xml", "site.json"};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        assert_size(count_text(file(FILES[i]), "concept"), 0);
        assert_has(file(FILES[i]), "klaar");
    }
    clean();
    site.drafts = true;
    publish(1);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        assert_has(file(FILES[i]), "concept");
    }
    clean();
}

static void test_sitemap(void **state) {
    (void)state;
    for (int i = 0; i < 21; i++) {
        add(STORY, arena_format(&arena, "s%02d", i).data, (struct date){2026, 2, 0});
    }
    struct item *hidden = add(NOTE, "verborgen", (struct date){0});
    hidden->values[COMMON_NOINDEX] = value_boolean(true);
    struct item *note = add(NOTE, "een", (struct date){0});
    translate(note);
    add(REMARK, "r", (struct date){2026, 1, 1});
    publish(1);
    struct slice map = file("sitemap.xml");
    assert_well_formed(map);
    assert_size(count_text(map, "<loc>"), 1 + 2 + 1 + 21 + 2);
    assert_has(map, "<loc>https://example.org/kb/</loc>");
    assert_has(map, "<loc>https://example.org/kb/stories/</loc>");
    assert_has(map, "<loc>https://example.org/kb/stories/page-2.html</loc>");
    assert_has(map, "<lastmod>2026-02</lastmod>");
    assert_size(count_text(map, "verborgen"), 0);
    assert_size(count_text(map, "remarks"), 0);
    assert_size(count_text(map, "hreflang=\"en\""), 2);
    assert_size(count_text(map, "hreflang=\"nl\""), 2);
    assert_text(file("robots.txt"),
                "User-agent: *\nDisallow:\n\nSitemap: https://example.org/kb/sitemap.xml\n");
    clean();
}

/* An item that is the home page stands there once, with its languages. */
static void test_sitemap_of_home(void **state) {
    (void)state;
    site.home = add(NOTE, "welkom", (struct date){2026, 1, 2});
    site.home->address = SLICE("index.html");
    translate(site.home);
    publish(1);
    struct slice map = file("sitemap.xml");
    assert_size(count_text(map, "<loc>https://example.org/kb/</loc>"), 1);
    assert_has(map, "<lastmod>2026-01-02</lastmod>");
    assert_size(count_text(map, "hreflang=\"en\""), 2);
    clean();
}

/* One address more than a sitemap may have: an index of two. */
static void test_sitemap_is_split(void **state) {
    (void)state;
    size_t count = 50000 - 3; /* the home page and two lists take the rest */
    struct item *many = arena_new(&arena, struct item, count + 1);
    struct item **list = arena_new(&arena, struct item *, count + 1);
    struct value *values = arena_new(&arena, struct value, COMMON_COUNT + 1);
    site.settings.page_size = 100000;
    for (size_t i = 0; i <= count; i++) {
        many[i] = (struct item){.kind = &kinds[NOTE],
                                .values = values,
                                .language = SLICE("nl"),
                                .identity = SLICE("note:n"),
                                .address = arena_format(&arena, "notes/n%zu.html", i)};
        list[i] = &many[i];
    }
    kinds[NOTE].items = list;
    kinds[NOTE].item_count = site.item_count = count;
    publish(1);
    assert_size(count_text(file("sitemap.xml"), "<loc>"), 50000);
    assert_false(has_file("sitemap-1.xml"));
    clean();
    kinds[NOTE].item_count = site.item_count = count + 1;
    publish(2);
    struct slice index = file("sitemap.xml");
    assert_well_formed(index);
    assert_has(index, "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    assert_has(index, "<loc>https://example.org/kb/sitemap-2.xml</loc>");
    assert_size(count_text(index, "<loc>"), 2);
    assert_size(count_text(file("sitemap-1.xml"), "<loc>"), 50000);
    assert_size(count_text(file("sitemap-2.xml"), "<loc>"), 1);
    clean();
}

/* A body of two links: to the first note with text, and to its anchor by its title. */
static struct prose *body_with_links(struct item *owner, struct item *target) {
    struct markup *markup = arena_new(&arena, struct markup, 1);
    markup->holes = arena_new(&arena, struct markup_hole, 5);
    markup->holes[0] = (struct markup_hole){10, MARKUP_HOLE_CLASS, 0};
    markup->holes[1] = (struct markup_hole){12, MARKUP_HOLE_ADDRESS, 0};
    markup->holes[2] = (struct markup_hole){30, MARKUP_HOLE_ADDRESS, 1};
    markup->holes[3] = (struct markup_hole){34, MARKUP_HOLE_TITLE, 1};
    markup->holes[4] = (struct markup_hole){60, MARKUP_HOLE_ADDRESS, 2};
    markup->hole_count = 5;
    markup->links = arena_new(&arena, struct markup_link, 3);
    markup->link_count = 3;
    struct prose *prose = arena_new(&arena, struct prose, 1);
    *prose = (struct prose){.owner = owner, .markup = markup, .to = 50};
    prose->targets = arena_new(&arena, struct target, 3);
    prose->targets[0] = (struct target){.type = TARGET_ITEM, .to.item = target};
    prose->targets[1] =
        (struct target){.type = TARGET_ITEM, .to.item = target, .anchor = SLICE("doel")};
    prose->targets[2] = (struct target){.type = TARGET_EXTERNAL};
    return prose;
}

static void test_prose_links(void **state) {
    (void)state;
    struct item *note = add(NOTE, "een", (struct date){0});
    struct prose *prose = body_with_links(note, note);
    const uint32_t *links = NULL;
    assert_size(prose_links(prose, &arena, &links), 2);
    assert_int_equal(links[0], 0);
    assert_int_equal(links[1], 1);
    prose->from = 20;
    assert_size(prose_links(prose, &arena, &links), 1);
    assert_int_equal(links[0], 1);
    prose->from = 50;
    prose->to = 70;
    assert_size(prose_links(prose, &arena, &links), 1);
    assert_int_equal(links[0], 2);
    prose->markup = NULL;
    assert_size(prose_links(prose, &arena, &links), 0);
}

static void test_prose_text(void **state) {
    (void)state;
    struct item *note = add(NOTE, "een", (struct date){0});
    struct prose *prose = body_with_links(note, note);
    struct markup *markup = (struct markup *)(uintptr_t)prose->markup;
    markup->html = SLICE("<p>Zie <a href=\"\">A &amp;  B</a> of <a></a>.</p>\n<p>Meer</p>\n");
    markup->holes[1].at = 16; /* an address in its attribute */
    markup->holes[2].at = 38;
    markup->holes[3].at = 39; /* the title of what has no text of its own */
    prose->to = 48;
    struct buffer text;
    buffer_init(&text, &arena);
    prose_append_text(&text, prose);
    assert_text(slice_trim(buffer_slice(&text)), "Zie A & B of Titel <een>.");
}

static void test_json(void **state) {
    (void)state;
    struct item *story = add(STORY, "verhaal", (struct date){2026, 3, 12});
    struct item *note = add(NOTE, "een", (struct date){0});
    note->values[COMMON_COUNT] = value_integer(42);
    note->backlink_count = 3;
    struct item *english = translate(note);
    english->values[COMMON_COUNT] = value_integer(43);
    static struct reference about = {.object = {&reference_type}};
    about.field = &fields[STORY][COMMON_COUNT];
    about.target = note;
    story->references = &about;
    story->values[COMMON_COUNT] = value_object(&about.object);
    story->body = body_with_links(story, note);
    publish(1);
    struct slice one = file("site.json");
    assert_has(one, "{\n\"site\":{\"title\":");
    assert_has(one, "\"base_url\":\"https://example.org/kb/\"");
    assert_has(one, "\"about\":{\"type\":\"reference\",\"to\":[\"note\"],\"inverse\":"
                    "\"stories\"}");
    assert_has(one, "\n{\"identity\":\"story:verhaal\",\"kind\":\"story\",\"slug\":"
                    "\"verhaal\",\"language\":\"nl\",\"title\":");
    assert_has(one, "\"address\":\"stories/verhaal.html\",\"date\":\"2026-03-12\","
                    "\"fields\":{\"about\":\"note:een\"},\"references\":[{\"to\":"
                    "\"note:een\",\"field\":\"about\"},{\"to\":\"note:een\",\"field\":null},"
                    "{\"to\":\"note:een\",\"field\":null,\"anchor\":\"doel\"}],"
                    "\"backlinks\":0}");
    assert_has(one, "\"fields\":{\"size\":42},\"references\":[],\"backlinks\":3}");
    /* kinds in the order of the site, a translation behind its item */
    size_t at_note = slice_search(one, SLICE("\"size\":42"));
    size_t at_english = slice_search(one, SLICE("\"size\":43"));
    assert_true(slice_search(one, SLICE("story:verhaal")) < at_note && at_note < at_english);
    clean();
    publish(4);
    assert_slice(file("site.json"), one);
    clean();
}

static void test_json_of_nothing(void **state) {
    (void)state;
    site.kind_count = 0;
    publish(2);
    assert_true(slice_ends_with(file("site.json"), SLICE(",\n\"kinds\":[],\n\"items\":[]\n}\n")));
    assert_true(has_file("feed.xml"));
    clean();
}

int main(void) {
    arena_init(&arena);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_feed, begin),
        cmocka_unit_test_setup(test_feed_has_the_newest_twenty, begin),
        cmocka_unit_test_setup(test_feed_without_an_address, begin),
        cmocka_unit_test_setup(test_empty_feed, begin),
        cmocka_unit_test_setup(test_drafts_are_left_out, begin),
        cmocka_unit_test_setup(test_sitemap, begin),
        cmocka_unit_test_setup(test_sitemap_of_home, begin),
        cmocka_unit_test_setup(test_sitemap_is_split, begin),
        cmocka_unit_test_setup(test_prose_links, begin),
        cmocka_unit_test_setup(test_prose_text, begin),
        cmocka_unit_test_setup(test_json, begin),
        cmocka_unit_test_setup(test_json_of_nothing, begin),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}
