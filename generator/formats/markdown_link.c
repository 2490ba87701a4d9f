#include "formats/markdown_state.h"

#include "base/escape.h"

#include <string.h>

/* What an address is, and so how a link to it is written. */
enum target {
    TARGET_INSIDE,  /* a kind's item, a file, an anchor: holes */
    TARGET_OUTSIDE, /* http and https: written here */
    TARGET_DIRECT,  /* mailto and tel: written here, no page */
};

bool markdown_is_kind(const struct markdown *m, struct slice destination) {
    struct slice scheme = address_scheme(destination);
    for (size_t i = 0; scheme.length > 0 && i < m->options->scheme_count; i++) {
        if (slice_equals(scheme, m->options->schemes[i])) {
            return true;
        }
    }
    return false;
}

static enum target target_of(const struct markdown *m, struct slice destination) {
    struct slice scheme = address_scheme(destination);
    if (scheme.length == 0 || !address_is_allowed(destination) ||
        markdown_is_kind(m, destination)) {
        return TARGET_INSIDE;
    }
    bool web =
        slice_equals_folded(scheme, SLICE("http")) || slice_equals_folded(scheme, SLICE("https"));
    return web ? TARGET_OUTSIDE : TARGET_DIRECT;
}

struct markup_link *markdown_link_add(struct markdown *m, enum markup_link_type type,
                                      struct slice destination, struct place place) {
    struct markup_link *link = markdown_array_add(m->scratch, &m->links, sizeof *link);
    *link = (struct markup_link){.type = type,
                                 .has_text = true,
                                 .destination = arena_copy(m->arena, destination),
                                 .alternative = SLICE(""),
                                 .context = SLICE(""),
                                 .anchor = m->heading,
                                 .start = place.start,
                                 .end = place.end};
    struct markdown_link_text *text = markdown_array_add(m->scratch, &m->link_texts, sizeof *text);
    text->from = (uint32_t)m->html.length;
    text->to = text->from;
    text->at = place.start;
    return link;
}

static struct markdown_link_text *last_text(const struct markdown *m) {
    return (struct markdown_link_text *)m->link_texts.data + (m->link_texts.count - 1);
}

static void write_attribute(struct markdown *m, const char *name, struct slice value) {
    markdown_write(m, " ");
    markdown_write(m, name);
    markdown_write(m, "=\"");
    escape_html(&m->html, value);
    markdown_write(m, "\"");
}

/* The start tag of the link that was added last; its text follows. */
static void open_tag(struct markdown *m, struct slice destination, struct slice title) {
    uint32_t index = m->links.count - 1;
    switch (target_of(m, destination)) {
    case TARGET_OUTSIDE:
        markdown_write(m, "<a class=\"external\" href=\"");
        escape_address(&m->html, destination);
        markdown_write(m, "\" rel=\"noopener\"");
        break;
    case TARGET_DIRECT:
        markdown_write(m, "<a href=\"");
        escape_address(&m->html, destination);
        markdown_write(m, "\"");
        break;
    default:
        markdown_write(m, "<a class=\"");
        markdown_hole(m, MARKUP_HOLE_CLASS, index);
        markdown_write(m, "\" href=\"");
        markdown_hole(m, MARKUP_HOLE_ADDRESS, index);
        markdown_write(m, "\"");
        break;
    }
    if (title.length > 0) {
        write_attribute(m, "title", title);
    }
    markdown_write(m, ">");
    struct markdown_link_text *texts = m->link_texts.data;
    texts[index].from = (uint32_t)m->html.length;
}

static void close_tag(struct markdown *m, uint32_t index) {
    struct markdown_link_text *texts = m->link_texts.data;
    texts[index].to = (uint32_t)m->html.length;
    markdown_write(m, "</a>");
}

/* In plain CommonMark everything is written as cmark would. */
static void open_commonmark(struct markdown *m, cmark_node *node) {
    struct slice title = slice_from(cmark_node_get_title(node));
    markdown_write(m, "<a href=\"");
    escape_address(&m->html, slice_from(cmark_node_get_url(node)));
    markdown_write(m, "\"");
    if (title.length > 0) {
        write_attribute(m, "title", title);
    }
    markdown_write(m, ">");
}

/* The place of a link's destination, which a reference has in its definition. */
static struct place destination_place(struct markdown *m, const struct markdown_place *place) {
    if (place == NULL) {
        return markdown_place(m, markdown_block_range(m, m->block));
    }
    return place->form == FORM_REFERENCE ? markdown_reference_place(m, place->destination)
                                         : markdown_place(m, place->destination);
}

