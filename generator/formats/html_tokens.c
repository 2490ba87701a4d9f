#include "formats/html_tokens.h"

#include "base/utf8.h"
#include "formats/xml_library.h"

#include <string.h>

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static char byte_at(struct slice html, size_t at) {
    return at < html.length ? html.data[at] : '\0';
}

/* Behind the first `needle` at or after `at`; the end if there is none. */
static size_t behind(struct slice html, size_t at, struct slice needle) {
    size_t found = slice_search(slice_skip(html, at), needle);
    return found == SLICE_NOT_FOUND ? html.length : at + found + needle.length;
}

/* Behind the comment that begins at `at` with "<!--". */
static size_t comment_end(struct slice html, size_t at) {
    struct slice inside = slice_skip(html, at + 4);
    if (slice_starts_with(inside, SLICE(">"))) {
        return at + 5;
    }
    if (slice_starts_with(inside, SLICE("->"))) {
        return at + 6;
    }
    for (size_t dash = at + 4; dash < html.length; dash++) {
        struct slice rest = slice_skip(html, dash);
        if (slice_starts_with(rest, SLICE("-->"))) {
            return dash + 3;
        }
        if (slice_starts_with(rest, SLICE("--!>"))) {
            return dash + 4;
        }
    }
    return html.length;
}

/* Reads the attribute at or after `*at`; false, `*at` at the ">" or at the end, if there is none.
 */
static bool read_attribute(struct slice html, size_t *at, struct slice *name, struct slice *value) {
    size_t start = *at;
    while (start < html.length && (is_blank(html.data[start]) || html.data[start] == '/')) {
        start++;
    }
    *at = start;
    if (start == html.length || html.data[start] == '>') {
        return false;
    }
    size_t end = start + 1; /* a "=" here belongs to the name */
    while (end < html.length && !is_blank(html.data[end]) && html.data[end] != '/' &&
           html.data[end] != '>' && html.data[end] != '=') {
        end++;
    }
    *name = slice_between(html, start, end);
    *value = slice_of(html.data + end, 0);
    size_t equals = end;
    while (equals < html.length && is_blank(html.data[equals])) {
        equals++;
    }
    *at = end;
    if (byte_at(html, equals) != '=') {
        return true;
    }
    size_t from = equals + 1;
    while (from < html.length && is_blank(html.data[from])) {
        from++;
    }
    char quote = byte_at(html, from);
    if (quote == '"' || quote == '\'') {
        size_t to = slice_find(slice_skip(html, from + 1), quote);
        to = to == SLICE_NOT_FOUND ? html.length : from + 1 + to;
        *value = slice_between(html, from + 1, to);
        *at = to < html.length ? to + 1 : to;
        return true;
    }
    size_t to = from;
    while (to < html.length && !is_blank(html.data[to]) && html.data[to] != '>') {
        to++;
    }
    *value = slice_between(html, from, to);
    *at = to;
    return true;
}

/* Reads the tag at `at`, of which the name begins at `name`. False when it does not end. */
static bool read_tag(struct html_tokens *tokens, size_t name, bool closing,
                     struct html_token *token) {
    struct slice html = tokens->html;
    size_t end = name;
    while (end < html.length && !is_blank(html.data[end]) && html.data[end] != '/' &&
           html.data[end] != '>') {
        end++;
    }
    size_t at = end;
    struct slice attribute;
    struct slice value;
    while (read_attribute(html, &at, &attribute, &value)) {
    }
    tokens->at = at < html.length ? at + 1 : at;
    *token = (struct html_token){.type = closing ? HTML_TOKEN_END : HTML_TOKEN_START,
                                 .text = slice_between(html, name, end),
                                 .tag = slice_between(html, end, at)};
    return at < html.length;
}

/* What a "<" begins. */
enum opening { OPENING_TEXT, OPENING_TAG, OPENING_END_TAG, OPENING_COMMENT, OPENING_OTHER };

static enum opening opening_at(struct slice html, size_t at) {
    char next = byte_at(html, at + 1);
    if (is_letter(next)) {
        return OPENING_TAG;
    }
    if (next == '/') {
        return is_letter(byte_at(html, at + 2)) ? OPENING_END_TAG
               : at + 2 < html.length           ? OPENING_OTHER
                                                : OPENING_TEXT;
    }
    if (slice_starts_with(slice_skip(html, at), SLICE("<!--"))) {
        return OPENING_COMMENT;
    }
    return next == '!' || next == '?' ? OPENING_OTHER : OPENING_TEXT;
}

