/* formats/yaml.h */
#include "testing.h"

#include "base/limits.h"
#include "formats/yaml.h"

#include <string.h>

static struct arena arena;
static struct diagnostics found;

static int start(void **state) {
    (void)state;
    arena_release(&arena);
    diagnostics_init(&found, &arena);
    return 0;
}

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct value parse(const char *text) {
    diagnostics_init(&found, &arena);
    return yaml_parse(slice_from(text), 0, SLICE("a.yaml"), &arena, &found);
}

/* A text that must be read without a word. */
static struct value good(const char *text) {
    struct value value = parse(text);
    for (size_t i = 0; i < found.count; i++) {
        struct buffer message;
        buffer_init(&message, &arena);
        diagnostic_append_message(&message, found.entries[i], SLICE("en"));
        print_error("%.*s\n", slice_width(buffer_slice(&message)), message.data);
    }
    assert_size(found.count, 0);
    return value;
}

/* A text that must give one diagnostic: `message`, at the bytes that read `at`, of which `start` is
 * the offset. */
static struct diagnostic *bad(const char *text, enum message message, size_t start_at,
                              const char *at) {
    parse(text);
    diagnostics_sort(&found);
    if (found.count != 1 || found.entries[0]->message != message) {
        print_error("%s\n", text);
        for (size_t i = 0; i < found.count; i++) {
            print_error("  %s %d at %u\n", message_row(found.entries[i]->message)->code,
                        found.entries[i]->message, found.entries[i]->place.start);
        }
    }
    assert_size(found.count, 1);
    assert_int_equal(found.entries[0]->message, message);
    struct place place = found.entries[0]->place;
    assert_text(place.path, "a.yaml");
    assert_size(place.start, start_at);
    assert_text(slice_between(slice_from(text), place.start, place.end), at);
    return found.entries[0];
}

static struct slice source_of(const char *text, struct value value) {
    return slice_between(slice_from(text), value.start, value.end);
}

static void test_fields(void **state) {
    (void)state;
    const char *text = "title: Doorzettingsmacht\n"
                       "date: 2017-10-19\n"
                       "topics: [samenwerken, 'netwerk']\n"
                       "origin:\n"
                       "  title: \"Een \\\"titel\\\"\"\n"
                       "  pages: 3\n"
                       "authors:\n"
                       "  - anna\n"
                       "  - ben\n"
                       "draft: no\n"
                       "summary: |\n"
                       "  Eén regel.\n"
                       "  Nog een.\n"
                       "empty:\n"
                       "tilde: ~\n"
                       "nothing: null\n"
                       "quoted: ''\n";
    struct value map = good(text);
    assert_int_equal(map.type, VALUE_MAP);
    assert_size(map.length, 11);
    struct value title = value_get(map, SLICE("title"));
    assert_text(value_slice(title), "Doorzettingsmacht");
    assert_int_equal(title.flags, VALUE_PLAIN);
    assert_text(source_of(text, title), "Doorzettingsmacht");
    const struct value_pair *date = value_find(map, SLICE("date"));
    assert_text(slice_between(slice_from(text), date->key_start, date->key_end), "date");
    assert_text(value_slice(date->value), "2017-10-19");
    struct value topics = value_get(map, SLICE("topics"));
    assert_int_equal(topics.type, VALUE_LIST);
    assert_size(topics.length, 2);
    assert_text(source_of(text, topics), "[samenwerken, 'netwerk']");
    assert_text(source_of(text, topics.as.list[1]), "'netwerk'");
    assert_text(value_slice(topics.as.list[1]), "netwerk");
    assert_int_equal(topics.as.list[1].flags, VALUE_QUOTED);
    struct value origin = value_get(map, SLICE("origin"));
    assert_text(source_of(text, origin), "title: \"Een \\\"titel\\\"\"\n  pages: 3");
    assert_text(value_slice(value_get(origin, SLICE("title"))), "Een \"titel\"");
    assert_text(source_of(text, value_get(map, SLICE("authors"))), "- anna\n  - ben");
    assert_text(value_slice(value_get(map, SLICE("draft"))), "no");
    struct value summary = value_get(map, SLICE("summary"));
    assert_int_equal(summary.flags, VALUE_BLOCK);
    assert_text(value_slice(summary), "Eén regel.\nNog een.\n");
    assert_text(source_of(text, summary), "|\n  Eén regel.\n  Nog een.");
    assert_int_equal(value_get(map, SLICE("empty")).type, VALUE_NULL);
    assert_int_equal(value_get(map, SLICE("tilde")).type, VALUE_NULL);
    assert_int_equal(value_get(map, SLICE("nothing")).type, VALUE_NULL);
    assert_int_equal(value_get(map, SLICE("quoted")).type, VALUE_TEXT);
}

