/* link/link.h: sites made by hand, linked. */
#include "site_testing.h"

#include "link/link.h"
#include "site/selection.h"

static struct hand_site hand;
static struct kind *story, *place;
static struct item *river, *sea, *walk;

static int begin(void **state) {
    (void)state;
    hand_begin(&hand);
    story = hand_kind(&hand, "story", "stories", "place");
    place = hand_kind(&hand, "place", "places", NULL);
    river = hand_item(&hand, place, "noord/rivier", "De rivier");
    sea = hand_item(&hand, place, "zee", "De zee");
    walk = hand_item(&hand, story, "wandeling", "Een wandeling");
    return 0;
}

static int end(void **state) {
    (void)state;
    hand_end(&hand);
    return 0;
}

static void link_all(void) {
    link_site(&hand.site, 2, &hand.found);
}

static void test_addresses(void **state) {
    (void)state;
    struct item *english = hand_item(&hand, place, "zee", "The sea");
    english->language = SLICE("en");
    hand.site.settings.home = SLICE("story:wandeling");
    link_all();
    assert_text(river->address, "places/noord/rivier.html");
    assert_text(english->address, "places/zee.en.html");
    assert_text(walk->address, "index.html");
    assert_ptr_equal(hand.site.home, walk);
    assert_ptr_equal(sea->translation, english);
    assert_ptr_equal(english->translation, sea);
    assert_true(english->is_translation);
    assert_size(hand.found.count, 0);
}

static void test_pretty_addresses(void **state) {
    (void)state;
    hand.site.settings.pretty = true;
    link_all();
    assert_text(river->address, "places/noord/rivier/index.html");
}

static void test_references(void **state) {
    (void)state;
    struct reference *whole = hand_reference(&hand, walk, "place:noord/rivier");
    struct reference *tail = hand_reference(&hand, walk, "rivier");
    struct reference *wrong = hand_reference(&hand, walk, "rivieer");
    struct reference *kind = hand_reference(&hand, walk, "story:wandeling");
    link_all();
    assert_ptr_equal(whole->target, river);
    assert_ptr_equal(tail->target, river);
    assert_null(wrong->target);
    assert_null(kind->target);
    assert_text(hand_codes(&hand), "reference-kind-wrong reference-missing ");
}

static void test_links(void **state) {
    (void)state;
    hand_body(&hand, sea, "<h2>Diep</h2>", NULL, NULL, "diep");
    hand_body(&hand, walk, "<p>x</p>", "place:zee#diep", "../places/zee.md", NULL);
    link_all();
    const struct target *targets = walk->body->targets;
    assert_int_equal(targets[0].type, TARGET_ITEM);
    assert_ptr_equal(targets[0].to.item, sea);
    assert_text(targets[0].anchor, "diep");
    assert_ptr_equal(targets[1].to.item, sea);
    assert_size(hand.found.count, 0);
}

static void test_links_that_lead_nowhere(void **state) {
    (void)state;
    hand_body(&hand, sea, "<h2>Diep</h2>", "javascript:alert(1)", "https://example.org/", "diep");
    hand_body(&hand, walk, "<p>x</p>", "place:zee#dieep", "nergens.md", NULL);
    link_all();
    assert_int_equal(walk->body->targets[0].type, TARGET_NONE);
    assert_int_equal(walk->body->targets[1].type, TARGET_NONE);
    assert_int_equal(sea->body->targets[0].type, TARGET_NONE);
    assert_int_equal(sea->body->targets[1].type, TARGET_EXTERNAL);
    assert_text(hand_codes(&hand), "address-scheme anchor-missing file-missing ");
}

static void test_wiki_names(void **state) {
    (void)state;
    struct markup *markup = hand_body(&hand, walk, "<p>x</p>", "de Zee", "Rivier", NULL);
    markup->links[0].type = markup->links[1].type = MARKUP_WIKI;
    link_all();
    assert_ptr_equal(walk->body->targets[0].to.item, sea);
    assert_ptr_equal(walk->body->targets[1].to.item, river);
}