bool html_next_token(struct html_tokens *tokens, struct html_token *token) {
    struct slice html = tokens->html;
    while (tokens->at < html.length) {
        size_t start = tokens->at;
        enum opening opening = html.data[start] == '<' ? opening_at(html, start) : OPENING_TEXT;
        if (opening == OPENING_TEXT) {
            size_t next = slice_find(slice_skip(html, start + 1), '<');
            tokens->at = next == SLICE_NOT_FOUND ? html.length : start + 1 + next;
            *token = (struct html_token){.type = HTML_TOKEN_TEXT,
                                         .text = slice_between(html, start, tokens->at)};
            return true;
        }
        if (opening == OPENING_TAG || opening == OPENING_END_TAG) {
            bool closing = opening == OPENING_END_TAG;
            return read_tag(tokens, start + (closing ? 2 : 1), closing, token);
        }
        tokens->at =
            opening == OPENING_COMMENT ? comment_end(html, start) : behind(html, start, SLICE(">"));
    }
    return false;
}

void html_skip_raw_text(struct html_tokens *tokens, struct slice name) {
    struct slice html = tokens->html;
    while (tokens->at < html.length) {
        size_t found = slice_search(slice_skip(html, tokens->at), SLICE("</"));
        if (found == SLICE_NOT_FOUND) {
            break;
        }
        size_t start = tokens->at + found + 2;
        char after = byte_at(html, start + name.length);
        if (slice_equals_folded(slice_between(html, start, start + name.length), name) &&
            (is_blank(after) || after == '/' || after == '>')) {
            tokens->at = start - 2;
            return;
        }
        tokens->at = start;
    }
    tokens->at = html.length;
}

bool html_next_attribute(struct slice *tag, struct slice *name, struct slice *value) {
    size_t at = 0;
    bool found = read_attribute(*tag, &at, name, value);
    *tag = slice_skip(*tag, at);
    return found;
}

/* Numbers that mean a byte of Windows-1252 to browsers, as old word processors wrote them. */
static uint32_t windows_character(uint32_t number) {
    static const uint16_t characters[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return number >= 0x80 && number < 0xA0 ? characters[number - 0x80] : number;
}

static int digit_value(char byte, bool hexadecimal) {
    if (is_digit(byte)) {
        return byte - '0';
    }
    char letter = (char)(byte | 32);
    return hexadecimal && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* Decodes the "&#…" at the start of `text`; the bytes it took, or 0 if it is none. */
static size_t decode_number(struct buffer *out, struct slice text) {
    bool hexadecimal = (byte_at(text, 2) | 32) == 'x';
    size_t start = hexadecimal ? 3 : 2;
    size_t at = start;
    uint32_t number = 0;
    while (digit_value(byte_at(text, at), hexadecimal) >= 0) {
        number = number * (hexadecimal ? 16 : 10) +
                 (uint32_t)digit_value(byte_at(text, at), hexadecimal);
        number = number > 0x110000 ? 0x110000 : number;
        at++;
    }
    if (at == start) {
        return 0;
    }
    buffer_append_code_point(out, number == 0 ? 0xFFFD : windows_character(number));
    return byte_at(text, at) == ';' ? at + 1 : at;
}

/* The character of that name, or 0. The four that all HTML has, ours too, need no library. */
static uint32_t character_of(const char *name) {
    static const struct {
        const char *name;
        char character;
    } usual[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (strcmp(name, usual[i].name) == 0) {
            return (uint32_t)usual[i].character;
        }
    }
    return xml_library()->entity(name);
}

/* Decodes the "&name;" at the start of `text`; the bytes it took, or 0 if it is none that is known.
 */
static size_t decode_name(struct buffer *out, struct slice text) {
    char name[16];
    size_t length = 0;
    while (length < sizeof name - 1 &&
           (is_letter(byte_at(text, 1 + length)) || is_digit(byte_at(text, 1 + length)))) {
        name[length] = text.data[1 + length];
        length++;
    }
    name[length] = '\0';
    if (length == 0 || byte_at(text, 1 + length) != ';') {
        return 0;
    }
    uint32_t character = character_of(name);
    if (character == 0) {
        return 0;
    }
    buffer_append_code_point(out, character);
    return length + 2;
}

void html_decode(struct buffer *out, struct slice text) {
    size_t at = 0;
    while (at < text.length) {
        struct slice rest = slice_skip(text, at);
        size_t taken = 0;
        if (text.data[at] == '&') {
            taken =
                byte_at(text, at + 1) == '#' ? decode_number(out, rest) : decode_name(out, rest);
        }
        if (taken == 0) {
            if (text.data[at] != '\0') {
                buffer_append_byte(out, text.data[at]);
            }
            taken = 1;
        }
        at += taken;
    }
}