static void test_documents_without_fields(void **state) {
    (void)state;
    static const char *const texts[] = {
        "", "\n\n", "# alleen dit\n", "---\n", "---\n...\n", "\xEF\xBB\xBF", "{}", "~\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct value value = good(texts[i]);
        assert_int_equal(value.type, VALUE_MAP);
        assert_size(value.length, 0);
    }
    bad("zomaar\ntekst", MESSAGE_YAML_NOT_FIELDS, 0, "zomaar");
    bad("# é\n- a: 1\n- b\n", MESSAGE_YAML_NOT_FIELDS, 5, "- a: 1");
    bad("'a' # b", MESSAGE_YAML_NOT_FIELDS, 0, "'a'");
    assert_int_equal(parse("[a]").type, VALUE_UNDEFINED);
    bad("'a' b", MESSAGE_YAML_UNEXPECTED, 4, "b");
    assert_int_equal(good("%YAML 1.2\n---\na: b\n").type, VALUE_MAP);
    assert_int_equal(good("a: b\n...\n# slot\n").type, VALUE_MAP);
    assert_int_equal(parse("a: [").type, VALUE_MAP);
    assert_int_equal(parse("@").type, VALUE_UNDEFINED);
}

/* Positions are bytes, whatever libyaml counts in. */
static void test_positions_in_other_alphabets(void **state) {
    (void)state;
    const char *text = "naam: Zoë Ångström\n"
                       "# een € en een 🙂 in een opmerking\n"
                       "タイトル: \"日本語\"\n"
                       "lijst: [é, 🙂🙂, ü]\n"
                       "blok: |\n"
                       "  ñandú\n"
                       "\n"
                       "laatste: x\n";
    struct value map = good(text);
    for (uint32_t i = 0; i < map.length; i++) {
        const struct value_pair *pair = &map.as.map[i];
        assert_slice(slice_between(slice_from(text), pair->key_start, pair->key_end), pair->key);
    }
    assert_text(source_of(text, value_get(map, SLICE("naam"))), "Zoë Ångström");
    assert_text(source_of(text, value_get(map, SLICE("タイトル"))), "\"日本語\"");
    struct value list = value_get(map, SLICE("lijst"));
    assert_text(source_of(text, list), "[é, 🙂🙂, ü]");
    assert_text(source_of(text, list.as.list[1]), "🙂🙂");
    assert_text(source_of(text, list.as.list[2]), "ü");
    assert_text(source_of(text, value_get(map, SLICE("blok"))), "|\n  ñandú");
    assert_text(source_of(text, value_get(map, SLICE("laatste"))), "x");
}

/* Enough characters to go over many steps of the source's table, of every length in bytes. */
static void test_positions_far_away(void **state) {
    (void)state;
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 600; i++) {
        buffer_format(&text, "é%d: [a, \"€ 🙂\", z%d]\n", i, i);
    }
    buffer_append_byte(&text, '\0');
    struct value map = good(text.data);
    assert_size(map.length, 600);
    for (uint32_t i = 0; i < map.length; i++) {
        const struct value_pair *pair = &map.as.map[i];
        assert_slice(slice_between(slice_from(text.data), pair->key_start, pair->key_end),
                     pair->key);
        assert_text(source_of(text.data, pair->value.as.list[1]), "\"€ 🙂\"");
        struct value last = pair->value.as.list[2];
        assert_slice(source_of(text.data, last), value_slice(last));
    }
}

/* Front matter stands somewhere in its file; so do files with a byte-order mark. */
static void test_positions_in_the_file(void **state) {
    (void)state;
    struct value map = yaml_parse(SLICE("é: a\né: b\n"), 4, SLICE("a.md"), &arena, &found);
    assert_size(map.length, 1);
    assert_size(map.as.map[0].key_start, 4);
    assert_size(map.as.map[0].value.start, 8);
    assert_size(found.count, 1);
    assert_int_equal(found.entries[0]->message, MESSAGE_YAML_DUPLICATE_KEY);
    assert_size(found.entries[0]->place.start, 10);
    assert_size(found.entries[0]->second.start, 4);
    const char *marked = "\xEF\xBB\xBFtitle: x\n";
    map = good(marked);
    assert_text(map.as.map[0].key, "title");
    assert_size(map.as.map[0].key_start, 3);
    assert_text(source_of(marked, map.as.map[0].value), "x");
}

