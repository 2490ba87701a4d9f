/* A whole small site from any bytes: read, linked, checked, rendered, written. What it publishes
 * has no script in it and no address that runs one, as libxml2 reads it; its JSON and XML are
 * well-formed; its paths lie in its folder.
 *
 * Up to six parts with a line "=====" between them: more settings, fields of a kind, two articles,
 * a network, and what a page's template does besides. */
#include "base/escape.h"
#include "base/limits.h"
#include "check/check.h"
#include "formats/html.h"
#include "formats/json.h"
#include "formats/xml.h"
#include "fuzz_site.h"
#include "link/link.h"
#include "outputs/outputs.h"
#include "read/read.h"
#include "render/render.h"

enum { PARTS = 6 };

#define LAYOUT                                                                                     \
    "<!doctype html>\n<html lang=\"{{ page.language }}\"><head><title>{{ page.title }}</title>\n"  \
    "</head><body>{% block main %}{% endblock %}</body></html>\n"
#define PAGE(content)                                                                              \
    "{% extends \"layout.html\" %}{% block main %}<h1>{{ page.title }}</h1>\n" content             \
    "\n{% endblock %}\n"

static void check_element(void *context, struct slice element,
                          const struct html_attribute *attributes, size_t count, size_t line) {
    static const char *const refused[] = {"script", "iframe", "object", "embed", "base",
                                          "style",  "form",   "svg",    "math"};
    (void)context;
    (void)line;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert(!slice_equals(element, slice_from(refused[i])));
    }
    for (size_t i = 0; i < count; i++) {
        struct slice name = attributes[i].name;
        assert(!slice_starts_with(name, SLICE("on")) && !slice_equals(name, SLICE("srcdoc")));
        if (slice_equals(name, SLICE("href")) || slice_equals(name, SLICE("src"))) {
            assert(address_is_allowed(attributes[i].value));
        }
    }
}

static void receive(void *context, struct slice path, struct slice bytes) {
    size_t offset = 0;
    struct arena arena = {0};
    struct slice message, rest = path, part, type = path_extension(path);
    bool *clean = context;
    while (slice_cut(&rest, '/', &part)) {
        assert(part.length > 0 && part.data[0] != '.' && part.length <= LIMIT_PATH_COMPONENT + 5);
    }
    if (slice_equals(type, SLICE("html"))) {
        assert(utf8_valid(bytes, &offset));
        if (*clean) {
            html_visit(bytes, check_element, NULL);
        }
    } else if (slice_equals(type, SLICE("json"))) {
        assert(json_well_formed(bytes, &offset));
    } else if (slice_equals(type, SLICE("xml"))) {
        assert(xml_well_formed(bytes, &arena, &offset, &message));
    }
    arena_release(&arena);
}

static struct slice joined(struct arena *arena, const char *before, struct slice text,
                           const char *after) {
    return arena_format(arena, "%s%.*s%s", before, slice_width(text), text.data, after);
}

/* Puts the parts in their files; whether none of them may bring in markup of its own. */
static bool put_site(struct slice rest, struct arena *arena) {
    const struct fuzz_site *folder = fuzz_site_begin();
    struct slice parts[PARTS];
    for (size_t i = 0; i < PARTS; i++) {
        size_t end = slice_search(rest, SLICE("\n=====\n"));
        parts[i] = end == SLICE_NOT_FOUND || i + 1 == PARTS ? rest : slice_take(rest, end);
        rest = slice_skip(rest, parts[i].length + 7);
    }
    fuzz_put(folder, "content/site.yaml", joined(arena, FUZZ_SETTINGS, parts[0], "\n"));
    fuzz_put(folder, "content/kinds/network.yaml", joined(arena, FUZZ_NETWORKS, parts[1], "\n"));
    fuzz_put(folder, "content/articles/one.md", parts[2]);
    fuzz_put(folder, "content/articles/two.md",
             joined(arena, "---\ntitle: Twee\ndate: 2026-01-02\n---\n", parts[3], ""));
    fuzz_put(folder, "content/networks/one.yaml", joined(arena, "name: Een\n", parts[4], "\n"));
    fuzz_put(folder, "themes/plain/templates/network.html",
             joined(arena, PAGE("{{ page.summary }}"), parts[5], ""));
    return slice_search(parts[0], SLICE("trusted")) == SLICE_NOT_FOUND &&
           slice_search(parts[0], SLICE("\\")) == SLICE_NOT_FOUND &&
           slice_find(parts[5], '<') == SLICE_NOT_FOUND;
}

static void put_theme(void) {
    const struct fuzz_site *folder = fuzz_site_begin();
    static const char *const files[][2] = {
        {"theme.yaml", "name: plain\ntitle: Plain\n"},
        {"templates/layout.html", LAYOUT},
        {"templates/home.html", PAGE("")},
        {"templates/404.html", PAGE("")},
        {"templates/list.html",
         PAGE("{% for item in page.items %}<a href=\"{{ item }}\">{{ item.title }}</a>\n"
              "{% endfor %}")},
        {"templates/item.html",
         PAGE("{{ page.html }}{% for link in page.backlinks %}<p>{{ link.context }}</p>"
              "{% endfor %}<p title=\"{{ page.description }}\">{{ page.toc }}</p>")},
        {"templates/embed.html", "<aside>{{ page.html }}</aside>\n"},
        {"templates/redirect.html", "<!doctype html>\n<a href=\"{{ target }}\">x</a>\n"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[64];
        snprintf(path, sizeof path, "themes/plain/%s", files[i][0]);
        fuzz_put(folder, path, slice_from(files[i][1]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool begun = false;
    struct arena arena = {0};
    struct diagnostics found;
    if (!begun) {
        put_theme();
        begun = true;
    }
    bool clean = put_site(slice_of((const char *)data, size), &arena);
    int root = fuzz_site_begin()->root;
    diagnostics_init(&found, &arena);
    const struct read_options reading = {.root = root, .today = {2026, 3, 1}, .jobs = 1};
    const struct render_options rendering = {.root = root, .jobs = 1};
    struct site *site = read_site(&reading, &arena, &found);
    link_site(site, 1, &found);
    check_site(site, &arena, &found);
    struct theme *theme = NULL;
    if (diagnostics_errors(&found, false) == 0) {
        theme = render_prepare(site, &rendering, &arena, &found);
    }
    if (theme != NULL && diagnostics_errors(&found, false) == 0) {
        struct publication *publication = publish_to(receive, &clean, &arena);
        render_site(site, theme, &rendering, publication, &arena, &found);
        if (diagnostics_errors(&found, false) == 0) {
            write_outputs(site, publication, 1, &arena);
        }
        publish_finish(publication);
    }
    fuzz_check_messages(&found, "content/articles/one.md", size, &arena);
    theme_close(theme);
    site_release(site);
    arena_release(&arena);
    return 0;
}
