/* Rendering: objects, functions and dates that the generator gives, failures and limits. */
#include "template_testing.h"

#include "base/limits.h"

#include <pthread.h>

/* An item with a title, a sequence of numbers, and a function. */
static bool item_get(const struct value_object *self, struct slice name, struct arena *page,
                     struct value *out) {
    (void)self;
    (void)page;
    if (slice_equals(name, SLICE("title"))) {
        *out = value_text(SLICE("Title"));
        return true;
    }
    if (slice_equals(name, SLICE("empty"))) {
        *out = value_undefined();
        return true;
    }
    return false;
}

static struct slice item_text(const struct value_object *self, struct arena *page) {
    (void)self;
    (void)page;
    return SLICE("item & text");
}

static size_t three(const struct value_object *self) {
    (void)self;
    return 3;
}

static struct value number_at(const struct value_object *self, size_t index, struct arena *page) {
    (void)self;
    (void)page;
    return value_integer((int64_t)(index + 1) * 10);
}

static bool call(const struct value_object *self, struct value_call *arguments, struct value *out) {
    (void)self;
    if (arguments->argument_count == 0) {
        arguments->error = SLICE("a name is missing");
        return false;
    }
    struct slice name = value_slice(arguments->arguments[0]);
    struct slice suffix =
        arguments->named_count > 0 ? value_slice(arguments->named[0].value) : SLICE("");
    *out = value_text(arena_format(arguments->arena, "<%.*s%.*s>", slice_width(name), name.data,
                                   slice_width(suffix), suffix.data));
    return true;
}

static const struct value_object_type ITEM = {.name = "item", .get = item_get, .text = item_text};
static const struct value_object_type NUMBERS = {
    .name = "numbers", .length = three, .at = number_at};
static const struct value_object_type FUNCTION = {.name = "function", .call = call};
static const struct value_object ITEM_OBJECT = {&ITEM};
static const struct value_object NUMBERS_OBJECT = {&NUMBERS};
static const struct value_object FUNCTION_OBJECT = {&FUNCTION};

static struct value data(void) {
    static struct value_pair pairs[8];
    const struct value_pair values[] = {
        {.key = SLICE("item"), .value = value_object(&ITEM_OBJECT)},
        {.key = SLICE("numbers"), .value = value_object(&NUMBERS_OBJECT)},
        {.key = SLICE("t"), .value = value_object(&FUNCTION_OBJECT)},
        {.key = SLICE("day"), .value = value_date((struct date){2017, 10, 20})},
        {.key = SLICE("month"), .value = value_date((struct date){2017, 10, 0})},
        {.key = SLICE("language"), .value = value_text(SLICE("nl"))},
    };
    memcpy(pairs, values, sizeof values);
    return value_map(pairs, sizeof values / sizeof *values);
}

static void test_objects(void **state) {
    (void)state;
    assert_renders("{{ item.title }} {{ item }} {{ item['title'] }} {{ item.nothing is defined }} "
                   "{{ item.empty is defined }} {{ item is mapping }} {{ item | string | upper }}",
                   data(), "Title item &amp; text Title False False True ITEM &amp; TEXT");
    assert_renders("{% for n in numbers %}{{ n }}{{ ',' if not loop.last }}{% endfor %} "
                   "{{ numbers | length }} {{ numbers[1] }} {{ numbers[-1] }} {{ numbers[5] is "
                   "defined }} {{ numbers | first }} {{ numbers | last }} {{ numbers[1:] }} "
                   "{{ numbers | join('-') }} {{ 20 in numbers }} {{ numbers | sum }} "
                   "{{ numbers | tojson }} {{ 'yes' if numbers }}",
                   data(),
                   "10,20,30 3 20 30 False 10 30 [20, 30] 10-20-30 True 60 [10, 20, 30] yes");
    assert_renders("{{ [item, item] | unique | list | length }} {{ item == item }} "
                   "{{ item == numbers }} {{ item is sameas item }} {{ 'title' in item }}",
                   data(), "1 True False True True");
}

