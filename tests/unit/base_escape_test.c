/* base/escape.h */
#include "testing.h"

#include "base/escape.h"
#include "base/utf8.h"

#include <string.h>

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct slice escaped(void (*escape)(struct buffer *, struct slice), struct slice text) {
    struct buffer out;
    buffer_init(&out, &arena);
    escape(&out, text);
    return buffer_slice(&out);
}

static void test_html(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"<a href=\"x\">&'", "&lt;a href=&#34;x&#34;&gt;&amp;&#39;"},
        {"&amp;", "&amp;amp;"},
        {"\u00e9 & \U0001F600", "\u00e9 &amp; \U0001F600"},
        {"a&", "a&amp;"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(escaped(escape_html, slice_from(table[i][0])), table[i][1]);
    }
    /* No byte can leave an attribute or open an element. */
    for (int byte = 0; byte < 256; byte++) {
        char text = (char)byte;
        struct slice out = escaped(escape_html, slice_of(&text, 1));
        assert_true(out.length > 1 || strchr("&<>\"'", byte) == NULL || byte == 0);
    }
}

static void test_addresses(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"", ""},
        {"../articles/a.html#doel", "../articles/a.html#doel"},
        {"https://example.org/?a=1&b='2'", "https://example.org/?a=1&amp;b=&#39;2&#39;"},
        {"een bestand.pdf", "een%20bestand.pdf"},
        {"caf\u00e9", "caf%C3%A9"},
        {"caf%C3%A9", "caf%C3%A9"}, /* stays, and is not encoded twice */
        {"%2f", "%2f"},
        {"100%", "100%25"},
        {"%zz%4", "%25zz%254"},
        {"\"onclick=x", "%22onclick=x"},
        {"<script>", "%3Cscript%3E"},
        {"a\\b", "a%5Cb"},
        {"a`b{c}|d^e", "a%60b%7Bc%7D%7Cd%5Ee"},
        {"a[1].html", "a%5B1%5D.html"},
        {"a\tb\nc", "a%09b%0Ac"},
        {"mailto:a+b@example.org", "mailto:a+b@example.org"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(escaped(escape_address, slice_from(table[i][0])), table[i][1]);
    }
    assert_text(escaped(escape_address, SLICE("a\0b")), "a%00b");
}

/* Escaping what was escaped and decoded once changes nothing. */
static void test_every_byte_of_an_address_is_safe(void **state) {
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        char text = (char)byte;
        struct slice out = escaped(escape_address, slice_of(&text, 1));
        for (size_t i = 0; i < out.length; i++) {
            assert_true(out.data[i] > ' ' && out.data[i] < 0x7F);
            assert_true(strchr("<>\"'`\\^{|}", out.data[i]) == NULL);
        }
    }
}

static void test_percent(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    escape_percent(&out, SLICE("a/b c%\u00e9~-._\0?"), "/");
    assert_text(buffer_slice(&out), "a/b%20c%25%C3%A9~-._%00%3F");
    buffer_truncate(&out, 0);
    escape_percent(&out, SLICE("a/b\0"), "");
    assert_text(buffer_slice(&out), "a%2Fb%00");
}

