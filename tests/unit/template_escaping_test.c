/* Escaping by where a value stands in the HTML, and refusal where it cannot stand. */
#include "template_testing.h"

static struct slice item_address(const struct value_object *self, struct arena *page) {
    (void)self;
    (void)page;
    return SLICE("articles/a b.html");
}

static struct slice item_text(const struct value_object *self, struct arena *page) {
    (void)self;
    (void)page;
    return SLICE("An <item>");
}

static const struct value_object_type ITEM = {
    .name = "item", .address = item_address, .text = item_text};
static const struct value_object ITEM_OBJECT = {&ITEM};

static struct value data(void) {
    static struct value_pair asset[1];
    static struct value_pair pairs[10];
    static struct value list[2];
    asset[0] =
        (struct value_pair){.key = SLICE("address"), .value = value_text(SLICE("img/x y.png"))};
    list[0] = value_text(SLICE("<a>"));
    list[1] = value_text(SLICE("\"b\""));
    const struct value_pair values[] = {
        {.key = SLICE("text"), .value = value_text(SLICE("<b> & \"q\" 'a'"))},
        {.key = SLICE("html"), .value = value_html(SLICE("<i title=\"t\">&amp;</i>"))},
        {.key = SLICE("item"), .value = value_object(&ITEM_OBJECT)},
        {.key = SLICE("asset"), .value = value_map(asset, 1)},
        {.key = SLICE("bad"), .value = value_text(SLICE("javascript:alert(1)"))},
        {.key = SLICE("sly"), .value = value_text(SLICE(" java\tscript:alert(1)"))},
        {.key = SLICE("url"), .value = value_text(SLICE("https://x.nl/?a=1&b=é"))},
        {.key = SLICE("n"), .value = value_number(12.5)},
        {.key = SLICE("yes"), .value = value_boolean(true)},
        {.key = SLICE("list"), .value = value_list(list, 2)},
    };
    memcpy(pairs, values, sizeof values);
    return value_map(pairs, sizeof values / sizeof *values);
}

static void test_element_text(void **state) {
    (void)state;
    assert_renders("<p>{{ text }}</p>", data(), "<p>&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;</p>");
    assert_renders("<p>{{ html }}{{ item }}{{ n }}</p>", data(),
                   "<p><i title=\"t\">&amp;</i>An &lt;item&gt;12.5</p>");
    assert_renders("a < {{ text }} <3 {{ n }}", data(),
                   "a < &lt;b&gt; &amp; &#34;q&#34; &#39;a&#39; <3 12.5");
}

static void test_attributes(void **state) {
    (void)state;
    assert_renders("<p title=\"{{ text }}\" class='{{ text }}'>", data(),
                   "<p title=\"&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;\" "
                   "class='&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;'>");
    /* HTML in an attribute keeps its entities, but no quote or tag of it can end the attribute. */
    assert_renders("<p title=\"{{ html }}\">", data(),
                   "<p title=\"&lt;i title=&#34;t&#34;&gt;&amp;&lt;/i&gt;\">");
    assert_renders("<p class=\"a{% if yes %} b-{{ n }}{% else %} c{% endif %} d\">", data(),
                   "<p class=\"a b-12.5 d\">");
    assert_renders("<li{% if yes %} class=\"{{ n }}\"{% endif %}>{{ html }}</li>", data(),
                   "<li class=\"12.5\"><i title=\"t\">&amp;</i></li>");
    assert_renders("<input {% if yes %}checked{% endif %} value=\"{{ n }}\"/>", data(),
                   "<input checked value=\"12.5\"/>");
}

