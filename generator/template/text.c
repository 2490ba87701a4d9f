#include "template/text.h"

#include "base/utf8.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes that are white space, and those beyond ASCII that may begin some. */
static const bool MAY_BE_SPACE[256] = {
    ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true,
    [0x1C] = true, [0x1D] = true, [0x1E] = true, [0x1F] = true, [' '] = true,
    [0xC2] = true, [0xE1] = true, [0xE2] = true, [0xE3] = true,
};

bool text_is_space(uint32_t code_point) {
    if (code_point < 0x80) {
        return MAY_BE_SPACE[code_point];
    }
    return code_point == 0x85 || code_point == 0xA0 || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
           code_point == 0x3000;
}

size_t text_skip_space(struct slice text, size_t offset) {
    while (offset < text.length) {
        unsigned char byte = (unsigned char)text.data[offset];
        size_t next = offset;
        uint32_t code_point = byte < 0x80 ? byte : utf8_next(text, &next);
        if (!text_is_space(code_point)) {
            break;
        }
        next += byte < 0x80;
        offset = next;
    }
    return offset < text.length ? offset : text.length;
}

size_t text_find_space(struct slice text, size_t offset) {
    for (; offset < text.length; offset++) {
        size_t next = offset;
        if (MAY_BE_SPACE[(unsigned char)text.data[offset]] &&
            text_is_space(utf8_next(text, &next))) {
            break;
        }
    }
    return offset;
}

void text_append_single_spaced(struct buffer *out, struct slice text) {
    size_t copied = 0, at = 0;
    while (at < text.length) {
        size_t space = text_find_space(text, at);
        at = space + 1;
        if (at < text.length && text.data[space] == ' ' &&
            !MAY_BE_SPACE[(unsigned char)text.data[at]]) {
            continue;
        }
        at = text_skip_space(text, space);
        bool is_single = at == space + 1 && text.data[space] == ' ';
        if (space < text.length && !is_single) {
            buffer_append(out, slice_between(text, copied, space));
            buffer_append_byte(out, ' ');
            copied = at;
        }
    }
    buffer_append(out, slice_skip(text, copied));
}

struct slice text_trim_end(struct slice text) {
    size_t end = text.length;
    while (end > 0) {
        size_t previous = utf8_previous(text, end);
        size_t at = previous;
        if (!text_is_space(utf8_next(text, &at))) {
            break;
        }
        end = previous;
    }
    return slice_take(text, end);
}

struct slice text_trim(struct slice text) {
    return text_trim_end(slice_skip(text, text_skip_space(text, 0)));
}

static bool ends_line(uint32_t code_point) {
    return (code_point >= 0x0A && code_point <= 0x0D) ||
           (code_point >= 0x1C && code_point <= 0x1E) || code_point == 0x85 ||
           code_point == 0x2028 || code_point == 0x2029;
}

bool text_cut_line(struct slice *rest, struct slice *line) {
    if (rest->length == 0) {
        return false;
    }
    struct slice text = *rest;
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        if (ends_line(utf8_next(text, &at))) {
            if (text.data[start] == '\r' && at < text.length && text.data[at] == '\n') {
                at++;
            }
            *line = slice_take(text, start);
            *rest = slice_skip(text, at);
            return true;
        }
    }
    *line = text;
    *rest = slice_skip(text, text.length);
    return true;
}

