/* Mistakes in the language itself: where they are and what is said of them. */
#include "template_testing.h"

static void assert_mistake(const char *text, const char *expected, const char *file, int line) {
    compile_text(text, NULL);
    struct slice actual = mistakes();
    if (!slice_equals(actual, slice_from(expected))) {
        print_error("of %s\ngot: %.*sexpected: %s", text, slice_width(actual), actual.data,
                    expected);
        _fail(file, line);
    }
}
#define MISTAKE(text, expected) assert_mistake(text, expected "\n", __FILE__, __LINE__)

static void test_tags(void **state) {
    (void)state;
    MISTAKE("a {{ x", "page.html:1:3-5: `{{` is never closed by `}}` [template-syntax]");
    MISTAKE("a\n{% if x", "page.html:2:1-3: `{%` is never closed by `%}` [template-syntax]");
    MISTAKE("{# x", "page.html:1:1-3: `{#` is never closed by `#}` [template-syntax]");
    MISTAKE("{% raw %}x",
            "page.html:1:1-10: `{% raw %}` is never closed by `{% endraw %}` [template-syntax]");
    MISTAKE("{{ 'abc }}", "page.html:1:4-5: `'` is never closed by `'` [template-syntax]");
    MISTAKE("{{ (a] }}", "page.html:1:6-7: `)` was expected here, not `]` [template-syntax]");
    MISTAKE("{{ a) }}", "page.html:1:5-6: `)` is not expected here [template-syntax]");
    MISTAKE("{{ a ? b }}", "page.html:1:6-7: `?` is not expected here [template-syntax]");
    MISTAKE("{{ a é }}", "page.html:1:6-8: `}}` was expected here, not `é` [template-syntax]");
    MISTAKE("{{ \"\\N{x}\" }}", "page.html:1:5-7: `\\N` in a text stands for nothing "
                                "[template-syntax]");
    MISTAKE("{{ 99999999999999999999 }}",
            "page.html:1:4-24: the number `99999999999999999999` is too large [template-syntax]");
}

static void test_expressions(void **state) {
    (void)state;
    MISTAKE("{{ }}", "page.html:1:4-6: a value was expected here, not `}}` [template-syntax]");
    MISTAKE("{{ 1 + }}", "page.html:1:8-10: a value was expected here, not `}}` [template-syntax]");
    MISTAKE("{{ a. }}", "page.html:1:7-9: a name was expected here, not `}}` [template-syntax]");
    MISTAKE("{{ a b }}", "page.html:1:6-7: `}}` was expected here, not `b` [template-syntax]");
    MISTAKE("{{ {'a'} }}", "page.html:1:8-9: `:` was expected here, not `}` [template-syntax]");
    MISTAKE("{{ f(a=1, 2) }}", "page.html:1:11-12: what has no name must come before what has one "
                               "[template-syntax]");
    MISTAKE("{{ f(*a) }}", "page.html:1:6-7: `*` of Jinja is not a part of this template language "
                           "[template-unsupported]");
}

