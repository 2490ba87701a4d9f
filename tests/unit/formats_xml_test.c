/* formats/xml.h */
#include "testing.h"

#include "formats/xml.h"

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void test_write(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_append_text(&out, "|");
    struct xml *xml = xml_begin(&out);
    xml_open(xml, "feed");
    xml_attribute(xml, "xmlns", SLICE("http://www.w3.org/2005/Atom"));
    xml_attribute(xml, "xml:lang", SLICE("nl"));
    xml_element(xml, "title", SLICE("Één & <twee>"));
    xml_open(xml, "link");
    xml_attribute(xml, "href", SLICE("https://example.org/?a=1&b=\"2\""));
    xml_close(xml);
    xml_element(xml, "leeg", SLICE(""));
    xml_element(xml, "vuil",
                SLICE("a\x01\x0B"
                      "b\xEF\xBF\xBF"
                      "c\0d"));
    xml_open(xml, "rand");
    xml_attribute(xml, "a", SLICE("\t1\r\n2\x80"));
    xml_text(xml, SLICE("\t1\r\n2\xED\xA0\x80"));
    xml_close(xml);
    xml_open(xml, "open");
    xml_finish(xml);
    assert_text(buffer_slice(&out),
                "|<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\">\n"
                "  <title>Één &amp; &lt;twee&gt;</title>\n"
                "  <link href=\"https://example.org/?a=1&amp;b=&#34;2&#34;\"/>\n"
                "  <leeg></leeg>\n"
                "  <vuil>abcd</vuil>\n"
                "  <rand a=\"&#9;1&#13;&#10;2\uFFFD\">\t1&#13;\n2\uFFFD\uFFFD\uFFFD</rand>\n"
                "  <open/>\n"
                "</feed>\n");
    size_t line = 0;
    struct slice message;
    struct slice written = slice_skip(buffer_slice(&out), 1);
    assert_true(xml_well_formed(written, &arena, &line, &message));
}

static void test_well_formed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t line;
        const char *message; /* the beginning of it; NULL for good XML */
    } examples[] = {
        {"<a/>", 0, NULL},
        {"<?xml version='1.0' encoding='UTF-8'?>\n<a>é<b x='1'/><![CDATA[<]]></a>\n", 0, NULL},
        {"<!DOCTYPE a><a/>", 0, NULL},
        {"", 1, "Document is empty"},
        {"\n\n<a>\n</b>", 4, "Opening and ending tag mismatch"},
        {"<a>\n&nbsp;</a>", 2, "Entity 'nbsp' not defined"},
        {"<a x=1/>", 1, "AttValue"},
        {"<a>\n<b x='1'\n x='2'/></a>", 3, "Attribute x redefined"},
        {"<a/><b/>", 1, "Extra content"},
        {"<a>\x01</a>", 1, "PCDATA invalid Char value 1"},
        {"tekst", 1, "Start tag expected"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        size_t line = 0;
        struct slice message = SLICE("");
        bool good = xml_well_formed(slice_from(examples[i].text), &arena, &line, &message);
        assert_int_equal(good, examples[i].message == NULL);
        if (!good) {
            assert_size(line, examples[i].line);
            struct slice expected = slice_from(examples[i].message);
            assert_slice(slice_take(message, expected.length), expected);
        }
    }
}

/* No file is read, whatever a document asks for: here one that is surely there. */
static void test_nothing_is_loaded(void **state) {
    (void)state;
    static const char *const texts[] = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><a/>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t line = 0;
        struct slice message = SLICE("");
        xml_well_formed(slice_from(texts[i]), &arena, &line, &message);
        assert_size(slice_search(message, SLICE("root:")), SLICE_NOT_FOUND);
    }
    /* A billion laughs: refused, or at least not laughed. */
    struct buffer bomb;
    buffer_init(&bomb, &arena);
    buffer_append_text(&bomb, "<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for (int i = 1; i < 30; i++) {
        buffer_format(&bomb, "<!ENTITY e%d '", i);
        for (int j = 0; j < 10; j++) {
            buffer_format(&bomb, "&e%d;", i - 1);
        }
        buffer_append_text(&bomb, "'>");
    }
    buffer_append_text(&bomb, "]><a>&e29;</a>");
    size_t line = 0;
    struct slice message = SLICE("");
    assert_false(xml_well_formed(buffer_slice(&bomb), &arena, &line, &message));
}

static void list_element(void *context, struct slice element,
                         const struct xml_attribute *attributes, size_t count, struct slice text,
                         size_t line) {
    struct buffer *out = context;
    buffer_format(out, "%zu:%.*s", line, slice_width(element), element.data);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, " %.*s=%.*s", slice_width(attributes[i].name), attributes[i].name.data,
                      slice_width(attributes[i].value), attributes[i].value.data);
    }
    text = slice_trim(text);
    buffer_format(out, " (%.*s)\n", slice_width(text), text.data);
}

static void test_visit(void **state) {
    (void)state;
    struct buffer out;
    size_t line = 0;
    struct slice message = SLICE("");
    buffer_init(&out, &arena);
    assert_true(xml_visit(SLICE("<urlset>\n<url><loc>https://é/?a&amp;b</loc>\n"
                                "<x:link xmlns:x='y' href='&lt;é'/></url>\n<!-- c -->\n<b>d</b>"
                                "</urlset>"),
                          &arena, list_element, &out, &line, &message));
    assert_text(buffer_slice(&out), "1:urlset ()\n2:url ()\n2:loc (https://é/?a&b)\n"
                                    "3:link href=<é ()\n5:b (d)\n");
    buffer_init(&out, &arena);
    assert_false(xml_visit(SLICE("<a>\n<b>\n</a>"), &arena, list_element, &out, &line, &message));
    assert_size(out.length, 0);
    assert_size(line, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_write, release),
        cmocka_unit_test_teardown(test_well_formed, release),
        cmocka_unit_test_teardown(test_nothing_is_loaded, release),
        cmocka_unit_test_teardown(test_visit, release),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
