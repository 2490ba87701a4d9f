/* A saved page: what it tells of itself, and where its text is. */
#include "base/file_diagnostic.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "formats/xml_library.h"
#include "import/page.h"
#include "site/date_guess.h"

#include <errno.h>
#include <libxml/HTMLparser.h>
#include <string.h>

static xmlDoc *parse(struct slice text) {
    xml_library()->begin();
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                  HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;
    /* What is no UTF-8 is what it says it is, else the encoding of old Windows pages. */
    size_t wrong;
    bool is_utf8 = utf8_valid(text, &wrong);
    bool tells = slice_search(slice_take(text, 2048), SLICE("charset")) != SLICE_NOT_FOUND;
    const char *encoding = is_utf8 ? "UTF-8" : tells ? NULL : "windows-1252";
    return htmlReadMemory(text.data, (int)text.length, NULL, encoding, options);
}

/* The content of `<meta name>` or `<meta property>`. */
static struct slice meta(xmlDoc *document, const char *name, struct arena *arena) {
    xmlNode *top = xmlDocGetRootElement(document);
    for (xmlNode *node = top; node != NULL; node = dom_next(node, top, dom_is(node, "body"))) {
        if (!dom_is(node, "meta")) {
            continue;
        }
        struct slice called = dom_attribute(node, "name", arena);
        called = called.length > 0 ? called : dom_attribute(node, "property", arena);
        struct slice content = dom_attribute(node, "content", arena);
        if (slice_equals_folded(called, slice_from(name)) && content.length > 0) {
            return content;
        }
    }
    return SLICE("");
}

static struct slice first_meta(xmlDoc *document, const char *names, struct arena *arena) {
    struct slice rest = slice_from(names), name, found = SLICE("");
    while (found.length == 0 && slice_cut(&rest, ' ', &name)) {
        found = meta(document, arena_copy(arena, name).data, arena);
    }
    return found;
}

/* The title in its head often ends with the name of the site. */
static struct slice without_site(struct slice title, struct slice site) {
    static const char *const SIGNS[] = {
        " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " \xC2\xB7 "};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        struct slice sign = slice_from(SIGNS[i]);
        size_t at = slice_search(title, sign);
        size_t last = at;
        while (at != SLICE_NOT_FOUND) {
            last = at;
            size_t more = slice_search(slice_skip(title, at + sign.length), sign);
            at = more == SLICE_NOT_FOUND ? more : at + sign.length + more;
        }
        if (last == SLICE_NOT_FOUND || last == 0) {
            continue;
        }
        struct slice tail = slice_skip(title, last + sign.length);
        if (site.length > 0 ? slice_equals_folded(tail, site) : sign.data[1] == '|') {
            return slice_take(title, last);
        }
    }
    return title;
}

static struct slice find_title(struct import_page *page, struct arena *arena) {
    struct slice title = meta(page->document, "og:title", arena);
    struct slice site = meta(page->document, "og:site_name", arena);
    xmlNode *top = xmlDocGetRootElement(page->document);
    xmlNode *heading = dom_find(page->content, "h1");
    if (title.length == 0 && heading != NULL) {
        return dom_text(heading, arena);
    }
    if (title.length == 0) {
        heading = dom_find(top, "title");
        title = heading == NULL ? SLICE("") : dom_text(heading, arena);
    }
    if (title.length == 0 && (heading = dom_find(page->content, "h2")) != NULL) {
        title = dom_text(heading, arena);
    }
    return title.length > 0 ? without_site(title, site) : path_name(page->path);
}

/* A date as it stands in a page: at its beginning, or written out. */
static struct slice read_date(struct slice text, struct arena *arena) {
    struct date date;
    if (text.length >= 10 && date_parse(slice_take(text, 10), &date)) {
        return slice_take(text, 10);
    }
    return date_guess(text, arena);
}

/* "20-02-2019 | Nieuws" near the beginning of the text. */
static struct slice date_in_text(const struct import_page *page, struct arena *arena) {
    enum { FIRST_NODES = 60, SHORT = 60 };
    xmlNode *node = page->content;
    for (size_t i = 0; node != NULL && i < FIRST_NODES; i++) {
        struct slice text = node->type == XML_TEXT_NODE ? dom_text(node, arena) : SLICE(""), part;
        while (text.length <= SHORT && slice_cut(&text, '|', &part)) {
            struct slice date = date_guess(slice_trim(part), arena);
            if (date.length > 0) {
                return date;
            }
        }
        node = dom_next(node, page->content, false);
    }
    return SLICE("");
}

