#include "formats/markdown.h"

#include "formats/markdown_limits.h"
#include "formats/markdown_marks.h"
#include "formats/markdown_memory.h"
#include "formats/markdown_state.h"

#include "base/escape.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

void *markdown_array_add(struct arena *arena, struct markdown_array *array, size_t size) {
    if (array->count == array->capacity) {
        uint32_t capacity = array->capacity * 2 + 16;
        array->data = arena_grow(arena, array->data, array->capacity * size, capacity * size);
        array->capacity = capacity;
    }
    return (char *)array->data + size * array->count++;
}

void markdown_fresh_line(struct markdown *m) {
    if (m->html.length > 0 && m->html.data[m->html.length - 1] != '\n') {
        buffer_append_byte(&m->html, '\n');
    }
}

void markdown_hole(struct markdown *m, enum markup_hole_type type, uint32_t index) {
    struct markup_hole *hole = markdown_array_add(m->scratch, &m->holes, sizeof *hole);
    *hole = (struct markup_hole){(uint32_t)m->html.length, (uint16_t)type, index};
}

struct place markdown_place(const struct markdown *m, struct markdown_range range) {
    uint32_t start = markdown_source_file(m->source, range.from);
    uint32_t end =
        range.to > range.from ? markdown_source_file(m->source, range.to - 1) + 1 : start;
    return place_of(m->path, start, end);
}

struct markdown_range markdown_block_range(const struct markdown *m, cmark_node *node) {
    uint32_t first = (uint32_t)cmark_node_get_start_line(node);
    uint32_t last = (uint32_t)cmark_node_get_end_line(node);
    if (m->source->count == 0 || first < 1 || first > m->source->count) {
        return (struct markdown_range){0, 0};
    }
    last = last < first ? first : last > m->source->count ? m->source->count : last;
    uint32_t from =
        m->source->lines[first - 1].start + (uint32_t)cmark_node_get_start_column(node) - 1;
    uint32_t to = m->source->lines[last - 1].end;
    return (struct markdown_range){from, to > from ? to : from};
}

struct markdown_range markdown_first_line(const struct markdown *m, cmark_node *node) {
    struct markdown_range range = markdown_block_range(m, node);
    int line = cmark_node_get_start_line(node);
    if (line >= 1 && (uint32_t)line <= m->source->count &&
        range.to > m->source->lines[line - 1].end) {
        range.to = m->source->lines[line - 1].end;
    }
    return range;
}

/* A text that is too much for cmark is shown as it is. */
static void write_unparsed(struct markdown *m) {
    markdown_write(m, "<pre>");
    escape_html(&m->html, m->body->text);
    markdown_write(m, "</pre>\n");
}

/* A thing and where it stands in the file. */
struct placed {
    uint32_t at;
    uint32_t index;
};

