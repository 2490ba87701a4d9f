#include "base/buffer.h"
#include "import/page.h"

#include <string.h>

/* --- Shortcodes --- */

static bool is_name(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' ||
           byte == '-';
}

/* The value of `name="…"` in a shortcode. */
static struct slice shortcode_value(struct slice inside, const char *name) {
    size_t at = slice_search(inside, slice_from(name));
    if (at == SLICE_NOT_FOUND) {
        return SLICE("");
    }
    struct slice rest = slice_skip(inside, at + strlen(name));
    if (!slice_starts_with(rest, SLICE("=\""))) {
        return SLICE("");
    }
    rest = slice_skip(rest, 2);
    return slice_take(rest, slice_find(rest, '"'));
}

/* One that has attributes or an end is a shortcode; "[sic]" is text. */
static bool is_shortcode(struct slice name, struct slice inside, bool has_end) {
    static const char *const KNOWN[] = {"gallery", "playlist", "embed",
                                        "caption", "audio",    "video"};
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        if (slice_equals(name, slice_from(KNOWN[i]))) {
            return true;
        }
    }
    return has_end || slice_search(inside, SLICE("=\"")) != SLICE_NOT_FOUND;
}

/* [caption]<img> words[/caption] is a figure; [embed] a link; others are told of, and what they
 * hold stays. */
static void append_shortcode(struct import *import, const struct import_page *page,
                             struct slice name, struct slice body, struct buffer *out) {
    if (slice_equals(name, SLICE("caption"))) {
        size_t end = slice_search(body, SLICE("/>"));
        size_t link = slice_search(body, SLICE("</a>"));
        end = end == SLICE_NOT_FOUND ? slice_find(body, '>') : end + 1;
        end = link != SLICE_NOT_FOUND ? link + 3 : end;
        end = end == SLICE_NOT_FOUND ? body.length : end + 1;
        buffer_append_text(out, "\n\n<figure>");
        buffer_append(out, slice_take(body, end));
        buffer_append_text(out, "<figcaption>");
        buffer_append(out, slice_trim(slice_skip(body, end)));
        buffer_append_text(out, "</figcaption></figure>\n\n");
        return;
    }
    if (slice_equals(name, SLICE("embed"))) {
        buffer_append_text(out, "<a href=\"");
        buffer_append(out, slice_trim(body));
        buffer_append_text(out, "\">");
        buffer_append(out, slice_trim(body));
        buffer_append_text(out, "</a>");
        return;
    }
    diagnostic_argument(import_report(import, page, NULL, MESSAGE_IMPORT_LOST),
                        arena_format(import->arena, "[%.*s]", slice_width(name), name.data));
    buffer_append(out, body);
}

/* The shortcode that begins at `at`; its end, or `at` when there is none. */
static size_t read_shortcode(struct import *import, const struct import_page *page,
                             struct slice text, size_t at, struct buffer *out) {
    size_t end = at + 1;
    while (end < text.length && is_name(text.data[end])) {
        end++;
    }
    struct slice name = slice_between(text, at + 1, end);
    size_t close = slice_find(slice_take(slice_skip(text, end), 2000), ']');
    if (name.length == 0 || close == SLICE_NOT_FOUND ||
        memchr("] \n/", text.data[end], 4) == NULL) {
        return at;
    }
    struct slice inside = slice_between(text, end, end + close);
    struct slice rest = slice_skip(text, end + close + 1);
    struct slice ending = arena_format(import->arena, "[/%.*s]", slice_width(name), name.data);
    size_t stop = slice_search(rest, ending);
    if (!is_shortcode(name, inside, stop != SLICE_NOT_FOUND)) {
        return at;
    }
    bool has_end = stop != SLICE_NOT_FOUND;
    struct slice body = has_end ? slice_take(rest, stop) : shortcode_value(inside, "src");
    append_shortcode(import, page, name, body, out);
    return end + close + 1 + (has_end ? stop + ending.length : 0);
}

static struct slice without_shortcodes(struct import *import, const struct import_page *page,
                                       struct slice text) {
    struct buffer out;
    buffer_init(&out, import->arena);
    for (size_t at = 0; at < text.length;) {
        size_t next = text.data[at] == '[' ? read_shortcode(import, page, text, at, &out) : at;
        if (next == at) {
            buffer_append_byte(&out, text.data[at++]);
        }
        at = next > at ? next : at;
    }
    return buffer_slice(&out);
}

/* --- Paragraphs --- */

static bool begins_block(struct slice text) {
    static const char *const BLOCKS[] = {
        "<p",     "<div",   "<h1",    "<h2",      "<h3",    "<h4",  "<h5",     "<h6",
        "<ul",    "<ol",    "<li",    "<dl",      "<table", "<pre", "<block",  "<figure",
        "<hr",    "<form",  "</",     "<!--",     "<tr",    "<td",  "<iframe", "<script",
        "<style", "<video", "<audio", "<section", "<aside"};
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
        struct slice block = slice_from(BLOCKS[i]);
        if (slice_equals_folded(slice_take(text, block.length), block)) {
            return true;
        }
    }
    return false;
}

/* Lines within a paragraph break where they are broken. */
static void append_paragraph(struct slice text, struct buffer *out) {
    if (begins_block(text)) {
        buffer_append(out, text);
        buffer_append_byte(out, '\n');
        return;
    }
    buffer_append_text(out, "<p>");
    struct slice line;
    for (bool first = true; slice_cut_line(&text, &line); first = false) {
        buffer_append_text(out, first ? "" : "<br />\n");
        buffer_append(out, line);
    }
    buffer_append_text(out, "</p>\n");
}

static bool has_paragraphs(struct slice text) {
    return slice_search(text, SLICE("<!-- wp:")) != SLICE_NOT_FOUND ||
           slice_search(text, SLICE("<p>")) != SLICE_NOT_FOUND ||
           slice_search(text, SLICE("<p ")) != SLICE_NOT_FOUND;
}

static struct slice with_paragraphs(struct slice text, struct arena *arena) {
    struct buffer out;
    struct buffer paragraph;
    buffer_init(&out, arena);
    buffer_init(&paragraph, arena);
    struct slice line;
    bool verbatim = false; /* within <pre>, empty lines are text */
    while (slice_cut_line(&text, &line)) {
        bool opens = slice_search(line, SLICE("<pre")) != SLICE_NOT_FOUND;
        bool closes = slice_search(line, SLICE("</pre>")) != SLICE_NOT_FOUND;
        if (slice_trim(line).length > 0 || verbatim) {
            buffer_append_text(&paragraph, paragraph.length > 0 ? "\n" : "");
            buffer_append(&paragraph, line);
        } else if (paragraph.length > 0) {
            append_paragraph(buffer_slice(&paragraph), &out);
            buffer_truncate(&paragraph, 0);
        }
        verbatim = (verbatim || opens) && !closes;
    }
    if (paragraph.length > 0) {
        append_paragraph(buffer_slice(&paragraph), &out);
    }
    return buffer_slice(&out);
}

struct slice wordpress_html(struct import *import, const struct import_page *page,
                            struct slice text) {
    text = without_shortcodes(import, page, text);
    return has_paragraphs(text) ? text : with_paragraphs(text, import->arena);
}