static void test_functions(void **state) {
    (void)state;
    assert_renders("{{ t('a') }}{{ t('a', suffix='b') }}{{ t('x') | upper }}", data(),
                   "&lt;a&gt;&lt;ab&gt;&lt;X&gt;");
    assert_mistakes("{{ t() }}", NULL, data(),
                    "page.html:1:4-7: `t`: a name is missing (while making article:x: page.html:1) "
                    "[template-failed]\n");
    assert_mistakes("{{ item() }}{{ t }}", NULL, data(),
                    "page.html:1:4-10: `item` is `item`: it cannot be called (while making "
                    "article:x: page.html:1) [template-failed]\n");
    assert_mistakes("{{ t }}", NULL, data(),
                    "page.html:1:4-5: `t` is `function`, which has no text (while making "
                    "article:x: page.html:1) [template-failed]\n");
}

static void test_dates(void **state) {
    (void)state;
    assert_renders("{{ day }} {{ month }} {{ day | date }} {{ month | date }} "
                   "{{ day | date('%Y-%m') }} {{ day | date(language='en') }} {{ day.year }} "
                   "{{ day.month }} {{ month.day is defined }} {{ '2020-01-02' | date }} "
                   "{{ day > month }} {{ day == day }} {{ day ~ '!' }} {{ day | tojson }}",
                   data(),
                   "2017-10-20 2017-10 20 oktober 2017 oktober 2017 2017-10 20 October 2017 2017 "
                   "10 False 2 januari 2020 True True 2017-10-20! \"2017-10-20\"");
    assert_mistakes("{{ 'x' | date }}", NULL, data(),
                    "page.html:1:4-14: the filter `date` does not work on `text` (while making "
                    "article:x: page.html:1) [template-failed]\n");
}

static void test_failures_tell_the_way(void **state) {
    (void)state;
    const struct source parts[] = {
        {"page.html", "{% extends 'base' %}\n{% block a %}\n{% include 'card' %}{% endblock %}"},
        {"base", "<p>\n\n{% block a %}{% endblock %}"},
        {"card", "{% macro m(x) %}\n{{ x.title }}{% endmacro %}\n\n{{ m(nothing) }}"}};
    set_sources(parts, 3);
    assert_text(render(compile_sources(NULL, NULL), data()), "<p>\n\n\n");
    assert_text(mistakes(), "card:2:4-5: `x` has no value (while making article:x: base:3 → "
                            "page.html:3 → card:4 → card:2) [template-undefined]\n");
    assert_true(result.failed);
    assert_text(result.chain, "base:3 → page.html:3 → card:4 → card:2");
}

static void test_undefined(void **state) {
    (void)state;
    assert_mistakes("{{ a.b }}", NULL, data(),
                    "page.html:1:4-5: `a` has no value (while making article:x: page.html:1) "
                    "[template-undefined]\n");
    assert_mistakes("{{ item.nothing | upper }}", NULL, data(),
                    "page.html:1:4-16: `item.nothing` has no value (while making article:x: "
                    "page.html:1) [template-undefined]\n");
    assert_mistakes("{% for x in item.nothing %}{% endfor %}", NULL, data(),
                    "page.html:1:13-25: `item.nothing` has no value (while making article:x: "
                    "page.html:1) [template-undefined]\n");
}

/* The message about a limit, without what comes before it. */
static struct slice limit_of(const char *text) {
    struct slice all = mistakes_of(text, NULL, data());
    size_t from = slice_search(all, SLICE(": ")) + 2;
    return slice_between(all, from, slice_search(all, SLICE(" (while")));
}