static struct slice find_date(struct import_page *page, struct arena *arena) {
    struct slice date = read_date(
        first_meta(page->document,
                   "article:published_time datePublished dcterms.created dc.date date pubdate",
                   arena),
        arena);
    xmlNode *top = xmlDocGetRootElement(page->document);
    for (xmlNode *node = top; node != NULL && date.length == 0; node = dom_next(node, top, false)) {
        if (dom_is(node, "time")) {
            struct slice told = dom_attribute(node, "datetime", arena);
            date = read_date(told.length > 0 ? told : dom_text(node, arena), arena);
        }
    }
    return date.length > 0 ? date : date_in_text(page, arena);
}

/* Names with commas between them. */
static void add_names(struct import_names *names, struct slice text, struct arena *arena) {
    struct slice name;
    while (slice_cut(&text, ',', &name)) {
        import_name_add(names, slice_trim(name), arena);
    }
}

static void find_names(struct import_page *page, struct arena *arena) {
    struct slice author = first_meta(page->document, "author article:author dc.creator", arena);
    /* Some sites give the address of a profile. */
    if (slice_search(author, SLICE("://")) == SLICE_NOT_FOUND) {
        add_names(&page->authors, author, arena);
    }
    add_names(&page->subjects, meta(page->document, "article:section", arena), arena);
    add_names(&page->subjects, meta(page->document, "keywords", arena), arena);
    xmlNode *top = xmlDocGetRootElement(page->document);
    for (xmlNode *node = top; node != NULL; node = dom_next(node, top, false)) {
        if (dom_is(node, "meta") &&
            slice_equals(dom_attribute(node, "property", arena), SLICE("article:tag"))) {
            import_name_add(&page->subjects, dom_attribute(node, "content", arena), arena);
        } else if (dom_is(node, "a") && dom_has_word(node, "rel", "tag")) {
            import_name_add(&page->subjects, dom_text(node, arena), arena);
        } else if (page->authors.count == 0 && dom_is(node, "a") &&
                   dom_has_word(node, "rel", "author")) {
            import_name_add(&page->authors, dom_text(node, arena), arena);
        }
    }
}

static struct slice find_address(struct import_page *page, struct arena *arena) {
    xmlNode *top = xmlDocGetRootElement(page->document);
    for (xmlNode *node = top; node != NULL; node = dom_next(node, top, dom_is(node, "body"))) {
        if (dom_is(node, "link") && dom_has_word(node, "rel", "canonical")) {
            return dom_attribute(node, "href", arena);
        }
    }
    return meta(page->document, "og:url", arena);
}

/* "over-ons/index.html" is called after its folder, and so is "https://a.nl/over-ons/". */
static struct slice name_of(struct slice path) {
    while (slice_ends_with(path, SLICE("/"))) {
        path.length--;
    }
    struct slice name = path_name(path);
    struct slice ending = path_extension(path);
    struct slice stem =
        ending.length > 0 ? slice_take(name, name.length - ending.length - 1) : name;
    struct slice folder = path_name(path_folder(path));
    return slice_equals_folded(stem, SLICE("index")) && folder.length > 0 ? folder : stem;
}

static void read_page(struct import *import, struct slice text, int root, struct slice path,
                      struct slice shown) {
    struct arena *arena = import->arena;
    xmlDoc *document = text.length > 0 ? parse(text) : NULL;
    xmlNode *top = document == NULL ? NULL : xmlDocGetRootElement(document);
    xmlNode *body = top == NULL ? NULL : dom_find(top, "body");
    if (body == NULL) {
        struct import_page probe = {.shown = shown};
        xmlFreeDoc(document);
        import_report(import, &probe, NULL, MESSAGE_IMPORT_EMPTY);
        return;
    }
    struct import_page *page = import_page_add(import);
    page->document = document;
    page->content = content_find(body, arena);
    page->shown = shown;
    page->source = text;
    page->root = root;
    page->path = path;
    page->address = find_address(page, arena);
    page->title = find_title(page, arena);
    page->description = first_meta(document, "description og:description", arena);
    page->date = find_date(page, arena);
    page->updated = read_date(meta(document, "article:modified_time", arena), arena);
    struct slice key = links_key(page->address, arena);
    page->name = name_of(slice_find(key, '/') != SLICE_NOT_FOUND ? key : path);
    find_names(page, arena);
}

void import_html_text(struct import *import, struct slice text, struct slice shown) {
    read_page(import, text, -1, shown, shown);
}

void import_html(struct import *import, int root, struct slice path, struct slice shown) {
    struct slice text;
    enum file_status status = file_read(root, path, LIMIT_FILE_BYTES, import->arena, &text);
    if (status == FILE_OK) {
        read_page(import, text, root, path, shown);
    } else {
        diagnostic_add_file(import->diagnostics, shown, status, LIMIT_FILE_BYTES, errno);
    }
}
