/* Any data in a template that puts them in every place where data may stand. Whatever they are, the
 * page has the same tags with the same attributes as with harmless data, no address begins with
 * another scheme, and what stands in a script has the same quotes around it. A template may also
 * refuse a value; then nothing is published. */
#include "base/utf8.h"
#include "fuzz.h"
#include "template/template.h"

#include <stdlib.h>
#include <string.h>

static const struct slice PAGE = SLICE_INIT(
    "<!doctype html>\n<html lang=\"{{ text }}\"><head><title>{{ text }}</title>\n"
    "<script>var a = {{ data | tojson }};</script>\n"
    "<script type=\"application/json\">{{ text | tojson }}</script></head>\n"
    "<body class='{{ text }}' title=\"a {{ text }} b\">{{ text }}<textarea>{{ text }}</textarea>\n"
    "{% for name, value in data | dictsort %}<p id=\"x-{{ name }}\">{{ name }}: {{ value }}</p>{% "
    "endfor %}\n"
    "{{ text | upper }}{{ text | truncate(9) }}{{ text | replace(\"a\", \"<\") }}{{ text | "
    "striptags }}"
    "{{ text | indent(2) }}{{ text | title }}{{ text | urlencode }}{{ [text, text] | join(\"&\") "
    "}}\n"
    "{% set again %}{{ text }}<b>{{ text }}</b>{% endset %}{{ again }}\n"
    "{% macro m(x) %}<i title=\"{{ x }}\">{{ x }}</i>{% endmacro %}{{ m(text) }}{{ m(again) }}\n");
static const struct slice ADDRESSES = SLICE_INIT(
    "<a href=\"{{ text }}\">x</a><img src='{{ text }}' alt=\"\"><a href=\"a/{{ text }}\">y</a>\n"
    "<a href=\"?q={{ text | urlencode }}#{{ text }}\">z</a><form action=\"{{ text }}\"></form>\n"
    "<img srcset=\"{{ text }} 2x\" src=\"x\" alt=\"\">\n");
static const struct slice STYLES =
    SLICE_INIT("<p style=\"color: {{ text }}\">x</p><style>p { width: {{ text }} }</style>\n");

static void must(bool truth) {
    if (!truth) {
        abort();
    }
}

static bool load(void *context, struct slice name, struct slice from, struct slice *text,
                 struct slice *path) {
    (void)name;
    (void)from;
    *text = *(const struct slice *)context;
    *path = SLICE("page");
    return true;
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* A browser passes over controls and spaces before an address, and over line ends in it. */
static void check_address(struct slice value) {
    static const struct slice bad[] = {SLICE_INIT("javascript:"), SLICE_INIT("data:"),
                                       SLICE_INIT("vbscript:"), SLICE_INIT("blob:")};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t matched = 0;
        for (size_t j = 0; j < value.length && matched < bad[i].length; j++) {
            char byte = value.data[j];
            if ((unsigned char)byte <= ' ') {
                continue;
            }
            if ((byte | 0x20) != bad[i].data[matched] && byte != bad[i].data[matched]) {
                break;
            }
            matched++;
        }
        must(matched < bad[i].length);
    }
}

static bool is_address(struct slice name) {
    return slice_equals(name, SLICE("href")) || slice_equals(name, SLICE("src")) ||
           slice_equals(name, SLICE("action"));
}

/* The names of the attributes from `at` on; the offset behind the tag. HTML 5, 13.2.5.32 and on. */
static size_t read_attributes(struct slice html, size_t at, struct buffer *out) {
    while (at < html.length && html.data[at] != '>') {
        if (is_space(html.data[at]) || html.data[at] == '/') {
            at++;
            continue;
        }
        size_t start = at;
        while (at < html.length && html.data[at] != '=' && html.data[at] != '>' &&
               !is_space(html.data[at])) {
            at++;
        }
        struct slice name = slice_between(html, start, at);
        buffer_append_byte(out, ' ');
        buffer_append(out, name);
        if (at < html.length && html.data[at] == '=') {
            char quote = html.data[++at];
            must(quote == '"' || quote == '\'');
            size_t end = slice_find(slice_skip(html, at + 1), quote);
            must(end != SLICE_NOT_FOUND);
            if (is_address(name)) {
                check_address(slice_between(html, at + 1, at + 1 + end));
            }
            at += end + 2;
        }
    }
    return at + 1;
}