bool text_is_ascii(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Whether a byte goes on with a code point that began before it. */
static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t text_length(struct slice text) {
    size_t count = text.length;
    size_t i = 0;
    for (; i + 8 <= text.length; i += 8) { /* eight bytes at a time: bit 7 set and bit 6 not */
        uint64_t word = 0;
        memcpy(&word, text.data + i, 8);
        word = (word >> 7) & ~(word >> 6) & 0x0101010101010101u;
        count -= (size_t)__builtin_popcountll(word);
    }
    for (; i < text.length; i++) {
        count -= continues(text.data[i]) ? 1 : 0;
    }
    return count;
}

size_t text_offset(struct slice text, size_t index) {
    size_t at = 0;
    while (index > 0 && at < text.length) {
        uint64_t word = 0;
        if (index >= 8 && text.length - at > 8) {
            memcpy(&word, text.data + at, 8);
            if ((word & 0x8080808080808080u) == 0 && !continues(text.data[at + 8])) {
                at += 8;
                index -= 8;
                continue;
            }
        }
        at++;
        while (at < text.length && continues(text.data[at])) {
            at++;
        }
        index--;
    }
    return at;
}

/* The letters whose upper case is more than one letter (Unicode's SpecialCasing.txt), of the
 * scripts that the Latin alphabet's fonts have. `title` is what str.capitalize makes of it. */
static const struct {
    uint32_t letter;
    const char *upper;
    const char *title;
} SPECIAL[] = {
    {0x00DF, "SS", "Ss"},
    {0x0149, "\xCA\xBCN", "\xCA\xBCN"},
    {0x01F0, "J\xCC\x8C", "J\xCC\x8C"},
    {0x1E96, "H\xCC\xB1", "H\xCC\xB1"},
    {0x1E97, "T\xCC\x88", "T\xCC\x88"},
    {0x1E98, "W\xCC\x8A", "W\xCC\x8A"},
    {0x1E99, "Y\xCC\x8A", "Y\xCC\x8A"},
    {0x1E9A, "A\xCA\xBE", "A\xCA\xBE"},
    {0xFB00, "FF", "Ff"},
    {0xFB01, "FI", "Fi"},
    {0xFB02, "FL", "Fl"},
    {0xFB03, "FFI", "Ffi"},
    {0xFB04, "FFL", "Ffl"},
    {0xFB05, "ST", "St"},
    {0xFB06, "ST", "St"},
};

static void append_upper(struct buffer *out, uint32_t code_point, bool title) {
    if (code_point < 0x80) {
        bool lower = code_point >= 'a' && code_point <= 'z';
        buffer_append_byte(out, (char)(lower ? code_point - 32 : code_point));
        return;
    }
    for (size_t i = 0; i < sizeof SPECIAL / sizeof *SPECIAL; i++) {
        if (SPECIAL[i].letter == code_point) {
            buffer_append_text(out, title ? SPECIAL[i].title : SPECIAL[i].upper);
            return;
        }
    }
    buffer_append_code_point(out, title ? utf8_to_title(code_point) : utf8_to_upper(code_point));
}

static bool has_case(uint32_t code_point) {
    return utf8_is_upper(code_point) || utf8_is_lower(code_point);
}

/* Whether the sigma between `start` and `end` ends a word: then its lower case is ς. */
static bool is_final_sigma(struct slice text, size_t start, size_t end) {
    bool before = false;
    if (start > 0) {
        size_t previous = utf8_previous(text, start);
        before = has_case(utf8_next(text, &previous));
    }
    bool after = end < text.length && has_case(utf8_next(text, &end));
    return before && !after;
}

/* Appends the ASCII that `text` begins with, the 26 letters from `first` moved by `distance`: how
 * many bytes that was. */
static size_t append_ascii(struct buffer *out, struct slice text, char first, char distance) {
    buffer_reserve(out, text.length);
    char *to = out->data + out->length;
    size_t at = 0;
    for (; at < text.length && (unsigned char)text.data[at] < 0x80; at++) {
        char byte = text.data[at];
        to[at] = (char)(byte >= first && byte <= first + 25 ? byte + distance : byte);
    }
    out->length += at;
    return at;
}

static void append_lower(struct buffer *out, struct slice text, size_t from) {
    for (size_t at = from; at < text.length;) {
        at += append_ascii(out, slice_skip(text, at), 'A', 32);
        if (at == text.length) {
            break;
        }
        size_t start = at;
        uint32_t code_point = utf8_next(text, &at);
        if (code_point == 0x0130) {
            buffer_append_text(out, "i\xCC\x87");
        } else if (code_point == 0x03A3 && is_final_sigma(text, start, at)) {
            buffer_append_code_point(out, 0x03C2);
        } else {
            buffer_append_code_point(out, utf8_to_lower(code_point));
        }
    }
}

struct slice text_upper(struct arena *arena, struct slice text) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_reserve(&out, text.length);
    for (size_t at = 0; at < text.length;) {
        at += append_ascii(&out, slice_skip(text, at), 'a', -32);
        if (at < text.length) {
            append_upper(&out, utf8_next(text, &at), false);
        }
    }
    return buffer_slice(&out);
}

