/* site/site.h, site/item.h, site/declare.h, site/field.h, site/localized.h */
#include "site_testing.h"

#include "site/alias.h"
#include "site/date_guess.h"

#include "site/declare.h"
#include "site/language.h"

static struct hand_site hand;

static int begin(void **state) {
    (void)state;
    hand_begin(&hand);
    return 0;
}

static int end(void **state) {
    (void)state;
    hand_end(&hand);
    return 0;
}

/* Registers an item as linking does: by its identity, and by a tail of its slug. */
static void enter(struct map *map, const char *key, struct item *item) {
    struct candidate *candidate = arena_new(&hand.arena, struct candidate, 1);
    struct candidate **place = (struct candidate **)map_place(map, slice_from(key));
    *candidate = (struct candidate){.item = item, .next = *place};
    *place = candidate;
}

static void test_finding(void **state) {
    (void)state;
    struct kind *place = hand_kind(&hand, "place", "places", NULL);
    struct item *north = hand_item(&hand, place, "noord/rivier", "De rivier");
    struct item *south = hand_item(&hand, place, "zuid/rivier", "Nog een rivier");
    struct item *sea = hand_item(&hand, place, "west/zee", "De zee");
    map_init(&hand.site.identities, &hand.arena);
    map_init(&hand.site.suffixes, &hand.arena);
    enter(&hand.site.identities, "place:noord/rivier", north);
    enter(&hand.site.suffixes, "place:rivier", south);
    enter(&hand.site.suffixes, "place:rivier", north);
    enter(&hand.site.suffixes, "place:zee", sea);
    struct find_result found =
        site_find_identity(&hand.site, SLICE("place:noord/rivier"), &hand.arena);
    assert_int_equal(found.status, FIND_OK);
    assert_ptr_equal(found.item, north);
    found = site_find(&hand.site, place, SLICE("zee"), &hand.arena);
    assert_ptr_equal(found.item, sea);
    found = site_find(&hand.site, place, SLICE("rivier"), &hand.arena);
    assert_int_equal(found.status, FIND_AMBIGUOUS);
    assert_non_null(found.candidates->next);
    found = site_find_identity(&hand.site, SLICE("place:zeee"), &hand.arena);
    assert_int_equal(found.status, FIND_MISSING);
    assert_text(found.nearest, "place:zee");
    found = site_find_identity(&hand.site, SLICE("plaats:zee"), &hand.arena);
    assert_int_equal(found.status, FIND_NO_KIND);
}

static void test_languages_of_an_item(void **state) {
    (void)state;
    struct kind *place = hand_kind(&hand, "place", "places", NULL);
    struct item *dutch = hand_item(&hand, place, "zee", "De zee");
    struct item *english = hand_item(&hand, place, "zee", "The sea");
    english->language = SLICE("en");
    dutch->translation = english;
    english->translation = dutch;
    english->address = SLICE("places/zee.en.html");
    assert_ptr_equal(item_in_language(dutch, SLICE("en")), english);
    assert_ptr_equal(item_in_language(english, SLICE("en")), english);
    assert_ptr_equal(item_in_language(dutch, SLICE("fr")), dutch);
    english->address = SLICE(""); /* it has no page */
    assert_ptr_equal(item_in_language(dutch, SLICE("en")), dutch);
}

static void test_anchors_of_an_item(void **state) {
    (void)state;
    struct kind *place = hand_kind(&hand, "place", "places", NULL);
    struct item *sea = hand_item(&hand, place, "zee", "De zee");
    struct markup *markup = hand_body(&hand, sea, "<h2>Diep</h2><p>x</p>", NULL, NULL, "diep");
    const struct prose *where = NULL;
    assert_ptr_equal(item_anchor(sea, SLICE("diep"), &where), &markup->anchors[0]);
    assert_ptr_equal(where, sea->body);
    assert_null(item_anchor(sea, SLICE("ondiep"), NULL));
    /* An item that grew out of a callout has the anchors within it. */
    sea->body->from = 13;
    assert_null(item_anchor(sea, SLICE("diep"), NULL));
}

static void test_addresses(void **state) {
    (void)state;
    struct kind *place = hand_kind(&hand, "place", "places", NULL);
    assert_text(kind_list_address(place, 1, &hand.arena), "places/index.html");
    assert_text(kind_list_address(place, 3, &hand.arena), "places/page-3.html");
    assert_text(site_absolute(&hand.site, SLICE("places/a b.html"), &hand.arena),
                "places/a%20b.html");
    hand.site.settings.base_url = SLICE("https://example.org/kb/");
    assert_text(site_absolute(&hand.site, SLICE("places/index.html"), &hand.arena),
                "https://example.org/kb/places/");
}

