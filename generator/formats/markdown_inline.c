#include "formats/markdown_state.h"

#include "base/escape.h"

#include <string.h>

/* What a line must have for its block to need the places of its inlines. Pipes are here for |…| in
 * wiki links only through their bracket, controls for NUL. */
enum {
    NEEDS_PLACES =
        LINE_BRACKET | LINE_ESCAPE | LINE_ANGLE | LINE_TILDE | LINE_ADDRESS | LINE_CONTROL
};

void markdown_inlines_begin(struct markdown *m, cmark_node *block) {
    m->block = block;
    m->place = 0;
    m->before = BEFORE_SPACE;
    m->in_word = false;
    m->in_link = false;
    m->in_autolink = false;
    m->wiki_parent = NULL;
    m->aligned = false;
    m->has_strikes = false;
    m->bits = 0;
    if (m->options->commonmark) {
        return;
    }
    uint32_t bits = markdown_source_bits(m->source, cmark_node_get_start_line(block),
                                         cmark_node_get_end_line(block));
    if ((bits & NEEDS_PLACES) == 0) {
        return;
    }
    m->aligned = markdown_align(&m->alignment, m->source, block, m->scratch);
    m->bits = m->aligned ? bits : 0;
    if ((m->bits & LINE_TILDE) != 0) {
        m->has_strikes = true;
        markdown_strikes_find(m, block);
    }
}

const struct markdown_place *markdown_next_place(const struct markdown *m) {
    return m->aligned && m->place < m->alignment.count ? &m->alignment.places[m->place] : NULL;
}

void markdown_inlines_skip(struct markdown *m) {
    const struct markdown_place *place = markdown_next_place(m);
    if (place != NULL) {
        m->place = place->next;
    }
}

static void write_code(struct markdown *m, cmark_node *node) {
    struct slice literal = slice_from(cmark_node_get_literal(node));
    markdown_write(m, "<code>");
    /* In a table a pipe in code is escaped too. */
    size_t pipe;
    while (m->in_table && (pipe = slice_search(literal, SLICE("\\|"))) != SLICE_NOT_FOUND) {
        escape_html(&m->html, slice_take(literal, pipe));
        literal = slice_skip(literal, pipe + 1);
    }
    escape_html(&m->html, literal);
    markdown_write(m, "</code>");
    markdown_count_words(m, literal);
    m->before = BEFORE_TEXT;
}

/* Returns false if the node's children are not to be walked. */
static bool enter(struct markdown *m, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        markdown_text(m, node, 0, SIZE_MAX);
        break;
    case CMARK_NODE_SOFTBREAK:
        markdown_write(m, "\n");
        m->before = BEFORE_SPACE;
        m->in_word = false;
        break;
    case CMARK_NODE_LINEBREAK:
        markdown_write(m, "<br />\n");
        m->before = BEFORE_SPACE;
        m->in_word = false;
        break;
    case CMARK_NODE_CODE:
        write_code(m, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        markdown_html_inline(m, node);
        break;
    case CMARK_NODE_EMPH:
        markdown_write(m, "<em>");
        break;
    case CMARK_NODE_STRONG:
        markdown_write(m, "<strong>");
        break;
    case CMARK_NODE_LINK:
        if (!markdown_link_open(m, node)) {
            markdown_inlines_skip(m);
            return false;
        }
        break;
    case CMARK_NODE_IMAGE:
        markdown_image(m, node, false);
        markdown_inlines_skip(m);
        return false;
    default:
        break;
    }
    m->place++;
    return true;
}

static void leave(struct markdown *m, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        markdown_html_close(m, node);
        markdown_write(m, "</em>");
        break;
    case CMARK_NODE_STRONG:
        markdown_html_close(m, node);
        markdown_write(m, "</strong>");
        break;
    case CMARK_NODE_LINK:
        markdown_html_close(m, node);
        markdown_link_close(m);
        break;
    default:
        break;
    }
}

/* Writes one inline with all that is in it. */
static void write_inline(struct markdown *m, cmark_node *root) {
    cmark_node *node = root;
    for (;;) {
        cmark_node *child = enter(m, node) ? cmark_node_first_child(node) : NULL;
        if (child != NULL) {
            node = child;
            continue;
        }
        for (;;) {
            leave(m, node);
            if (node == root) {
                return;
            }
            cmark_node *next = cmark_node_next(node);
            if (next != NULL) {
                node = next;
                break;
            }
            node = cmark_node_parent(node);
        }
    }
}

void markdown_inlines_range(struct markdown *m, cmark_node *first, cmark_node *end) {
    for (cmark_node *node = first; node != NULL && node != end; node = cmark_node_next(node)) {
        write_inline(m, node);
    }
    if (first != NULL) {
        markdown_html_close(m, cmark_node_parent(first));
    }
}

void markdown_inlines(struct markdown *m, cmark_node *block) {
    markdown_inlines_begin(m, block);
    markdown_inlines_range(m, cmark_node_first_child(block), NULL);
}
