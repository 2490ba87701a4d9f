/* Bare addresses in running text, by the rules of the GFM specification's "Autolinks (extension)",
 * as cmark-gfm 0.29.0.gfm.6 (extensions/autolink.c) has them: www., http://, https:// and e-mail
 * addresses. */
#include "formats/markdown_state.h"

#include "base/utf8.h"

#include <string.h>

static bool is_alphanumeric(char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
}

/* Where `needle` comes next: found by its letter `key`, which is rare, at `offset` in it. */
static size_t search_from(struct slice text, size_t from, struct slice needle, char key,
                          size_t offset) {
    size_t at = from + offset;
    while (at < text.length) {
        const char *found = memchr(text.data + at, key, text.length - at);
        if (found == NULL) {
            break;
        }
        at = (size_t)(found - text.data);
        if (slice_starts_with(slice_skip(text, at - offset), needle)) {
            return at - offset;
        }
        at++;
    }
    return SLICE_NOT_FOUND;
}

static size_t search_scheme(struct slice text, size_t from) {
    return search_from(text, from, SLICE("://"), ':', 0);
}

static size_t search_www(struct slice text, size_t from) {
    return search_from(text, from, SLICE("www."), '.', 3);
}

static size_t search_at(struct slice text, size_t from) {
    return search_from(text, from, SLICE("@"), '@', 0);
}

void markdown_autolinks_begin(struct markdown_autolinks *search, struct slice text) {
    search->text = text;
    search->scheme = search_scheme(text, 0);
    search->www = search_www(text, 0);
    search->at = search_at(text, 0);
}

/* The end of an address without the punctuation of the sentence around it ("autolink_delim"). */
static size_t without_trail(struct slice text, size_t from, size_t end) {
    size_t opening = 0;
    size_t closing = 0;
    for (size_t i = from; i < end; i++) {
        if (text.data[i] == '<') {
            end = i;
            break;
        }
        opening += text.data[i] == '(';
        closing += text.data[i] == ')';
    }
    while (end > from) {
        char last = text.data[end - 1];
        if (memchr("?!.,:*_~'\"", last, 10) != NULL) {
            end--;
        } else if (last == ';') {
            size_t start = end - 1;
            while (start > from && ((text.data[start - 1] | 32) >= 'a') &&
                   ((text.data[start - 1] | 32) <= 'z')) {
                start--;
            }
            bool entity = start < end - 1 && start > from && text.data[start - 1] == '&';
            end = entity ? start - 1 : end - 1;
        } else if (last == ')' && closing > opening) {
            closing--;
            end--;
        } else {
            break;
        }
    }
    return end;
}

/* The end of a host name at `from`; 0 when it is none ("check_domain"). */
static size_t host_end(struct slice text, size_t from, bool needs_dot) {
    size_t dots = 0;
    size_t underscores = 0; /* in this label */
    size_t before = 0;      /* in the label before it */
    size_t at = from;
    while (at < text.length) {
        char byte = text.data[at];
        if (byte == '_') {
            underscores++;
        } else if (byte == '.') {
            before = underscores;
            underscores = 0;
            dots++;
        } else if (byte != '-' && !is_alphanumeric(byte)) {
            if ((unsigned char)byte < 0x80) {
                break;
            }
            size_t next = at;
            uint32_t code_point = utf8_next(text, &next);
            if (utf8_is_space(code_point) || utf8_is_punctuation(code_point)) {
                break;
            }
            at = next - 1;
        }
        at++;
    }
    return underscores > 0 || before > 0 || at == from || (needs_dot && dots == 0) ? 0 : at;
}

static size_t address_end(struct slice text, size_t from, size_t host) {
    size_t end = host;
    while (end < text.length && !markdown_is_white(text.data[end])) {
        end++;
    }
    return without_trail(text, from, end);
}

static bool match_www(struct slice text, size_t at, struct markdown_autolink *found) {
    if (at > 0 && !markdown_is_white(text.data[at - 1]) &&
        memchr("*_~(", text.data[at - 1], 4) == NULL) {
        return false;
    }
    size_t host = host_end(text, at, true);
    size_t end = host == 0 ? 0 : address_end(text, at, host);
    *found = (struct markdown_autolink){at, end, "http://"};
    return end > at + 4;
}

static bool match_scheme(struct slice text, size_t at, size_t from,
                         struct markdown_autolink *found) {
    size_t start = at;
    while (start > from && at - start < 6 && is_alphanumeric(text.data[start - 1])) {
        start--;
    }
    struct slice scheme = slice_between(text, start, at);
    if (!slice_equals_folded(scheme, SLICE("http")) &&
        !slice_equals_folded(scheme, SLICE("https"))) {
        return false;
    }
    size_t host = host_end(text, at + 3, false);
    if (host == 0 || text.data[at + 3] == '.' || text.data[at + 3] == '-') {
        return false;
    }
    *found = (struct markdown_autolink){start, address_end(text, start, host), ""};
    return found->to > at + 3;
}

static bool match_mail(struct slice text, size_t at, size_t from, struct markdown_autolink *found) {
    size_t start = at;
    while (start > from && (is_alphanumeric(text.data[start - 1]) ||
                            memchr(".+-_", text.data[start - 1], 4) != NULL)) {
        start--;
    }
    const char *scheme = "mailto:";
    if (start >= from + 7 &&
        slice_equals(slice_between(text, start - 7, start), SLICE("mailto:")) &&
        (start == from + 7 || !is_alphanumeric(text.data[start - 8]))) {
        start -= 7;
        scheme = "";
    }
    if (start == at || (*scheme == '\0' && start + 7 == at)) {
        return false;
    }
    size_t dots = 0;
    size_t end = at + 1;
    for (; end < text.length; end++) {
        char byte = text.data[end];
        if (byte == '.' && end + 1 < text.length && is_alphanumeric(text.data[end + 1])) {
            dots++;
        } else if (!is_alphanumeric(byte) && byte != '-' && byte != '_') {
            break;
        }
    }
    char last = text.data[end - 1];
    bool ends = (last | 32) >= 'a' && (last | 32) <= 'z';
    if (dots == 0 || !ends || (end < text.length && text.data[end] == '@')) {
        return false;
    }
    *found = (struct markdown_autolink){start, end, scheme};
    return true;
}

bool markdown_autolinks_next(struct markdown_autolinks *search, size_t from,
                             struct markdown_autolink *found) {
    struct slice text = search->text;
    for (;;) {
        size_t next = search->scheme < search->www ? search->scheme : search->www;
        next = search->at < next ? search->at : next;
        if (next == SLICE_NOT_FOUND) {
            return false;
        }
        bool matches = false;
        if (next == search->scheme) {
            matches = next >= from && match_scheme(text, next, from, found);
            search->scheme = search_scheme(text, next + 1);
        } else if (next == search->www) {
            matches = next >= from && match_www(text, next, found);
            search->www = search_www(text, next + 1);
        } else {
            matches = next >= from && match_mail(text, next, from, found);
            search->at = search_at(text, next + 1);
        }
        if (matches) {
            return true;
        }
    }
}