static void test_localized(void **state) {
    (void)state;
    struct value_pair texts[] = {{.key = SLICE("nl"), .value = value_text(SLICE("Netwerk"))},
                                 {.key = SLICE("en"), .value = value_text(SLICE("Network"))}};
    struct localized text = {value_map(texts, 2)};
    assert_text(localized_in(text, SLICE("en"), SLICE("nl")), "Network");
    assert_text(localized_in(text, SLICE("fr"), SLICE("nl")), "Netwerk");
    text = (struct localized){value_text(SLICE("Overal"))};
    assert_text(localized_in(text, SLICE("fr"), SLICE("nl")), "Overal");
    assert_size(
        localized_in((struct localized){value_undefined()}, SLICE("nl"), SLICE("en")).length, 0);
    assert_text(language_name(SLICE("nl")), "Nederlands");
    assert_text(language_name(SLICE("xx")), "xx");
}

/* { key: value, … } in the arena. */
static struct value map_of(const struct value_pair *pairs, size_t count) {
    struct value_pair *copy = arena_new(&hand.arena, struct value_pair, count);
    memcpy(copy, pairs, count * sizeof *copy);
    return value_map(copy, count);
}

static struct value_pair pair(const char *key, struct value value) {
    return (struct value_pair){.key = slice_from(key), .value = value};
}

static struct value text(const char *bytes) {
    return value_text(slice_from(bytes));
}

/* A scalar without quotes, as YAML has it: every one is a text until a field reads it. */
static struct value plain(const char *bytes) {
    struct value value = text(bytes);
    value.flags = VALUE_PLAIN;
    return value;
}

/* A declaration of a field with a type and one more key. */
static struct value field_of(const char *type, const char *key, struct value value) {
    const struct value_pair pairs[] = {pair("type", text(type)), pair(key, value)};
    return map_of(pairs, key == NULL ? 1 : 2);
}

static bool declare(struct kind *kind, const struct value_pair *fields, size_t count,
                    struct value_pair more) {
    const struct keys_reading reading = {&hand.arena, &hand.found, SLICE("content/kinds/x.yaml")};
    const struct value_pair pairs[] = {pair("kind", text("place")), pair("folder", text("places")),
                                       pair("label", text("Plaats")),
                                       pair("fields", map_of(fields, count)), more};
    return kind_declare(map_of(pairs, more.key.length > 0 ? 5 : 4), kind, &reading);
}

static void test_declaring_a_kind(void **state) {
    (void)state;
    struct kind kind;
    const struct value choices[] = {text("groot"), text("klein")};
    const struct value_pair fields[] = {
        pair("name", field_of("text", "required", plain("true"))),
        pair("size", field_of("choice", "of", value_list(choices, 2))),
        pair("near", field_of("reference", "to", plain("place"))),
        pair("date", field_of("date", NULL, value_undefined())),
        pair("depth", field_of("number", "min", plain("0")))};
    assert_true(declare(&kind, fields, 5, pair("sort", text("-depth"))));
    assert_text(hand_codes(&hand), "");
    assert_true(kind.is_dated);
    assert_true(kind.descending);
    assert_text(kind.fields[kind.sort].name, "depth");
    const struct field *size = kind_field(&kind, SLICE("size"));
    assert_size(size->choice_count, 2);
    assert_text(size->choices[1], "klein");
    assert_text(kind_field(&kind, SLICE("near"))->to[0], "place");
    assert_true(kind_field(&kind, SLICE("name"))->required);
    assert_null(kind_field(&kind, SLICE("nietes")));
    assert_int_equal(kind_field(&kind, SLICE("date"))->type, FIELD_DATE);
}

static void test_declaring_mistakes(void **state) {
    (void)state;
    struct kind kind;
    const struct value_pair fields[] = {pair("name", field_of("tekst", NULL, value_undefined())),
                                        pair("depth", field_of("number", "of", text("x")))};
    assert_true(declare(&kind, fields, 2, pair("sort", text("dept"))));
    assert_text(hand_codes(&hand), "key-choice key-unknown kind-field ");
}

/* Reads one raw value by a field of that type; the codes of what was found. */
static struct slice read_as(const char *type, const char *key, struct value option,
                            struct value raw, struct value *out) {
    struct kind kind;
    const struct value_pair fields[] = {pair("it", field_of(type, key, option))};
    diagnostics_init(&hand.found, &hand.arena);
    assert_true(declare(&kind, fields, 1, (struct value_pair){.key = SLICE("")}));
    assert_text(hand_codes(&hand), "");
    struct item *item = hand_item(&hand, &hand.kinds[0], "x", "X");
    hand.site.item_count--;
    struct field_reading reading;
    field_reading_init(&reading, &hand.arena, &hand.found, SLICE("content/places/x.yaml"), item);
    field_read(kind_field(&kind, SLICE("it")), raw, &reading, out);
    return hand_codes(&hand);
}