static void test_limits(void **state) {
    (void)state;
    const char *deep = "macros, blocks, includes or values are inside each other too deeply";
    const char *many = "the template takes too many steps";
    const char *large = "the template makes too much text";
    assert_text(limit_of("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"), deep);
    assert_text(limit_of("{% include 'page.html' %}"), deep);
    assert_text(limit_of("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}"), deep);
    assert_text(limit_of("{% set ns = namespace(x=[]) %}{% for i in range(1000) %}"
                         "{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}"),
                deep);
    assert_text(limit_of("{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}"
                         "{% endfor %}"),
                many);
    assert_text(limit_of("{{ range(100000000000) }}"), many);
    assert_text(limit_of("{% set ns = namespace(x=[1]) %}{% for i in range(100) %}"
                         "{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == [] }}{{ ns.x }}"),
                many);
    assert_text(limit_of("{{ 'x' * 1000000000000 }}"), large);
    assert_text(limit_of("{{ 'x' * 9223372036854775807 }}"), large);
    assert_text(limit_of("{% set ns = namespace(x='x') %}{% for i in range(100) %}"
                         "{% set ns.x = ns.x ~ ns.x %}{% endfor %}"),
                large);
    assert_text(limit_of("{% set x = 'x' * 1000000 %}{% for i in range(1000) %}{{ x }}"
                         "{% endfor %}"),
                large);
    assert_text(limit_of("{{ 'aaaa' | replace('a', 'x' * 100000000) }}"), large);
    assert_text(limit_of("{{ [0] * 100000000 }}"), large);
    assert_text(limit_of("{{ 'x' | indent(1000000000, true) }}"), large);
}

/* What was written before the failure is there; the buffer's earlier content stays. */
static void test_output_is_appended(void **state) {
    (void)state;
    struct template_program *program = compile_text("a{{ 1 }}{{ nothing }}b", NULL);
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_append_text(&out, "before ");
    template_render(program, data(), &arena, &out, &result);
    assert_true(result.failed);
    assert_text(buffer_slice(&out), "before a1");
    program = compile_text("ok", NULL);
    template_render(program, data(), &arena, &out, &result);
    assert_false(result.failed);
    assert_text(buffer_slice(&out), "before a1ok");
}

static struct template_program *shared_program;

static void *render_often(void *output) {
    struct arena page;
    arena_init(&page);
    struct slice first = SLICE("");
    for (int i = 0; i < 50; i++) {
        struct buffer out;
        struct template_result own;
        buffer_init(&out, &page);
        template_render(shared_program, data(), &page, &out, &own);
        if (i == 0) {
            first = buffer_slice(&out);
        } else if (own.failed || !slice_equals(first, buffer_slice(&out))) {
            first = SLICE("different");
            break;
        }
    }
    snprintf(output, 100, "%.*s", slice_width(first), first.data);
    arena_release(&page);
    return NULL;
}

static void test_threads_share_a_program(void **state) {
    (void)state;
    enum { THREADS = 4 };
    shared_program = compile_text("{% macro m(x) %}[{{ x }}]{% endmacro %}{% for n in numbers %}"
                                  "{{ m(n) }}{{ loop.index }}{% endfor %}{{ t('x') }}",
                                  NULL);
    assert_non_null(shared_program);
    pthread_t threads[THREADS];
    char outputs[THREADS][100];
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, render_often, outputs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_string_equal(outputs[i], "[10]1[20]2[30]3&lt;x&gt;");
    }
}

static void test_the_tables_are_sorted_and_whole(void **state) {
    (void)state;
    const struct template_reference_row *row = NULL;
    const char *before = "";
    size_t count = 0;
    for (; (row = template_filter_row(count)) != NULL; count++, before = row->name) {
        assert_true(strcmp(before, row->name) < 0);
        assert_true(strlen(row->signature) > 0 && strlen(row->summary_en) > 0 &&
                    strlen(row->summary_nl) > 0);
        before = row->name;
    }
    assert_true(count > 40);
    before = "";
    for (count = 0; (row = template_test_row(count)) != NULL; count++) {
        assert_true(strcmp(before, row->name) < 0);
        assert_true(strlen(row->summary_en) > 0 && strlen(row->summary_nl) > 0);
        before = row->name;
    }
    assert_true(count > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_objects, begin, end),
        cmocka_unit_test_setup_teardown(test_functions, begin, end),
        cmocka_unit_test_setup_teardown(test_dates, begin, end),
        cmocka_unit_test_setup_teardown(test_failures_tell_the_way, begin, end),
        cmocka_unit_test_setup_teardown(test_undefined, begin, end),
        cmocka_unit_test_setup_teardown(test_limits, begin, end),
        cmocka_unit_test_setup_teardown(test_output_is_appended, begin, end),
        cmocka_unit_test_setup_teardown(test_threads_share_a_program, begin, end),
        cmocka_unit_test_setup_teardown(test_the_tables_are_sorted_and_whole, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