static void test_json(void **state) {
    (void)state;
    static const struct {
        struct slice text;
        const char *json;
    } table[] = {
        {SLICE_INIT("\"a\\b\""), "\\\"a\\\\b\\\""},
        {SLICE_INIT("a\n\r\tb"), "a\\n\\r\\tb"},
        {SLICE_INIT("\0\x01\x1F\x7F"), "\\u0000\\u0001\\u001f\\u007f"},
        {SLICE_INIT("</script><!--"), "\\u003c/script\\u003e\\u003c!--"},
        {SLICE_INIT("a&'b"), "a\\u0026\\u0027b"},
        {SLICE_INIT("\u2028\u2029"), "\\u2028\\u2029"},
        {SLICE_INIT("\u00e9\U0001F600"), "\u00e9\U0001F600"},
        {SLICE_INIT("a\xFF\xC3"), "a\ufffd\ufffd"},
        {SLICE_INIT("\ufffd"), "\ufffd"},
        {SLICE_INIT(""), ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(escaped(escape_json, table[i].text), table[i].json);
    }
}

static void test_terminal(void **state) {
    (void)state;
    static const struct {
        struct slice text;
        const char *shown;
    } table[] = {
        {SLICE_INIT("plain \u00e9\t\U0001F600"), "plain \u00e9\t\U0001F600"},
        {SLICE_INIT("\x1b[31mred\x1b]0;title\x07"), "\\x1B[31mred\\x1B]0;title\\x07"},
        {SLICE_INIT("a\nb\rc\0"), "a\\x0Ab\\x0Dc\\x00"},
        {SLICE_INIT("\x7F\xC2\x9B"), "\\x7F\\x9B"}, /* C1: CSI in one character */
        {SLICE_INIT("\u202egpj.exe\u2066"), "\\u202Egpj.exe\\u2066"},
        {SLICE_INIT("a\x9b\xFFz"), "a\\x9B\\xFFz"}, /* malformed */
        {SLICE_INIT("\ufffd"), "\ufffd"},           /* the character itself is no malformed byte */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(escaped(escape_terminal, table[i].text), table[i].shown);
    }
}

static void test_what_an_author_may_write_as_address(void **state) {
    (void)state;
    static const struct slice allowed[] = {
        SLICE_INIT(""),
        SLICE_INIT("a.html"),
        SLICE_INIT("../a.html#b"),
        SLICE_INIT("#javascript:x"),
        SLICE_INIT("?javascript:x"),
        SLICE_INIT("./javascript:x"),
        SLICE_INIT("/a:b"),
        SLICE_INIT("http://example.org/"),
        SLICE_INIT("https://example.org/?x=javascript:y"),
        SLICE_INIT("HTTPS://EXAMPLE.ORG"),
        SLICE_INIT("mailto:a@example.org"),
        SLICE_INIT("tel:+31201234567"),
        SLICE_INIT(" https://example.org"),
        SLICE_INIT("ht\ntps://example.org"),
    };
    static const struct slice refused[] = {
        SLICE_INIT("javascript:alert(1)"),
        SLICE_INIT("JaVaScRiPt:alert(1)"),
        SLICE_INIT(" javascript:alert(1)"),
        SLICE_INIT("\x01javascript:alert(1)"),
        SLICE_INIT("java\tscript:alert(1)"),
        SLICE_INIT("java\nscript:alert(1)"),
        SLICE_INIT("java\r\nscript:alert(1)"),
        SLICE_INIT("javascript\n:alert(1)"),
        SLICE_INIT("java\0script:alert(1)"),
        SLICE_INIT("\u00a0javascript:alert(1)"),
        SLICE_INIT("javascript\u200b:alert(1)"),
        SLICE_INIT("vbscript:x"),
        SLICE_INIT("data:text/html,<script>"),
        SLICE_INIT("DATA:image/svg+xml;base64,x"),
        SLICE_INIT("blob:https://example.org/x"),
        SLICE_INIT("view-source:x"),
        SLICE_INIT("file:///etc/passwd"),
        SLICE_INIT("ftp://example.org"),
        SLICE_INIT("ws:x"),
        SLICE_INIT("intent://x"),
        SLICE_INIT("x:y"),
        SLICE_INIT(":x"),
        SLICE_INIT(" :x"),
        SLICE_INIT("\x01:x"),
        SLICE_INIT("httpsx:y"),
        SLICE_INIT("http\xFF:y"),
        SLICE_INIT("mailtomailtomailto:x"),
        SLICE_INIT("C:\\windows"),
    };
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (!address_is_allowed(allowed[i])) {
            fail_msg("refused: %.*s", slice_width(allowed[i]), allowed[i].data);
        }
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (address_is_allowed(refused[i])) {
            fail_msg("allowed: %.*s", slice_width(refused[i]), refused[i].data);
        }
    }
}

static void test_schemes(void **state) {
    (void)state;
    static const char *const table[][2] = {
        {"https://example.org", "https"},
        {"network:gezondveluwe", "network"},
        {"a-b:c", "a-b"},
        {"a/b:c", ""},
        {"a.html", ""},
        {"", ""},
        {":a", ""},
        {"#a:b", ""},
        {"-a:b", ""},
        {"a b:c", ""},
        {"a.b:c", "a.b"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_text(address_scheme(slice_from(table[i][0])), table[i][1]);
    }
    assert_size(address_scheme(SLICE("a\0b:c")).length, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_every_byte_of_an_address_is_safe),
        cmocka_unit_test(test_percent),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_terminal),
        cmocka_unit_test(test_what_an_author_may_write_as_address),
        cmocka_unit_test(test_schemes),
    };
    int failed = cmocka_run_group_tests_name("base/escape", tests, NULL, release);
    return failed != 0;
}