static void test_reading_fields(void **state) {
    (void)state;
    hand_kind(&hand, "other", "others", NULL);
    const struct value none = value_undefined();
    struct value out;
    assert_text(read_as("text", NULL, none, text("a"), &out), "");
    assert_text(value_slice(out), "a");
    assert_text(read_as("integer", "max", plain("3"), plain("4"), &out), "field-range ");
    assert_text(read_as("integer", NULL, none, plain("1.5"), &out), "field-type ");
    assert_text(read_as("number", NULL, none, plain("2"), &out), "");
    assert_int_equal(out.type, VALUE_NUMBER);
    assert_text(read_as("boolean", NULL, none, plain("ja"), &out), "field-type ");
    assert_text(read_as("date", NULL, none, plain("2026-02-30"), &out), "field-date ");
    assert_text(read_as("date", NULL, none, plain("2026-02-28"), &out), "");
    assert_int_equal(out.as.date.day, 28);
    assert_text(read_as("url", NULL, none, text("javascript:alert(1)"), &out), "address-scheme ");
    assert_text(read_as("email", NULL, none, text("geen adres"), &out), "field-email ");
    assert_text(read_as("reference", "to", plain("other"), text("zee"), &out), "");
    assert_ptr_equal(out.as.object->type, &reference_type);
    assert_text(((const struct reference *)out.as.object)->text, "zee");
}

static void test_guessing_dates(void **state) {
    (void)state;
    static const struct {
        const char *written, *meant;
    } table[] = {
        {"9-3-2026", "2026-03-09"},
        {"2026/3/9", "2026-03-09"},
        {"9 maart 2026", "2026-03-09"},
        {"9 mrt. 2026", "2026-03-09"},
        {"March 9, 2026", "2026-03-09"},
        {"9 DEC 2026", "2026-12-09"},
        {"2026-03-09T10:00", "2026-03-09"},
        {"2026-03-09 10:00:00Z", "2026-03-09"},
        {"2026-13-02", "2026-02-13"},
        {"2026-02-30", ""},
        {"30 februari 2026", ""},
        {"maart 2026", ""},
        {"3-4-26", ""},
        {"9 maart", ""},
        {"2026-03-09Tx", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(date_guess(slice_from(table[i].written), &hand.arena), table[i].meant);
    }
}

static void test_aliases(void **state) {
    (void)state;
    struct alias alias = alias_parse(SLICE("a/old.html#kop>doel"));
    assert_text(alias.page, "a/old.html");
    assert_text(alias.anchor, "kop");
    assert_text(alias.to, "doel");
    alias = alias_parse(SLICE("old.html>doel"));
    assert_text(alias.page, "old.html");
    assert_text(alias.anchor, "");
    assert_text(alias.to, "doel");
    alias = alias_parse(SLICE("old.html"));
    assert_text(alias.page, "old.html");
    assert_text(alias.to, "");
}

/* What was kept and what is there now become one sorted text; what is back is no longer gone. */
static void test_kept_addresses(void **state) {
    (void)state;
    struct kept_address kept[] = {{.page = SLICE("b.html"), .anchor = SLICE(""), .is_gone = true},
                                  {.page = SLICE("c.html"), .anchor = SLICE("x")},
                                  {.page = SLICE("d.html"), .anchor = SLICE(""), .is_gone = true}};
    hand.site.kept = (struct kept_addresses){.entries = kept, .count = 3};
    struct kind *place = hand_kind(&hand, "place", "places", NULL);
    place->has_list = false;
    hand_item(&hand, place, "b", "B")->address = SLICE("b.html");
    size_t added = 0;
    struct slice first, text = addresses_text(&hand.site, &hand.arena, &added, &first);
    size_t line = slice_find(text, '\n') + 1;
    assert_text(slice_skip(text, line), "b.html\nc.html#x\ngone: d.html\n");
    assert_size(added, 1);
    assert_text(first, "b.html");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_finding, begin, end),
        cmocka_unit_test_setup_teardown(test_languages_of_an_item, begin, end),
        cmocka_unit_test_setup_teardown(test_anchors_of_an_item, begin, end),
        cmocka_unit_test_setup_teardown(test_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_guessing_dates, begin, end),
        cmocka_unit_test_setup_teardown(test_aliases, begin, end),
        cmocka_unit_test_setup_teardown(test_kept_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_localized, begin, end),
        cmocka_unit_test_setup_teardown(test_declaring_a_kind, begin, end),
        cmocka_unit_test_setup_teardown(test_declaring_mistakes, begin, end),
        cmocka_unit_test_setup_teardown(test_reading_fields, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