static void test_windows_line_ends(void **state) {
    (void)state;
    const char *text = "é: 1\r\ntekst: |\r\n  a\r\n  b\r\nlijst:\r\n  - x\r\n  - y\r\n";
    struct value map = good(text);
    assert_text(value_slice(value_get(map, SLICE("é"))), "1");
    assert_text(value_slice(value_get(map, SLICE("tekst"))), "a\nb\n");
    assert_text(source_of(text, value_get(map, SLICE("lijst")).as.list[1]), "y");
    bad("a: 1\r\nb:c\r\nd: 2\r\n", MESSAGE_YAML_MISSING_SPACE, 7, ":");
}

static void test_duplicate_keys(void **state) {
    (void)state;
    struct value map = parse("a: 1\nb: 2\na: 3\n'a': 4\n");
    assert_size(map.length, 2);
    assert_text(value_slice(value_get(map, SLICE("a"))), "1");
    assert_size(found.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(found.entries[i]->message, MESSAGE_YAML_DUPLICATE_KEY);
        assert_text(found.entries[i]->arguments[0], "a");
        assert_true(found.entries[i]->has_second);
        assert_size(found.entries[i]->second.start, 0);
        assert_size(found.entries[i]->second.end, 1);
    }
    assert_size(found.entries[0]->place.start, 10);
    assert_size(found.entries[1]->place.start, 15);
    good("a: {x: 1}\nb: {x: 1}\nx: 1\n");
}

static void test_what_is_refused(void **state) {
    (void)state;
    struct diagnostic *d = bad("é: 1\nb: *ref\n", MESSAGE_YAML_ALIAS, 9, "*ref");
    assert_text(d->arguments[0], "ref");
    d = bad("é: 1\nb: &ref tekst\n", MESSAGE_YAML_ANCHOR, 9, "&ref");
    assert_text(d->arguments[0], "ref");
    bad("b: &ref:x\n", MESSAGE_YAML_ANCHOR, 3, "&ref");
    d = bad("é: !!str 1\n", MESSAGE_YAML_TAG, 4, "!!str");
    assert_text(d->arguments[0], "!!str");
    bad("t: !Belangrijk nieuws\n", MESSAGE_YAML_TAG, 3, "!Belangrijk");
    bad("t: ! x\n", MESSAGE_YAML_TAG, 3, "!");
    bad("t: !e!foo x\n", MESSAGE_YAML_TAG, 3, "!e!foo");
    bad("t: !<tag:yaml.org,2002:str> x\n", MESSAGE_YAML_TAG, 3, "!<tag:yaml.org,2002:str>");
    bad("t: !<x y\n", MESSAGE_YAML_TAG, 3, "!<x");
    bad("t: !x\xE2\x80\xA8 y\n", MESSAGE_YAML_TAG, 3, "!x");
    bad("%TAG ! tag:x\n---\na: b\n", MESSAGE_YAML_TAG, 0, "%TAG ! tag:x");
    bad("a: 1\n<<: {b: 2}\n", MESSAGE_YAML_MERGE_KEY, 5, "<<");
    good("'<<': 1\n");
    bad("a: 1\n---\nb: 2\n", MESSAGE_YAML_SECOND_DOCUMENT, 5, "---");
    bad("a: 1\n...\n# weg\n---\nb: 2\n", MESSAGE_YAML_SECOND_DOCUMENT, 15, "---");
    bad("a: 1\n...\n%TAG ! x\n---\n", MESSAGE_YAML_SECOND_DOCUMENT, 9, "%TAG");
    bad("? [a]\n: b\n", MESSAGE_YAML_KEY_NOT_TEXT, 2, "[a]");
    bad("t: {{ x: 1 }: 2}\n", MESSAGE_YAML_KEY_NOT_TEXT, 4, "{ x: 1 }");
    bad("t: {{ titel }}\n", MESSAGE_YAML_KEY_NOT_TEXT, 4, "{ titel }");
    bad("a: {? : b}\n", MESSAGE_YAML_KEY_NOT_TEXT, 6, "");
    bad("a: \"b\\0c\"\n", MESSAGE_YAML_CONTROL, 3, "\"b\\0c\"");
    parse("a: &x !!str b\n");
    assert_size(found.count, 2);
    assert_int_equal(found.entries[0]->message, MESSAGE_YAML_ANCHOR);
    assert_int_equal(found.entries[1]->message, MESSAGE_YAML_TAG);
    assert_size(found.entries[1]->place.start, 6);
    struct value map = parse("a: &x b\nc: *x\n*x : d\ne: f\n");
    assert_size(found.count, 3);
    assert_text(value_slice(value_get(map, SLICE("a"))), "b");
    assert_text(value_slice(value_get(map, SLICE("c"))), "*x");
    assert_text(value_slice(value_get(map, SLICE("e"))), "f");
    assert_size(map.length, 3);
}

