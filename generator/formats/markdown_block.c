#include "formats/markdown_state.h"

#include "base/escape.h"

#include <string.h>

void markdown_enter_container(struct markdown *m) {
    m->depth++;
}

void markdown_leave_container(struct markdown *m) {
    markdown_sections_end(m, m->depth, 0);
    m->depth--;
}

struct slice markdown_summary(struct markdown *m, size_t from, size_t to) {
    enum { ENOUGH = 2000 };
    struct slice html = slice_between(buffer_slice(&m->html), from, to);
    size_t start = slice_search(slice_take(html, ENOUGH), SLICE("<p>"));
    if (start != SLICE_NOT_FOUND) {
        size_t end = slice_search(slice_between(html, start, start + ENOUGH), SLICE("</p>"));
        from += start;
        to = end == SLICE_NOT_FOUND ? from + ENOUGH : from + end;
    }
    if (to > m->html.length) {
        to = m->html.length;
    }
    if (to - from > ENOUGH) {
        to = from + ENOUGH;
        while (to > from && m->html.data[to - 1] != ' ') {
            to--;
        }
    }
    return markdown_first_sentences(m, from, to);
}

/* A picture or an embed that is all there is in its paragraph. */
static bool write_alone(struct markdown *m, cmark_node *paragraph) {
    cmark_node *only = cmark_node_first_child(paragraph);
    if (m->options->commonmark || cmark_node_next(only) != NULL) {
        return false;
    }
    cmark_node_type type = cmark_node_get_type(only);
    struct markdown_wiki wiki;
    if (type == CMARK_NODE_TEXT) {
        struct slice literal = slice_from(cmark_node_get_literal(only));
        if (!slice_starts_with(literal, SLICE("![[")) || !markdown_wiki_next(literal, 0, &wiki) ||
            wiki.from != 0 || wiki.to != literal.length) {
            return false;
        }
    } else if (type != CMARK_NODE_IMAGE) {
        return false;
    }
    markdown_fresh_line(m);
    uint32_t first_link = m->links.count;
    size_t from = m->html.length;
    markdown_inlines_begin(m, paragraph);
    if (type == CMARK_NODE_IMAGE) {
        markdown_image(m, only, true);
    } else {
        const struct markdown_place *place = markdown_next_place(m);
        struct markdown_range range = markdown_block_range(m, paragraph);
        if (place != NULL) {
            size_t inside = (size_t)(wiki.destination.data - cmark_node_get_literal(only));
            range = markdown_text_source(m, place, inside, inside + wiki.destination.length);
        }
        markdown_wiki_link(m, only, &wiki, markdown_place(m, range), true);
    }
    markdown_fresh_line(m);
    markdown_link_contexts(m, first_link, from);
    return true;
}

void markdown_paragraph(struct markdown *m, cmark_node *node, bool bare) {
    if (markdown_table(m, node) || write_alone(m, node)) {
        return;
    }
    if (!bare) {
        markdown_fresh_line(m);
        markdown_write(m, "<p>");
    }
    size_t from = m->html.length;
    uint32_t first_link = m->links.count;
    markdown_inlines(m, node);
    if (m->links.count > first_link) {
        markdown_link_contexts(m, first_link, from);
    }
    if (!bare) {
        if (!m->has_summary && m->depth == 0 && !m->options->commonmark) {
            m->summary = markdown_summary(m, from - 3, m->html.length);
            m->has_summary = m->summary.length > 0;
        }
        markdown_write(m, "</p>\n");
    }
}

static bool is_tight(cmark_node *paragraph) {
    cmark_node *list = cmark_node_parent(cmark_node_parent(paragraph));
    return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list);
}

static void write_code_block(struct markdown *m, cmark_node *node) {
    struct slice info = slice_from(cmark_node_get_fence_info(node));
    size_t length = 0;
    while (length < info.length && !markdown_is_white(info.data[length])) {
        length++;
    }
    markdown_fresh_line(m);
    markdown_write(m, "<pre><code");
    if (length > 0) {
        markdown_write(m, " class=\"language-");
        escape_html(&m->html, slice_take(info, length));
        markdown_write(m, "\"");
    }
    markdown_write(m, ">");
    escape_html(&m->html, slice_from(cmark_node_get_literal(node)));
    markdown_write(m, "</code></pre>\n");
}

static void write_quote(struct markdown *m, cmark_node *node) {
    if (!m->options->commonmark && markdown_callout(m, node)) {
        return;
    }
    markdown_fresh_line(m);
    markdown_write(m, "<blockquote>\n");
    markdown_enter_container(m);
    markdown_blocks(m, cmark_node_first_child(node), node);
    markdown_leave_container(m);
    markdown_fresh_line(m);
    markdown_write(m, "</blockquote>\n");
}

static void write_list_start(struct markdown *m, cmark_node *list, bool tasks) {
    bool bullets = cmark_node_get_list_type(list) == CMARK_BULLET_LIST;
    int start = cmark_node_get_list_start(list);
    markdown_fresh_line(m);
    markdown_write(m, bullets ? "<ul" : "<ol");
    if (!bullets && start != 1) {
        markdown_write(m, " start=\"");
        buffer_append_integer(&m->html, start);
        markdown_write(m, "\"");
    }
    markdown_write(m, tasks ? " class=\"task-list\">\n" : ">\n");
}

static void write_item(struct markdown *m, cmark_node *item) {
    markdown_fresh_line(m);
    if (markdown_is_task(m, item)) {
        markdown_task(m, item);
        return;
    }
    markdown_write(m, "<li>");
    markdown_enter_container(m);
    markdown_blocks(m, cmark_node_first_child(item), item);
    markdown_leave_container(m);
    markdown_write(m, "</li>\n");
}

static void write_list(struct markdown *m, cmark_node *list) {
    bool items = false;
    bool tasks = false;
    for (cmark_node *item = cmark_node_first_child(list); item != NULL;
         item = cmark_node_next(item)) {
        items = items || markdown_item_mark(m, item) != MARK_FOOTNOTE;
        tasks = tasks || markdown_is_task(m, item);
    }
    if (!items) {
        return;
    }
    write_list_start(m, list, tasks);
    for (cmark_node *item = cmark_node_first_child(list); item != NULL;
         item = cmark_node_next(item)) {
        if (markdown_item_mark(m, item) != MARK_FOOTNOTE) {
            write_item(m, item);
        }
    }
    markdown_write(m, cmark_node_get_list_type(list) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n");
}

/* Writes a block; returns the last node that it took. */
static cmark_node *write_block(struct markdown *m, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        if (markdown_is_term(m, node)) {
            return markdown_definition_list(m, node);
        }
        markdown_paragraph(m, node, is_tight(node));
        break;
    case CMARK_NODE_HEADING:
        markdown_heading(m, node);
        break;
    case CMARK_NODE_LIST:
        write_list(m, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        write_quote(m, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        write_code_block(m, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        markdown_html_block(m, node);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        markdown_fresh_line(m);
        markdown_write(m, "<hr />\n");
        break;
    default:
        break;
    }
    return node;
}

/* Blocks nest at most LIMIT_CONTAINER_DEPTH deep, so this may recurse. */
void markdown_blocks(struct markdown *m, cmark_node *first, cmark_node *parent) {
    for (cmark_node *node = first; node != NULL;) {
        node = cmark_node_next(write_block(m, node));
    }
    markdown_html_close(m, parent);
}
