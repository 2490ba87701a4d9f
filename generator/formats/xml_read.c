#include "formats/xml.h"

#include "formats/xml_library.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>

enum { ATTRIBUTES = 64 };

struct first_error {
    struct arena *arena;
    bool found;
    size_t line;
    struct slice message;
};

static void keep_first(void *data, xmlErrorPtr error) {
    xmlParserCtxtPtr parser = data;
    struct first_error *first = parser->_private;
    if (first->found || error->level < XML_ERR_ERROR) {
        return;
    }
    first->found = true;
    first->line = error->line > 0 ? (size_t)error->line : 1;
    first->message = arena_copy(first->arena, slice_trim(slice_from(error->message)));
}

/* The document, or NULL with the first error. Entities are not replaced, so none is ever loaded. */
static xmlDocPtr parse(struct slice text, struct first_error *first) {
    xml_library_begin();
    xmlParserCtxtPtr parser = text.length > INT_MAX ? NULL : xmlNewParserCtxt();
    if (parser == NULL) {
        machine_failed("out of memory");
    }
    parser->_private = first;
    parser->sax->serror = keep_first;
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
    xmlDocPtr document =
        xmlCtxtReadMemory(parser, text.data, (int)text.length, NULL, NULL, options);
    if (document == NULL && parser->errNo == XML_ERR_NO_MEMORY) {
        machine_failed("out of memory");
    }
    if (document != NULL && first->found) {
        xmlFreeDoc(document);
        document = NULL;
    }
    if (document == NULL && !first->found) {
        *first = (struct first_error){first->arena, true, 1, SLICE("the document is empty")};
    }
    xmlFreeParserCtxt(parser);
    return document;
}

/* The text right below a node, in `buffer`. */
static struct slice text_of(const xmlNode *node, struct buffer *buffer) {
    buffer_truncate(buffer, 0);
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) &&
            child->content != NULL) {
            buffer_append_text(buffer, (const char *)child->content);
        }
    }
    return buffer_slice(buffer);
}

static void show(xmlNodePtr node, struct arena *arena, xml_element_visit *visit, void *context) {
    struct arena_mark mark = arena_mark(arena);
    struct xml_attribute attributes[ATTRIBUTES];
    size_t count = 0;
    for (xmlAttrPtr at = node->properties; at != NULL && count < ATTRIBUTES; at = at->next) {
        struct buffer value;
        buffer_init(&value, arena);
        attributes[count].name = slice_from((const char *)at->name);
        attributes[count++].value = text_of((const xmlNode *)at, &value);
    }
    struct buffer text;
    buffer_init(&text, arena);
    long line = xmlGetLineNo(node);
    visit(context, slice_from((const char *)node->name), attributes, count, text_of(node, &text),
          line > 0 ? (size_t)line : 1);
    arena_restore(arena, mark);
}

/* The element that comes after `node` in document order. */
static xmlNodePtr next_element(xmlNodePtr node) {
    xmlNodePtr next = xmlFirstElementChild(node);
    while (next == NULL && node != NULL && node->type == XML_ELEMENT_NODE) {
        next = xmlNextElementSibling(node);
        node = node->parent;
    }
    return next;
}

bool xml_visit(struct slice text, struct arena *arena, xml_element_visit *visit, void *context,
               size_t *line, struct slice *message) {
    struct first_error first = {.arena = arena};
    xmlDocPtr document = parse(text, &first);
    if (document == NULL) {
        *line = first.line;
        *message = first.message;
        return false;
    }
    struct arena scratch;
    arena_init(&scratch);
    xmlNodePtr node = visit == NULL ? NULL : xmlDocGetRootElement(document);
    for (; node != NULL; node = next_element(node)) {
        show(node, &scratch, visit, context);
    }
    arena_release(&scratch);
    xmlFreeDoc(document);
    return true;
}

bool xml_well_formed(struct slice text, struct arena *arena, size_t *line, struct slice *message) {
    return xml_visit(text, arena, NULL, NULL, line, message);
}