static void test_addresses(void **state) {
    (void)state;
    assert_renders("<a href=\"{{ item }}\"><img src='{{ asset }}'>", data(),
                   "<a href=\"articles/a%20b.html\"><img src='img/x%20y.png'>");
    assert_renders("<a href=\"{{ url }}\">", data(), "<a href=\"https://x.nl/?a=1&amp;b=%C3%A9\">");
    assert_renders("<a href=\"/x/{{ text }}?q={{ text|urlencode }}\">", data(),
                   "<a href=\"/x/%3Cb%3E%20&amp;%20%22q%22%20&#39;a&#39;"
                   "?q=%3Cb%3E%20%26%20%22q%22%20%27a%27\">");
    assert_renders("<a href=\"mailto:{{ n }}\"><a href=\"{{ item }}#{{ n }}:x\">", data(),
                   "<a href=\"mailto:12.5\"><a href=\"articles/a%20b.html#12.5:x\">");
    assert_renders("<meta content=\"0; url={{ item }}\"><meta content=\"{{ text }}\">", data(),
                   "<meta content=\"0; url=articles/a%20b.html\">"
                   "<meta content=\"&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;\">");
    assert_renders("<img srcset=\"{{ asset }} 1x, {{ item }} 2x\">", data(),
                   "<img srcset=\"img/x%20y.png 1x, articles/a%20b.html 2x\">");
    assert_renders("<a HREF = \"{{ item }}\">", data(), "<a HREF = \"articles/a%20b.html\">");
    assert_renders("{% set to %}{{ url }}{% endset %}<a href=\"{{ to }}\">", data(),
                   "<a href=\"https://x.nl/?a=1&amp;b=%C3%A9\">");
}

static void test_harmful_addresses(void **state) {
    (void)state;
    assert_mistakes("<a href=\"{{ bad }}\">", NULL, data(),
                    "page.html:1:13-16: `javascript:alert(1)` is not allowed as an address here "
                    "(while making article:x: page.html:1) [template-address]\n");
    assert_mistakes("<form action='{{ sly }}'>", NULL, data(),
                    "page.html:1:18-21: ` java\tscript:alert(1)` is not allowed as an address here "
                    "(while making article:x: page.html:1) [template-address]\n");
    assert_mistakes("<a href=\"java{{ 'script:x' }}\">", NULL, data(),
                    "page.html:1:17-27: `script:x` is not allowed as an address here "
                    "(while making article:x: page.html:1) [template-address]\n");
    assert_mistakes("<a href=\"{{ 'javascript' }}{{ ':x' }}\">", NULL, data(),
                    "page.html:1:31-35: `:x` is not allowed as an address here "
                    "(while making article:x: page.html:1) [template-address]\n");
    assert_mistakes("<a href=\"{{ n }}:x\">", NULL, data(),
                    "page.html:1:17-18: the beginning of this address is a value, so what follows "
                    "cannot contain `:` [template-escaping]\n");
    assert_mistakes("<a href=\"JavaScript:f('{{ n }}')\">", NULL, data(),
                    "page.html:1:24-31: a value cannot be put in an address that begins with "
                    "`javascript` [template-escaping]\n");
    assert_mistakes("{% set to %}{{ bad }}{% endset %}<a href=\"{{ to }}\">", NULL, data(),
                    "page.html:1:46-48: `javascript:alert(1)` is not allowed as an address here "
                    "(while making article:x: page.html:1) [template-address]\n");
    assert_mistakes("<meta content=\"0;URL='{{ bad }}'\">", NULL, data(),
                    "page.html:1:26-29: `javascript:alert(1)` is not allowed as an address here "
                    "(while making article:x: page.html:1) [template-address]\n");
}

static void test_scripts(void **state) {
    (void)state;
    assert_renders("<script>var a = {{ text|tojson }}, b = {{ list | tojson }};</script>{{ n }}",
                   data(),
                   "<script>var a = \"\\u003cb\\u003e \\u0026 \\\"q\\\" \\u0027a\\u0027\", b = "
                   "[\"\\u003ca\\u003e\", \"\\\"b\\\"\"];</script>12.5");
    assert_renders("<button onclick=\"f({{ text|tojson }})\">", data(),
                   "<button onclick=\"f(&#34;\\u003cb\\u003e \\u0026 \\&#34;q\\&#34; "
                   "\\u0027a\\u0027&#34;)\">");
    assert_renders("<script>/* it's */ x = a / b; y = /[/\"]/.test('\"'); z = {{ n|tojson }}"
                   "</script><p title=\"{{ n }}\">",
                   data(),
                   "<script>/* it's */ x = a / b; y = /[/\"]/.test('\"'); z = 12.5</script>"
                   "<p title=\"12.5\">");
    assert_renders("<script>{{ n|tojson if yes else list|tojson }}</script>", data(),
                   "<script>12.5</script>");
    assert_renders("<SCRIPT>if (1 < 2) { \"</p>\" }</Script ><p>{{ html }}</p>", data(),
                   "<SCRIPT>if (1 < 2) { \"</p>\" }</Script ><p><i title=\"t\">&amp;</i></p>");
}