struct slice text_lower(struct arena *arena, struct slice text) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_reserve(&out, text.length);
    append_lower(&out, text, 0);
    return buffer_slice(&out);
}

struct slice text_capitalize(struct arena *arena, struct slice text) {
    if (text.length == 0) {
        return text;
    }
    struct buffer out;
    buffer_init(&out, arena);
    buffer_reserve(&out, text.length);
    size_t at = 0;
    append_upper(&out, utf8_next(text, &at), true);
    append_lower(&out, text, at);
    return buffer_slice(&out);
}

bool text_is_upper(struct slice text) {
    bool any = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_next(text, &at);
        if (utf8_is_lower(code_point)) {
            return false;
        }
        any = any || utf8_is_upper(code_point);
    }
    return any;
}

bool text_is_lower(struct slice text) {
    bool any = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_next(text, &at);
        if (utf8_is_upper(code_point)) {
            return false;
        }
        any = any || utf8_is_lower(code_point);
    }
    return any;
}

void text_append_quoted(struct buffer *out, struct slice text) {
    bool has_single = slice_find(text, '\'') != SLICE_NOT_FOUND;
    bool has_double = slice_find(text, '"') != SLICE_NOT_FOUND;
    char quote = has_single && !has_double ? '"' : '\'';
    buffer_append_byte(out, quote);
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_next(text, &at);
        if (code_point == (unsigned char)quote || code_point == '\\') {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, (char)code_point);
        } else if (code_point == '\n' || code_point == '\r' || code_point == '\t') {
            buffer_append_text(out, code_point == '\n'   ? "\\n"
                                    : code_point == '\r' ? "\\r"
                                                         : "\\t");
        } else if (utf8_is_printable(code_point)) {
            buffer_append_code_point(out, code_point);
        } else {
            const char *format = code_point < 0x100     ? "\\x%02x"
                                 : code_point < 0x10000 ? "\\u%04x"
                                                        : "\\U%08x";
            char escape[16];
            snprintf(escape, sizeof escape, format, (unsigned)code_point);
            buffer_append_text(out, escape);
        }
    }
    buffer_append_byte(out, quote);
}

/* The shortest digits that read back as `number`, which is finite and not negative, and the power
 * of ten of the first of them. A number that 15 digits can tell is told by 15; others need 16
 * or 17. */
static int shortest_digits(double number, char digits[24], int *count) {
    char text[40];
    for (int precision = number < DBL_MIN ? 1 : 15; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision - 1, number);
        if (precision == 17 || strtod(text, NULL) == number) {
            break;
        }
    }
    char *exponent = strchr(text, 'e');
    int length = 0;
    for (const char *at = text; at < exponent; at++) {
        if (*at >= '0' && *at <= '9') {
            digits[length++] = *at;
        }
    }
    while (length > 1 && digits[length - 1] == '0') {
        length--;
    }
    *count = length;
    return (int)strtol(exponent + 1, NULL, 10);
}

static void append_zeros(struct buffer *out, int count) {
    for (int i = 0; i < count; i++) {
        buffer_append_byte(out, '0');
    }
}

void text_append_number(struct buffer *out, double number) {
    if (isnan(number)) {
        buffer_append_text(out, "nan");
        return;
    }
    if (signbit(number)) {
        buffer_append_byte(out, '-');
        number = -number;
    }
    if (isinf(number)) {
        buffer_append_text(out, "inf");
        return;
    }
    char digits[24] = "";
    int count = 0;
    int power = shortest_digits(number, digits, &count);
    if (power < -4 || power >= 16) {
        buffer_append_byte(out, digits[0]);
        if (count > 1) {
            buffer_append_byte(out, '.');
            buffer_append(out, slice_of(digits + 1, (size_t)count - 1));
        }
        buffer_format(out, "e%c%02d", power < 0 ? '-' : '+', abs(power));
    } else if (power < 0) {
        buffer_append_text(out, "0.");
        append_zeros(out, -power - 1);
        buffer_append(out, slice_of(digits, (size_t)count));
    } else {
        int whole = power + 1;
        buffer_append(out, slice_of(digits, (size_t)(count < whole ? count : whole)));
        append_zeros(out, whole - count);
        buffer_append_byte(out, '.');
        if (count > whole) {
            buffer_append(out, slice_of(digits + whole, (size_t)(count - whole)));
        } else {
            buffer_append_byte(out, '0');
        }
    }
}