/* Each mistake that an editor makes has words of its own. */
static void test_mistakes(void **state) {
    (void)state;
    struct diagnostic *d = bad("title: Netwerken: hoe dan\n", MESSAGE_YAML_COLON_IN_VALUE, 16, ":");
    assert_size(d->argument_count, 0);
    bad("- Tip: lees: meer\n", MESSAGE_YAML_COLON_IN_VALUE, 11, ":");
    bad("key: \"a\": b\n", MESSAGE_YAML_COLON_IN_VALUE, 8, ":");
    d = bad("title:Hallo\ndate: 2020\n", MESSAGE_YAML_MISSING_SPACE, 5, ":");
    assert_text(d->arguments[0], "title");
    bad("date: 2020\ntitle:Hallo", MESSAGE_YAML_MISSING_SPACE, 16, ":");
    bad("a: 1\ntitle:Hallo\nb: 2\n", MESSAGE_YAML_MISSING_SPACE, 10, ":");
    d = bad("é: 1\n  title:Hallo\n  b: 2\n", MESSAGE_YAML_MISSING_SPACE, 13, ":");
    assert_text(d->arguments[0], "title");
    bad("title:Hallo", MESSAGE_YAML_MISSING_SPACE, 5, ":");
    bad("title:Hallo\r\n", MESSAGE_YAML_MISSING_SPACE, 5, ":");
    parse("title:Hallo\r\n\r\ndate:2020");
    assert_size(found.count, 2);
    bad("een regel\nb: 2\n", MESSAGE_YAML_MISSING_COLON, 0, "een regel");
    bad("title: x\ngewoon tekst\n", MESSAGE_YAML_MISSING_COLON, 9, "gewoon tekst");
    bad("- a\n-b\n- c\n", MESSAGE_YAML_MISSING_COLON, 4, "-b");
    bad("t: \"Hallo\ndesc: b\n", MESSAGE_YAML_UNCLOSED_QUOTE, 3, "\"");
    bad("t: 'a", MESSAGE_YAML_UNCLOSED_QUOTE, 3, "'");
    bad("t: \"Hallo\ndesc: \"Iets\"\nb: 2\n", MESSAGE_YAML_UNCLOSED_QUOTE, 3, "\"");
    bad("t: \"b\nc: d\n---\nx", MESSAGE_YAML_UNCLOSED_QUOTE, 3, "\"");
    d = bad("t: \"Hallo\" wereld\nb: 1\n", MESSAGE_YAML_AFTER_QUOTE, 9, "\"");
    assert_text(d->arguments[0], "\"");
    bad("t: 'Zo'n ding'\n", MESSAGE_YAML_AFTER_QUOTE, 6, "'");
    d = bad("t: [a, b\nc: d\n", MESSAGE_YAML_UNCLOSED_BRACKET, 3, "[");
    assert_text(d->arguments[0], "[");
    assert_text(d->arguments[1], "]");
    bad("t: [a, b", MESSAGE_YAML_UNCLOSED_BRACKET, 3, "[");
    d = bad("é: {a: b\nc: d\n", MESSAGE_YAML_UNCLOSED_BRACKET, 4, "{");
    assert_text(d->arguments[1], "}");
    bad("t: [Concept] Netwerken\n", MESSAGE_YAML_AFTER_BRACKET, 11, "]");
    bad("t: [a, \"b\" \"c\"]\n", MESSAGE_YAML_MISSING_COMMA, 11, "\"");
    bad("a: 1\n b: 2\n", MESSAGE_YAML_DEEPER, 6, "b: 2");
    bad("t: \"abc\"\n  sub: x\n", MESSAGE_YAML_DEEPER, 11, "sub: x");
    bad("a:\n  b: 1\n c: 2\n", MESSAGE_YAML_INDENTATION, 11, "c: 2");
    bad("m:\n    - a\n  - b\n", MESSAGE_YAML_INDENTATION, 13, "- b");
    bad("- a\nb: c\n", MESSAGE_YAML_INDENTATION, 4, "b: c");
    d = bad("é: @anna\n", MESSAGE_YAML_VALUE_START, 4, "@");
    assert_text(d->arguments[0], "@");
    bad("t: `x`\n", MESSAGE_YAML_VALUE_START, 3, "`");
    bad("t: %x\n", MESSAGE_YAML_VALUE_START, 3, "%");
    bad("%x\nt: 1\n", MESSAGE_YAML_VALUE_START, 0, "%");
    bad("t: *vet* x\n", MESSAGE_YAML_VALUE_START, 3, "*");
    bad("t: & co\n", MESSAGE_YAML_VALUE_START, 3, "&");
    bad("t: > citaat\n", MESSAGE_YAML_VALUE_START, 3, ">");
    bad("t: | citaat\n", MESSAGE_YAML_VALUE_START, 3, "|");
    bad("t: ] x\n", MESSAGE_YAML_VALUE_START, 3, "]");
    bad("t: , x\n", MESSAGE_YAML_VALUE_START, 3, ",");
    bad("t: ? x\n", MESSAGE_YAML_VALUE_START, 3, "?");
    bad("t: - a\n", MESSAGE_YAML_LIST_PLACE, 3, "-");
    d = bad("t: \"C:\\docs\"\n", MESSAGE_YAML_ESCAPE, 6, "\\d");
    assert_text(d->arguments[0], "\\d");
    bad("t: \"\\x1\"\n", MESSAGE_YAML_ESCAPE, 4, "\\x");
    bad("\"\\x", MESSAGE_YAML_ESCAPE, 1, "\\x");
    bad("t: 1\n...\nb: 2\n", MESSAGE_YAML_UNEXPECTED, 9, "b: 2");
    d = bad("'a' een \xC3\xA9\xC3\xA9n lange regel met meer woorden dan er passen # x\n",
            MESSAGE_YAML_UNEXPECTED, 4, "een één lange regel met meer woorden dan er passen # x");
    assert_text(d->arguments[0], "een één lange regel met meer woorden");
    d = bad("'a' ééééééééééééééééééééxééé\n", MESSAGE_YAML_UNEXPECTED, 4,
            "ééééééééééééééééééééxééé");
    assert_text(d->arguments[0], "éééééééééééééééééééé");
    d = bad("'a' xéééééééééééééééééééééé\n", MESSAGE_YAML_UNEXPECTED, 4, "xéééééééééééééééééééééé");
    assert_text(d->arguments[0], "xééééééééééééééééééé");
    bad(": b\n", MESSAGE_YAML_INDENTATION, 0, ": b");
    d = bad("é: 1\nb: a\x01z\n", MESSAGE_YAML_CONTROL, 10, "\x01");
    assert_text(d->arguments[0], "U+0001");
    bad("t: *b x\n", MESSAGE_YAML_ALIAS, 3, "*b");
}