static void test_refusals_in_scripts(void **state) {
    (void)state;
    assert_mistakes("<script>var a = {{ n }};</script>", NULL, data(),
                    "page.html:1:17-24: in a script a value must be made JSON "
                    "[template-escaping]\n");
    assert_mistakes("<script>var a = '{{ n|tojson }}';</script>", NULL, data(),
                    "page.html:1:18-32: a value cannot stand in a text, comment or pattern of a "
                    "script [template-escaping]\n");
    assert_mistakes("<script>// {{ n|tojson }}\n</script>", NULL, data(),
                    "page.html:1:12-26: a value cannot stand in a text, comment or pattern of a "
                    "script [template-escaping]\n");
    assert_mistakes("<script>x = /{{ n|tojson }}/</script>", NULL, data(),
                    "page.html:1:14-28: a value cannot stand in a text, comment or pattern of a "
                    "script [template-escaping]\n");
    assert_mistakes("<script>x = `{{ n|tojson }}`</script>", NULL, data(),
                    "page.html:1:14-28: a value cannot stand in a text, comment or pattern of a "
                    "script [template-escaping]\n");
    assert_mistakes("<script>x = {{ n|tojson|upper }}</script>", NULL, data(),
                    "page.html:1:13-33: in a script a value must be made JSON "
                    "[template-escaping]\n");
}

static void test_styles(void **state) {
    (void)state;
    assert_renders("<style>p { width: {{ n }}% } /* it's */</style>"
                   "<p style=\"color: {{ '#c0ffee' }}; margin: {{ '1px 2px' }}\">{{ html }}",
                   data(),
                   "<style>p { width: 12.5% } /* it's */</style>"
                   "<p style=\"color: #c0ffee; margin: 1px 2px\"><i title=\"t\">&amp;</i>");
    assert_mistakes("<p style=\"width: {{ 'x;y' }}\">", NULL, data(),
                    "page.html:1:21-26: `x;y` cannot be put in a style safely "
                    "(while making article:x: page.html:1) [template-style]\n");
    assert_mistakes("<style>p { background: url({{ n }}) }</style>", NULL, data(),
                    "page.html:1:28-35: a value cannot stand in a text or comment of a stylesheet "
                    "[template-escaping]\n");
    assert_mistakes("<style>p::after { content: \"{{ n }}\" }</style>", NULL, data(),
                    "page.html:1:29-36: a value cannot stand in a text or comment of a stylesheet "
                    "[template-escaping]\n");
}

static void test_titles_and_comments(void **state) {
    (void)state;
    assert_renders("<title>{{ html }} & {{ text }}</title>{{ n }}", data(),
                   "<title>&lt;i title=&#34;t&#34;&gt;&amp;&lt;/i&gt; & &lt;b&gt; &amp; "
                   "&#34;q&#34; &#39;a&#39;</title>12.5");
    assert_renders("<textarea>{{ '</textarea>' }}</textarea>", data(),
                   "<textarea>&lt;/textarea&gt;</textarea>");
    assert_renders("<!-- {{ '-->' }} {{ html }} --><p title=\"{{ n }}\">", data(),
                   "<!-- --&gt; &lt;i title=&#34;t&#34;&gt;&amp;&lt;/i&gt; -->"
                   "<p title=\"12.5\">");
    assert_renders("<!DOCTYPE html><!----><!--x--!>{{ html }}", data(),
                   "<!DOCTYPE html><!----><!--x--!><i title=\"t\">&amp;</i>");
}

