#include "formats/markdown_scan.h"

enum { LABEL_MAXIMUM = 1000, PARENTHESES_MAXIMUM = 32 };

bool markdown_is_punctuation(char byte) {
    return (byte >= '!' && byte <= '/') || (byte >= ':' && byte <= '@') ||
           (byte >= '[' && byte <= '`') || (byte >= '{' && byte <= '~');
}

static bool escapes(struct slice text, size_t at) {
    return text.data[at] == '\\' && at + 1 < text.length &&
           markdown_is_punctuation(text.data[at + 1]);
}

size_t markdown_scan_spaces(struct slice text, size_t at) {
    while (at < text.length && markdown_is_white(text.data[at])) {
        at++;
    }
    return at;
}

size_t markdown_scan_label(struct slice text, size_t at) {
    if (at >= text.length || text.data[at] != '[') {
        return 0;
    }
    size_t start = at + 1;
    for (at = start; at < text.length && at - start <= LABEL_MAXIMUM; at++) {
        char byte = text.data[at];
        if (byte == ']') {
            return at + 1;
        }
        if (byte == '[') {
            return 0;
        }
        if (escapes(text, at)) {
            at++;
        }
    }
    return 0;
}

static size_t scan_bare_destination(struct slice text, size_t at, struct markdown_range *inside) {
    size_t start = at;
    size_t open = 0;
    for (; at < text.length; at++) {
        char byte = text.data[at];
        if (escapes(text, at)) {
            at++;
        } else if (byte == '(') {
            if (++open > PARENTHESES_MAXIMUM) {
                return 0;
            }
        } else if (byte == ')') {
            if (open == 0) {
                break;
            }
            open--;
        } else if (markdown_is_white(byte)) {
            if (at == start) {
                return 0;
            }
            break;
        }
    }
    if (at >= text.length || open != 0) {
        return 0;
    }
    *inside = (struct markdown_range){(uint32_t)start, (uint32_t)at};
    return at;
}

size_t markdown_scan_destination(struct slice text, size_t at, struct markdown_range *inside) {
    if (at >= text.length || text.data[at] != '<') {
        return scan_bare_destination(text, at, inside);
    }
    size_t start = at + 1;
    for (at = start; at < text.length; at++) {
        char byte = text.data[at];
        if (byte == '>') {
            *inside = (struct markdown_range){(uint32_t)start, (uint32_t)at};
            return at + 1 < text.length ? at + 1 : 0;
        }
        if (byte == '\n' || byte == '<') {
            return 0;
        }
        if (byte == '\\') {
            at++;
        }
    }
    return 0;
}

size_t markdown_scan_title(struct slice text, size_t at) {
    if (at >= text.length) {
        return at;
    }
    char open = text.data[at];
    char close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(') {
        return at;
    }
    for (size_t i = at + 1; i < text.length; i++) {
        if (text.data[i] == close) {
            return i + 1;
        }
        if (open == '(' && text.data[i] == '(') {
            return at;
        }
        if (escapes(text, i)) {
            i++;
        }
    }
    return at;
}

size_t markdown_scan_inline_tail(struct slice text, size_t at, struct markdown_range *destination) {
    if (at >= text.length || text.data[at] != '(') {
        return 0;
    }
    size_t end = markdown_scan_destination(text, markdown_scan_spaces(text, at + 1), destination);
    if (end == 0) {
        return 0;
    }
    size_t title = markdown_scan_spaces(text, end);
    if (title > end) {
        title = markdown_scan_title(text, title);
    }
    end = markdown_scan_spaces(text, title);
    return end < text.length && text.data[end] == ')' ? end + 1 : 0;
}

static size_t skip_blanks(struct slice text, size_t at) {
    while (at < text.length && (text.data[at] == ' ' || text.data[at] == '\t')) {
        at++;
    }
    return at;
}

/* Behind the line end at `at`, or 0. Content ends its last line too. */
static size_t skip_line_end(struct slice text, size_t at) {
    if (at >= text.length) {
        return text.length;
    }
    return text.data[at] == '\n' ? at + 1 : 0;
}

/* Blanks with at most one line end among them (spnl). */
static size_t skip_to_next(struct slice text, size_t at) {
    at = skip_blanks(text, at);
    if (at < text.length && text.data[at] == '\n') {
        at = skip_blanks(text, at + 1);
    }
    return at;
}

size_t markdown_scan_definition(struct slice text, size_t at, struct markdown_range *label,
                                struct markdown_range *destination) {
    size_t end = markdown_scan_label(text, at);
    if (end == 0 || end >= text.length || text.data[end] != ':') {
        return 0;
    }
    *label = (struct markdown_range){(uint32_t)at + 1, (uint32_t)end - 1};
    size_t inside = markdown_scan_spaces(text, at + 1);
    if (inside >= end - 1) {
        return 0; /* a label of white space only */
    }
    end = markdown_scan_destination(text, skip_to_next(text, end + 1), destination);
    if (end == 0) {
        return 0;
    }
    size_t next = skip_to_next(text, end);
    size_t behind = next == end ? next : markdown_scan_title(text, next);
    if (behind > next) {
        size_t line = skip_line_end(text, skip_blanks(text, behind));
        if (line != 0) {
            return line;
        }
    }
    return skip_line_end(text, skip_blanks(text, end));
}
