#include "formats/markdown_marks.h"

#include "formats/markdown_memory.h"
#include "formats/markdown_state.h"

#include <string.h>

const struct markdown_mark *markdown_marks_at(const struct markdown_marks *marks, uint32_t at) {
    uint32_t low = 0;
    uint32_t high = marks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marks->entries[middle].at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < marks->count && marks->entries[low].at == at ? &marks->entries[low] : NULL;
}

/* The offset of a node's first byte. */
static uint32_t start_of(const struct markdown_source *source, cmark_node *node) {
    int line = cmark_node_get_start_line(node);
    if (line < 1 || (uint32_t)line > source->count) {
        return UINT32_MAX;
    }
    return source->lines[line - 1].start + (uint32_t)cmark_node_get_start_column(node) - 1;
}

static const struct markdown_mark *mark_of(const struct markdown_source *source,
                                           const struct markdown_marks *marks, cmark_node *item) {
    return cmark_node_get_type(item) == CMARK_NODE_ITEM
               ? markdown_marks_at(marks, start_of(source, item))
               : NULL;
}

/* Two bullets that no list of the text uses, so that a footnote after a list does not become a part
 * of it. */
static void choose_bullets(const struct markdown_source *source, char bullets[2]) {
    static const char all[3] = {'+', '*', '-'};
    bool used[3] = {false, false, false};
    for (uint32_t i = 0; i < source->count; i++) {
        const struct markdown_line *line = &source->lines[i];
        uint32_t at = markdown_source_indent(source, line);
        for (size_t b = 0; b < 3 && at < line->end; b++) {
            bool bullet = source->text.data[at] == all[b] &&
                          (at + 1 == line->end || markdown_is_white(source->text.data[at + 1]));
            used[b] = used[b] || bullet;
        }
    }
    size_t found = 0;
    for (size_t b = 0; b < 3; b++) {
        if (!used[b] && found < 2) {
            bullets[found++] = all[b];
        }
    }
    while (found < 2) {
        bullets[found] = found == 1 ? bullets[0] : '+';
        found++;
    }
}

static void put(char *copy, const struct markdown_mark *mark, const char bullets[2]) {
    copy[mark->at] = bullets[mark->footnote ? 0 : 1];
    if (mark->footnote) {
        copy[mark->at + 1] = ' ';
    }
}

static void take_back(char *copy, const struct markdown_mark *mark, struct slice text) {
    copy[mark->at] = text.data[mark->at];
    copy[mark->at + 1] = text.data[mark->at + 1];
}

/* A footnote's item begins with the rest of its label. */
static bool is_footnote_item(const struct markdown_source *source, cmark_node *item) {
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *text = paragraph == NULL ? NULL : cmark_node_first_child(paragraph);
    if (text == NULL || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
        cmark_node_get_type(text) != CMARK_NODE_TEXT) {
        return false;
    }
    struct slice rest = slice_skip(source->text, start_of(source, item) + 2);
    size_t close = slice_search(slice_take(rest, 1000), SLICE("]:"));
    return close != SLICE_NOT_FOUND &&
           slice_starts_with(slice_from(cmark_node_get_literal(text)), slice_take(rest, close + 2));
}

/* A definition's item follows the paragraph with its term, or another definition of it. */
static bool is_detail_item(const struct markdown_source *source, const struct markdown_marks *marks,
                           cmark_node *item) {
    cmark_node *before = cmark_node_previous(item);
    if (before != NULL) {
        const struct markdown_mark *mark = mark_of(source, marks, before);
        return mark != NULL && !mark->footnote && mark->used;
    }
    before = cmark_node_previous(cmark_node_parent(item));
    return before != NULL && cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH;
}

/* Notes which marks became items. */
static void find_used(const struct markdown_source *source, struct markdown_marks *marks,
                      cmark_node *root) {
    for (uint32_t i = 0; i < marks->count; i++) {
        marks->entries[i].used = false;
    }
    for (cmark_node *node = root; node != NULL;) {
        struct markdown_mark *mark = (struct markdown_mark *)mark_of(source, marks, node);
        if (mark != NULL) {
            mark->used = mark->footnote ? is_footnote_item(source, node)
                                        : is_detail_item(source, marks, node);
        }
        cmark_node_type type = cmark_node_get_type(node);
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

static void collect(const struct markdown_source *source, struct markdown_marks *marks,
                    struct arena *arena) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < source->count; i++) {
        count += (source->lines[i].bits & (LINE_FOOTNOTE | LINE_DETAIL)) != 0;
    }
    marks->entries = arena_new(arena, struct markdown_mark, count);
    for (uint32_t i = 0; i < source->count; i++) {
        uint32_t bits = source->lines[i].bits & (LINE_FOOTNOTE | LINE_DETAIL);
        if (bits != 0) {
            marks->entries[marks->count++] =
                (struct markdown_mark){.at = markdown_source_indent(source, &source->lines[i]),
                                       .footnote = (bits & LINE_FOOTNOTE) != 0};
        }
    }
}

/* Takes back the marks that became nothing; how many. */
static uint32_t take_back_unused(struct markdown_marks *marks, char *copy, struct slice text) {
    uint32_t kept = 0;
    uint32_t count = marks->count;
    for (uint32_t i = 0; i < count; i++) {
        if (marks->entries[i].used) {
            marks->entries[kept++] = marks->entries[i];
        } else {
            take_back(copy, &marks->entries[i], text);
        }
    }
    marks->count = kept;
    return count - kept;
}

cmark_node *markdown_marks_parse(const struct markdown_source *source, struct markdown_marks *marks,
                                 struct arena *arena) {
    enum { ROUNDS = 3 };
    *marks = (struct markdown_marks){NULL, 0};
    if ((source->bits & (LINE_FOOTNOTE | LINE_DETAIL)) == 0) {
        return markdown_tree(arena, source->text);
    }
    char bullets[2];
    choose_bullets(source, bullets);
    collect(source, marks, arena);
    char *copy = arena_bytes(arena, source->text.length);
    memcpy(copy, source->text.data, source->text.length);
    for (uint32_t i = 0; i < marks->count; i++) {
        put(copy, &marks->entries[i], bullets);
    }
    for (int round = 0;; round++) {
        cmark_node *root = markdown_tree(arena, slice_of(copy, source->text.length));
        if (round == ROUNDS) {
            return root; /* each round takes marks back, and without any nothing is left to settle
                          */
        }
        find_used(source, marks, root);
        if (take_back_unused(marks, copy, source->text) == 0) {
            return root;
        }
        if (round == ROUNDS - 1) {
            for (uint32_t i = 0; i < marks->count; i++) {
                marks->entries[i].used = false;
            }
            take_back_unused(marks, copy, source->text);
        }
    }
}

enum markdown_mark_type markdown_item_mark(const struct markdown *m, cmark_node *item) {
    if (m->marks->count == 0 || m->source != m->body) {
        return MARK_NONE;
    }
    const struct markdown_mark *mark = mark_of(m->body, m->marks, item);
    return mark == NULL ? MARK_NONE : mark->footnote ? MARK_FOOTNOTE : MARK_DETAIL;
}

struct markdown_range markdown_item_label(const struct markdown *m, cmark_node *item) {
    uint32_t from = start_of(m->body, item) + 2;
    size_t close = slice_search(slice_skip(m->body->text, from), SLICE("]:"));
    return (struct markdown_range){from, from + (uint32_t)close};
}