static void test_refusals(void **state) {
    (void)state;
    assert_mistakes("<p class={{ n }}>", NULL, data(),
                    "page.html:1:10-17: this attribute needs quotes around its value "
                    "[template-escaping]\n");
    assert_mistakes("<p class=a{{ n }}>", NULL, data(),
                    "page.html:1:11-18: this attribute needs quotes around its value "
                    "[template-escaping]\n");
    assert_mistakes("<h{{ n }}>", NULL, data(),
                    "page.html:1:3-10: a value cannot make up the name of a tag "
                    "[template-escaping]\n");
    assert_mistakes("</{{ n }}>", NULL, data(),
                    "page.html:1:3-10: a value cannot make up the name of a tag "
                    "[template-escaping]\n");
    assert_mistakes("<p {{ n }}>", NULL, data(),
                    "page.html:1:4-11: a value cannot stand inside a tag without being the value "
                    "of an attribute [template-escaping]\n");
    assert_mistakes("<p data-{{ n }}=\"x\">", NULL, data(),
                    "page.html:1:9-16: a value cannot stand inside a tag without being the value "
                    "of an attribute [template-escaping]\n");
    assert_mistakes("<!DOCTYPE {{ n }}>", NULL, data(),
                    "page.html:1:11-18: a value cannot stand in a declaration "
                    "[template-escaping]\n");
    assert_mistakes("<iframe srcdoc=\"{{ n }}\">", NULL, data(),
                    "page.html:1:17-24: a value cannot stand in `<srcdoc>`, whose text has no "
                    "escapes [template-escaping]\n");
    assert_mistakes("<xmp>{{ n }}</xmp>", NULL, data(),
                    "page.html:1:6-13: a value cannot stand in `<xmp>`, whose text has no escapes "
                    "[template-escaping]\n");
}

static void test_branches_must_agree(void **state) {
    (void)state;
    assert_mistakes("{% if yes %}<p title=\"{% endif %}x", NULL, data(),
                    "page.html:1:1-3: the HTML does not fit together: `<p … title=\"…` at the end "
                    "of one branch, `…` at the end of another [template-escaping]\n");
    assert_mistakes("{% for x in list %}<script>{% endfor %}", NULL, data(),
                    "page.html:1:1-3: the HTML of this loop does not fit on itself: it begins in "
                    "`…` and ends in `<script> …` [template-escaping]\n");
    assert_mistakes("{% macro m() %}<p class=\"{% endmacro %}", NULL, data(),
                    "page.html:1:1-3: `macro` must end where it begins in the HTML: it begins in "
                    "`…` and ends in `<p … class=\"…` [template-escaping]\n");
    assert_mistakes("<p>{{ n }}<div", NULL, data(),
                    "page.html:1:15-15: the template ends in `<div …` [template-escaping]\n");
    assert_renders("<p {% for x in list %}{% if yes %}data-a{% else %}data-b{% endif %} "
                   "title=\"{{ x }}\" {% endfor %}>{{ n }}",
                   data(), "<p data-a title=\"&lt;a&gt;\" data-a title=\"&#34;b&#34;\" >12.5");
    assert_renders("<a href=\"{% if yes %}/x{% else %}{{ url }}{% endif %}/{{ text }}\">", data(),
                   "<a href=\"/x/%3Cb%3E%20&amp;%20%22q%22%20&#39;a&#39;\">");
}

static void test_macros_and_captures(void **state) {
    (void)state;
    assert_renders("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(text) }}"
                   "<p title=\"{{ m('<') }}\">",
                   data(),
                   "<b>&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;</b>"
                   "<p title=\"&lt;b&gt;&lt;&lt;/b&gt;\">");
    assert_renders("{% filter upper %}<b>{{ '<' }}</b>{% endfilter %}", data(), "<B>&LT;</B>");
    assert_renders("{% macro m() %}<a href=\"{{ caller() }}\">{% endmacro %}"
                   "{% call m() %}x/{{ n }}{% endcall %}",
                   data(), "<a href=\"x/12.5\">");
    assert_mistakes("<script>{% macro m() %}{{ n }}{% endmacro %}{{ m() }}</script>", NULL, data(),
                    "page.html:1:45-54: in a script a value must be made JSON "
                    "[template-escaping]\n");
}

