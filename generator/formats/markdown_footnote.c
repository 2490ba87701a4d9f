#include "formats/markdown_state.h"

#include "base/utf8.h"

#include <string.h>

struct definition {
    cmark_node *item;
    struct markdown_range label;
    uint32_t footnote; /* its index among those used, or MARKUP_NONE */
    uint32_t heading;  /* the one before its first use */
};

struct markdown_notes {
    struct markdown_array definitions; /* struct definition *, in source order */
    struct markdown_array used;        /* struct definition *, in order of first use */
    struct map by_label;               /* of struct definition */
};

static struct slice key_of(struct markdown *m, struct slice label) {
    return utf8_fold(m->scratch, label);
}

static void add_definition(struct markdown *m, cmark_node *item) {
    struct definition *definition = arena_new(m->scratch, struct definition, 1);
    *definition = (struct definition){item, markdown_item_label(m, item), MARKUP_NONE, MARKUP_NONE};
    struct slice label = slice_between(m->body->text, definition->label.from, definition->label.to);
    void **place = map_place(&m->notes->by_label, key_of(m, label));
    if (*place != NULL) {
        const struct definition *first = *place;
        struct diagnostic *diagnostic = diagnostic_add(m->diagnostics, MESSAGE_FOOTNOTE_DUPLICATE,
                                                       markdown_place(m, definition->label));
        diagnostic_argument(diagnostic, label);
        diagnostic_second(diagnostic, markdown_place(m, first->label));
        return;
    }
    *place = definition;
    struct definition **entry =
        markdown_array_add(m->scratch, &m->notes->definitions, sizeof *entry);
    *entry = definition;
}

void markdown_notes_collect(struct markdown *m, cmark_node *root) {
    m->notes = arena_new(m->scratch, struct markdown_notes, 1);
    map_init(&m->notes->by_label, m->scratch);
    if ((m->body->bits & LINE_FOOTNOTE) == 0) {
        return;
    }
    for (cmark_node *node = root; node != NULL;) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_ITEM && markdown_item_mark(m, node) == MARK_FOOTNOTE) {
            add_definition(m, node);
        }
        bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
        cmark_node *next = leaf ? NULL : cmark_node_first_child(node);
        while (next == NULL && node != root) {
            next = cmark_node_next(node);
            if (next == NULL) {
                node = cmark_node_parent(node);
            }
        }
        node = next;
    }
}

/* The index of the footnote with that label, which is used here, or MARKUP_NONE. */
static uint32_t use(struct markdown *m, struct slice label) {
    struct definition *definition = map_get(&m->notes->by_label, key_of(m, label));
    if (definition == NULL) {
        return MARKUP_NONE;
    }
    if (definition->footnote == MARKUP_NONE) {
        struct definition **entry = markdown_array_add(m->scratch, &m->notes->used, sizeof *entry);
        *entry = definition;
        struct markup_footnote *footnote =
            markdown_array_add(m->scratch, &m->footnotes, sizeof *footnote);
        footnote->label = arena_copy(m->arena, label);
        definition->footnote = m->footnotes.count - 1;
        definition->heading = m->heading;
    }
    struct markup_footnote *footnotes = m->footnotes.data;
    footnotes[definition->footnote].uses++;
    return definition->footnote;
}

/* The length of the label in "[^label]" at the start of `text`, or 0. */
static size_t mark_at(struct slice text) {
    size_t end = 2;
    while (end < text.length && text.data[end] != ']' && text.data[end] != '[' &&
           !markdown_is_white(text.data[end])) {
        end++;
    }
    return end > 2 && end < text.length && text.data[end] == ']' ? end - 2 : 0;
}

static void report_undefined(struct markdown *m, struct slice label, uint32_t source) {
    struct markdown_range range = {source, source + (uint32_t)label.length};
    struct diagnostic *diagnostic =
        diagnostic_add(m->diagnostics, MESSAGE_FOOTNOTE_UNDEFINED, markdown_place(m, range));
    diagnostic_argument(diagnostic, label);
}

void markdown_note_text(struct markdown *m, struct slice text, uint32_t source) {
    size_t from = 0;
    size_t at = 0;
    bool notes = !m->in_link && (m->bits & LINE_NOTE) != 0;
    while (notes && at + 3 < text.length) {
        size_t open = slice_find(slice_skip(text, at), '[');
        if (open == SLICE_NOT_FOUND || at + open + 3 >= text.length) {
            break;
        }
        at += open;
        size_t length = text.data[at + 1] == '^' ? mark_at(slice_skip(text, at)) : 0;
        if (length == 0) {
            at++;
            continue;
        }
        struct slice label = slice_between(text, at + 2, at + 2 + length);
        uint32_t footnote = use(m, label);
        if (footnote == MARKUP_NONE) {
            report_undefined(m, label, source + (uint32_t)at + 2);
            at += length + 3;
            continue;
        }
        markdown_term_text(m, slice_between(text, from, at));
        markdown_hole(m, MARKUP_HOLE_FOOTNOTE, footnote);
        at += length + 3;
        from = at;
    }
    markdown_term_text(m, slice_skip(text, from));
}

/* The footnote's text without its label: what follows "label]:" in the first paragraph. */
static void write_first(struct markdown *m, cmark_node *paragraph, size_t label, bool bare) {
    cmark_node *text = cmark_node_first_child(paragraph);
    struct slice literal = slice_from(cmark_node_get_literal(text));
    size_t from = label + 2;
    while (from < literal.length && markdown_is_white(literal.data[from])) {
        from++;
    }
    cmark_node *rest = cmark_node_next(text);
    if (from == literal.length && rest == NULL) {
        return;
    }
    if (!bare) {
        markdown_write(m, "<p>");
    }
    uint32_t first_link = m->links.count;
    size_t start = m->html.length;
    markdown_inlines_begin(m, paragraph);
    markdown_text(m, text, from, SIZE_MAX);
    m->place++;
    if (from == literal.length && cmark_node_get_type(rest) == CMARK_NODE_SOFTBREAK) {
        rest = cmark_node_next(rest);
        m->place++;
    }
    markdown_inlines_range(m, rest, NULL);
    markdown_html_close(m, paragraph);
    markdown_link_contexts(m, first_link, start);
    markdown_write(m, bare ? "" : "</p>\n");
}

void markdown_notes_write(struct markdown *m) {
    /* A footnote may use others, which then follow. */
    for (uint32_t i = 0; i < m->notes->used.count; i++) {
        const struct definition *definition = ((struct definition **)m->notes->used.data)[i];
        cmark_node *paragraph = cmark_node_first_child(definition->item);
        cmark_node *rest = cmark_node_next(paragraph);
        uint32_t from = (uint32_t)m->html.length;
        m->heading = definition->heading;
        markdown_enter_container(m);
        write_first(m, paragraph, definition->label.to - definition->label.from, rest == NULL);
        markdown_blocks(m, rest, definition->item);
        markdown_leave_container(m);
        struct markup_footnote *footnote = (struct markup_footnote *)m->footnotes.data + i;
        footnote->from = from;
        footnote->to = (uint32_t)m->html.length;
    }
    struct definition *const *definitions = m->notes->definitions.data;
    for (uint32_t i = 0; i < m->notes->definitions.count; i++) {
        if (definitions[i]->footnote == MARKUP_NONE) {
            struct markdown_range label = definitions[i]->label;
            struct diagnostic *diagnostic =
                diagnostic_add(m->diagnostics, MESSAGE_FOOTNOTE_UNUSED, markdown_place(m, label));
            diagnostic_argument(diagnostic, slice_between(m->body->text, label.from, label.to));
        }
    }
}
