/* The pieces of CommonMark's grammar for links that are needed to find again in the source what
 * cmark found: cmark says that there is a link, not where its destination stands. Each function
 * follows the one of cmark 0.30.2 (src/inlines.c) that its comment names. `text` is the content of
 * a block: its lines without the prefixes of the containers around it. */
#ifndef FORMATS_MARKDOWN_SCAN_H
#define FORMATS_MARKDOWN_SCAN_H

#include "base/slice.h"

/* A range of offsets in a text. */
struct markdown_range {
    uint32_t from;
    uint32_t to;
};

bool markdown_is_punctuation(char byte); /* of ASCII: what a backslash can escape */

/* White space of ASCII. */
static inline bool markdown_is_white(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Behind white space, line ends included (scan_spacechars). */
size_t markdown_scan_spaces(struct slice text, size_t at);
/* [label] at `at`: the offset behind it, or 0 (link_label). */
size_t markdown_scan_label(struct slice text, size_t at);
/* A destination at `at`: the offset behind it, or 0; its inside, without < >, goes to `inside`
 * (manual_scan_link_url). */
size_t markdown_scan_destination(struct slice text, size_t at, struct markdown_range *inside);
/* A title at `at`: the offset behind it, or `at` if there is none (scan_link_title). */
size_t markdown_scan_title(struct slice text, size_t at);
/* What follows the "]" of an inline link, from "(" at `at`: the offset behind ")", or 0
 * (handle_close_bracket). */
size_t markdown_scan_inline_tail(struct slice text, size_t at, struct markdown_range *destination);
/* A link reference definition at `at`: the offset behind its line end, or 0
 * (cmark_parse_reference_inline). */
size_t markdown_scan_definition(struct slice text, size_t at, struct markdown_range *label,
                                struct markdown_range *destination);

#endif
