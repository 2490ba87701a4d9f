/* Tables and lists as Markdown can have them: all that one holds stands in a cell or a point. */
#include "import/page.h"

/* A node that stands between the cells of a table. */
struct stray {
    xmlNode *node;
    xmlNode *table;
    struct stray *next;
};

/* Whether a table, or a part of one, may have the node as its child. */
static bool may_hold(const xmlNode *part, const xmlNode *node) {
    if (node->type == XML_TEXT_NODE && xmlIsBlankNode(node) != 0) {
        return true;
    }
    const char *parts = dom_is(part, "tr")                  ? "td th"
                        : dom_is(part, "thead tbody tfoot") ? "tr"
                                                            : "caption colgroup col thead tbody "
                                                              "tfoot tr";
    return dom_is(node, parts);
}

/* The table that the node is in, with nothing but parts of it between; or NULL. */
static xmlNode *table_of(const xmlNode *node) {
    xmlNode *part = node->parent;
    while (dom_is(part, "tr thead tbody tfoot")) {
        part = part->parent;
    }
    return dom_is(part, "table") ? part : NULL;
}

/* What stands between cells stands before its table, as in browsers ("foster parenting"). They are
 * found first and moved then: a walk would come upon what it moved again. */
static void move_strays(xmlNode *top, struct arena *arena) {
    struct stray *strays = NULL, **end = &strays;
    for (xmlNode *node = dom_next(top, top, false); node != NULL;
         node = dom_next(node, top, false)) {
        xmlNode *table = table_of(node);
        if (table != NULL && !may_hold(node->parent, node)) {
            *end = arena_new(arena, struct stray, 1);
            (*end)->node = node;
            (*end)->table = table;
            end = &(*end)->next;
        }
    }
    for (const struct stray *stray = strays; stray != NULL; stray = stray->next) {
        xmlUnlinkNode(stray->node);
        if (stray->node->type == XML_TEXT_NODE) {
            xmlNodeAddContentLen(stray->node, (const xmlChar *)" ", 1); /* others may follow it */
        }
        xmlAddPrevSibling(stray->table, stray->node);
    }
}

/* What stands between the points of a list belongs to the one before it, as it looks in a browser;
 * without one it stands before the list. A list of definitions may have boxes around its parts. */
static void settle_lists(xmlNode *top) {
    for (xmlNode *node = dom_next(top, top, false), *next; node != NULL; node = next) {
        next = dom_next(node, top, false);
        bool in_definitions = dom_is(node->parent, "dl");
        if (node == top || !dom_is(node->parent, "ul ol dl") ||
            dom_is(node, in_definitions ? "dt dd" : "li")) {
            continue;
        }
        if (in_definitions && dom_is(node, "div")) {
            next = node->children != NULL ? node->children : next;
            dom_unwrap(node);
            continue;
        }
        xmlNode *list = node->parent, *before = node->prev;
        xmlUnlinkNode(node);
        if (dom_is(before, "li dd")) {
            xmlAddChild(before, node);
        } else {
            xmlAddPrevSibling(list, node);
        }
    }
}

void content_settle(xmlNode *top, struct arena *arena) {
    settle_lists(top);
    move_strays(top, arena);
    /* What is in no table any more. */
    for (xmlNode *node = dom_next(top, top, false); node != NULL;
         node = dom_next(node, top, false)) {
        if (dom_is(node, "caption thead tbody tfoot tr td th") && table_of(node) == NULL) {
            xmlNodeSetName(node, (const xmlChar *)"div");
        }
    }
}
