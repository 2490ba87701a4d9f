/* Callouts: > [!TYPE] Title {#id}, with - or + behind the type when the reader may fold it. */
#include "formats/markdown_state.h"

#include "base/escape.h"
#include "base/nearest.h"

#include <string.h>

static const char *const usual[] = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", NULL};

/* The first line of a callout. */
struct head {
    struct slice type; /* as written */
    char fold;         /* '-', '+' or NUL */
    size_t text;       /* where the title begins in the first text */
};

static bool read_head(struct slice literal, struct head *head) {
    if (literal.length < 4 || literal.data[0] != '[' || literal.data[1] != '!') {
        return false;
    }
    size_t end = 2;
    while (end < literal.length &&
           (((literal.data[end] | 32) >= 'a' && (literal.data[end] | 32) <= 'z') ||
            literal.data[end] == '-' || literal.data[end] == '_')) {
        end++;
    }
    if (end == 2 || end >= literal.length || literal.data[end] != ']') {
        return false;
    }
    head->type = slice_between(literal, 2, end);
    end++;
    head->fold = '\0';
    if (end < literal.length && (literal.data[end] == '-' || literal.data[end] == '+')) {
        head->fold = literal.data[end++];
    }
    if (end < literal.length && literal.data[end] != ' ' && literal.data[end] != '\t') {
        return false;
    }
    head->text = markdown_scan_spaces(literal, end);
    return true;
}

/* The name of a callout in upper case; the empty slice when there is none of that name. */
static struct slice known_type(const struct markdown *m, struct slice type) {
    for (size_t i = 0; usual[i] != NULL; i++) {
        if (slice_equals_folded(type, slice_from(usual[i]))) {
            return slice_from(usual[i]);
        }
    }
    for (size_t i = 0; i < m->options->callout_count; i++) {
        if (slice_equals_folded(type, m->options->callouts[i])) {
            return m->options->callouts[i];
        }
    }
    return SLICE("");
}

static bool is_item_type(const struct markdown *m, struct slice type) {
    for (size_t i = 0; i < m->options->callout_count; i++) {
        if (slice_equals(type, m->options->callouts[i])) {
            return true;
        }
    }
    return false;
}

static void report_unknown(struct markdown *m, struct slice type, uint32_t source) {
    struct nearest nearest;
    struct buffer names;
    buffer_init(&names, m->scratch);
    nearest_init(&nearest, type);
    for (size_t i = 0; usual[i] != NULL; i++) {
        nearest_offer(&nearest, slice_from(usual[i]));
        buffer_append_text(&names, i == 0 ? "" : ", ");
        buffer_append_text(&names, usual[i]);
    }
    for (size_t i = 0; i < m->options->callout_count; i++) {
        nearest_offer(&nearest, m->options->callouts[i]);
        if (!slice_equals(m->options->callouts[i], SLICE("TIP"))) {
            buffer_append_text(&names, ", ");
            buffer_append(&names, m->options->callouts[i]);
        }
    }
    struct markdown_range range = {source, source + (uint32_t)type.length};
    struct diagnostic *diagnostic =
        diagnostic_add(m->diagnostics, MESSAGE_CALLOUT_UNKNOWN, markdown_place(m, range));
    diagnostic_argument(diagnostic, type);
    diagnostic_argument(diagnostic, buffer_slice(&names));
    diagnostic_suggest(diagnostic, nearest.best);
}

/* The inline that ends the title line, or NULL. */
static cmark_node *line_end(cmark_node *text) {
    cmark_node *node = text;
    while (node != NULL && cmark_node_get_type(node) != CMARK_NODE_SOFTBREAK &&
           cmark_node_get_type(node) != CMARK_NODE_LINEBREAK) {
        node = cmark_node_next(node);
    }
    return node;
}

/* The last text of the title line, whose end may hold the id. */
static cmark_node *last_text(cmark_node *text, cmark_node *end) {
    cmark_node *last = text;
    while (cmark_node_next(last) != end) {
        last = cmark_node_next(last);
    }
    return cmark_node_get_type(last) == CMARK_NODE_TEXT ? last : NULL;
}

static bool has_link(cmark_node *node, cmark_node *end) {
    while (node != end && cmark_node_get_type(node) != CMARK_NODE_LINK) {
        node = cmark_node_next(node);
    }
    return node != end;
}