static void test_tabs(void **state) {
    (void)state;
    bad("é:\n\tb: 1\n", MESSAGE_YAML_TAB, 4, "\t");
    bad("a: b\n\tc: 1\n", MESSAGE_YAML_TAB, 5, "\t");
    bad("-\tfoo\n", MESSAGE_YAML_TAB, 1, "\t");
    bad("t: |\n  a\n\tb\n", MESSAGE_YAML_TAB, 9, "\t");
    good("a: b\t\nc:\td\n");
}

/* What was read before an error is the result, without the last entry of an open bracket. */
static void test_what_could_be_read(void **state) {
    (void)state;
    struct value map = parse("a: 1\nb: [x, y\nc: d\n");
    assert_text(value_slice(value_get(map, SLICE("a"))), "1");
    assert_int_equal(map.flags, VALUE_PARTIAL);
    assert_size(map.length, 2);
    assert_size(value_get(map, SLICE("b")).length, 1);
    assert_int_equal(value_get(map, SLICE("b")).flags, VALUE_PARTIAL);
    map = parse("a: 1\nb:\n  c: [2]\n  d:\n    - 3\n    - {e: [4\nf: 5\n");
    assert_size(map.length, 2);
    struct value inner = value_get(map, SLICE("b"));
    assert_int_equal(inner.flags, VALUE_PARTIAL);
    assert_int_equal(value_get(inner, SLICE("c")).flags, 0);
    assert_size(value_get(inner, SLICE("c")).length, 1);
    assert_size(value_get(inner, SLICE("d")).length, 2);
    assert_int_equal(parse("{a: b").type, VALUE_MAP);
    assert_int_equal(good("a: {b: c}").flags, 0);
    assert_int_equal(parse("a: *b\n").flags, 0);
}