/* The names of ISO 8859-1 in HTML 4, for the code points from 160 to 255. */
static const char LATIN_NAMES[] =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
    "sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave "
    "Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml "
    "ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN "
    "szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave "
    "iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute "
    "ucirc uuml yacute thorn yuml";

static const struct {
    const char *name;
    uint32_t code_point;
} OTHER_NAMES[] = {
    {"AMP", '&'},       {"LT", '<'},        {"GT", '>'},        {"QUOT", '"'},
    {"COPY", 0xA9},     {"REG", 0xAE},      {"amp", '&'},       {"lt", '<'},
    {"gt", '>'},        {"quot", '"'},      {"apos", '\''},     {"OElig", 0x152},
    {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},  {"Yuml", 0x178},
    {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009}, {"ndash", 0x2013},
    {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},
    {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"dagger", 0x2020},
    {"bull", 0x2022},   {"hellip", 0x2026}, {"permil", 0x2030}, {"prime", 0x2032},
    {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},   {"trade", 0x2122},
    {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},   {"darr", 0x2193},
    {"minus", 0x2212},  {"le", 0x2264},     {"ge", 0x2265},     {"ne", 0x2260},
};

static uint32_t named_character(struct slice name) {
    for (size_t i = 0; i < sizeof OTHER_NAMES / sizeof *OTHER_NAMES; i++) {
        if (slice_equals(name, slice_from(OTHER_NAMES[i].name))) {
            return OTHER_NAMES[i].code_point;
        }
    }
    struct slice rest = slice_from(LATIN_NAMES);
    struct slice candidate;
    for (uint32_t code_point = 160; slice_cut(&rest, ' ', &candidate); code_point++) {
        if (slice_equals(name, candidate)) {
            return code_point;
        }
    }
    return 0;
}

/* What HTML makes of the numbers from 128 to 159: the characters of Windows-1252. */
static const uint16_t WINDOWS[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/* Reads "#38" or "#x26" at `at`, behind the "&"; the offset behind it, or `at` if it is none. */
static size_t numbered_character(struct slice html, size_t at, uint32_t *code_point) {
    size_t digits = at + 1;
    uint32_t base = 10;
    if (digits < html.length && (html.data[digits] | 32) == 'x') {
        base = 16;
        digits++;
    }
    uint64_t number = 0;
    size_t end = digits;
    for (; end < html.length; end++) {
        char byte = html.data[end];
        char lower = (char)(byte | 32);
        uint32_t digit = byte >= '0' && byte <= '9'     ? (uint32_t)(byte - '0')
                         : lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a' + 10)
                                                        : 99;
        if (digit >= base) {
            break;
        }
        number = number > 0x110000 ? number : number * base + digit;
    }
    if (end == digits) {
        return at;
    }
    *code_point = number >= 128 && number < 160 ? WINDOWS[number - 128]
                  : number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)
                      ? 0xFFFD
                      : (uint32_t)number;
    return end < html.length && html.data[end] == ';' ? end + 1 : end;
}

void text_append_unescaped(struct buffer *out, struct slice html) {
    for (size_t at = 0; at < html.length;) {
        size_t mark = slice_find(slice_skip(html, at), '&');
        if (mark != 0) {
            size_t length = mark == SLICE_NOT_FOUND ? html.length - at : mark;
            buffer_append(out, slice_between(html, at, at + length));
            at += length;
            continue;
        }
        uint32_t code_point = 0;
        size_t end = at + 1;
        if (end < html.length && html.data[end] == '#') {
            end = numbered_character(html, end, &code_point);
            end = end == at + 1 ? at : end;
        } else {
            size_t semicolon = end;
            while (semicolon < html.length && semicolon - end < 8 &&
                   utf8_is_alphanumeric((unsigned char)html.data[semicolon])) {
                semicolon++;
            }
            bool closed = semicolon < html.length && html.data[semicolon] == ';';
            code_point = closed ? named_character(slice_between(html, end, semicolon)) : 0;
            end = code_point == 0 ? at : semicolon + 1;
        }
        if (end == at) {
            buffer_append_byte(out, html.data[at++]);
        } else {
            buffer_append_code_point(out, code_point);
            at = end;
        }
    }
}
