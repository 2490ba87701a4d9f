/* Definition lists: the lines of a paragraph are terms, the items after it their definitions. */
#include "formats/markdown_marks.h"
#include "formats/markdown_state.h"

static bool is_details(const struct markdown *m, cmark_node *list) {
    return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           markdown_item_mark(m, cmark_node_first_child(list)) == MARK_DETAIL;
}

bool markdown_is_term(const struct markdown *m, cmark_node *paragraph) {
    return m->marks->count > 0 && is_details(m, cmark_node_next(paragraph));
}

static bool is_break(cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

static void write_terms(struct markdown *m, cmark_node *paragraph) {
    markdown_inlines_begin(m, paragraph);
    uint32_t first_link = m->links.count;
    size_t from = m->html.length;
    for (cmark_node *node = cmark_node_first_child(paragraph); node != NULL;) {
        cmark_node *end = node;
        while (end != NULL && !is_break(end)) {
            end = cmark_node_next(end);
        }
        markdown_write(m, "<dt>");
        markdown_inlines_range(m, node, end);
        markdown_write(m, "</dt>\n");
        m->before = BEFORE_SPACE;
        m->in_word = false;
        m->place += end != NULL;
        node = end == NULL ? NULL : cmark_node_next(end);
    }
    markdown_link_contexts(m, first_link, from);
}

static void write_detail(struct markdown *m, cmark_node *item) {
    cmark_node *first = cmark_node_first_child(item);
    markdown_write(m, "<dd>");
    markdown_enter_container(m);
    if (first != NULL && cmark_node_next(first) == NULL &&
        cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH) {
        markdown_paragraph(m, first, true);
    } else if (first != NULL) {
        markdown_blocks(m, first, item);
    }
    markdown_leave_container(m);
    markdown_write(m, "</dd>\n");
}

cmark_node *markdown_definition_list(struct markdown *m, cmark_node *paragraph) {
    markdown_fresh_line(m);
    markdown_write(m, "<dl>\n");
    for (;;) {
        write_terms(m, paragraph);
        cmark_node *list = cmark_node_next(paragraph);
        for (cmark_node *item = cmark_node_first_child(list); item != NULL;
             item = cmark_node_next(item)) {
            if (markdown_item_mark(m, item) == MARK_DETAIL) {
                write_detail(m, item);
            }
        }
        cmark_node *next = cmark_node_next(list);
        if (next == NULL || cmark_node_get_type(next) != CMARK_NODE_PARAGRAPH ||
            !markdown_is_term(m, next)) {
            markdown_write(m, "</dl>\n");
            return list;
        }
        paragraph = next;
    }
}