/* A map of lists, `depth` in all. */
static char *nested(size_t depth) {
    struct buffer text;
    buffer_init(&text, &arena);
    buffer_append_text(&text, "a: ");
    for (size_t i = 1; i < depth; i++) {
        buffer_append_byte(&text, '[');
    }
    for (size_t i = 1; i < depth; i++) {
        buffer_append_byte(&text, ']');
    }
    buffer_append_byte(&text, '\0');
    return text.data;
}

static void test_depth(void **state) {
    (void)state;
    assert_int_equal(good(nested(LIMIT_YAML_DEPTH - 1)).type, VALUE_MAP);
    assert_int_equal(good(nested(LIMIT_YAML_DEPTH)).type, VALUE_MAP);
    bad(nested(LIMIT_YAML_DEPTH + 1), MESSAGE_YAML_TOO_DEEP, LIMIT_YAML_DEPTH + 2, "[");
    bad("? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? "
        "? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? a",
        MESSAGE_YAML_TOO_DEEP, 2 * LIMIT_YAML_DEPTH, "?");
    bad(nested(200000), MESSAGE_YAML_TOO_DEEP, LIMIT_YAML_DEPTH + 2, "[");
}

static void test_size(void **state) {
    (void)state;
    char *text = arena_bytes(&arena, LIMIT_YAML_BYTES + 2);
    memset(text, 'x', LIMIT_YAML_BYTES + 1);
    memcpy(text, "a: ", 3);
    text[LIMIT_YAML_BYTES - 1] = '\0';
    assert_size(value_get(good(text), SLICE("a")).length, LIMIT_YAML_BYTES - 4);
    text[LIMIT_YAML_BYTES - 1] = 'x';
    text[LIMIT_YAML_BYTES] = '\0';
    assert_size(value_get(good(text), SLICE("a")).length, LIMIT_YAML_BYTES - 3);
    text[LIMIT_YAML_BYTES] = 'x';
    text[LIMIT_YAML_BYTES + 1] = '\0';
    assert_int_equal(parse(text).type, VALUE_UNDEFINED);
    assert_size(found.count, 1);
    assert_int_equal(found.entries[0]->message, MESSAGE_YAML_TOO_LARGE);
}

/* Shapes that are slow elsewhere: they must only end, and give what they should. */
static void test_large_shapes(void **state) {
    (void)state;
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 50000; i++) {
        buffer_format(&text, "k%d: v\n", i);
    }
    buffer_append_byte(&text, '\0');
    assert_size(good(text.data).length, 50000);
    buffer_init(&text, &arena);
    for (int i = 0; i < 50000; i++) {
        buffer_append_text(&text, "a: v\n");
    }
    buffer_append_byte(&text, '\0');
    assert_size(parse(text.data).length, 1);
    assert_size(found.count, 49999);
    buffer_init(&text, &arena);
    buffer_append_text(&text, "a: b\n...\n");
    for (int i = 0; i < 50000; i++) {
        buffer_format(&text, "%%TAG !%d! x\n", i);
    }
    buffer_append_byte(&text, '\0');
    parse(text.data);
    assert_size(found.count, 1);
}

