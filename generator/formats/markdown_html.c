/* Raw HTML. In a site that cleans it, complete pieces go through html_clean; a tag that opens or
 * closes something around Markdown is cleaned on its own, and what is still open at the end of its
 * surroundings is closed there, so that the result is balanced whatever the author forgot.
 * Addresses and ids become links, anchors and holes. */
#include "formats/markdown_state.h"

#include "base/escape.h"
#include "formats/html.h"
#include "formats/html_tokens.h"

#include <string.h>

/* A raw element that is open, and the node it was opened within. */
struct raw_element {
    struct slice name; /* in lower case */
    cmark_node *parent;
    bool block; /* blocks are in it: it is a container */
    bool ours;  /* a <del> of ours: no tag of the author ends it, or reaches out of it */
};

struct tag {
    size_t from;
    size_t to;
    struct slice name;
    bool closing;
    bool single;  /* a void element, or <x/> */
    bool matched; /* has its other half in the same piece */
};

/* A search through the source for one thing after another. */
struct search {
    uint32_t at; /* behind the last one */
    bool lost;   /* one was not found: nothing more is looked for, lest it takes long */
};

/* What is being written: the literal, and how far its places were found. */
struct raw_piece {
    struct markdown *m;
    struct markdown_range range; /* in the source */
    struct search dropped;       /* for what cleaning took away */
    struct search kept;          /* for addresses and ids */
    uint32_t tag;                /* where the tag begins in the HTML that is written now */
};

static bool in_list(struct slice name, const char *const *names) {
    for (; *names != NULL; names++) {
        if (slice_equals(name, slice_from(*names))) {
            return true;
        }
    }
    return false;
}

static bool is_void(struct slice name) {
    static const char *const names[] = {"area",  "base",   "br",    "col",  "embed",
                                        "hr",    "img",    "input", "link", "meta",
                                        "param", "source", "track", "wbr",  NULL};
    return in_list(name, names);
}

/* Elements that may be open around Markdown. All others end where their piece of HTML ends. */
static bool is_container(struct slice name) {
    static const char *const names[] = {
        "div",    "details", "section", "article",    "aside", "figure", "header",
        "footer", "main",    "nav",     "center",     "ul",    "ol",     "li",
        "dl",     "dt",      "dd",      "table",      "thead", "tbody",  "tfoot",
        "tr",     "td",      "th",      "blockquote", NULL};
    return in_list(name, names);
}

static bool is_raw_text(struct slice name) {
    static const char *const names[] = {"script", "style",  "textarea", "title",
                                        "xmp",    "iframe", NULL};
    return in_list(name, names);
}

