#include "import/dom.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <string.h>

struct slice dom_visible(struct slice text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t character = utf8_next(text, &at);
        bool line = character == '\n' || character == '\t' || character == '\r';
        if (character == 0xA0 || character == 0x2028 || character == 0x2029) {
            buffer_append_byte(&out, ' ');
        } else if (line || (utf8_is_printable(character) && character != 0xAD &&
                            character != 0x200B && character != 0xFEFF)) {
            buffer_append_code_point(&out, character);
        }
    }
    return buffer_slice(&out);
}

bool dom_is(const xmlNode *node, const char *names) {
    if (node == NULL || node->type != XML_ELEMENT_NODE) {
        return false;
    }
    struct slice rest = slice_from(names), name;
    struct slice own = slice_from((const char *)node->name);
    while (slice_cut(&rest, ' ', &name)) {
        if (slice_equals_folded(own, name)) {
            return true;
        }
    }
    return false;
}

struct slice dom_attribute(const xmlNode *node, const char *name, struct arena *arena) {
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    struct slice text =
        value == NULL ? SLICE("") : arena_copy(arena, slice_from((const char *)value));
    xmlFree(value);
    return slice_trim(dom_visible(text, arena));
}

void dom_set_attribute(xmlNode *node, const char *name, struct slice value) {
    xmlChar *text = xmlStrndup((const xmlChar *)value.data, slice_width(value));
    xmlSetProp(node, (const xmlChar *)name, text);
    xmlFree(text);
}

bool dom_has_word(const xmlNode *node, const char *attribute, const char *word) {
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)attribute);
    struct slice rest = slice_from((const char *)value), one;
    bool has = false;
    while (!has && slice_cut(&rest, ' ', &one)) {
        has = slice_equals_folded(one, slice_from(word));
    }
    xmlFree(value);
    return has;
}

struct slice dom_text(const xmlNode *node, struct arena *arena) {
    xmlChar *content = xmlNodeGetContent(node);
    struct slice text = slice_from((const char *)content);
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        bool space = memchr(" \t\r\n\f", text.data[i], 5) != NULL;
        bool after_space = out.length == 0 || out.data[out.length - 1] == ' ';
        if (!space || !after_space) {
            buffer_append_byte(&out, space ? ' ' : text.data[i]);
        }
    }
    xmlFree(content);
    return slice_trim(dom_visible(buffer_slice(&out), arena));
}

xmlNode *dom_next(xmlNode *node, const xmlNode *top, bool over) {
    if (!over && node->children != NULL && node->type == XML_ELEMENT_NODE) {
        return node->children;
    }
    while (node != top && node != NULL && node->next == NULL) {
        node = node->parent;
    }
    return node == top || node == NULL ? NULL : node->next;
}

xmlNode *dom_find(xmlNode *top, const char *names) {
    for (xmlNode *node = dom_next(top, top, false); node != NULL;
         node = dom_next(node, top, false)) {
        if (dom_is(node, names)) {
            return node;
        }
    }
    return NULL;
}

void dom_remove(xmlNode *node) {
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

void dom_unwrap(xmlNode *node) {
    while (node->children != NULL) {
        xmlNode *child = node->children;
        xmlUnlinkNode(child);
        xmlAddPrevSibling(node, child);
    }
    dom_remove(node);
}

size_t dom_line(const xmlNode *node) {
    long line = xmlGetLineNo(node);
    return line > 0 ? (size_t)line : 0;
}