static void test_ambiguous_names(void **state) {
    (void)state;
    hand_item(&hand, place, "zuid/rivier", "Nog een rivier");
    struct reference *reference = hand_reference(&hand, walk, "rivier");
    link_all();
    assert_null(reference->target);
    assert_text(hand_codes(&hand), "reference-ambiguous ");
}

static void test_duplicates(void **state) {
    (void)state;
    struct item *twin = hand_item(&hand, place, "zee", "Weer de zee");
    link_all();
    assert_true(twin->is_duplicate);
    assert_size(twin->address.length, 0);
    assert_text(hand_codes(&hand), "item-duplicate ");
}

static void test_backlinks(void **state) {
    (void)state;
    hand_reference(&hand, walk, "zee");
    hand_body(&hand, walk, "<p>x</p>", "place:zee", "place:zee", NULL);
    hand_body(&hand, river, "<p>y</p>", "place:zee", "place:rivier", NULL);
    link_all();
    /* By weight of kind; a field and the first mention in a text; not from itself. */
    assert_size(sea->backlink_count, 3);
    assert_ptr_equal(sea->backlinks[0].from, walk);
    assert_non_null(sea->backlinks[0].field);
    assert_ptr_equal(sea->backlinks[1].from, walk);
    assert_ptr_equal(sea->backlinks[1].prose, walk->body);
    assert_ptr_equal(sea->backlinks[2].from, river);
    assert_size(river->backlink_count, 0);
}

static void test_drafts(void **state) {
    (void)state;
    sea->state = ITEM_DRAFT;
    struct reference *reference = hand_reference(&hand, walk, "zee");
    link_all();
    assert_null(reference->target);
    assert_size(sea->address.length, 0);
    assert_size(place->item_count, 1);
    assert_text(hand_codes(&hand), "reference-draft ");
}

static void test_order(void **state) {
    (void)state;
    place->sort = COMMON_WEIGHT;
    sea->values[COMMON_WEIGHT] = value_integer(1);
    struct item *lake = hand_item(&hand, place, "meer", "Het meer");
    link_all();
    assert_size(place->item_count, 3);
    assert_ptr_equal(place->items[0], sea); /* those without a value come last, by title */
    assert_ptr_equal(place->items[1], river);
    assert_ptr_equal(place->items[2], lake);
    assert_size(lake->position, 2);
}

static void test_menu(void **state) {
    (void)state;
    struct menu_entry menu[] = {
        {.to = SLICE("place")}, {.to = SLICE("place:zee")}, {.to = SLICE("place:niets")}};
    hand.site.settings.menu = menu;
    hand.site.settings.menu_count = 3;
    link_all();
    assert_int_equal(menu[0].target.type, TARGET_LIST);
    assert_ptr_equal(menu[1].target.to.item, sea);
    assert_int_equal(menu[2].target.type, TARGET_NONE);
    assert_text(hand_codes(&hand), "reference-missing ");
}

/* Linked again after a change, a site is as if it had been linked once. */
static void test_linking_again(void **state) {
    (void)state;
    struct reference *reference = hand_reference(&hand, walk, "zee");
    hand_body(&hand, walk, "<p>x</p>", "place:zee", NULL, NULL);
    link_all();
    assert_size(sea->backlink_count, 2);
    sea->slug = SLICE("oceaan");
    sea->identity = SLICE("place:oceaan");
    diagnostics_init(&hand.found, &hand.arena);
    link_all();
    assert_null(reference->target);
    assert_int_equal(walk->body->targets[0].type, TARGET_NONE);
    assert_size(sea->backlink_count, 0);
    assert_text(sea->address, "places/oceaan.html");
    assert_text(hand_codes(&hand), "reference-missing reference-missing ");
}

/* A second reading of `item`, not in the site. */
static struct item *read_again(const struct item *item) {
    struct item *again = hand_item(&hand, story, "wandeling", "Een wandeling");
    hand.site.item_count--;
    again->path = item->path;
    return again;
}

