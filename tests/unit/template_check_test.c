/* What the check finds before anything is rendered, with its place and suggestion. */
#include "template_testing.h"

static const struct shape ANY = {.type = SHAPE_ANY};
static const struct shape TEXT = {.type = SHAPE_TEXT};
static const struct shape HTML = {.type = SHAPE_HTML};
static const struct shape NUMBER = {.type = SHAPE_NUMBER};
static const struct shape DATE = {.type = SHAPE_DATE};
static const struct shape MAPPING = {.type = SHAPE_MAPPING, .element = &TEXT};

static const struct shape_field IMAGE_FIELDS[] = {{SLICE_INIT("address"), &TEXT, false},
                                                  {SLICE_INIT("width"), &NUMBER, true}};
static const struct shape IMAGE = {
    .type = SHAPE_RECORD, .name = "asset", .fields = IMAGE_FIELDS, .field_count = 2};

static const struct shape NETWORKS;
static const struct shape_field NETWORK_FIELDS[] = {
    {SLICE_INIT("title"), &TEXT, false},        {SLICE_INIT("region"), &TEXT, true},
    {SLICE_INIT("date"), &DATE, true},          {SLICE_INIT("inhabitants"), &NUMBER, false},
    {SLICE_INIT("html"), &HTML, false},         {SLICE_INIT("image"), &IMAGE, true},
    {SLICE_INIT("partners"), &NETWORKS, false}, {SLICE_INIT("options"), &MAPPING, false},
};
static const struct shape NETWORK = {.type = SHAPE_RECORD,
                                     .name = "network",
                                     .has_address = true,
                                     .fields = NETWORK_FIELDS,
                                     .field_count = sizeof NETWORK_FIELDS / sizeof *NETWORK_FIELDS};
static const struct shape NETWORKS = {.type = SHAPE_LIST, .element = &NETWORK};

static const struct slice ITEM_NAMES[] = {SLICE_INIT("topic"), SLICE_INIT("sort"),
                                          SLICE_INIT("limit")};
static const struct shape ITEMS = {.type = SHAPE_FUNCTION,
                                   .element = &NETWORKS,
                                   .argument_minimum = 1,
                                   .argument_maximum = 1,
                                   .argument_names = ITEM_NAMES,
                                   .argument_name_count = 3};
static const struct shape TRANSLATE = {
    .type = SHAPE_FUNCTION, .element = &TEXT, .argument_minimum = 1, .argument_maximum = 1};

static const struct shape_field GLOBAL_FIELDS[] = {
    {SLICE_INIT("page"), &NETWORK, false}, {SLICE_INIT("items"), &ITEMS, false},
    {SLICE_INIT("t"), &TRANSLATE, false},  {SLICE_INIT("theme"), &ANY, false},
    {SLICE_INIT("section"), &TEXT, true},
};
static const struct shape GLOBALS = {.type = SHAPE_RECORD,
                                     .name = "globals",
                                     .fields = GLOBAL_FIELDS,
                                     .field_count = sizeof GLOBAL_FIELDS / sizeof *GLOBAL_FIELDS};

static const struct shape_field BOTH_FIELDS[] = {{SLICE_INIT("address"), &TEXT, false},
                                                 {SLICE_INIT("title"), &TEXT, false}};
static const struct shape PAGE_OF_BOTH = {
    .type = SHAPE_RECORD, .name = "both", .fields = BOTH_FIELDS, .field_count = 2};

/* The mistakes that the check finds in `text`. */
static struct slice found(const char *text) {
    compile_text(text, &GLOBALS);
    return mistakes();
}

static void test_nothing_is_wrong(void **state) {
    (void)state;
    assert_text(found("{{ page.title }}{{ page['title'] }}{{ theme.anything.at.all }}"
                      "{% for n in items('network', sort='-date') %}{{ n.title }}{{ loop.index }}"
                      "{% endfor %}{{ t('x', n=1) }}{{ page.options.any }}"
                      "{{ range(3) }}{{ namespace(a=1) }}"),
                "");
}