static void write_start(struct markdown *m, const struct head *head, struct slice type,
                        uint32_t anchor) {
    markdown_write(m, head->fold == '\0' ? "<aside class=\"callout callout-"
                                         : "<details class=\"callout callout-");
    for (size_t i = 0; i < type.length; i++) {
        char byte = type.data[i];
        buffer_append_byte(&m->html, (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
    }
    markdown_write(m, "\"");
    if (anchor != MARKUP_NONE) {
        markdown_hole(m, MARKUP_HOLE_ID, anchor);
    }
    markdown_write(m, head->fold == '+' ? " open=\"\">\n" : ">\n");
    markdown_write(m, head->fold == '\0' ? "<p class=\"callout-title\">"
                                         : "<summary class=\"callout-title\">");
}

/* Writes the label and the title; the title's plain text. */
static struct slice write_title(struct markdown *m, const struct head *head, cmark_node *text,
                                cmark_node *end, cmark_node *last, size_t last_end, uint32_t index,
                                bool item) {
    markdown_write(m, "<span class=\"callout-label\">");
    markdown_hole(m, MARKUP_HOLE_CALLOUT_LABEL, index);
    markdown_write(m, "</span>");
    size_t before = m->html.length;
    uint32_t first_link = m->links.count;
    markdown_write(m, " ");
    if (item) {
        markdown_write(m, "<a href=\"");
        markdown_hole(m, MARKUP_HOLE_CALLOUT, index);
        markdown_write(m, "\">");
    }
    size_t from = m->html.length;
    m->in_link = item;
    m->in_heading = true;
    if (last == text) {
        markdown_text(m, text, head->text < last_end ? head->text : last_end, last_end);
        m->place++;
        markdown_inlines_range(m, cmark_node_next(text), end);
    } else {
        markdown_text(m, text, head->text, SIZE_MAX);
        m->place++;
        markdown_inlines_range(m, cmark_node_next(text), last == NULL ? end : last);
        if (last != NULL) {
            markdown_text(m, last, 0, last_end);
            m->place++;
        }
    }
    markdown_html_close(m, cmark_node_parent(text));
    m->in_link = false;
    m->in_heading = false;
    struct slice title = markdown_plain(m, from, m->html.length);
    if (title.length == 0) {
        /* Holes were made for links in the title at most, and then the title is not empty. */
        while (m->holes.count > 0 &&
               ((struct markup_hole *)m->holes.data)[m->holes.count - 1].at > before) {
            m->holes.count--;
        }
        buffer_truncate(&m->html, before);
    } else if (item) {
        markdown_write(m, "</a>");
    }
    markdown_link_contexts(m, first_link, before);
    return title;
}

/* The rest of the first paragraph, behind the title line. */
static void write_rest(struct markdown *m, cmark_node *paragraph, cmark_node *end) {
    cmark_node *rest = end == NULL ? NULL : cmark_node_next(end);
    if (rest == NULL || markdown_table(m, paragraph)) {
        return;
    }
    m->place++;
    uint32_t first_link = m->links.count;
    m->before = BEFORE_SPACE;
    m->in_word = false;
    markdown_write(m, "<p>");
    size_t from = m->html.length;
    markdown_inlines_range(m, rest, NULL);
    markdown_link_contexts(m, first_link, from);
    markdown_write(m, "</p>\n");
}

/* The first text of a quote that begins as a callout does, or NULL. */
static cmark_node *head_text(const struct markdown *m, cmark_node *quote, struct head *head) {
    cmark_node *paragraph = cmark_node_first_child(quote);
    cmark_node *text = paragraph == NULL ? NULL : cmark_node_first_child(paragraph);
    if (text == NULL || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
        cmark_node_get_type(text) != CMARK_NODE_TEXT ||
        !read_head(slice_from(cmark_node_get_literal(text)), head)) {
        return NULL;
    }
    /* \[!NOTE] stands for itself. */
    return m->source->text.data[markdown_block_range(m, paragraph).from] == '[' ? text : NULL;
}

/* Writes what is in the callout, behind its title; where it stands goes to the callout. */
static void write_content(struct markdown *m, struct markup_callout *callout, cmark_node *paragraph,
                          cmark_node *end) {
    callout->from = (uint32_t)m->html.length;
    markdown_enter_container(m);
    write_rest(m, paragraph, end);
    markdown_blocks(m, cmark_node_next(paragraph), cmark_node_parent(paragraph));
    markdown_leave_container(m);
    markdown_fresh_line(m);
    callout->to = (uint32_t)m->html.length;
    callout->summary = markdown_summary(m, callout->from, callout->to);
}

bool markdown_callout(struct markdown *m, cmark_node *quote) {
    struct head head;
    cmark_node *text = head_text(m, quote, &head);
    if (text == NULL) {
        return false;
    }
    cmark_node *paragraph = cmark_node_parent(text);
    struct markdown_range range = markdown_first_line(m, paragraph);
    struct slice type = known_type(m, head.type);
    if (type.length == 0) {
        report_unknown(m, head.type, range.from + 2);
        return false;
    }
    cmark_node *end = line_end(text);
    cmark_node *last = last_text(text, end);
    struct slice title_end = last == NULL ? SLICE("") : slice_from(cmark_node_get_literal(last));
    struct slice id = last == NULL ? SLICE("") : markdown_cut_id(&title_end);
    if (id.length > 0 && !markdown_check_id(m, id, markdown_id_range(m, range, id))) {
        id = SLICE("");
    }
    uint32_t index = m->callouts.count;
    struct place place = markdown_place(m, range);
    markdown_array_add(m->scratch, &m->callouts, sizeof(struct markup_callout));
    struct markup_callout callout = {.type = arena_copy(m->arena, type),
                                     .anchor = MARKUP_NONE,
                                     .start = place.start,
                                     .end = place.end};
    if (id.length > 0) {
        callout.anchor = markdown_anchor_add(m, MARKUP_ANCHOR_CALLOUT, id, range);
    }
    bool item = id.length > 0 && is_item_type(m, type);
    markdown_inlines_begin(m, paragraph);
    markdown_fresh_line(m);
    uint32_t box = (uint32_t)m->html.length;
    write_start(m, &head, type, callout.anchor);
    callout.title = write_title(m, &head, text, end, last, title_end.length, index,
                                item && !has_link(text, end));
    markdown_write(m, head.fold == '\0' ? "</p>\n" : "</summary>\n");
    if (item && callout.title.length == 0) {
        diagnostic_argument(diagnostic_add(m->diagnostics, MESSAGE_CALLOUT_ID_NOT_ITEM, place),
                            type);
    }
    write_content(m, &callout, paragraph, end);
    markdown_write(m, head.fold == '\0' ? "</aside>\n" : "</details>\n");
    ((struct markup_callout *)m->callouts.data)[index] = callout;
    if (callout.anchor != MARKUP_NONE) {
        struct markup_anchor *made = markdown_anchor_at(m, callout.anchor);
        made->text = callout.title;
        made->from = box;
        made->to = (uint32_t)m->html.length;
    }
    return true;
}