static void test_replacing(void **state) {
    (void)state;
    hand_reference(&hand, walk, "zee");
    hand_body(&hand, sea, "<h2>Diep</h2>", NULL, NULL, "diep");
    hand_body(&hand, walk, "<p>oud</p>", "place:zee#diep", NULL, NULL);
    link_all();
    struct item *again = read_again(walk);
    hand_reference(&hand, again, "zee");
    char written[] = "place:zee#diep"; /* at another place in memory */
    hand_body(&hand, again, "<p>nieuw</p>", written, NULL, NULL);
    assert_int_equal(link_replace(&hand.site, walk, again, true, &hand.arena), LINK_REPLACED_TEXT);
    assert_text(walk->body->markup->html, "<p>nieuw</p>");
    assert_text(walk->address, "stories/wandeling.html");
    assert_ptr_equal(walk->body->owner, walk);
    assert_ptr_equal(walk->references->from, walk);
    assert_ptr_equal(walk->references->target, sea);
    assert_ptr_equal(walk->body->targets[0].to.item, sea);
    assert_ptr_equal(walk->body->targets[0].anchor.data, written + strlen("place:zee#"));
    assert_ptr_equal(sea->backlinks[1].prose, walk->body);
}

/* A text with a box that is no item, which is taken out; and put back. */
static void test_replacing_a_box(void **state) {
    (void)state;
    struct markup_callout box = {.type = SLICE("NOTE"), .anchor = MARKUP_NONE, .from = 5, .to = 9};
    struct markup_hole hole = {.at = 1, .type = MARKUP_HOLE_ADDRESS, .index = 0};
    hand_body(&hand, walk, "<p>met een kader</p>", "place:zee", NULL, NULL);
    struct markup with = *walk->body->markup;
    with.callouts = &box;
    with.callout_count = 1;
    with.holes = &hole;
    with.hole_count = 1;
    walk->body->markup = &with;
    walk->callout_items = arena_new(&hand.arena, struct item *, 1);
    link_all();
    assert_non_null(walk->body->next_links);
    struct item *again = read_again(walk);
    hand_body(&hand, again, "<p>zonder</p>", "place:zee", NULL, NULL);
    assert_int_equal(link_replace(&hand.site, walk, again, true, &hand.arena), LINK_REPLACED_TEXT);
    assert_text(walk->body->markup->html, "<p>zonder</p>");
    again = read_again(walk);
    hand_body(&hand, again, "<p>weer met</p>", "place:zee", NULL, NULL);
    struct markup with_again = with;
    again->body->markup = &with_again;
    again->callout_items = arena_new(&hand.arena, struct item *, 1);
    assert_int_equal(link_replace(&hand.site, walk, again, true, &hand.arena), LINK_REPLACED_TEXT);
}

static void test_replacing_what_others_see(void **state) {
    (void)state;
    hand_body(&hand, walk, "<p>oud</p>", "place:zee", NULL, "kop");
    link_all();
    struct item *again = read_again(walk);
    hand_body(&hand, again, "<p>nieuw</p>", "place:rivier", NULL, "kop");
    assert_int_equal(link_replace(&hand.site, walk, again, false, &hand.arena), LINK_REPLACED_NOT);
    hand_body(&hand, again, "<p>nieuw</p>", "place:zee", NULL, "anders");
    assert_int_equal(link_replace(&hand.site, walk, again, false, &hand.arena), LINK_REPLACED_NOT);
    hand_body(&hand, again, "<p>nieuw</p>", "place:zee", NULL, "kop");
    again->title = SLICE("Een andere titel");
    assert_int_equal(link_replace(&hand.site, walk, again, false, &hand.arena), LINK_REPLACED_NOT);
    assert_text(walk->body->markup->html, "<p>oud</p>");
}

/* Gives the item aliases, one or two. */
static void give_aliases(struct item *item, const char *first, const char *second) {
    struct value *values = arena_new(&hand.arena, struct value, 2);
    values[0] = value_text(slice_from(first));
    values[1] = value_text(slice_from(second == NULL ? "" : second));
    item->values[COMMON_ALIASES] = value_list(values, second == NULL ? 1 : 2);
}