bool markdown_link_open(struct markdown *m, cmark_node *node) {
    if (m->options->commonmark) {
        open_commonmark(m, node);
        return true;
    }
    const struct markdown_place *place = markdown_next_place(m);
    struct slice destination = slice_from(cmark_node_get_url(node));
    struct markup_link *link =
        markdown_link_add(m, MARKUP_LINK, destination, destination_place(m, place));
    bool titled = place != NULL && place->form == FORM_AUTOLINK && markdown_is_kind(m, destination);
    link->has_text = !titled;
    if (place != NULL) {
        last_text(m)->at = markdown_source_file(m->source, place->whole.from);
    }
    m->link = m->links.count - 1;
    m->in_link = true;
    m->in_autolink = place != NULL && place->form == FORM_AUTOLINK;
    open_tag(m, destination, slice_from(cmark_node_get_title(node)));
    if (titled) {
        markdown_hole(m, MARKUP_HOLE_TITLE, m->link);
        m->before = BEFORE_TEXT;
    }
    return !titled;
}

void markdown_link_close(struct markdown *m) {
    if (m->options->commonmark) {
        markdown_write(m, "</a>");
        return;
    }
    m->in_link = false;
    m->in_autolink = false;
    close_tag(m, m->link);
}

void markdown_link_plain(struct markdown *m, struct slice destination, struct slice text,
                         struct place place) {
    markdown_link_add(m, MARKUP_LINK, destination, place);
    uint32_t index = m->links.count - 1;
    open_tag(m, destination, SLICE(""));
    markdown_literal(m, text);
    close_tag(m, index);
}

/* The plain text of an image's children. */
static void append_alternative(struct buffer *out, cmark_node *image) {
    cmark_node *node = cmark_node_first_child(image);
    while (node != NULL) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
        case CMARK_NODE_HTML_INLINE:
            buffer_append_text(out, cmark_node_get_literal(node));
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            buffer_append_byte(out, ' ');
            break;
        default:
            break;
        }
        cmark_node *next = cmark_node_first_child(node);
        while (next == NULL && node != image) {
            next = cmark_node_next(node);
            if (next == NULL) {
                node = cmark_node_parent(node);
            }
        }
        node = node == image ? NULL : next;
    }
}

static bool is_web(struct slice destination) {
    struct slice scheme = address_scheme(destination);
    return slice_equals_folded(scheme, SLICE("http")) ||
           slice_equals_folded(scheme, SLICE("https"));
}

/* <img>; a picture of ours has holes for its address and size. */
static void write_picture(struct markdown *m, struct slice destination, struct slice alternative,
                          struct slice title) {
    uint32_t index = m->links.count - 1;
    bool ours = !m->options->commonmark && !is_web(destination);
    markdown_write(m, "<img src=\"");
    if (ours) {
        markdown_hole(m, MARKUP_HOLE_ADDRESS, index);
    } else {
        escape_address(&m->html, destination);
    }
    markdown_write(m, "\" alt=\"");
    escape_html(&m->html, alternative);
    markdown_write(m, "\"");
    if (title.length > 0) {
        write_attribute(m, "title", title);
    }
    if (ours) {
        markdown_hole(m, MARKUP_HOLE_IMAGE_SIZE, index);
    }
    markdown_write(m, " />");
    m->before = BEFORE_TEXT;
}

/* An item shown here: between blocks when it stands alone, else a link with its title. */
static void write_embed(struct markdown *m, struct markup_link *link, struct slice text,
                        bool alone) {
    uint32_t index = m->links.count - 1;
    link->alternative = arena_copy(m->arena, text);
    link->has_text = text.length > 0;
    if (alone) {
        markdown_hole(m, MARKUP_HOLE_EMBED, index);
        /* So that the hole lies within whatever ends here, and not at the start of what follows. */
        buffer_append_byte(&m->html, '\n');
        return;
    }
    open_tag(m, link->destination, SLICE(""));
    if (text.length > 0) {
        markdown_literal(m, text);
    } else {
        markdown_hole(m, MARKUP_HOLE_TITLE, index);
    }
    close_tag(m, index);
}

static void write_figure(struct markdown *m, struct slice destination, struct slice alternative,
                         struct slice title) {
    markdown_write(m, "<figure>");
    write_picture(m, destination, alternative, SLICE(""));
    if (title.length > 0) {
        markdown_write(m, "<figcaption>");
        m->before = BEFORE_SPACE;
        m->in_word = false;
        markdown_typography(m, title);
        markdown_write(m, "</figcaption>");
    }
    markdown_write(m, "</figure>\n");
}

void markdown_image(struct markdown *m, cmark_node *node, bool alone) {
    struct slice destination = slice_from(cmark_node_get_url(node));
    struct slice title = slice_from(cmark_node_get_title(node));
    struct buffer alternative;
    buffer_init(&alternative, m->scratch);
    append_alternative(&alternative, node);
    struct slice text = buffer_slice(&alternative);
    if (m->options->commonmark) {
        write_picture(m, destination, text, title);
        return;
    }
    const struct markdown_place *inline_place = markdown_next_place(m);
    struct place place = destination_place(m, inline_place);
    struct markup_link *link = markdown_link_add(m, MARKUP_IMAGE, destination, place);
    if (inline_place != NULL) {
        last_text(m)->at = markdown_source_file(m->source, inline_place->whole.from);
    }
    if (markdown_is_kind(m, destination)) {
        write_embed(m, link, text, alone && !m->in_link);
        return;
    }
    link->alternative = arena_copy(m->arena, text);
    link->has_text = text.length > 0;
    if (alone) {
        write_figure(m, destination, text, title);
    } else {
        write_picture(m, destination, text, title);
    }
}