static struct slice lowered(struct markdown *m, struct slice name) {
    char *bytes = arena_bytes(m->scratch, name.length + 1);
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        bytes[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    return slice_of(bytes, name.length);
}

/* Behind the ">" of the tag at `at`, quotes respected; 0 if it has none. */
static size_t tag_end(struct slice html, size_t at) {
    char quote = '\0';
    for (; at < html.length; at++) {
        char byte = html.data[at];
        if (quote != '\0') {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (byte == '>') {
            return at + 1;
        }
    }
    return 0;
}

/* The next tag at or after `at`. Comments, instructions and declarations are passed over. */
static bool next_tag(struct markdown *m, struct slice html, size_t at, struct tag *tag) {
    while (at < html.length) {
        size_t open = slice_find(slice_skip(html, at), '<');
        if (open == SLICE_NOT_FOUND) {
            return false;
        }
        open += at;
        if (slice_starts_with(slice_skip(html, open), SLICE("<!--"))) {
            size_t end = slice_search(slice_skip(html, open + 4), SLICE("-->"));
            at = end == SLICE_NOT_FOUND ? html.length : open + 4 + end + 3;
            continue;
        }
        size_t name = open + 1;
        bool closing = name < html.length && html.data[name] == '/';
        name += closing;
        size_t end = name;
        while (end < html.length && !markdown_is_white(html.data[end]) && html.data[end] != '>' &&
               html.data[end] != '/') {
            end++;
        }
        if (end == name || (html.data[name] | 32) < 'a' || (html.data[name] | 32) > 'z') {
            at = open + 1;
            continue;
        }
        size_t to = tag_end(html, end);
        if (to == 0) {
            return false;
        }
        *tag = (struct tag){.from = open,
                            .to = to,
                            .name = lowered(m, slice_between(html, name, end)),
                            .closing = closing};
        tag->single = is_void(tag->name) || (to >= 2 && html.data[to - 2] == '/');
        return true;
    }
    return false;
}

/* Looks for `what` without case; its place, or the whole piece. */
static struct place find_place(struct raw_piece *piece, struct search *search, struct slice what) {
    const struct markdown *m = piece->m;
    struct slice text = m->source->text;
    while (what.length > 1 && what.data[what.length - 1] == '>') {
        what.length--;
    }
    for (uint32_t at = search->at;
         what.length > 0 && !search->lost && at + what.length <= piece->range.to; at++) {
        if (slice_equals_folded(slice_between(text, at, at + what.length), what)) {
            search->at = at + (uint32_t)what.length;
            return markdown_place(m, (struct markdown_range){at, search->at});
        }
    }
    search->lost = true;
    return markdown_place(m, piece->range);
}

static void report_dropped(void *context, struct slice what) {
    struct raw_piece *piece = context;
    struct place place = find_place(piece, &piece->dropped, what);
    diagnostic_argument(diagnostic_add(piece->m->diagnostics, MESSAGE_HTML_DROPPED, place), what);
}

/* The value of an attribute with its entities decoded. */
static struct slice decoded(struct markdown *m, struct slice value) {
    struct buffer out;
    buffer_init(&out, m->scratch);
    html_decode(&out, value);
    return buffer_slice(&out);
}

/* Writes an attribute that points somewhere; what is ours gets a hole. */
static void write_address(struct raw_piece *piece, enum markup_link_type type, struct slice name,
                          struct slice value, struct slice alternative) {
    struct markdown *m = piece->m;
    struct slice destination = decoded(m, value);
    struct place place = find_place(piece, &piece->kept, value);
    struct markup_link *link = markdown_link_add(m, type, destination, place);
    link->alternative = arena_copy(m->arena, decoded(m, alternative));
    link->has_text = type == MARKUP_HTML_LINK || alternative.length > 0;
    struct markdown_link_text *text =
        (struct markdown_link_text *)m->link_texts.data + (m->link_texts.count - 1);
    text->from = piece->tag;
    text->to = piece->tag;
    struct slice scheme = address_scheme(destination);
    bool outside =
        scheme.length > 0 && address_is_allowed(destination) && !markdown_is_kind(m, destination);
    buffer_append_byte(&m->html, ' ');
    buffer_append(&m->html, name);
    markdown_write(m, "=\"");
    if (outside && slice_find(value, '"') == SLICE_NOT_FOUND) {
        buffer_append(&m->html, value);
    } else if (outside) {
        escape_address(&m->html, destination);
    } else {
        markdown_hole(m, MARKUP_HOLE_ADDRESS, m->links.count - 1);
    }
    markdown_write(m, "\"");
}

static void write_id(struct raw_piece *piece, struct slice value) {
    struct markdown *m = piece->m;
    struct place place = find_place(piece, &piece->kept, value);
    struct markdown_range nowhere = {piece->range.from, piece->range.from};
    uint32_t index = markdown_anchor_add(m, MARKUP_ANCHOR_OTHER, decoded(m, value), nowhere);
    markdown_anchor_at(m, index)->start = place.start;
    markdown_anchor_at(m, index)->end = place.end;
    markdown_hole(m, MARKUP_HOLE_ID, index);
}

/* The value behind ` name="`. */
static struct slice attribute_of(struct slice tag, struct slice start) {
    size_t at = slice_search(tag, start);
    if (at == SLICE_NOT_FOUND) {
        return SLICE("");
    }
    struct slice value = slice_skip(tag, at + start.length);
    size_t end = slice_find(value, '"');
    return slice_take(value, end == SLICE_NOT_FOUND ? 0 : end);
}

/* Writes a start tag, with links, anchors and holes for its addresses and id. */
static void write_start_tag(struct raw_piece *piece, struct slice tag) {
    struct buffer *html = &piece->m->html;
    piece->tag = (uint32_t)html->length;
    size_t at = 1;
    while (at < tag.length && !markdown_is_white(tag.data[at]) && tag.data[at] != '>' &&
           tag.data[at] != '/') {
        at++;
    }
    size_t name_end = at;
    buffer_append(html, slice_take(tag, at));
    size_t copied = at;
    while (at < tag.length) {
        size_t name = markdown_scan_spaces(tag, at);
        size_t end = name;
        while (end < tag.length && !markdown_is_white(tag.data[end]) && tag.data[end] != '=' &&
               tag.data[end] != '>' && tag.data[end] != '/') {
            end++;
        }
        if (end == name) {
            at = name + 1;
            continue;
        }
        if (end + 1 >= tag.length || tag.data[end] != '=' ||
            (tag.data[end + 1] != '"' && tag.data[end + 1] != '\'')) {
            at = end + (end < tag.length && tag.data[end] == '=');
            continue;
        }
        size_t value = end + 2;
        size_t close = slice_find(slice_skip(tag, value), tag.data[end + 1]);
        close = close == SLICE_NOT_FOUND ? tag.length : value + close;
        struct slice key = slice_between(tag, name, end);
        struct slice text = slice_between(tag, value, close);
        bool href = slice_equals(key, SLICE("href"));
        bool id = slice_equals(key, SLICE("id"));
        if (href || id || slice_equals(key, SLICE("src"))) {
            buffer_append(html, slice_between(tag, copied, at));
            if (id) {
                write_id(piece, text);
            } else {
                write_address(piece, href ? MARKUP_HTML_LINK : MARKUP_HTML_IMAGE, key, text,
                              href ? SLICE("") : attribute_of(tag, SLICE(" alt=\"")));
            }
            copied = close + 1;
        }
        at = close + 1;
    }
    size_t end = tag.length;
    bool open = end > 1 && tag.data[end - 1] == '>' && tag.data[end - 2] != '/';
    if (open && is_void(lowered(piece->m, slice_between(tag, 1, name_end)))) {
        buffer_append(html, slice_between(tag, copied, end - 1));
        markdown_write(piece->m, " />"); /* so that it is XML too */
    } else {
        buffer_append(html, slice_skip(tag, copied));
    }
}

/* Writes HTML that is clean, or trusted. */
static void write_html(struct raw_piece *piece, struct slice html) {
    struct tag tag;
    size_t at = 0;
    while (next_tag(piece->m, html, at, &tag)) {
        buffer_append(&piece->m->html, slice_between(html, at, tag.from));
        struct slice whole = slice_between(html, tag.from, tag.to);
        if (tag.closing) {
            buffer_append(&piece->m->html, whole);
        } else {
            write_start_tag(piece, whole);
        }
        at = tag.to;
    }
    buffer_append(&piece->m->html, slice_skip(html, at));
}

static bool is_address_of_kind(void *context, struct slice address) {
    const struct raw_piece *piece = context;
    return markdown_is_kind(piece->m, address);
}

static struct slice cleaned(struct raw_piece *piece, struct slice html) {
    struct markdown *m = piece->m;
    struct buffer out;
    buffer_init(&out, m->scratch);
    html_clean_with(html, m->scratch, &out, is_address_of_kind, report_dropped, piece);
    return buffer_slice(&out);
}

static struct raw_element *open_elements(const struct markdown *m) {
    return m->raw.data;
}

static void close_last(struct markdown *m) {
    struct raw_element element = open_elements(m)[--m->raw.count];
    if (element.block) {
        markdown_leave_container(m);
    }
    markdown_write(m, "</");
    buffer_append(&m->html, element.name);
    markdown_write(m, ">");
}

void markdown_html_close(struct markdown *m, cmark_node *parent) {
    while (m->raw.count > 0 && open_elements(m)[m->raw.count - 1].parent == parent) {
        close_last(m);
    }
}

void markdown_strike_open(struct markdown *m, cmark_node *parent) {
    markdown_write(m, "<del>");
    struct raw_element *element = markdown_array_add(m->scratch, &m->raw, sizeof *element);
    *element = (struct raw_element){SLICE("del"), parent, false, true};
}

void markdown_strike_close(struct markdown *m, cmark_node *parent) {
    uint32_t found = m->raw.count;
    while (found > 0 && !open_elements(m)[found - 1].ours) {
        found--;
    }
    /* One that began on the line of a title or a term ended with it. */
    if (found > 0 && open_elements(m)[found - 1].parent == parent) {
        while (m->raw.count >= found) {
            close_last(m);
        }
    }
}

/* A start tag whose end tag is elsewhere, or nowhere. */
static void open_element(struct raw_piece *piece, struct slice tag, struct slice name,
                         cmark_node *parent, bool block) {
    struct markdown *m = piece->m;
    /* A tag without attributes needs no parser. */
    bool bare = tag.length == name.length + 2;
    if (!bare || !html_element_allowed(name)) {
        tag = cleaned(piece, tag);
        size_t end = tag_end(tag, 0);
        bool same = tag.length > name.length + 1 && tag.data[0] == '<' &&
                    slice_equals(slice_between(tag, 1, 1 + name.length), name) && end > 0;
        if (!same) {
            return;
        }
        tag = slice_take(tag, end);
    } else {
        /* <DIV> becomes <div>, as cleaning writes it, and as its end tag will be written. */
        tag = arena_format(m->scratch, "<%.*s>", slice_width(name), name.data);
    }
    write_start_tag(piece, tag);
    if (block) {
        markdown_enter_container(m);
    }
    struct raw_element *element = markdown_array_add(m->scratch, &m->raw, sizeof *element);
    *element = (struct raw_element){name, parent, block, false};
}

/* An end tag whose start tag is elsewhere: closes it, and what is open within it. */
static void close_element(struct markdown *m, struct slice name, cmark_node *parent) {
    uint32_t found = m->raw.count;
    while (found > 0 && open_elements(m)[found - 1].parent == parent &&
           !open_elements(m)[found - 1].ours &&
           !slice_equals(open_elements(m)[found - 1].name, name)) {
        found--;
    }
    if (found == 0 || open_elements(m)[found - 1].parent != parent ||
        open_elements(m)[found - 1].ours) {
        return;
    }
    while (m->raw.count >= found) {
        close_last(m);
    }
}

/* The tags of a piece, with those marked that have their other half in it or need none. Tags are
 * paired by name with the nearest open one; what is open in between is closed with it. */
static struct tag *tags_of(struct markdown *m, struct slice html, size_t *count) {
    struct markdown_array tags = {0};
    struct markdown_array open = {0}; /* size_t: indexes of tags */
    struct tag tag;
    for (size_t at = 0; next_tag(m, html, at, &tag);) {
        at = tag.to;
        if (!tag.closing && is_raw_text(tag.name)) {
            struct slice rest = slice_skip(html, at);
            size_t end = slice_search(rest, SLICE("</"));
            at = end == SLICE_NOT_FOUND ? html.length : at + end;
        }
        tag.matched = !tag.closing || tag.single || !is_container(tag.name);
        struct tag *added = markdown_array_add(m->scratch, &tags, sizeof tag);
        *added = tag;
        const struct tag *all = tags.data;
        const size_t *stack = open.data;
        if (!tag.closing && !tag.single) {
            size_t *entry = markdown_array_add(m->scratch, &open, sizeof *entry);
            *entry = tags.count - 1;
        } else if (tag.closing) {
            /* Only the nearest few are looked at: what is nested wrongly deeper than that stays
             * apart. */
            for (uint32_t i = open.count; i > 0 && i + 8 > open.count; i--) {
                if (slice_equals(all[stack[i - 1]].name, tag.name)) {
                    added->matched = true;
                    open.count = i - 1;
                    break;
                }
            }
        }
    }
    struct tag *all = tags.data;
    for (uint32_t i = 0; i < open.count; i++) {
        struct tag *left = &all[((size_t *)open.data)[i]];
        left->matched = !is_container(left->name);
    }
    *count = tags.count;
    return tags.data;
}

static void write_pieces(struct raw_piece *piece, struct slice html, cmark_node *parent) {
    struct markdown *m = piece->m;
    size_t count = 0;
    struct tag *tags = tags_of(m, html, &count);
    size_t at = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t to = i < count ? tags[i].from : html.length;
        if (i < count && (tags[i].matched || tags[i].from < at)) {
            continue;
        }
        struct slice whole = slice_between(html, at, to);
        if (slice_trim(whole).length > 0) {
            write_html(piece, cleaned(piece, whole));
        } else {
            buffer_append(&m->html, whole);
        }
        if (i < count) {
            if (tags[i].closing) {
                close_element(m, tags[i].name, parent);
            } else {
                open_element(piece, slice_between(html, tags[i].from, tags[i].to), tags[i].name,
                             parent, true);
            }
            at = tags[i].to;
        }
    }
}

void markdown_html_block(struct markdown *m, cmark_node *node) {
    struct slice literal = slice_from(cmark_node_get_literal(node));
    markdown_fresh_line(m);
    if (m->options->commonmark) {
        buffer_append(&m->html, literal);
        markdown_fresh_line(m);
        return;
    }
    if (m->options->html == MARKDOWN_HTML_ESCAPE) {
        markdown_write(m, "<p>");
        escape_html(&m->html, slice_trim(literal));
        markdown_write(m, "</p>\n");
        return;
    }
    uint32_t first_link = m->links.count;
    size_t from = m->html.length;
    struct markdown_range range = markdown_block_range(m, node);
    struct raw_piece piece = {m, range, {range.from, false}, {range.from, false}, 0};
    if (m->options->html == MARKDOWN_HTML_TRUSTED) {
        write_html(&piece, literal);
    } else {
        write_pieces(&piece, literal, cmark_node_parent(node));
    }
    if (slice_trim(slice_skip(buffer_slice(&m->html), from)).length == 0) {
        buffer_truncate(&m->html, from); /* of a comment nothing is left */
    }
    markdown_fresh_line(m);
    markdown_link_contexts(m, first_link, from);
}

void markdown_html_inline(struct markdown *m, cmark_node *node) {
    struct slice literal = slice_from(cmark_node_get_literal(node));
    if (m->options->commonmark) {
        buffer_append(&m->html, literal);
        return;
    }
    if (m->options->html == MARKDOWN_HTML_ESCAPE) {
        markdown_literal(m, literal);
        return;
    }
    const struct markdown_place *place = markdown_next_place(m);
    struct markdown_range range = place == NULL ? markdown_block_range(m, m->block) : place->whole;
    struct raw_piece piece = {m, range, {range.from, false}, {range.from, false}, 0};
    struct tag tag;
    if (m->options->html == MARKDOWN_HTML_TRUSTED) {
        write_html(&piece, literal);
        return;
    }
    if (!next_tag(m, literal, 0, &tag) || tag.from != 0) {
        return; /* a comment or an instruction */
    }
    cmark_node *parent = cmark_node_parent(node);
    if (tag.closing) {
        close_element(m, tag.name, parent);
    } else if (tag.single) {
        write_html(&piece, cleaned(&piece, literal));
    } else {
        open_element(&piece, literal, tag.name, parent, false);
    }
}