static void test_redirects(void **state) {
    (void)state;
    hand_body(&hand, walk, "<p>x</p>", NULL, NULL, "kop");
    give_aliases(walk, "stories/wandeling.html#oud>kop", "weg.html");
    give_aliases(sea, "weg.html#zee", "stories/wandeling.html#strand");
    give_aliases(river, "half.html#deel", "klein.html>geen");
    link_all();
    assert_text(hand_codes(&hand), "anchor-missing ");
    const struct moved_anchor *moved = walk->moved;
    assert_text(moved->id, "strand"); /* of zee, an item before it */
    assert_ptr_equal(moved->to, sea);
    moved = moved->next;
    assert_text(moved->id, "oud");
    assert_text(moved->anchor, "kop");
    assert_ptr_equal(moved->to, walk);
    assert_null(moved->next);
    assert_size(hand.site.redirect_count, 3);
    const struct redirect *redirects = hand.site.redirects;
    assert_text(redirects[0].address, "klein.html");
    assert_text(redirects[0].anchor, "");
    assert_text(redirects[1].address, "weg.html");
    assert_ptr_equal(redirects[1].item, walk);
    assert_text(redirects[1].anchors->id, "zee");
    assert_ptr_equal(redirects[1].anchors->to, sea);
    assert_text(redirects[2].address, "half.html");
    assert_ptr_equal(redirects[2].item, river);
}

/* The item as its file says it with another title. */
static struct item *with_title(const struct item *item, const char *title) {
    struct item *again = arena_new(&hand.arena, struct item, 1);
    *again = *item;
    again->title = slice_from(title);
    again->values = arena_new(&hand.arena, struct value, item->kind->field_count);
    memcpy(again->values, item->values, item->kind->field_count * sizeof *again->values);
    again->values[COMMON_TITLE] = value_text(again->title);
    return again;
}

static enum link_replaced replace(struct item *item, const char *title, bool is_clean) {
    return link_replace(&hand.site, item, with_title(item, title), is_clean, &hand.arena);
}

/* Another title is no reason to link the site again, unless a link may mean it. */
static void test_replacing_titles(void **state) {
    (void)state;
    struct item *trip = hand_item(&hand, story, "uitje", "Uitje");
    hand_reference(&hand, walk, "zee");
    hand_reference(&hand, trip, "zee");
    link_all();
    assert_ptr_equal(story->items[0], walk);
    assert_ptr_equal(sea->backlinks[0].from, walk);
    assert_int_equal(replace(walk, "Zomaar", false), LINK_REPLACED_NOT);
    assert_int_equal(replace(walk, "Zomaar", true), LINK_REPLACED_ORDER);
    assert_text(walk->title, "Zomaar");
    assert_ptr_equal(story->items[0], trip);
    assert_ptr_equal(story->items[1], walk);
    assert_size(trip->position, 0);
    assert_size(walk->position, 1);
    assert_ptr_equal(sea->backlinks[0].from, trip);
    assert_ptr_equal(sea->backlinks[1].from, walk);
    assert_null(map_get(&hand.site.names, SLICE("een wandeling")));
    const struct candidate *found = map_get(&hand.site.names, SLICE("zomaar"));
    assert_ptr_equal(found->item, walk);
    assert_int_equal(replace(walk, "Aan zee", true), LINK_REPLACED_ORDER);
    assert_ptr_equal(story->items[0], walk);
    assert_ptr_equal(sea->backlinks[0].from, walk);
    assert_int_equal(replace(walk, "Wandeling", true), LINK_REPLACED_ORDER);
    found = map_get(&hand.site.names, SLICE("wandeling")); /* its slug as well */
    assert_null(found->next);
    assert_int_equal(replace(walk, "Iets", true), LINK_REPLACED_ORDER);
    assert_non_null(map_get(&hand.site.names, SLICE("wandeling")));
}

static void test_replacing_titles_that_links_mean(void **state) {
    (void)state;
    struct markup *markup = hand_body(&hand, walk, "<p>x</p>", "De zee", NULL, NULL);
    markup->links[0].type = MARKUP_WIKI;
    link_all();
    assert_ptr_equal(walk->body->targets[0].to.item, sea);
    assert_int_equal(replace(sea, "De oceaan", true), LINK_REPLACED_NOT);
    assert_int_equal(replace(river, "De zee", true), LINK_REPLACED_NOT);
    assert_int_equal(replace(river, "zee", true), LINK_REPLACED_NOT);
    assert_int_equal(replace(river, "De beek", true), LINK_REPLACED_ORDER);
}