static void test_resolve(void **state) {
    (void)state;
    struct value map = yaml_resolve(good("a: true\nb: 'true'\nc: 12\nd: -3.5e2\ne: [0x1F, 0o17, "
                                         "no, .5, 1., NULL, 1e, 0x, '7']\nf: 99999999999999999999\n"
                                         "g: {h: False}\ni: 2017-10-19\n"),
                                    &arena);
    assert_int_equal(value_get(map, SLICE("a")).type, VALUE_BOOLEAN);
    assert_true(value_get(map, SLICE("a")).as.boolean);
    assert_text(value_slice(value_get(map, SLICE("b"))), "true");
    assert_int_equal(value_get(map, SLICE("c")).as.integer, 12);
    assert_int_equal(value_get(map, SLICE("d")).type, VALUE_NUMBER);
    assert_true(value_get(map, SLICE("d")).as.number == -350.0);
    const struct value *list = value_get(map, SLICE("e")).as.list;
    assert_int_equal(list[0].as.integer, 31);
    assert_int_equal(list[1].as.integer, 15);
    assert_text(value_slice(list[2]), "no");
    assert_true(list[3].as.number == 0.5);
    assert_true(list[4].as.number == 1.0);
    assert_int_equal(list[5].type, VALUE_NULL);
    assert_text(value_slice(list[6]), "1e");
    assert_text(value_slice(list[7]), "0x");
    assert_text(value_slice(list[8]), "7");
    assert_int_equal(value_get(map, SLICE("f")).type, VALUE_NUMBER);
    struct value inner = value_get(value_get(map, SLICE("g")), SLICE("h"));
    assert_int_equal(inner.type, VALUE_BOOLEAN);
    assert_false(inner.as.boolean);
    assert_text(value_slice(value_get(map, SLICE("i"))), "2017-10-19");
}

/* The source from where each line of the value of `a` stands, up to the line's end. */
static void lines(const char *text, const char *const *expected, size_t expected_count) {
    struct value value = value_get(good(text), SLICE("a"));
    size_t count = 0;
    const uint32_t *offsets = yaml_lines(slice_from(text), value, &arena, &count);
    assert_size(count, expected_count);
    for (size_t i = 0; i < count; i++) {
        struct slice rest = slice_skip(slice_from(text), offsets[i]);
        struct slice line = slice_of("", 0);
        slice_cut_line(&rest, &line);
        assert_text(line, expected[i]);
    }
}

static void test_lines(void **state) {
    (void)state;
    lines("é: 1\na: |\n  één\n\n    twee\n  drie\nb: 2\n",
          (const char *[]){"één", "", "  twee", "drie", ""}, 5);
    lines("x: 1\na: |2\n    diep\n  één", (const char *[]){"  diep", "één"}, 2);
    lines("a: |-\r\n  één\r\n  twee\r\n", (const char *[]){"één", "twee"}, 2);
    lines("a: >-\n  een\n  lange\n  regel\n\n  nog\n  een\n", (const char *[]){"een", "nog"}, 2);
    lines("a: >\n  een\n  twee\nb: 1\n", (const char *[]){"een", ""}, 2);
    lines("a: \"een\n  twee\n\n  drie\"\n", (const char *[]){"een", "drie\""}, 2);
    lines("a: een\n  twee\n", (const char *[]){"een"}, 1);
    lines("a: 'één'\n", (const char *[]){"één'"}, 1);
    lines("a: ''\n", (const char *[]){"'"}, 1);
    lines("a: |\nb: 1\n", (const char *[]){""}, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fields, start, release),
        cmocka_unit_test_setup_teardown(test_documents_without_fields, start, release),
        cmocka_unit_test_setup_teardown(test_positions_in_other_alphabets, start, release),
        cmocka_unit_test_setup_teardown(test_positions_far_away, start, release),
        cmocka_unit_test_setup_teardown(test_positions_in_the_file, start, release),
        cmocka_unit_test_setup_teardown(test_windows_line_ends, start, release),
        cmocka_unit_test_setup_teardown(test_duplicate_keys, start, release),
        cmocka_unit_test_setup_teardown(test_what_is_refused, start, release),
        cmocka_unit_test_setup_teardown(test_mistakes, start, release),
        cmocka_unit_test_setup_teardown(test_tabs, start, release),
        cmocka_unit_test_setup_teardown(test_what_could_be_read, start, release),
        cmocka_unit_test_setup_teardown(test_depth, start, release),
        cmocka_unit_test_setup_teardown(test_size, start, release),
        cmocka_unit_test_setup_teardown(test_large_shapes, start, release),
        cmocka_unit_test_setup_teardown(test_resolve, start, release),
        cmocka_unit_test_setup_teardown(test_lines, start, release),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
