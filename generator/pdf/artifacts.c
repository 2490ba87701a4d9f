#include "pdf/artifacts.h"

struct scanner {
    struct slice content;
    size_t at;
};

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' ||
           byte == '\0';
}

static bool is_delimiter(char byte) {
    return memchr("()<>[]{}/%", byte, 10) != NULL;
}

/* Behind a string that begins at `at` with "(": parentheses in it are balanced or escaped. */
static size_t string_end(struct slice content, size_t at) {
    size_t depth = 0;
    for (; at < content.length; at++) {
        char byte = content.data[at];
        if (byte == '\\') {
            at++;
        } else if (byte == '(') {
            depth++;
        } else if (byte == ')' && --depth == 0) {
            return at + 1;
        }
    }
    return content.length;
}

/* The next token: a string, a name, a number, a bracket or an operator; false at the end. */
static bool next_token(struct scanner *scanner, struct slice *token) {
    struct slice content = scanner->content;
    size_t at = scanner->at;
    while (at < content.length && is_blank(content.data[at])) {
        at++;
    }
    size_t from = at;
    if (at == content.length) {
        return false;
    }
    char first = content.data[at];
    if (first == '(') {
        at = string_end(content, at);
    } else if (first == '<' || first == '>') {
        bool pair = at + 1 < content.length && content.data[at + 1] == first;
        size_t close = slice_find(slice_skip(content, at), '>');
        at = pair || first == '>'       ? at + 1 + pair
             : close == SLICE_NOT_FOUND ? content.length
                                        : at + close + 1;
    } else {
        at++;
        while (at < content.length && (first == '/' || !is_delimiter(first)) &&
               !is_blank(content.data[at]) && !is_delimiter(content.data[at])) {
            at++;
        }
    }
    *token = slice_between(content, from, at);
    scanner->at = at;
    return true;
}

static bool is_operator(struct slice token) {
    char first = token.data[0];
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '\'' ||
           first == '"';
}

static bool is_one_of(struct slice token, const char *names) {
    struct slice rest = slice_from(names);
    struct slice name;
    while (slice_cut(&rest, ' ', &name)) {
        if (slice_equals(name, token)) {
            return true;
        }
    }
    return false;
}

static void copy_gap(struct slice gap, bool painted, struct buffer *out) {
    buffer_append_text(out, painted ? "/Artifact BMC\n" : "");
    buffer_append(out, gap);
    buffer_append_text(out, painted ? "EMC\n" : "");
}

void artifacts_mark(struct slice content, struct buffer *out) {
    struct scanner scanner = {content, 0};
    struct slice token;
    size_t depth = 0;
    size_t from = 0;            /* what was not copied yet */
    size_t operands = SIZE_MAX; /* where those of the next operator begin */
    bool painted = false;
    while (next_token(&scanner, &token)) {
        size_t start = scanner.at - token.length;
        operands = operands == SIZE_MAX ? start : operands;
        if (!is_operator(token)) {
            continue;
        }
        if (is_one_of(token, "BDC BMC")) {
            if (depth++ == 0) {
                copy_gap(slice_between(content, from, operands), painted, out);
                from = operands;
            }
        } else if (is_one_of(token, "EMC") && depth > 0 && --depth == 0) {
            buffer_append(out, slice_between(content, from, scanner.at));
            buffer_append_byte(out, '\n');
            from = scanner.at;
            painted = false;
        } else if (depth == 0 && is_one_of(token, "Tj TJ ' \" f F f* B B* b b* S s Do sh EI")) {
            painted = true;
        }
        operands = SIZE_MAX;
    }
    copy_gap(slice_skip(content, from), painted, out);
}