static void test_includes_and_blocks(void **state) {
    (void)state;
    /* One part in two places of the HTML is escaped for each. */
    const struct source both[] = {
        {"page.html", "{% include 'part' %}<p title=\"{% include 'part' %}\"><a href=\"{% include "
                      "'part' %}\">"},
        {"part", "{{ html }}"}};
    set_sources(both, 2);
    assert_text(render(compile_sources(NULL, NULL), data()),
                "<i title=\"t\">&amp;</i><p title=\"&lt;i title=&#34;t&#34;&gt;&amp;&lt;/i&gt;\">"
                "<a href=\"%3Ci%20title=%22t%22%3E&amp;%3C/i%3E\">");
    assert_text(mistakes(), "");

    /* A block is escaped for where the base has it. */
    const struct source child[] = {
        {"page.html", "{% extends 'base' %}{% block a %}{{ html }}{% endblock %}"
                      "{% block s %}{{ super() }} + {{ n|tojson }}{% endblock %}"
                      "{% block t %}[{{ super() }}]{% endblock %}"},
        {"base", "<title>{% block t %}{{ text }}{% endblock %}</title><p title=\"{% block a %}"
                 "{% endblock %}\"><script>x = {% block s %}{{ list|tojson }}{% endblock %}"
                 "</script>"}};
    set_sources(child, 2);
    assert_text(render(compile_sources(NULL, NULL), data()),
                "<title>[&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;]</title><p title=\"&lt;i "
                "title=&#34;t&#34;&gt;&amp;&lt;/i&gt;\"><script>x = [\"\\u003ca\\u003e\", "
                "\"\\\"b\\\"\"] + 12.5</script>");
    assert_text(mistakes(), "");

    const struct source wrong[] = {
        {"page.html", "{% extends 'base' %}{% block s %}{{ n }}{% endblock %}"},
        {"base", "<script>x = {% block s %}1{% endblock %}</script>"}};
    set_sources(wrong, 2);
    assert_null(compile_sources(NULL, NULL));
    assert_text(mistakes(), "page.html:1:34-41: in a script a value must be made JSON "
                            "[template-escaping]\n");

    const struct source open[] = {{"page.html", "<p>{% include 'part' %}</p>"},
                                  {"part", "<a href=\""}};
    set_sources(open, 2);
    assert_null(compile_sources(NULL, NULL));
    assert_text(mistakes(), "page.html:1:4-6: `include` must end where it begins in the HTML: it "
                            "begins in `…` and ends in `<a … href=\"…` [template-escaping]\n");

    /* A part that includes itself ever deeper in the HTML comes to an end. */
    const struct source deeper[] = {{"page.html", "{% include 'part' %}"},
                                    {"part", "<a{% if yes %} x{% include 'part' %}{% endif %}>"}};
    set_sources(deeper, 2);
    assert_null(compile_sources(NULL, NULL));
    assert_true(diagnostics.count > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_element_text, begin, end),
        cmocka_unit_test_setup_teardown(test_attributes, begin, end),
        cmocka_unit_test_setup_teardown(test_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_harmful_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_scripts, begin, end),
        cmocka_unit_test_setup_teardown(test_refusals_in_scripts, begin, end),
        cmocka_unit_test_setup_teardown(test_styles, begin, end),
        cmocka_unit_test_setup_teardown(test_titles_and_comments, begin, end),
        cmocka_unit_test_setup_teardown(test_refusals, begin, end),
        cmocka_unit_test_setup_teardown(test_branches_must_agree, begin, end),
        cmocka_unit_test_setup_teardown(test_macros_and_captures, begin, end),
        cmocka_unit_test_setup_teardown(test_includes_and_blocks, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