static const struct selection *selection_of(const struct item *target) {
    for (size_t i = 0; i < story->selection_count; i++) {
        if (story->selections[i].target == target) {
            return &story->selections[i];
        }
    }
    return NULL;
}

static void test_selections(void **state) {
    (void)state;
    struct item *other = hand_item(&hand, story, "ander", "Ander verhaal");
    struct item *draft = hand_item(&hand, story, "klad", "Klad");
    draft->state = ITEM_DRAFT;
    hand_reference(&hand, walk, "zee");
    hand_reference(&hand, other, "zee");
    hand_reference(&hand, draft, "noord/rivier");
    link_all();
    assert_size(story->selection_count, 0); /* nothing asks for it */

    hand.fields[story->index][HAND_FIELD].filter = true;
    link_all();
    assert_size(story->selection_count, 0); /* one value narrows nothing down */

    struct item *third = hand_item(&hand, story, "derde", "Derde verhaal");
    hand_reference(&hand, third, "noord/rivier");
    link_all();
    assert_size(story->selection_count, 2);
    assert_ptr_equal(story->selections[0].target, sea); /* of most items */
    assert_size(selection_of(river)->count, 1);
    const struct selection *found = selection_of(sea);
    assert_size(found->count, 2);
    assert_ptr_equal(found->items[0], other);
    assert_ptr_equal(found->items[1], walk);
    assert_text(selection_address(found, 1, &hand.arena), "stories/about/zee/index.html");
    assert_text(selection_address(found, 2, &hand.arena), "stories/about/zee/page-2.html");
    assert_text(selection_label(found, SLICE("nl")), "De zee");

    story->has_list = false;
    link_all();
    assert_size(story->selection_count, 0);
}

static void test_selections_stay_in_order(void **state) {
    (void)state;
    struct item *other = hand_item(&hand, story, "ander", "Ander verhaal");
    struct item *third = hand_item(&hand, story, "derde", "Derde verhaal");
    hand.fields[story->index][HAND_FIELD].filter = true;
    hand_reference(&hand, walk, "zee");
    hand_reference(&hand, other, "zee");
    hand_reference(&hand, third, "noord/rivier");
    link_all();
    struct item *again = hand_item(&hand, story, "ander", "Zomaar een verhaal");
    hand.site.item_count--;
    hand_reference(&hand, again, "zee");
    again->path = other->path;
    assert_int_equal(link_replace(&hand.site, other, again, true, &hand.arena),
                     LINK_REPLACED_ORDER);
    const struct selection *found = selection_of(sea);
    assert_size(found->count, 2);
    assert_ptr_equal(found->items[0], walk);
    assert_ptr_equal(found->items[1], other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_pretty_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_references, begin, end),
        cmocka_unit_test_setup_teardown(test_links, begin, end),
        cmocka_unit_test_setup_teardown(test_links_that_lead_nowhere, begin, end),
        cmocka_unit_test_setup_teardown(test_wiki_names, begin, end),
        cmocka_unit_test_setup_teardown(test_ambiguous_names, begin, end),
        cmocka_unit_test_setup_teardown(test_duplicates, begin, end),
        cmocka_unit_test_setup_teardown(test_backlinks, begin, end),
        cmocka_unit_test_setup_teardown(test_drafts, begin, end),
        cmocka_unit_test_setup_teardown(test_order, begin, end),
        cmocka_unit_test_setup_teardown(test_menu, begin, end),
        cmocka_unit_test_setup_teardown(test_linking_again, begin, end),
        cmocka_unit_test_setup_teardown(test_redirects, begin, end),
        cmocka_unit_test_setup_teardown(test_selections, begin, end),
        cmocka_unit_test_setup_teardown(test_selections_stay_in_order, begin, end),
        cmocka_unit_test_setup_teardown(test_replacing, begin, end),
        cmocka_unit_test_setup_teardown(test_replacing_a_box, begin, end),
        cmocka_unit_test_setup_teardown(test_replacing_what_others_see, begin, end),
        cmocka_unit_test_setup_teardown(test_replacing_titles, begin, end),
        cmocka_unit_test_setup_teardown(test_replacing_titles_that_links_mean, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
