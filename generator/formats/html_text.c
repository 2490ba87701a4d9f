#include "formats/html.h"

#include "formats/html_allowed.h"
#include "formats/html_tokens.h"

/* Whether the element stands within a word or sentence; any other ends one. */
static bool is_inline(const struct html_element *element) {
    return element != NULL && element->treatment == HTML_KEEP_INLINE;
}

static bool is_blank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Makes every run of white space from `from` on one space, and none at the ends. */
static void squeeze(struct buffer *out, size_t from) {
    size_t to = from;
    bool space = false;
    for (size_t i = from; i < out->length; i++) {
        if (is_blank(out->data[i])) {
            space = to > from;
            continue;
        }
        if (space) {
            out->data[to++] = ' ';
            space = false;
        }
        out->data[to++] = out->data[i];
    }
    buffer_truncate(out, to);
}

void html_text(struct slice html, struct buffer *out) {
    size_t from = out->length;
    struct html_tokens tokens = {.html = html};
    struct html_token token;
    while (html_next_token(&tokens, &token)) {
        if (token.type == HTML_TOKEN_TEXT) {
            html_decode(out, token.text);
            continue;
        }
        const struct html_element *element = html_element_find(token.text);
        if (token.type == HTML_TOKEN_START && element != NULL &&
            element->treatment == HTML_DROP_RAW) {
            html_skip_raw_text(&tokens, token.text);
        }
        if (!is_inline(element)) {
            buffer_append_byte(out, ' ');
        }
    }
    squeeze(out, from);
}
