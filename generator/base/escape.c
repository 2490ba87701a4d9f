#include "base/escape.h"

#include "base/utf8.h"

#include <string.h>

/* What a byte becomes in HTML; NULL: it stays. */
static const char *const HTML_ESCAPES[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&#34;", ['\''] = "&#39;"};

void escape_html(struct buffer *out, struct slice text) {
    size_t copied = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char *escape = HTML_ESCAPES[(unsigned char)text.data[i]];
        if (escape != NULL) {
            buffer_append(out, slice_between(text, copied, i));
            buffer_append_text(out, escape);
            copied = i + 1;
        }
    }
    buffer_append(out, copied == 0 ? text : slice_skip(text, copied));
}

static bool is_alphanumeric(char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
}

static void append_percent(struct buffer *out, char byte) {
    static const char digits[] = "0123456789ABCDEF";
    buffer_append_byte(out, '%');
    buffer_append_byte(out, digits[(unsigned char)byte >> 4]);
    buffer_append_byte(out, digits[(unsigned char)byte & 15]);
}

void escape_percent(struct buffer *out, struct slice text, const char *keep) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (is_alphanumeric(byte) || (byte != '\0' && strchr("-._~", byte) != NULL) ||
            (byte != '\0' && strchr(keep, byte) != NULL)) {
            buffer_append_byte(out, byte);
        } else {
            append_percent(out, byte);
        }
    }
}

static bool is_hexadecimal(char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'f');
}

/* Whether %XX stands at `at`. */
static bool is_percent_encoded(struct slice text, size_t at) {
    return text.data[at] == '%' && text.length - at > 2 && is_hexadecimal(text.data[at + 1]) &&
           is_hexadecimal(text.data[at + 2]);
}

/* Whether a byte may stand in an address: a letter or digit, or one of -._~!*();:@=+$,/?#. One bit
 * an ASCII character. */
static bool is_address_byte(char byte) {
    static const uint32_t kept[4] = {0x00000000, 0xAFFFFF1A, 0x87FFFFFF, 0x47FFFFFE};
    unsigned char number = (unsigned char)byte;
    return number < 128 && (kept[number / 32] >> (number % 32) & 1) != 0;
}

/* Square brackets are encoded, as CommonMark does, although a host that is an IPv6 number has them:
 * no page on the web is linked by one. */
void escape_address(struct buffer *out, struct slice address) {
    for (size_t i = 0; i < address.length;) {
        size_t end = i;
        while (end < address.length &&
               (is_address_byte(address.data[end]) || is_percent_encoded(address, end))) {
            end++;
        }
        buffer_append(out, slice_between(address, i, end));
        if (end == address.length) {
            break;
        }
        char byte = address.data[end];
        if (byte == '&') {
            buffer_append_text(out, "&amp;");
        } else if (byte == '\'') {
            buffer_append_text(out, "&#39;");
        } else {
            append_percent(out, byte);
        }
        i = end + 1;
    }
}

static void append_json_unit(struct buffer *out, uint32_t unit) {
    buffer_format(out, "\\u%04x", (unsigned)unit);
}

/* Whether a byte stands in JSON as it is, whatever comes before or behind it. */
static bool is_plain_json(char byte) {
    unsigned char code = (unsigned char)byte;
    return code >= 0x20 && code < 0x7F && code != '"' && code != '\\' && code != '<' &&
           code != '>' && code != '&' && code != '\'';
}

static void append_json_code_point(struct buffer *out, uint32_t code_point, struct slice bytes) {
    switch (code_point) {
    case '"':
        buffer_append_text(out, "\\\"");
        break;
    case '\\':
        buffer_append_text(out, "\\\\");
        break;
    case '\n':
        buffer_append_text(out, "\\n");
        break;
    case '\r':
        buffer_append_text(out, "\\r");
        break;
    case '\t':
        buffer_append_text(out, "\\t");
        break;
    case '<':
    case '>':
    case '&':
    case '\'':
    case 0x2028:
    case 0x2029:
        append_json_unit(out, code_point);
        break;
    default:
        if (code_point < 0x20 || code_point == 0x7F) {
            append_json_unit(out, code_point);
        } else if (code_point == 0xFFFD) {
            buffer_append_code_point(out, code_point);
        } else {
            buffer_append(out, bytes);
        }
    }
}

void escape_json(struct buffer *out, struct slice text) {
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        while (at < text.length && is_plain_json(text.data[at])) {
            at++;
        }
        buffer_append(out, slice_between(text, start, at));
        if (at < text.length) {
            start = at;
            uint32_t code_point = utf8_next(text, &at);
            append_json_code_point(out, code_point, slice_between(text, start, at));
        }
    }
}

void escape_terminal(struct buffer *out, struct slice text) {
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t code_point = utf8_next(text, &at);
        struct slice bytes = slice_between(text, start, at);
        bool malformed = code_point == 0xFFFD && bytes.length == 1;
        /* C0 and C1 controls, and the marks that change the direction of text on a screen. */
        bool control = (code_point < 0x20 && code_point != '\t') ||
                       (code_point >= 0x7F && code_point < 0xA0) ||
                       (code_point >= 0x202A && code_point <= 0x202E) ||
                       (code_point >= 0x2066 && code_point <= 0x2069);
        if (malformed) {
            buffer_format(out, "\\x%02X", (unsigned)(unsigned char)bytes.data[0]);
        } else if (control) {
            buffer_format(out, code_point < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)code_point);
        } else {
            buffer_append(out, bytes);
        }
    }
}

#define NO_SCHEME SIZE_MAX

/* The scheme of an address as a browser reads it, without controls and white space, into `scheme`:
 * its length (beyond `room` when it is longer than any we know), or NO_SCHEME for a relative
 * address. */
static size_t browser_scheme(struct slice address, char *scheme, size_t room) {
    size_t length = 0;
    for (size_t i = 0; i < address.length; i++) {
        char byte = address.data[i];
        if ((unsigned char)byte <= 0x20 || byte == 0x7F) {
            continue;
        }
        if (byte == ':') {
            return length;
        }
        if (byte == '/' || byte == '?' || byte == '#') {
            return NO_SCHEME;
        }
        if (length < room) {
            scheme[length] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
        }
        length++;
    }
    return NO_SCHEME;
}

bool address_is_allowed(struct slice address) {
    static const char *const allowed[] = {"http", "https", "mailto", "tel"};
    char scheme[8] = {0};
    size_t length = browser_scheme(address, scheme, sizeof scheme);
    if (length == NO_SCHEME) {
        return true;
    }
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (length <= sizeof scheme &&
            slice_equals(slice_of(scheme, length), slice_from(allowed[i]))) {
            return true;
        }
    }
    return false;
}

struct slice address_scheme(struct slice address) {
    for (size_t i = 0; i < address.length; i++) {
        char byte = address.data[i];
        if (byte == ':') {
            return slice_take(address, i);
        }
        bool first = i == 0;
        if (!is_alphanumeric(byte) && (first || strchr("+-._", byte) == NULL || byte == '\0')) {
            break;
        }
    }
    return slice_take(address, 0);
}