static void test_statements(void **state) {
    (void)state;
    MISTAKE("{% fro x in y %}", "page.html:1:4-7: there is no statement `fro`; did you mean `for`? "
                                "[template-unknown-tag]");
    MISTAKE("{% 5 %}", "page.html:1:4-5: a name was expected here, not `5` [template-syntax]");
    MISTAKE("{% if x %}\n{% endfor %}", "page.html:2:4-10: `endfor` closes nothing here: `if` is "
                                        "open [template-syntax]");
    MISTAKE("x{% endif %}", "page.html:1:5-10: `endif` is not expected here [template-syntax]");
    MISTAKE("{% for x in y %}", "page.html:1:1-3: `for` is never closed by `{% endfor %}` "
                                "[template-syntax]");
    MISTAKE("{% if x %}{% else %}",
            "page.html:1:1-3: `if` is never closed by `{% endif %}` [template-syntax]");
    MISTAKE("{% set x %}", "page.html:1:1-3: `set` is never closed by `{% endset %}` "
                           "[template-syntax]");
    MISTAKE("{% for x %}", "page.html:1:10-12: `in` was expected here, not `%}` [template-syntax]");
    MISTAKE("{% for loop in x %}{% endfor %}",
            "page.html:1:8-12: nothing can be assigned to `loop` [template-syntax]");
    MISTAKE("{% set true = 1 %}",
            "page.html:1:8-12: nothing can be assigned to `true` [template-syntax]");
    MISTAKE("{% macro m(a=1, b) %}{% endmacro %}",
            "page.html:1:17-18: what has no name must come before what has one [template-syntax]");
    MISTAKE("{% call m %}{% endcall %}",
            "page.html:1:9-10: `{% call %}` needs a call of a macro [template-syntax]");
    MISTAKE("{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
            "page.html:2:10-11: there are two blocks `a` [template-syntax]");
    MISTAKE("{% if x %}{% extends 'a' %}{% endif %}",
            "page.html:1:11-25: `{% extends %}` cannot stand inside something else "
            "[template-syntax]");
    MISTAKE("{% include name %}", "page.html:1:12-16: the name of a template must be a text in "
                                  "quotes here [template-syntax]");
    MISTAKE("{% from 'a' import _b %}", "page.html:1:20-22: `_b` cannot be imported: names that "
                                        "begin with `_` are private [template-syntax]");
    MISTAKE("{% extends 'page.html' %}", "page.html:1:1-26: `page.html` extends itself "
                                         "[template-syntax]");
    MISTAKE("{% autoescape false %}", "page.html:1:4-14: `autoescape` of Jinja is not a part of "
                                      "this template language [template-unsupported]");
    MISTAKE("{% break %}", "page.html:1:4-9: `break` of Jinja is not a part of this template "
                           "language [template-unsupported]");
}

/* The second place of a mistake is the other one of the two. */
static void test_second_places(void **state) {
    (void)state;
    compile_text("{% block a %}{% endblock %}{% block a %}{% endblock %}", NULL);
    assert_size(diagnostics.count, 1);
    assert_true(diagnostics.entries[0]->has_second);
    assert_size(diagnostics.entries[0]->second.start, 9);
    compile_text("x {% for a in b %}{% if c %}{% endfor %}", NULL);
    assert_size(diagnostics.count, 1);
    assert_true(diagnostics.entries[0]->has_second);
    assert_size(diagnostics.entries[0]->second.start, 18);
}

static struct slice repeated(const char *text, size_t count, const char *middle, const char *end) {
    struct buffer out;
    buffer_init(&out, &arena);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&out, text);
    }
    buffer_append_text(&out, middle);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&out, end);
    }
    buffer_append_byte(&out, '\0');
    return buffer_slice(&out);
}

/* Whatever is nested a thousand deep is a mistake, and nothing worse. */
static void test_depth(void **state) {
    (void)state;
    static const char *const nestings[][3] = {
        {"{% if x %}", "y", "{% endif %}"},
        {"(", "1", ")"},
        {"[", "", "]"},
        {"not ", "1", ""},
        {"-", "1", ""},
        {"1 + ", "1", ""},
        {"1 if 1 else ", "1", ""},
        {"a[", "1", "]"},
        {"a", "", "|e"},
        {"{% for a in b %}", "", "{% endfor %}"},
        {"{% block x %}", "", "{% endblock %}"},
        {"{'a': ", "1", "}"},
        {"a", "", ".b"},
        {"f(", "", ")"},
    };
    for (size_t i = 0; i < sizeof nestings / sizeof *nestings; i++) {
        struct slice text = repeated(nestings[i][0], 1000, nestings[i][1], nestings[i][2]);
        bool statement = nestings[i][0][0] == '{' && nestings[i][0][1] == '%';
        const char *source =
            statement ? text.data : arena_format(&arena, "{{ %s }}", text.data).data;
        assert_null(compile_text(source, NULL));
        assert_true(diagnostics.count > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tags, begin, end),
        cmocka_unit_test_setup_teardown(test_expressions, begin, end),
        cmocka_unit_test_setup_teardown(test_statements, begin, end),
        cmocka_unit_test_setup_teardown(test_second_places, begin, end),
        cmocka_unit_test_setup_teardown(test_depth, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
