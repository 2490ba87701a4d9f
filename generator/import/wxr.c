/* An export of WordPress: RSS with elements of its own (WXR 1.0 to 1.2;
 * wp-admin/includes/export.php of WordPress writes it). */
#include "base/limits.h"
#include "formats/xml_library.h"
#include "import/page.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

static bool is_in(const xmlNode *node, const char *prefix, const char *name) {
    const char *own =
        node->ns == NULL || node->ns->prefix == NULL ? "" : (const char *)node->ns->prefix;
    return node->type == XML_ELEMENT_NODE && strcmp(own, prefix) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

/* The text of the first child of that name, as it is written. */
static struct slice child_text(const xmlNode *item, const char *prefix, const char *name,
                               struct arena *arena) {
    for (const xmlNode *node = item->children; node != NULL; node = node->next) {
        if (is_in(node, prefix, name)) {
            xmlChar *content = xmlNodeGetContent(node);
            struct slice text = arena_copy(arena, slice_from((const char *)content));
            xmlFree(content);
            return dom_visible(text, arena);
        }
    }
    return SLICE("");
}

/* Who writes under a login. */
static struct slice author_name(const xmlNode *channel, struct slice login, struct arena *arena) {
    for (const xmlNode *node = channel->children; node != NULL; node = node->next) {
        if (is_in(node, "wp", "author") &&
            slice_equals(slice_trim(child_text(node, "wp", "author_login", arena)), login)) {
            struct slice name = slice_trim(child_text(node, "wp", "author_display_name", arena));
            return name.length > 0 ? name : login;
        }
    }
    return login;
}

static void read_subjects(struct import_page *page, const xmlNode *item, struct arena *arena) {
    for (const xmlNode *node = item->children; node != NULL; node = node->next) {
        if (!is_in(node, "", "category")) {
            continue;
        }
        struct slice domain = dom_attribute(node, "domain", arena);
        struct slice nice = dom_attribute(node, "nicename", arena);
        bool counts =
            slice_equals(domain, SLICE("category")) || slice_equals(domain, SLICE("post_tag"));
        /* What nobody chose. */
        if (counts && !slice_equals(nice, SLICE("uncategorized")) &&
            !slice_equals(nice, SLICE("geen-categorie"))) {
            import_name_add(&page->subjects, dom_text(node, arena), arena);
        }
    }
}

static struct slice day_of(struct slice moment) {
    struct date date;
    struct slice day = slice_take(slice_trim(moment), 10);
    return date_parse(day, &date) && date.day > 0 ? day : SLICE("");
}

/* The text of the post as a tree of its own. */
static void read_content(struct import *import, struct import_page *page, struct slice text) {
    struct slice html = wordpress_html(import, page, text);
    struct slice whole = arena_join(
        import->arena, (struct slice[]){SLICE("<html><body>"), html, SLICE("</body></html>")}, 3);
    page->document = htmlReadMemory(whole.data, (int)whole.length, NULL, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
    xmlNode *top = page->document == NULL ? NULL : xmlDocGetRootElement(page->document);
    page->content = top == NULL ? NULL : dom_find(top, "body");
}

static void read_post(struct import *import, const xmlNode *channel, const xmlNode *item,
                      struct slice text, struct slice shown) {
    struct arena *arena = import->arena;
    struct import_page probe = {.shown = shown, .source = text, .line = dom_line(item)};
    struct slice type = slice_trim(child_text(item, "wp", "post_type", arena));
    struct slice status = slice_trim(child_text(item, "wp", "status", arena));
    bool is_text = slice_equals(type, SLICE("post")) || slice_equals(type, SLICE("page"));
    if (!is_text || slice_equals(status, SLICE("trash")) ||
        slice_equals(status, SLICE("auto-draft")) || slice_equals(status, SLICE("inherit"))) {
        return;
    }
    read_content(import, &probe, child_text(item, "content", "encoded", arena));
    probe.title = slice_trim(child_text(item, "", "title", arena));
    if (probe.content == NULL || dom_text(probe.content, arena).length == 0) {
        import_report(import, &probe, NULL, MESSAGE_IMPORT_EMPTY);
        xmlFreeDoc(probe.document);
        return;
    }
    struct import_page *page = import_page_add(import);
    struct import_page *next = page->next;
    *page = probe;
    page->next = next;
    page->root = -1;
    page->address = slice_trim(child_text(item, "", "link", arena));
    page->identifier = arena_format(
        arena, "p=%.*s", slice_width(slice_trim(child_text(item, "wp", "post_id", arena))),
        slice_trim(child_text(item, "wp", "post_id", arena)).data);
    page->description = slice_trim(child_text(item, "excerpt", "encoded", arena));
    page->date = day_of(child_text(item, "wp", "post_date", arena));
    page->name = slice_trim(child_text(item, "wp", "post_name", arena));
    page->is_draft =
        !slice_equals(status, SLICE("publish")) && !slice_equals(status, SLICE("future"));
    struct slice login = slice_trim(child_text(item, "dc", "creator", arena));
    import_name_add(&page->authors, author_name(channel, login, arena), arena);
    read_subjects(page, item, arena);
}

bool import_wordpress(struct import *import, struct slice text, struct slice shown) {
    xml_library()->begin();
    /* An export declares nothing; one that does may be a bomb of entities. */
    xmlDoc *document =
        xmlReadMemory(text.data, (int)text.length, NULL, NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                          XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_RECOVER);
    xmlNode *top = document == NULL ? NULL : xmlDocGetRootElement(document);
    xmlNode *channel = NULL;
    for (xmlNode *node = top == NULL ? NULL : top->children; node != NULL; node = node->next) {
        channel = dom_is(node, "channel") ? node : channel;
    }
    if (channel == NULL || !dom_is(top, "rss") || document->intSubset != NULL) {
        struct import_page probe = {.shown = shown};
        import_report(import, &probe, NULL, MESSAGE_IMPORT_UNREADABLE);
        xmlFreeDoc(document);
        return false;
    }
    for (xmlNode *item = channel->children; item != NULL; item = item->next) {
        if (dom_is(item, "item")) {
            read_post(import, channel, item, text, shown);
        }
    }
    xmlFreeDoc(document);
    return true;
}