/* The tags of a page and the names of their attributes. */
static struct slice skeleton(struct slice html, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at + 1 < html.length;) {
        if (html.data[at] != '<' ||
            !(is_letter(html.data[at + 1]) || strchr("/!?", html.data[at + 1]))) {
            at++;
            continue;
        }
        size_t start = at++;
        while (at < html.length && html.data[at] != '>' && !is_space(html.data[at])) {
            at++;
        }
        struct slice tag = slice_between(html, start, at);
        buffer_append(&out, tag);
        at = read_attributes(html, at, &out);
        static const char *const raw[][2] = {{"<script", "</script"},
                                             {"<style", "</style"},
                                             {"<title", "</title"},
                                             {"<textarea", "</textarea"}};
        for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
            if (slice_equals(tag, slice_from(raw[i][0]))) {
                while (at < html.length &&
                       !slice_equals_folded(slice_take(slice_skip(html, at), strlen(raw[i][1])),
                                            slice_from(raw[i][1]))) {
                    must(i > 0 || !slice_starts_with(slice_skip(html, at), SLICE("<!--")));
                    at++;
                }
            }
        }
    }
    return buffer_slice(&out);
}

enum { SOURCES = 3 };

/* The templates, compiled when they are first needed. */
static const struct template_program *program_of(size_t index) {
    static const struct slice *const sources[SOURCES] = {&PAGE, &ADDRESSES, &STYLES};
    static const struct template_options options = {.trim_blocks = true,
                                                    .language = SLICE_INIT("nl")};
    static const struct template_program *programs[SOURCES];
    static struct arena arena;
    if (programs[index] == NULL) {
        struct template_loader *loader = arena_new(&arena, struct template_loader, 1);
        *loader =
            (struct template_loader){.load = load, .context = (void *)(uintptr_t)sources[index]};
        struct diagnostics *diagnostics = arena_new(&arena, struct diagnostics, 1);
        diagnostics_init(diagnostics, &arena);
        struct template_set *set = template_set_create(loader, &options, NULL, &arena, diagnostics);
        programs[index] = template_compile(set, SLICE("page"), NULL);
        must(programs[index] != NULL);
    }
    return programs[index];
}

/* The page with that text in it; false when the template refuses it. */
static bool render(size_t index, struct slice text, struct slice name, struct arena *arena,
                   struct slice *html) {
    const struct value_pair data[] = {{.key = name, .value = value_text(text)},
                                      {.key = SLICE("z"), .value = value_text(text)}};
    const struct value_pair pairs[] = {{.key = SLICE("text"), .value = value_text(text)},
                                       {.key = SLICE("data"), .value = value_map(data, 2)}};
    struct buffer out;
    struct template_result result;
    buffer_init(&out, arena);
    template_render(program_of(index), value_map(pairs, 2), arena, &out, &result);
    *html = buffer_slice(&out);
    return !result.failed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct slice text = slice_of((const char *)data, size), html, expected;
    size_t bad = 0;
    if (!utf8_valid(text, &bad) || slice_find(text, '\0') != SLICE_NOT_FOUND) {
        return 0; /* only UTF-8 without NUL comes this far */
    }
    struct arena arena = {0};
    size_t half = size / 2;
    while (half < size && ((unsigned char)text.data[half] & 0xC0) == 0x80) {
        half++;
    }
    for (size_t i = 0; i < SOURCES; i++) {
        must(render(i, SLICE("x"), SLICE("k"), &arena, &expected));
        if (render(i, text, slice_take(text, half), &arena, &html)) {
            must(slice_equals(skeleton(html, &arena), skeleton(expected, &arena)));
        }
    }
    arena_release(&arena);
    return 0;
}
