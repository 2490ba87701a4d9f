/* document/document.h: which items a document has, in which order, and what is reported. */
#include "site_testing.h"

#include "document/document.h"

static struct hand_site hand;
static struct kind *articles, *topics, *bundles;
static struct item *a, *b, *c, *topic;

static struct candidate *candidate(struct item *item) {
    struct candidate *one = arena_new(&hand.arena, struct candidate, 1);
    one->item = item;
    return one;
}

/* What linking fills: lists, identities, and who refers to `topic`. */
static void link_by_hand(void) {
    struct site *site = &hand.site;
    const struct kind **by_weight = arena_new(&hand.arena, const struct kind *, HAND_KINDS);
    for (size_t i = 0; i < site->kind_count; i++) {
        by_weight[i] = &hand.kinds[i];
        hand.kinds[i].items = arena_new(&hand.arena, struct item *, HAND_ITEMS);
    }
    site->kinds_by_weight = by_weight;
    map_init(&site->identities, &hand.arena);
    map_init(&site->suffixes, &hand.arena);
    for (size_t i = 0; i < site->item_count; i++) {
        struct kind *kind = &hand.kinds[hand.items[i]->kind->index];
        kind->items[kind->item_count++] = hand.items[i];
        hand.items[i]->address = hand.items[i]->slug;
        *map_place(&site->identities, hand.items[i]->identity) = candidate(hand.items[i]);
    }
    topic->backlinks = arena_new(&hand.arena, struct backlink, 3);
    topic->backlink_count = 3;
    topic->backlinks[0] = (struct backlink){.from = a, .field = &articles->fields[HAND_FIELD]};
    topic->backlinks[1] = (struct backlink){.from = b, .link = 0};
    topic->backlinks[2] = (struct backlink){.from = c, .field = &articles->fields[HAND_FIELD]};
}

static int begin(void **state) {
    (void)state;
    hand_begin(&hand);
    articles = hand_kind(&hand, "article", "articles", "topic");
    topics = hand_kind(&hand, "topic", "topics", NULL);
    bundles = hand_kind(&hand, "bundle", "bundles", NULL);
    articles->descending = true;
    a = hand_item(&hand, articles, "2017/a", "Nieuw");
    b = hand_item(&hand, articles, "2017-a", "Midden");
    c = hand_item(&hand, articles, "c", "Oud");
    topic = hand_item(&hand, topics, "t", "Onderwerp");
    link_by_hand();
    return 0;
}

static int end(void **state) {
    (void)state;
    hand_end(&hand);
    return 0;
}

static struct document *make(const char *of, const char *about) {
    struct document_reference *references = arena_new(&hand.arena, struct document_reference, 2);
    references[0].text = slice_from(of);
    references[1].text = slice_from(about);
    const struct document_request request = {.of = &references[0],
                                             .of_count = of != NULL,
                                             .about = &references[1],
                                             .about_count = about != NULL};
    return document_make(&hand.site, &request, &hand.arena, &hand.found);
}

/* "0 Artikelen, 1 Nieuw, …" */
static struct slice chapters_of(const struct document *document) {
    struct buffer out;
    buffer_init(&out, &hand.arena);
    assert_non_null(document);
    for (size_t i = 0; i < document->chapter_count; i++) {
        buffer_append_text(&out, i > 0 ? ", " : "");
        buffer_format(&out, "%u %.*s", (unsigned)document->chapters[i].depth,
                      slice_width(document->chapters[i].title), document->chapters[i].title.data);
    }
    return buffer_slice(&out);
}

static void test_site(void **state) {
    (void)state;
    const struct document *document = make(NULL, NULL);
    assert_text(chapters_of(document), "0 article, 1 Nieuw, 1 Midden, 1 Oud, 0 topic, 1 Onderwerp");
    assert_text(document->title, "Proef");
    assert_null(document->chapters[0].item);
    assert_ptr_equal(document_chapter(document, b), &document->chapters[2]);
    /* Names for files: no two are the same. */
    assert_text(document->chapters[1].name, "article-2017-a");
    assert_text(document->chapters[2].name, "article-2017-a-2");
}

static void test_parts_of_it(void **state) {
    (void)state;
    assert_text(chapters_of(make("article", NULL)), "0 Nieuw, 0 Midden, 0 Oud");
    assert_text(make("article", NULL)->title, "article");
    assert_text(chapters_of(make("article:c", NULL)), "0 Oud");
    assert_text(make("article:c", NULL)->title, "Oud");
    /* Only what refers to it in a field; the oldest first. */
    const struct document *about = make(NULL, "topic:t");
    assert_text(chapters_of(about), "0 Onderwerp, 0 Oud, 0 Nieuw");
    assert_text(about->title, "Onderwerp");
    assert_null(document_chapter(about, b));
    assert_size(hand.found.count, 0);
}

static void test_selection(void **state) {
    (void)state;
    struct item *bundle = hand_item(&hand, bundles, "x", "Bundel");
    bundles->document = HAND_FIELD;
    hand_reference(&hand, bundle, "article:a")->target = a;
    hand_reference(&hand, bundle, "topic:t")->target = topic; /* before the other in the list */
    *map_place(&hand.site.identities, bundle->identity) = candidate(bundle);
    const struct document *document = make("bundle:x", NULL);
    assert_text(chapters_of(document), "0 Onderwerp, 0 Nieuw");
    assert_ptr_equal(document->front, bundle);
    assert_text(document->title, "Bundel");
}

static void test_mistakes(void **state) {
    (void)state;
    assert_null(make("artcle", NULL));
    assert_null(make("article:cc", NULL));
    assert_null(make(NULL, "topic"));
    assert_null(make("bundle", NULL));
    assert_text(hand_codes(&hand),
                "document-empty document-missing document-missing document-missing ");
    a->state = ITEM_DRAFT;
    assert_null(make("article:2017/a", NULL));
    hand.site.drafts = true;
    assert_text(chapters_of(make("article:2017/a", NULL)), "0 Nieuw");
}

static void test_dates(void **state) {
    (void)state;
    a->values[COMMON_DATE] = value_date((struct date){2020, 5, 1});
    c->values[COMMON_UPDATED] = value_date((struct date){2021, 2, 0});
    const struct document *document = make(NULL, NULL);
    assert_int_equal(document->date.year, 2021);
    assert_int_equal(document->date.month, 2);
    assert_int_equal(make("topic", NULL)->date.year, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_site, begin, end),
        cmocka_unit_test_setup_teardown(test_parts_of_it, begin, end),
        cmocka_unit_test_setup_teardown(test_selection, begin, end),
        cmocka_unit_test_setup_teardown(test_mistakes, begin, end),
        cmocka_unit_test_setup_teardown(test_dates, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