static void test_unknown_names(void **state) {
    (void)state;
    assert_text(found("a\n  {{ pge.title }}"),
                "page.html:2:6-9: there is no variable `pge`; did you mean `page`? "
                "[template-unknown-name]\n");
    assert_text(found("{% if nonsense %}x{% endif %}{{ self.x }}{{ loop }}{{ super() }}"),
                "page.html:1:7-15: there is no variable `nonsense` [template-unknown-name]\n"
                "page.html:1:45-49: there is no variable `loop` [template-unknown-name]\n"
                "page.html:1:55-60: there is no variable `super` [template-unknown-name]\n");
    /* Asking is allowed. */
    assert_text(found("{% if nonsense is defined %}{{ nonsense.x }}{% endif %}"
                      "{{ nonsense | default('-') }}{{ 'x' if nonsense is not defined }}"),
                "");
}

static void test_unknown_fields(void **state) {
    (void)state;
    assert_text(found("{{ page.regoin }}"),
                "page.html:1:9-15: `network` has no field `regoin`; did you mean `region`? "
                "[template-unknown-field]\n");
    assert_text(found("{{ page['titel'] }}{% if page.nonsense %}{% endif %}"),
                "page.html:1:10-15: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "page.html:1:31-39: `network` has no field `nonsense` [template-unknown-field]\n");
    assert_text(found("{% for p in page.partners %}{{ p.titel }}{{ p.partners[0].x }}{% endfor %}"),
                "page.html:1:34-39: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "page.html:1:59-60: `network` has no field `x` [template-unknown-field]\n");
    assert_text(found("{% set p = page %}{{ p.titel }}{% with q = p.partners | first %}"
                      "{{ q.titel }}{% endwith %}"),
                "page.html:1:24-29: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "page.html:1:70-75: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n");
    assert_text(found("{{ page.title.x }}{{ page.partners.title }}{{ loop }}"),
                "page.html:1:15-16: `page.title` is text: it has no field `x` [template-type]\n"
                "page.html:1:36-41: `page.partners` is list: it has no field `title` "
                "[template-type]\n"
                "page.html:1:47-51: there is no variable `loop` [template-unknown-name]\n");
    assert_text(found("{{ page.partners | map(attribute='titel') | join }}"
                      "{{ page.partners | sort(attribute='image.adress') | length }}"
                      "{{ page.partners | selectattr('regon', 'defined') | list | length }}"
                      "{{ page.partners | groupby('region') }}"),
                "page.html:1:35-40: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "page.html:1:93-99: `asset` has no field `adress`; did you mean `address`? "
                "[template-unknown-field]\n"
                "page.html:1:86-100: warning: `image.adress` may be absent [template-optional]\n"
                "page.html:1:144-149: `network` has no field `regon`; did you mean `region`? "
                "[template-unknown-field]\n"
                "page.html:1:208-216: warning: `region` may be absent [template-optional]\n");
    /* What only some kinds have can be asked for. */
    assert_text(found("{% if page.kind is defined %}{{ page.kind.label }}{% endif %}"
                      "{{ page.kind.label if page.kind is defined else '-' }}"
                      "{% if page.kind is defined and page.kind.x %}{% endif %}"
                      "{% if page.kind is not defined or page.kind.x %}{% endif %}"
                      "{{ page.kind | default('') }}"),
                "");
}

static void test_optional_fields(void **state) {
    (void)state;
    assert_text(found("{{ page.region }}"),
                "page.html:1:4-15: warning: `page.region` may be absent [template-optional]\n");
    assert_text(found("{{ page.image.address }}{{ page.region | upper }}{{ page.region ~ 'x' }}"
                      "{% for c in page.region %}{% endfor %}{{ section }}"),
                "page.html:1:4-14: warning: `page.image` may be absent [template-optional]\n"
                "page.html:1:28-39: warning: `page.region` may be absent [template-optional]\n"
                "page.html:1:53-64: warning: `page.region` may be absent [template-optional]\n"
                "page.html:1:85-96: warning: `page.region` may be absent [template-optional]\n"
                "page.html:1:85-96: `page.region` is text: it cannot be looped over "
                "[template-type]\n"
                "page.html:1:114-121: warning: `section` may be absent [template-optional]\n");
}

static void test_conditions_narrow(void **state) {
    (void)state;
    assert_text(found("{% if page.region %}{{ page.region }}{{ page['region'] }}{% endif %}"), "");
    assert_text(found("{% if page.image is defined %}{{ page.image.address }}{% endif %}"
                      "{% if page.image is not defined %}-{% else %}{{ page.image.address }}"
                      "{% endif %}{% if not page.image %}-{% else %}{{ page.image.address }}"
                      "{% endif %}"),
                "");
    assert_text(
        found("{{ page.image.address if page.image }}"
              "{{ page.image and page.image.address or 'x' }}"
              "{{ page.region or 'x' }}{{ page.region | default('x') }}"
              "{% if page.image and page.image.address %}{{ page.image.address }}{% endif %}"
              "{% if not page.image or page.image.address %}{% endif %}"),
        "");
    assert_text(found("{% for p in page.partners if p.region %}{{ p.region }}{% endfor %}"), "");
    assert_text(found("{% if page.image.width %}{% endif %}{% if page.image and page.image.width %}"
                      "{{ page.image.width + 1 }}{% endif %}{{ page.image.width if page.image }}"),
                "page.html:1:7-17: warning: `page.image` may be absent [template-optional]\n"
                "page.html:1:117-133: warning: `page.image.width` may be absent "
                "[template-optional]\n");
    /* Behind the condition, or when the name was set to something else, nothing is known. */
    assert_text(found("{% if page.region %}{% endif %}{{ page.region }}"),
                "page.html:1:35-46: warning: `page.region` may be absent [template-optional]\n");
    assert_text(found("{% set p = page %}{% if p.region %}{% set p = page %}{{ p.region }}"
                      "{% endif %}"),
                "page.html:1:57-65: warning: `p.region` may be absent [template-optional]\n");
    assert_text(found("{% set r = page.region %}{% if r %}{{ r }}{% endif %}{{ r }}"),
                "page.html:1:57-58: warning: `r` may be absent [template-optional]\n");
    assert_text(found("{% if theme.x %}{% set a = 1 %}{% elif theme.y %}{% set a = 2 %}{% endif %}"
                      "{{ a }}{% if theme.x %}{% set b = 1 %}{% else %}{% set b = 2 %}{% endif %}"
                      "{{ b }}"),
                "page.html:1:79-80: warning: `a` may be absent [template-optional]\n");
}

static void test_filters_and_tests(void **state) {
    (void)state;
    assert_text(found("{{ page.title | uper }}"),
                "page.html:1:17-21: there is no filter `uper`; did you mean `upper`? "
                "[template-unknown-filter]\n");
    assert_text(found("{{ page.title is definend }}{{ [] | map('uper') | list }}"
                      "{{ [] | select('ood') | list }}"),
                "page.html:1:18-26: there is no test `definend`; did you mean `defined`? "
                "[template-unknown-test]\n"
                "page.html:1:42-46: there is no filter `uper`; did you mean `upper`? "
                "[template-unknown-filter]\n"
                "page.html:1:74-77: there is no test `ood`; did you mean `odd`? "
                "[template-unknown-test]\n");
    assert_text(found("{{ page.title | truncate(1, 2, 3, 4, 5) }}{{ page.title | replace('a') }}"
                      "{{ page.title | truncate(lenght=5) }}"
                      "{{ page.title | truncate(5, length=6) }}{{ 5 is divisibleby }}"
                      "{{ [] | map(theme) }}"),
                "page.html:1:38-39: `truncate` takes at most 4 arguments [template-arguments]\n"
                "page.html:1:59-66: `replace` needs its argument `new` [template-arguments]\n"
                "page.html:1:99-105: `truncate` has no argument `lenght`; did you mean `length`? "
                "[template-arguments]\n"
                "page.html:1:139-145: `truncate` gets its argument `length` twice "
                "[template-arguments]\n"
                "page.html:1:159-170: `divisibleby` needs its argument `num` [template-arguments]\n"
                "page.html:1:185-190: `map` needs the name of what it applies as a text in quotes "
                "[template-arguments]\n");
    assert_text(
        found("{{ page.html | safe }}"),
        "page.html:1:16-20: there is no filter `safe`: a template cannot declare text to be "
        "HTML [template-unsupported]\n");
}

static void test_calls(void **state) {
    (void)state;
    assert_text(found("{{ items() }}{{ items('a', 'b') }}{{ items('a', limt=5) }}"
                      "{{ t('x', any=1) }}"),
                "page.html:1:4-11: `items` needs at least 1 arguments [template-arguments]\n"
                "page.html:1:28-31: `items` takes at most 1 arguments [template-arguments]\n"
                "page.html:1:49-53: `items` has no argument `limt`; did you mean `limit`? "
                "[template-arguments]\n");
    assert_text(found("{% macro m(name, size=1) %}{{ name }}{% endmacro %}{{ m('a', 2) }}"
                      "{{ m('a', 2, 3) }}{{ m('a', siez=2) }}{{ m('a', name=2) }}"
                      "{% call m('a') %}x{% endcall %}"),
                "page.html:1:80-81: `m` takes at most 2 arguments [template-arguments]\n"
                "page.html:1:95-99: `m` has no argument `siez`; did you mean `size`? "
                "[template-arguments]\n"
                "page.html:1:115-119: `m` gets its argument `name` twice [template-arguments]\n"
                "page.html:1:133-139: the macro `m` does nothing with what stands in `{% call %}` "
                "[template-arguments]\n");
    assert_text(found("{{ page.title() }}{{ page() }}{{ page.title.upper() }}"
                      "{{ page.title.startswith('x') }}{{ page.options.get('x') }}"),
                "page.html:1:4-14: `page.title` is text: it cannot be called [template-type]\n"
                "page.html:1:22-26: `page` is network: it cannot be called [template-type]\n"
                "page.html:1:45-50: page.title has no method `upper` here "
                "[template-unsupported]\n");
}

static void test_loops(void **state) {
    (void)state;
    assert_text(found("{% for x in page %}{% endfor %}{% for x in page.inhabitants %}{% endfor %}"
                      "{% for x in page.title %}{% endfor %}{% for x in items %}{% endfor %}"
                      "{{ page.inhabitants | first }}{{ page.date | sort }}"
                      "{% for k in page.options %}{{ k }}{% endfor %}"),
                "page.html:1:13-17: `page` is network: it cannot be looped over [template-type]\n"
                "page.html:1:44-60: `page.inhabitants` is number: it cannot be looped over "
                "[template-type]\n"
                "page.html:1:87-97: `page.title` is text: it cannot be looped over "
                "[template-type]\n"
                "page.html:1:124-129: `items` is function: it cannot be looped over "
                "[template-type]\n"
                "page.html:1:147-163: `page.inhabitants` is number: it cannot be looped over "
                "[template-type]\n"
                "page.html:1:177-186: warning: `page.date` may be absent [template-optional]\n"
                "page.html:1:177-186: `page.date` is date: it cannot be looped over "
                "[template-type]\n");
    assert_text(found("{% for x in page.partners %}{{ loop.indx }}{{ loop.previtem.title }}"
                      "{{ loop.previtem.title if loop.previtem is defined }}{% endfor %}"),
                "page.html:1:37-41: `loop` has no field `indx`; did you mean `index`? "
                "[template-unknown-field]\n"
                "page.html:1:47-60: warning: `loop.previtem` may be absent "
                "[template-optional]\n");
}

static void test_several_templates(void **state) {
    (void)state;
    const struct source missing[] = {{"page.html", "{% extends 'bas.html' %}"}, {"base.html", "x"}};
    set_sources(missing, 2);
    assert_null(compile_sources(&GLOBALS, NULL));
    assert_text(mistakes(), "page.html:1:1-25: there is no template `bas.html`; did you mean "
                            "`base.html`? [template-missing]\n");

    const struct source includes[] = {{"page.html",
                                       "{% include 'crd.html' %}{% import 'absent' as x %}"
                                       "{% include 'absent' ignore missing %}"},
                                      {"card.html", ""}};
    set_sources(includes, 2);
    assert_null(compile_sources(&GLOBALS, NULL));
    assert_text(mistakes(), "page.html:1:12-22: there is no template `crd.html`; did you mean "
                            "`card.html`? [template-missing]\n"
                            "page.html:1:35-43: there is no template `absent` "
                            "[template-missing]\n");

    const struct source blocks[] = {
        {"page.html", "{% extends 'base.html' %}{% block contnet %}{% endblock %}"
                      "{% block content %}{% block new %}{{ page.titel }}{% endblock %}"
                      "{% endblock %}"},
        {"base.html", "{% block content %}{{ page.nonsense }}{% endblock %}{{ page.tite }}"}};
    set_sources(blocks, 2);
    assert_null(compile_sources(&GLOBALS, NULL));
    assert_text(mistakes(),
                "page.html:1:35-42: the block `contnet` overrides nothing: `base.html` has no "
                "block of that name; did you mean `content`? [template-unknown-block]\n"
                "page.html:1:101-106: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "base.html:1:61-65: `network` has no field `tite`; did you mean `title`? "
                "[template-unknown-field]\n");
}

static void test_what_includes_and_imports_see(void **state) {
    (void)state;
    const struct source parts[] = {
        {"page.html", "{% set mode = 'a' %}{% for n in page.partners %}{% include 'card' %}"
                      "{% endfor %}{% from 'lib' import tag, tga %}{% import 'lib' as lib %}"
                      "{{ tag(1, 2) }}{{ lib.tag(x=1) }}{{ lib.tagg() }}{{ lib.kept }}"},
        {"card", "{{ n.title }}{{ n.titel }}{{ mode }}{{ modus }}"},
        {"lib",
         "{% macro tag(a) %}{{ a }}{{ n }}{{ page.titel }}{% endmacro %}{% set kept = 1 %}"}};
    set_sources(parts, 3);
    assert_null(compile_sources(&GLOBALS, NULL));
    assert_text(mistakes(),
                "card:1:19-24: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "card:1:40-45: there is no variable `modus` [template-unknown-name]\n"
                "lib:1:29-30: there is no variable `n`; did you mean `a`? "
                "[template-unknown-name]\n"
                "lib:1:41-46: `network` has no field `titel`; did you mean `title`? "
                "[template-unknown-field]\n"
                "page.html:1:107-110: `lib` sets no `tga` that could be imported; did you mean "
                "`tag`? [template-unknown-name]\n"
                "page.html:1:148-149: `tag` takes at most 1 arguments [template-arguments]\n"
                "page.html:1:164-165: `tag` has no argument `x`; did you mean `a`? "
                "[template-arguments]\n"
                "page.html:1:178-182: `lib` sets no `tagg` that could be imported; did you mean "
                "`tag`? [template-unknown-name]\n");
}

static struct template_set *set_of_sources(void) {
    static const struct template_loader loader = {load_source, name_source, NULL};
    static const struct template_options options = {.language = SLICE_INIT("en")};
    diagnostics_init(&diagnostics, &arena);
    return template_set_create(&loader, &options, &GLOBALS, &arena, &diagnostics);
}

/* One layout for two kinds of page: each mistake is told once. */
static void test_the_shape_of_the_page(void **state) {
    (void)state;
    const struct source sources_of_two[] = {
        {"page.html", "{% extends 'base' %}"},
        {"base", "{{ page.address }}{{ page.title }}{% if page.title is defined %}x{% endif %}"}};
    set_sources(sources_of_two, 2);
    assert_null(compile_sources(&GLOBALS, &IMAGE));
    assert_text(mistakes(), "base:1:27-32: `asset` has no field `title` "
                            "[template-unknown-field]\n");
    struct template_set *set = set_of_sources();
    assert_null(template_compile(set, SLICE("page.html"), &IMAGE));
    assert_null(template_compile(set, SLICE("page.html"), &IMAGE));
    assert_size(diagnostics.count, 1);
    assert_null(template_compile(set, SLICE("page.html"), NULL)); /* it has no address */
    assert_size(diagnostics.count, 2);
    assert_null(template_compile(set, SLICE("nothing.html"), NULL));
    assert_size(diagnostics.count, 2);
}

/* A module is checked once for all pages, unless it asks something of the page. */
static void test_modules_of_several_pages(void **state) {
    (void)state;
    const struct source parts[] = {
        {"page.html", "{% from 'plain' import tag %}{% from 'wrong' import bad %}{{ tag(1) }}"},
        {"other", "{% from 'plain' import tag, tga %}{{ tag(1, 2) }}"},
        {"third", "{% from 'wrong' import bad %}{{ bad(1) }}"},
        {"asks", "{% from 'of' import show %}{{ show() }}"},
        {"shows", "{% include 'through' %}{% from 'through' import show %}{{ show() }}"},
        {"calls", "{% from 'through' import show %}{{ show() }}"},
        {"plain", "{% from 'inner' import deep %}{% macro tag(a) %}{{ deep(a) }}{% endmacro %}"},
        {"inner", "{% macro deep(a) %}{{ a }}{% if a %}{% set b = 1 %}{% endif %}{% endmacro %}"},
        {"wrong", "{% macro bad() %}{{ nonsense }}{% endmacro %}"},
        {"of", "{% macro show() %}{{ page.address }}{{ page.title }}{% endmacro %}"},
        {"through", "{% macro show() %}{% include 'ask' %}{% endmacro %}"},
        {"ask", "{{ page.address }}{{ page.title }}"}};
    set_sources(parts, sizeof parts / sizeof *parts);
    struct template_set *set = set_of_sources();
    assert_null(template_compile(set, SLICE("page.html"), &IMAGE)); /* 'wrong' is */
    assert_size(diagnostics.count, 1);
    assert_null(template_compile(set, SLICE("other"), &NETWORK)); /* two mistakes of its own */
    assert_size(diagnostics.count, 3);
    assert_null(template_compile(set, SLICE("third"), &NETWORK)); /* one, and that of 'wrong' */
    assert_size(diagnostics.count, 4);
    assert_null(template_compile(set, SLICE("asks"), NULL));   /* no address */
    assert_null(template_compile(set, SLICE("asks"), &IMAGE)); /* no title */
    assert_size(diagnostics.count, 6);
    assert_non_null(template_compile(set, SLICE("asks"), &PAGE_OF_BOTH));
    assert_null(template_compile(set, SLICE("shows"), &IMAGE));
    assert_size(diagnostics.count, 7);
    assert_null(template_compile(set, SLICE("calls"), NULL));
    assert_size(diagnostics.count, 8);
    assert_non_null(template_compile(set, SLICE("calls"), &PAGE_OF_BOTH));
    assert_size(diagnostics.count, 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_is_wrong, begin, end),
        cmocka_unit_test_setup_teardown(test_unknown_names, begin, end),
        cmocka_unit_test_setup_teardown(test_unknown_fields, begin, end),
        cmocka_unit_test_setup_teardown(test_optional_fields, begin, end),
        cmocka_unit_test_setup_teardown(test_conditions_narrow, begin, end),
        cmocka_unit_test_setup_teardown(test_filters_and_tests, begin, end),
        cmocka_unit_test_setup_teardown(test_calls, begin, end),
        cmocka_unit_test_setup_teardown(test_loops, begin, end),
        cmocka_unit_test_setup_teardown(test_several_templates, begin, end),
        cmocka_unit_test_setup_teardown(test_what_includes_and_imports_see, begin, end),
        cmocka_unit_test_setup_teardown(test_the_shape_of_the_page, begin, end),
        cmocka_unit_test_setup_teardown(test_modules_of_several_pages, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