static int compare_placed(const void *a, const void *b) {
    const struct placed *left = a;
    const struct placed *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

/* Puts the things of an array in the order of `placed`; the result tells the new index of each. */
static uint32_t *reorder(struct markdown *m, struct markdown_array *array, size_t size,
                         struct placed *placed) {
    qsort(placed, array->count, sizeof *placed, compare_placed);
    char *copy = arena_allocate_array(m->scratch, array->count, size);
    uint32_t *order = arena_new(m->scratch, uint32_t, array->count);
    for (uint32_t i = 0; i < array->count; i++) {
        memcpy(copy + i * size, (char *)array->data + placed[i].index * size, size);
        order[placed[i].index] = i;
    }
    array->data = copy;
    return order;
}

static bool is_link_hole(enum markup_hole_type type) {
    return type == MARKUP_HOLE_ADDRESS || type == MARKUP_HOLE_TITLE || type == MARKUP_HOLE_CLASS ||
           type == MARKUP_HOLE_IMAGE_SIZE || type == MARKUP_HOLE_EMBED;
}

static bool is_anchor_hole(enum markup_hole_type type) {
    return type == MARKUP_HOLE_ID || type == MARKUP_HOLE_ANCHOR || type == MARKUP_HOLE_TICK ||
           type == MARKUP_HOLE_TICK_LABEL;
}

static uint32_t moved(const uint32_t *order, uint32_t index) {
    return index == MARKUP_NONE ? index : order[index];
}

/* Puts links and anchors in source order: footnotes are written last, wherever they stand. */
static void sort_by_source(struct markdown *m) {
    const struct markdown_link_text *texts = m->link_texts.data;
    const struct markup_anchor *unsorted = m->anchors.data;
    struct placed *placed = arena_new(m->scratch, struct placed, m->links.count);
    for (uint32_t i = 0; i < m->links.count; i++) {
        placed[i] = (struct placed){texts[i].at, i};
    }
    uint32_t *links = reorder(m, &m->links, sizeof(struct markup_link), placed);
    placed = arena_new(m->scratch, struct placed, m->anchors.count);
    for (uint32_t i = 0; i < m->anchors.count; i++) {
        placed[i] = (struct placed){unsorted[i].start, i};
    }
    uint32_t *anchors = reorder(m, &m->anchors, sizeof(struct markup_anchor), placed);
    struct markup_link *all = m->links.data;
    for (uint32_t i = 0; i < m->links.count; i++) {
        all[i].anchor = moved(anchors, all[i].anchor);
    }
    struct markup_hole *holes = m->holes.data;
    for (uint32_t i = 0; i < m->holes.count; i++) {
        if (is_link_hole(holes[i].type)) {
            holes[i].index = moved(links, holes[i].index);
        } else if (is_anchor_hole(holes[i].type)) {
            holes[i].index = moved(anchors, holes[i].index);
        }
    }
    struct markup_callout *callouts = m->callouts.data;
    for (uint32_t i = 0; i < m->callouts.count; i++) {
        callouts[i].anchor = moved(anchors, callouts[i].anchor);
    }
    struct markup_point *points = m->points.data;
    for (uint32_t i = 0; i < m->points.count; i++) {
        points[i].anchor = moved(anchors, points[i].anchor);
    }
}

static void *kept(struct markdown *m, const struct markdown_array *array, size_t size) {
    if (array->count == 0) {
        return NULL;
    }
    void *copy = arena_allocate_array(m->arena, array->count, size);
    memcpy(copy, array->data, array->count * size);
    return copy;
}

/* Moves what was made to the arena of the result. */
static struct markup *result_of(struct markdown *m, uint32_t body_end) {
    struct markup *markup = arena_new(m->arena, struct markup, 1);
    *markup = (struct markup){
        .html = spill_text(m->options->spill, m->arena, buffer_slice(&m->html)),
        .body_end = body_end,
        .holes = spill_copy(m->options->spill, m->arena, m->holes.data,
                            m->holes.count * sizeof(struct markup_hole)),
        .hole_count = m->holes.count,
        .links = kept(m, &m->links, sizeof(struct markup_link)),
        .link_count = m->links.count,
        .anchors = kept(m, &m->anchors, sizeof(struct markup_anchor)),
        .anchor_count = m->anchors.count,
        .callouts = kept(m, &m->callouts, sizeof(struct markup_callout)),
        .callout_count = m->callouts.count,
        .points = kept(m, &m->points, sizeof(struct markup_point)),
        .point_count = m->points.count,
        .footnotes = kept(m, &m->footnotes, sizeof(struct markup_footnote)),
        .footnote_count = m->footnotes.count,
        .terms = kept(m, &m->terms, sizeof(struct markup_term)),
        .term_count = m->terms.count,
        .word_count = m->word_count,
        .summary = m->summary,
    };
    return markup;
}

/* Parses and writes everything; where the body ends in the HTML. */
static uint32_t write_text(struct markdown *m) {
    struct markdown_marks marks;
    cmark_node *root = m->options->commonmark ? markdown_tree(m->scratch, m->body->text)
                                              : markdown_marks_parse(m->body, &marks, m->scratch);
    if (m->options->commonmark) {
        marks = (struct markdown_marks){NULL, 0};
    }
    m->marks = &marks;
    if (!m->options->commonmark) {
        markdown_notes_collect(m, root);
        markdown_tables_find(m, root);
    }
    markdown_blocks(m, cmark_node_first_child(root), root);
    markdown_sections_end(m, 0, 0);
    uint32_t body_end = (uint32_t)m->html.length;
    if (!m->options->commonmark) {
        markdown_notes_write(m);
        markdown_anchors_finish(m);
    }
    m->marks = NULL;
    return body_end;
}

struct markup *markdown_parse(struct slice text, const struct markdown_origin *origin,
                              const struct markdown_options *options, struct arena *arena,
                              struct arena *scratch, struct diagnostics *diagnostics) {
    struct arena_mark mark = arena_mark(scratch);
    struct markdown_source source;
    struct markdown m = {.options = options,
                         .path = origin->path,
                         .arena = arena,
                         .scratch = scratch,
                         .diagnostics = diagnostics,
                         .body = &source,
                         .source = &source,
                         .language = markdown_language(options->language),
                         .summary = SLICE(""),
                         .heading = MARKUP_NONE};
    if (text.length > LIMIT_MARKDOWN_BYTES) {
        struct place place = place_file(origin->path);
        diagnostic_argument_integer(diagnostic_add(diagnostics, MESSAGE_MARKDOWN_TOO_LARGE, place),
                                    LIMIT_MARKDOWN_BYTES);
        text = SLICE("");
    }
    markdown_source_split(&source, text, origin, scratch);
    buffer_init(&m.html, scratch);
    buffer_reserve(&m.html, text.length + text.length / 4 + 64);
    uint32_t body_end = 0;
    if (markdown_within_limits(&source, origin->path, diagnostics)) {
        body_end = write_text(&m);
    } else {
        write_unparsed(&m);
        body_end = (uint32_t)m.html.length;
    }
    if (m.footnotes.count > 0) {
        sort_by_source(&m);
    }
    struct markup *markup = result_of(&m, body_end);
    arena_restore(scratch, mark);
    return markup;
}
