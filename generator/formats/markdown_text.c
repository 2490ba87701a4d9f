/* A text inline. Each function takes what is its own and hands the rest to the next: wiki links,
 * tildes, addresses, footnote marks, terms, typography. */
#include "formats/markdown_state.h"

#include "base/escape.h"

#include <string.h>

/* Text with bare addresses in it. */
static void address_text(struct markdown *m, struct slice text, uint32_t source) {
    if (m->in_link || (m->bits & LINE_ADDRESS) == 0) {
        markdown_note_text(m, text, source);
        return;
    }
    struct markdown_autolinks search;
    struct markdown_autolink found;
    size_t done = 0;
    markdown_autolinks_begin(&search, text);
    while (markdown_autolinks_next(&search, done, &found)) {
        markdown_note_text(m, slice_between(text, done, found.from), source + (uint32_t)done);
        struct slice address = slice_between(text, found.from, found.to);
        struct buffer destination;
        buffer_init(&destination, m->arena);
        buffer_append_text(&destination, found.scheme);
        buffer_append(&destination, address);
        struct markdown_range range = {source + (uint32_t)found.from, source + (uint32_t)found.to};
        markdown_link_plain(m, buffer_slice(&destination), address, markdown_place(m, range));
        done = found.to;
    }
    markdown_note_text(m, slice_skip(text, done), source + (uint32_t)done);
}

void markdown_run(struct markdown *m, struct slice text, uint32_t source) {
    const struct markdown_strike *strike;
    while ((strike = markdown_strike_next(m, source, (uint32_t)text.length)) != NULL) {
        uint32_t before = strike->source - source;
        address_text(m, slice_take(text, before), source);
        uint32_t skipped = before + strike->length;
        if (strike->closing) {
            markdown_strike_close(m, strike->parent);
        } else {
            markdown_strike_open(m, strike->parent);
        }
        text = slice_skip(text, skipped);
        source += skipped;
    }
    if (text.length > 0) {
        address_text(m, text, source);
    }
}

/* The bytes `from` to `to` of a text that was laid beside its source. */
static void aligned_text(struct markdown *m, const struct markdown_place *place,
                         struct slice literal, size_t from, size_t to) {
    size_t at = 0;
    for (uint32_t i = 0; i < place->run_count && at < to; i++) {
        struct markdown_run run = m->alignment.runs[place->first_run + i];
        size_t start = from > at ? from : at;
        size_t end = at + run.length < to ? at + run.length : to;
        if (start < end) {
            struct slice piece = slice_between(literal, start, end);
            if (run.escaped) {
                markdown_literal(m, piece);
            } else {
                markdown_run(m, piece, run.source + (uint32_t)(start - at));
            }
        }
        at += run.length;
    }
}

static bool is_escaped(const struct markdown *m, const struct markdown_place *place, size_t from) {
    struct markdown_range range = markdown_text_source(m, place, from, from + 2);
    return range.to - range.from != 2 || m->source->text.data[range.from] == '\\';
}

/* Where "]]" stands in the text, or SLICE_NOT_FOUND; a "[[" before it hides it. */
static size_t find_close(struct slice literal) {
    size_t close = slice_search(literal, SLICE("]]"));
    size_t open = slice_search(literal, SLICE("[["));
    return close != SLICE_NOT_FOUND && open < close ? SLICE_NOT_FOUND : close;
}

/* Whether one of the next inlines on this line ends the wiki link. */
static bool closes_later(cmark_node *node) {
    enum { INLINES = 16 };
    for (int i = 0; i < INLINES && (node = cmark_node_next(node)) != NULL; i++) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
            type == CMARK_NODE_LINK) {
            return false;
        }
        if (type == CMARK_NODE_TEXT) {
            struct slice literal = slice_from(cmark_node_get_literal(node));
            if (find_close(literal) != SLICE_NOT_FOUND) {
                return true;
            }
            if (slice_search(literal, SLICE("[[")) != SLICE_NOT_FOUND) {
                return false;
            }
        }
    }
    return false;
}

/* "[[destination|" at the end of a text, when the text of the link goes on with other inlines:
 * *so*]]. */
static bool open_wiki(struct markdown *m, cmark_node *node, const struct markdown_place *place,
                      struct slice literal, size_t *from) {
    struct markdown_wiki wiki;
    if (!markdown_wiki_open(literal, *from, &wiki) || !closes_later(node) ||
        is_escaped(m, place, wiki.from)) {
        return false;
    }
    aligned_text(m, place, literal, *from, wiki.from);
    size_t inside = (size_t)(wiki.destination.data - literal.data);
    struct markdown_range range =
        markdown_text_source(m, place, inside, inside + wiki.destination.length);
    markdown_wiki_begin(m, wiki.destination, markdown_place(m, range));
    m->wiki_parent = cmark_node_parent(node);
    *from = markdown_scan_spaces(literal, wiki.text_from);
    return true;
}

/* The end of a wiki link that began in a text before. */
static size_t close_wiki(struct markdown *m, cmark_node *node, const struct markdown_place *place,
                         struct slice literal, size_t from) {
    size_t close = m->wiki_parent == cmark_node_parent(node) ? find_close(slice_skip(literal, from))
                                                             : SLICE_NOT_FOUND;
    if (close == SLICE_NOT_FOUND) {
        return from;
    }
    aligned_text(m, place, literal, from, from + close);
    m->wiki_parent = NULL;
    markdown_link_close(m);
    return from + close + 2;
}

void markdown_text(struct markdown *m, cmark_node *node, size_t from, size_t to) {
    const char *bytes = cmark_node_get_literal(node);
    const struct markdown_place *place = markdown_next_place(m);
    if (place == NULL) {
        struct slice text = slice_of(bytes + from, (to == SIZE_MAX ? strlen(bytes) : to) - from);
        markdown_term_text(m, text);
        return;
    }
    struct slice literal = slice_of(bytes, to < place->length ? to : place->length);
    if (m->in_autolink) {
        markdown_literal(m, slice_skip(literal, from));
        return;
    }
    if (m->wiki_parent != NULL) {
        from = close_wiki(m, node, place, literal, from);
    }
    bool wikis = !m->in_link && (m->bits & LINE_WIKI) != 0;
    struct markdown_wiki wiki;
    while (wikis && markdown_wiki_next(literal, from, &wiki)) {
        if (is_escaped(m, place, wiki.embed ? wiki.from + 1 : wiki.from)) {
            aligned_text(m, place, literal, from, wiki.from + 2);
            from = wiki.from + 2;
            continue;
        }
        aligned_text(m, place, literal, from, wiki.from);
        size_t inside = (size_t)(wiki.destination.data - literal.data);
        struct markdown_range range =
            markdown_text_source(m, place, inside, inside + wiki.destination.length);
        markdown_wiki_link(m, node, &wiki, markdown_place(m, range), false);
        from = wiki.to;
    }
    if (wikis && from < literal.length) {
        open_wiki(m, node, place, literal, &from);
    }
    if (from < literal.length) {
        aligned_text(m, place, literal, from, literal.length);
    }
}
