#include "formats/markdown_state.h"

#include "base/utf8.h"

#include <string.h>

static bool is_id_byte(char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') ||
           (unsigned char)byte >= 0x80 || byte == '-' || byte == '_' || byte == '.';
}

struct slice markdown_cut_id(struct slice *text) {
    struct slice none = SLICE("");
    struct slice trimmed = *text;
    while (trimmed.length > 0 && markdown_is_white(trimmed.data[trimmed.length - 1])) {
        trimmed.length--;
    }
    if (trimmed.length < 4 || trimmed.data[trimmed.length - 1] != '}') {
        return none;
    }
    size_t open = slice_find_last(trimmed, '{');
    if (open == SLICE_NOT_FOUND || trimmed.data[open + 1] != '#') {
        return none;
    }
    struct slice id = slice_between(trimmed, open + 2, trimmed.length - 1);
    if (id.length == 0 || memchr(id.data, ' ', id.length) != NULL) {
        return none;
    }
    while (open > 0 && markdown_is_white(text->data[open - 1])) {
        open--;
    }
    *text = slice_take(*text, open);
    return id;
}

struct markdown_range markdown_id_range(const struct markdown *m, struct markdown_range range,
                                        struct slice id) {
    struct slice text = slice_between(m->source->text, range.from, range.to);
    for (size_t at = text.length; at > id.length; at--) {
        size_t from = at - id.length;
        if (text.data[from - 1] == '#' && slice_equals(slice_between(text, from, at), id)) {
            return (struct markdown_range){range.from + (uint32_t)from, range.from + (uint32_t)at};
        }
    }
    return range;
}

bool markdown_check_id(struct markdown *m, struct slice id, struct markdown_range range) {
    bool fits = id.length > 0;
    for (size_t i = 0; i < id.length; i++) {
        fits = fits && is_id_byte(id.data[i]);
    }
    if (!fits) {
        struct diagnostic *diagnostic =
            diagnostic_add(m->diagnostics, MESSAGE_HEADING_ID_INVALID, markdown_place(m, range));
        diagnostic_argument(diagnostic, id);
    }
    return fits;
}

uint32_t markdown_anchor_add(struct markdown *m, enum markup_anchor_type type, struct slice id,
                             struct markdown_range range) {
    struct place place = markdown_place(m, range);
    struct markup_anchor *anchor = markdown_array_add(m->scratch, &m->anchors, sizeof *anchor);
    *anchor = (struct markup_anchor){.type = type,
                                     .explicit_id = id.length > 0,
                                     .id = id.length > 0 ? arena_copy(m->arena, id) : SLICE(""),
                                     .text = SLICE(""),
                                     .html = SLICE(""),
                                     .from = (uint32_t)m->html.length,
                                     .to = (uint32_t)m->html.length,
                                     .start = place.start,
                                     .end = place.end};
    return m->anchors.count - 1;
}

struct markup_anchor *markdown_anchor_at(struct markdown *m, uint32_t index) {
    return (struct markup_anchor *)m->anchors.data + index;
}

void markdown_sections_end(struct markdown *m, uint32_t depth, uint8_t level) {
    struct markdown_section *sections = m->sections.data;
    while (m->sections.count > 0) {
        struct markdown_section *last = &sections[m->sections.count - 1];
        if (last->depth < depth || (last->depth == depth && last->level < level)) {
            return;
        }
        markdown_anchor_at(m, last->anchor)->to = (uint32_t)m->html.length;
        m->sections.count--;
    }
}

/* The inside of a heading without links, for a table of contents: the tags of <a> and pictures go.
 * Most are just their text, which is there already. */
static struct slice contents_html(struct markdown *m, size_t from, size_t to, struct slice plain) {
    struct arena_mark mark = arena_mark(m->scratch);
    struct slice html = slice_between(buffer_slice(&m->html), from, to);
    struct buffer out;
    buffer_init(&out, m->scratch);
    for (size_t at = 0; at < html.length;) {
        size_t tag = slice_find(slice_skip(html, at), '<');
        if (tag == SLICE_NOT_FOUND) {
            buffer_append(&out, slice_skip(html, at));
            break;
        }
        buffer_append(&out, slice_between(html, at, at + tag));
        at += tag;
        size_t end = slice_find(slice_skip(html, at), '>');
        end = end == SLICE_NOT_FOUND ? html.length : at + end + 1;
        struct slice whole = slice_between(html, at, end);
        static const char *const kept[] = {"<em>",    "</em>",  "<strong>", "</strong>", "<code>",
                                           "</code>", "<del>",  "</del>",   "<sup>",     "</sup>",
                                           "<sub>",   "</sub>", "<i>",      "</i>",      "<b>",
                                           "</b>",    "<abbr>", "</abbr>",  "<br />",    NULL};
        for (size_t i = 0; kept[i] != NULL; i++) {
            if (slice_equals(whole, slice_from(kept[i]))) {
                buffer_append(&out, whole);
                break;
            }
        }
        at = end;
    }
    struct slice inside = slice_trim(buffer_slice(&out));
    struct slice result = slice_equals(inside, plain) ? plain : arena_copy(m->arena, inside);
    arena_restore(m->scratch, mark);
    return result;
}

/* Cuts {#id} off the last text of the heading; `to` is where its text then ends. */
static struct slice heading_id(struct markdown *m, cmark_node *node, size_t *to) {
    struct slice none = SLICE("");
    cmark_node *last = cmark_node_last_child(node);
    if (m->options->commonmark || last == NULL || cmark_node_get_type(last) != CMARK_NODE_TEXT) {
        return none;
    }
    struct slice text = slice_from(cmark_node_get_literal(last));
    struct slice id = markdown_cut_id(&text);
    if (id.length > 0) {
        *to = text.length;
    }
    return id;
}

