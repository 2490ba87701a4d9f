/* Task lists: - [ ] a point, - [x] one that is done. */
#include "formats/markdown_state.h"

bool markdown_is_task(const struct markdown *m, cmark_node *item) {
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *text = paragraph == NULL ? NULL : cmark_node_first_child(paragraph);
    if (m->options->commonmark || text == NULL ||
        cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
        cmark_node_get_type(text) != CMARK_NODE_TEXT) {
        return false;
    }
    const char *literal = cmark_node_get_literal(text);
    bool box = literal[0] == '[' && (literal[1] == ' ' || (literal[1] | 32) == 'x') &&
               literal[2] == ']' && (literal[3] == ' ' || literal[3] == '\t');
    /* \[ ] stands for itself. */
    return box && m->source->text.data[markdown_block_range(m, paragraph).from] == '[';
}

/* Writes the label of the box: the inlines of the paragraph without "[ ]" and {#id}. */
static void write_label(struct markdown *m, cmark_node *paragraph, size_t end) {
    cmark_node *first = cmark_node_first_child(paragraph);
    cmark_node *last = cmark_node_last_child(paragraph);
    markdown_inlines_begin(m, paragraph);
    markdown_text(m, first, 4, first == last ? end : SIZE_MAX);
    m->place++;
    if (first != last) {
        markdown_inlines_range(m, cmark_node_next(first), end == SIZE_MAX ? NULL : last);
        if (end != SIZE_MAX) {
            markdown_text(m, last, 0, end);
            m->place++;
        }
    }
    markdown_html_close(m, paragraph);
}

/* The id at the end of the paragraph; `end` is where the text before it ends. */
static struct slice point_id(struct markdown *m, cmark_node *paragraph, size_t *end) {
    cmark_node *last = cmark_node_last_child(paragraph);
    if (cmark_node_get_type(last) != CMARK_NODE_TEXT) {
        return SLICE("");
    }
    struct slice text = slice_from(cmark_node_get_literal(last));
    struct slice id = markdown_cut_id(&text);
    if (id.length > 0) {
        size_t least = last == cmark_node_first_child(paragraph) ? 4 : 0;
        *end = text.length > least ? text.length : least;
    }
    struct markdown_range range = markdown_block_range(m, paragraph);
    return id.length > 0 && markdown_check_id(m, id, markdown_id_range(m, range, id)) ? id
                                                                                      : SLICE("");
}

void markdown_task(struct markdown *m, cmark_node *item) {
    cmark_node *paragraph = cmark_node_first_child(item);
    bool checked = cmark_node_get_literal(cmark_node_first_child(paragraph))[1] != ' ';
    size_t end = SIZE_MAX;
    struct slice id = point_id(m, paragraph, &end);
    uint32_t anchor =
        markdown_anchor_add(m, MARKUP_ANCHOR_POINT, id, markdown_block_range(m, paragraph));
    uint32_t index = m->points.count;
    markdown_array_add(m->scratch, &m->points, sizeof(struct markup_point));
    markdown_write(m, "<li class=\"task\"");
    markdown_hole(m, MARKUP_HOLE_ID, anchor);
    markdown_write(m, "><input type=\"checkbox\"");
    markdown_hole(m, MARKUP_HOLE_TICK, anchor);
    markdown_write(m, checked ? " checked=\"\" /> <label" : " /> <label");
    markdown_hole(m, MARKUP_HOLE_TICK_LABEL, anchor);
    markdown_write(m, ">");
    size_t from = m->html.length;
    uint32_t first_link = m->links.count;
    write_label(m, paragraph, end);
    size_t to = m->html.length;
    markdown_write(m, "</label>");
    markdown_link_contexts(m, first_link, from);
    struct markup_anchor *made = markdown_anchor_at(m, anchor);
    made->text = markdown_plain(m, from, to);
    made->from = (uint32_t)from;
    made->to = (uint32_t)to;
    struct markup_point *points = m->points.data;
    points[index] = (struct markup_point){.checked = checked,
                                          .depth = (uint8_t)m->point_depth,
                                          .anchor = anchor,
                                          .from = (uint32_t)from,
                                          .to = (uint32_t)to};
    m->point_depth++;
    markdown_enter_container(m);
    markdown_blocks(m, cmark_node_next(paragraph), item);
    markdown_leave_container(m);
    m->point_depth--;
    markdown_write(m, "</li>\n");
}
