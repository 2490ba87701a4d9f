/* formats/markdown_write.h: what each element becomes; and cmark reads the same text again. */
#include "testing.h"

#include "formats/html.h"
#include "formats/markdown_write.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct slice write_one(const char *html, unsigned levels) {
    struct markdown_writer *writer = markdown_write_begin(&arena, MARKDOWN_WRITE_PLAIN);
    assert_true(markdown_write_html(writer, slice_from(html), levels));
    return markdown_write_finish(writer);
}

static void test_elements(void **state) {
    (void)state;
    static const struct {
        const char *html;
        const char *markdown;
    } rows[] = {
        {"<p>Een <em>zin</em>, <strong>twee</strong>\n en <code>a`b</code>.</p>",
         "Een *zin*, **twee** en ``a`b``.\n"},
        {"<h1>Kop</h1><p>a</p><p>b</p>", "# Kop\n\na\n\nb\n"},
        {"<p>a<br />b</p><hr />", "a\\\nb\n\n* * *\n"},
        {"<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c\n"},
        {"<ol start=\"3\"><li>a</li><li>b</li></ol>", "3. a\n4. b\n"},
        {"<ul><li class=\"task\"><input type=\"checkbox\" checked=\"\" /> <label>a</label></li>"
         "<li class=\"task\"><input type=\"checkbox\" /> <label>b</label></li></ul>",
         "- [x] a\n- [ ] b\n"},
        {"<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"},
        {"<pre><code class=\"language-c\">a\n  ```\n</code></pre>", "````c\na\n  ```\n````\n"},
        {"<p><code>a\n\n&lt;img src=b&gt;</code></p>", "`a  <img src=b>`\n"},
        {"<table><tr><td><code>a|b</code></td></tr></table>", "| `a\\|b` |\n| --- |\n"},
        {"<pre><code>b</code></pre>", "```\nb\n```\n"},
        {"<aside class=\"callout\"><p class=\"callout-title\">Let op</p><p>a</p></aside>",
         "> **Let op**\n>\n> a\n"},
        {"<aside role=\"doc-footnote\"><p><a href=\"#m\">1</a></p>Een noot.<p>b</p></aside>",
         "\\[1\\] Een noot.\n\nb\n"},
        {"<table><thead><tr><th>a|b</th><th>c</th></tr></thead><tbody><tr><td>1</td><td>2<br />3"
         "</td></tr></tbody></table>",
         "| a\\|b | c |\n| --- | --- |\n| 1 | 2 3 |\n"},
        {"<p>a <span><table><tr><td>b</td><td>c</td></tr></table></span>d "
         "<b><div>e</div><p>f</p></b>"
         "<sub>g</sub>h</p>",
         "a b c d **e f** gh\n"},
        {"<dl><dt>term</dt><dd>uitleg</dd></dl>", "- **term**: uitleg\n"},
        {"<p><a href=\"https://a.nl/\">x</a> <a href=\"https://b.nl/\">y</a> "
         "<a href=\"https://a.nl/\">z</a> <a>w</a></p>",
         "[x][1] [y][2] [z][1] w\n\n[1]: <https://a.nl/>\n[2]: <https://b.nl/>\n"},
        {"<p><img src=\"https://a.nl/f.png\" alt=\"een *foto*\" /></p>",
         "![een \\*foto\\*][1]\n\n[1]: <https://a.nl/f.png>\n"},
        {"<p>noot<sup><a href=\"#note-1\">1</a></sup></p>", "noot\\[1\\]\n"},
        {"<p># geen kop</p><p>1. geen lijst</p><p>- ook niet</p><p>a &lt;b&gt; &amp;amp; [c] "
         "_d_</p>",
         "\\# geen kop\n\n1\\. geen lijst\n\n\\- ook niet\n\na \\<b> \\&amp; \\[c\\] \\_d\\_\n"},
        {"<h2>a&#13;b</h2><blockquote><p>c&#13;&#10;d <code>e&#13;f</code></p><pre>g&#13;h</pre>"
         "</blockquote>",
         "## a b\n\n> c d `e f`\n>\n> ```\n> g\n> h\n> ```\n"},
        {"los <em>woord</em><p>alinea</p>achter", "los *woord*\n\nalinea\n\nachter\n"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_text(write_one(rows[i].html, 0), rows[i].markdown);
    }
    assert_text(write_one("<h1>a</h1><h5>b</h5>", 2), "### a\n\n###### b\n");
}

/* What cmark makes of the Markdown says the same, whatever signs stand in the text. */
static void test_reads_back(void **state) {
    (void)state;
    static const char *const texts[] = {"a *b* _c_ **d**",
                                        "# x",
                                        "1. y",
                                        "1) y",
                                        "- z",
                                        "+ z",
                                        "> q",
                                        "===",
                                        "---",
                                        "a\\b `c`",
                                        "[a](b)",
                                        "![x](y)",
                                        "<div>",
                                        "&copy; & &amp;",
                                        "https://a.nl/x_y_z",
                                        "2 * 3 * 4",
                                        "~~~",
                                        "| a | b |"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buffer html, plain, again;
        buffer_init(&html, &arena);
        buffer_init(&plain, &arena);
        buffer_init(&again, &arena);
        buffer_append_text(&html, "<p>");
        for (const char *at = texts[i]; *at != '\0'; at++) {
            buffer_append_text(&html, *at == '<'   ? "&lt;"
                                      : *at == '&' ? "&amp;"
                                      : *at == '>' ? "&gt;"
                                                   : (char[]){*at, '\0'});
        }
        buffer_append_text(&html, "</p>");
        buffer_append_byte(&html, '\0');
        struct slice markdown = write_one(html.data, 0);
        char *made = cmark_markdown_to_html(markdown.data, markdown.length, CMARK_OPT_DEFAULT);
        assert_int_equal(strncmp(made, "<p>", 3), 0);
        html_text(slice_from(made), &again);
        html_text(slice_from(html.data), &plain);
        assert_slice(slice_trim(buffer_slice(&again)), slice_trim(buffer_slice(&plain)));
        free(made);
    }
}

static void test_broken(void **state) {
    (void)state;
    struct markdown_writer *writer = markdown_write_begin(&arena, MARKDOWN_WRITE_PLAIN);
    assert_false(markdown_write_html(writer, SLICE("<p>open"), 0));
    assert_text(markdown_write_finish(writer), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(test_elements, release),
                                       cmocka_unit_test_teardown(test_reads_back, release),
                                       cmocka_unit_test_teardown(test_broken, release)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