static void write_tag(struct markdown *m, const char *open, int level, const char *close) {
    markdown_write(m, open);
    buffer_append_byte(&m->html, (char)('0' + level));
    markdown_write(m, close);
}

void markdown_heading(struct markdown *m, cmark_node *node) {
    int level = cmark_node_get_heading_level(node);
    markdown_fresh_line(m);
    if (m->options->commonmark) {
        write_tag(m, "<h", level, ">");
        markdown_inlines(m, node);
        write_tag(m, "</h", level, ">\n");
        return;
    }
    markdown_sections_end(m, m->depth, (uint8_t)level);
    size_t text_end = SIZE_MAX;
    struct slice id = heading_id(m, node, &text_end);
    struct markdown_range range = markdown_first_line(m, node);
    if (id.length > 0 && !markdown_check_id(m, id, markdown_id_range(m, range, id))) {
        id = SLICE("");
    }
    uint32_t anchor = markdown_anchor_add(m, MARKUP_ANCHOR_HEADING, id, range);
    m->heading = anchor;
    write_tag(m, "<h", level, "");
    markdown_hole(m, MARKUP_HOLE_ID, anchor);
    markdown_write(m, ">");
    size_t from = m->html.length;
    uint32_t first_link = m->links.count;
    m->in_heading = true;
    markdown_inlines_begin(m, node);
    cmark_node *last = cmark_node_last_child(node);
    markdown_inlines_range(m, cmark_node_first_child(node), text_end == SIZE_MAX ? NULL : last);
    if (text_end != SIZE_MAX) {
        markdown_text(m, last, 0, text_end);
        markdown_html_close(m, node);
    }
    m->in_heading = false;
    size_t to = m->html.length;
    write_tag(m, "</h", level, ">\n");
    markdown_link_contexts(m, first_link, from);
    struct markup_anchor *made = markdown_anchor_at(m, anchor);
    made->level = (uint8_t)level;
    made->text = markdown_plain(m, from, to);
    made->html = contents_html(m, from, to, made->text);
    struct markdown_section *section =
        markdown_array_add(m->scratch, &m->sections, sizeof *section);
    *section = (struct markdown_section){anchor, (uint8_t)level, m->depth};
}

/* The id that an anchor without one of its own would like. */
static struct slice wanted_id(struct markdown *m, const struct markup_anchor *anchor) {
    struct slice id = anchor->type == MARKUP_ANCHOR_HEADING ? utf8_anchor(m->scratch, anchor->text)
                                                            : utf8_slug(m->scratch, anchor->text);
    if (anchor->type == MARKUP_ANCHOR_POINT && id.length > 60) {
        /* Points are whole sentences; an anchor of some words is enough. */
        size_t end = 60;
        while (end > 30 && id.data[end] != '-') {
            end--;
        }
        while (end > 0 && ((unsigned char)id.data[end] & 0xC0) == 0x80) {
            end--;
        }
        id = slice_take(id, end);
    }
    if (id.length > 0) {
        return id;
    }
    return anchor->type == MARKUP_ANCHOR_HEADING ? SLICE("section")
           : anchor->type == MARKUP_ANCHOR_POINT ? SLICE("point")
                                                 : SLICE("anchor");
}

/* What is known of an id: who has it, and the next number to try behind it. */
struct taken {
    struct place place;
    uint32_t next;
};

static struct taken *take(struct map *ids, struct markdown *m, struct slice id,
                          const struct markup_anchor *anchor) {
    struct taken *taken = arena_new(m->scratch, struct taken, 1);
    *taken = (struct taken){place_of(m->path, anchor->start, anchor->end), 1};
    *map_place(ids, id) = taken;
    return taken;
}

static void take_explicit(struct map *ids, struct markdown *m, struct markup_anchor *anchor) {
    const struct taken *first = map_get(ids, anchor->id);
    if (first == NULL) {
        take(ids, m, anchor->id, anchor);
        return;
    }
    struct diagnostic *diagnostic = diagnostic_add(m->diagnostics, MESSAGE_ANCHOR_DUPLICATE,
                                                   place_of(m->path, anchor->start, anchor->end));
    diagnostic_argument(diagnostic, anchor->id);
    diagnostic_second(diagnostic, first->place);
    anchor->explicit_id = false;
}

/* The wanted id, or with the first free number behind it. */
static void give_id(struct map *ids, struct markdown *m, struct markup_anchor *anchor) {
    struct slice wanted = anchor->id.length > 0 ? anchor->id : wanted_id(m, anchor);
    struct taken *taken = map_get(ids, wanted);
    struct slice id = wanted;
    while (taken != NULL && map_get(ids, id) != NULL) {
        id = arena_format(m->scratch, "%.*s-%u", slice_width(wanted), wanted.data,
                          (unsigned)taken->next++);
    }
    anchor->id = arena_copy(m->arena, id);
    take(ids, m, anchor->id, anchor);
}

void markdown_anchors_finish(struct markdown *m) {
    markdown_sections_end(m, 0, 0);
    struct map ids;
    map_init(&ids, m->scratch);
    struct markup_anchor *anchors = m->anchors.data;
    for (uint32_t i = 0; i < m->anchors.count; i++) {
        if (anchors[i].explicit_id) {
            take_explicit(&ids, m, &anchors[i]);
        }
    }
    for (uint32_t i = 0; i < m->anchors.count; i++) {
        if (!anchors[i].explicit_id) {
            give_id(&ids, m, &anchors[i]);
        }
    }
}