static bool is_picture(struct slice destination) {
    static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".gif",
                                          ".svg", ".webp", ".avif", NULL};
    for (size_t i = 0; endings[i] != NULL; i++) {
        struct slice ending = slice_from(endings[i]);
        if (destination.length > ending.length &&
            slice_equals_folded(slice_skip(destination, destination.length - ending.length),
                                ending)) {
            return true;
        }
    }
    return false;
}

void markdown_wiki_begin(struct markdown *m, struct slice destination, struct place place) {
    markdown_link_add(m, MARKUP_WIKI, destination, place);
    m->link = m->links.count - 1;
    m->in_link = true;
    open_tag(m, SLICE(""), SLICE(""));
}

void markdown_wiki_link(struct markdown *m, cmark_node *node, const struct markdown_wiki *wiki,
                        struct place place, bool alone) {
    struct slice destination = wiki->destination;
    /* In a table the pipe of [[a\|b]] is escaped, and the backslash stays with what cmark calls
     * text. */
    struct slice text = slice_trim(
        slice_between(slice_from(cmark_node_get_literal(node)), wiki->text_from, wiki->text_to));
    if (wiki->embed && is_picture(destination)) {
        struct markup_link *link = markdown_link_add(m, MARKUP_IMAGE, destination, place);
        link->alternative = arena_copy(m->arena, text);
        link->has_text = text.length > 0;
        if (alone) {
            write_figure(m, destination, text, SLICE(""));
        } else {
            write_picture(m, destination, text, SLICE(""));
        }
        return;
    }
    enum markup_link_type type = wiki->embed ? MARKUP_EMBED : MARKUP_WIKI;
    struct markup_link *link = markdown_link_add(m, type, destination, place);
    if (wiki->embed) {
        write_embed(m, link, text, alone);
        return;
    }
    uint32_t index = m->links.count - 1;
    link->has_text = text.length > 0;
    open_tag(m, SLICE(""), SLICE(""));
    m->in_link = true;
    if (text.length > 0) {
        size_t from = (size_t)(text.data - cmark_node_get_literal(node));
        markdown_text(m, node, from, from + text.length);
    } else {
        markdown_hole(m, MARKUP_HOLE_TITLE, index);
        m->before = BEFORE_TEXT;
    }
    m->in_link = false;
    close_tag(m, index);
}

void markdown_link_contexts(struct markdown *m, uint32_t first, size_t from) {
    struct markup_link *links = m->links.data;
    const struct markdown_link_text *texts = m->link_texts.data;
    struct arena_mark mark = arena_mark(m->scratch);
    struct slice written = buffer_slice(&m->html);
    struct buffer plain;
    buffer_init(&plain, m->scratch);
    buffer_reserve(&plain, m->html.length - from + 64);
    struct markdown_range *ranges =
        arena_new(m->scratch, struct markdown_range, m->links.count - first);
    for (uint32_t i = first; i < m->links.count; i++) {
        /* A picture within a link's text stands inside it. */
        if (texts[i].from >= from) {
            markdown_plain_append(&plain, slice_between(written, from, texts[i].from));
            from = texts[i].from;
        }
        ranges[i - first].from = (uint32_t)plain.length;
        bool html = links[i].type == MARKUP_HTML_LINK || links[i].type == MARKUP_HTML_IMAGE;
        if ((html || links[i].type == MARKUP_IMAGE) && texts[i].to == texts[i].from) {
            ranges[i - first].to = ranges[i - first].from;
            continue;
        }
        struct slice text = slice_between(written, texts[i].from, texts[i].to);
        if (text.length == 0) {
            buffer_append(&plain, markdown_target_name(links[i].destination));
        } else {
            markdown_plain_append(&plain, text);
        }
        from = texts[i].to > from ? texts[i].to : from;
        ranges[i - first].to = (uint32_t)plain.length;
        if (links[i].has_text) {
            links[i].alternative = arena_copy(
                m->arena, slice_trim(slice_between(buffer_slice(&plain), ranges[i - first].from,
                                                   ranges[i - first].to)));
        }
    }
    markdown_plain_append(&plain, slice_skip(written, from));
    for (uint32_t i = first; i < m->links.count; i++) {
        struct markdown_range range = ranges[i - first];
        links[i].context = markdown_sentence(m->arena, buffer_slice(&plain), range.from, range.to);
    }
    arena_restore(m->scratch, mark);
}
