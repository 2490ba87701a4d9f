#include "base/utf8.h"

#include "base/buffer.h"

#include <string.h>
#include <utf8proc.h>

static bool is_ascii(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* The code point at `offset` and its length in bytes, or 0 if it is malformed. The ranges are those
 * of Unicode's table 3-7, "Well-Formed UTF-8 Byte Sequences". */
static size_t decode(struct slice text, size_t offset, uint32_t *code_point) {
    const unsigned char *bytes = (const unsigned char *)text.data + offset;
    size_t left = text.length - offset;
    if (bytes[0] < 0x80) {
        *code_point = bytes[0];
        return 1;
    }
    size_t length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || left < length) {
        return 0;
    }
    uint32_t result = bytes[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
        result = (result << 6) | (bytes[i] & 0x3Fu);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (result < smallest[length] || result > 0x10FFFF || (result >= 0xD800 && result <= 0xDFFF)) {
        return 0;
    }
    *code_point = result;
    return length;
}

bool utf8_valid(struct slice text, size_t *offset) {
    size_t at = 0;
    while (at < text.length) {
        /* Eight ASCII bytes at a time: most text is. */
        uint64_t word = 0;
        if (text.length - at >= 8) {
            memcpy(&word, text.data + at, 8);
            if ((word & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        }
        uint32_t code_point = 0;
        size_t length = decode(text, at, &code_point);
        if (length == 0) {
            *offset = at;
            return false;
        }
        at += length;
    }
    return true;
}

uint32_t utf8_next(struct slice text, size_t *offset) {
    uint32_t code_point = 0xFFFD;
    size_t length = decode(text, *offset, &code_point);
    if (length == 0) {
        code_point = 0xFFFD;
        length = 1;
    }
    *offset += length;
    return code_point;
}

size_t utf8_previous(struct slice text, size_t offset) {
    size_t at = offset - 1;
    while (at > 0 && offset - at < 4 && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
        at--;
    }
    /* A sequence that does not end here leaves a malformed byte alone before the offset. */
    uint32_t code_point = 0;
    return decode(slice_take(text, offset), at, &code_point) == offset - at ? at : offset - 1;
}

size_t utf8_length(struct slice text) {
    size_t count = 0;
    for (size_t at = 0; at < text.length; count++) {
        utf8_next(text, &at);
    }
    return count;
}

size_t utf8_width(struct slice text) {
    size_t width = 0;
    for (size_t at = 0; at < text.length;) {
        int columns = utf8proc_charwidth((utf8proc_int32_t)utf8_next(text, &at));
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

static utf8proc_category_t category(uint32_t code_point) {
    return utf8proc_category((utf8proc_int32_t)code_point);
}

bool utf8_is_word(uint32_t code_point) {
    utf8proc_category_t c = category(code_point);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO);
}

bool utf8_is_space(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_ZS || (code_point >= 9 && code_point <= 13);
}

bool utf8_is_punctuation(uint32_t code_point) {
    utf8proc_category_t c = category(code_point);
    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO;
}

bool utf8_is_alphanumeric(uint32_t code_point) {
    utf8proc_category_t c = category(code_point);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
           (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

bool utf8_is_printable(uint32_t code_point) {
    utf8proc_category_t c = category(code_point);
    return code_point == ' ' || (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_SO);
}

bool utf8_is_upper(uint32_t code_point) {
    return utf8proc_isupper((utf8proc_int32_t)code_point) != 0;
}

bool utf8_is_lower(uint32_t code_point) {
    return utf8proc_islower((utf8proc_int32_t)code_point) != 0;
}

uint32_t utf8_to_upper(uint32_t code_point) {
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point);
}

uint32_t utf8_to_lower(uint32_t code_point) {
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

uint32_t utf8_to_title(uint32_t code_point) {
    return (uint32_t)utf8proc_totitle((utf8proc_int32_t)code_point);
}

static struct slice mapped(struct arena *arena, struct slice text, utf8proc_option_t options) {
    struct arena_mark mark = arena_mark(arena);
    /* A first guess that nearly always fits; utf8proc says how much it needs if it does not. */
    utf8proc_ssize_t room = (utf8proc_ssize_t)text.length + 16;
    for (;;) {
        utf8proc_int32_t *points =
            arena_allocate_array(arena, (size_t)room + 1, sizeof(utf8proc_int32_t));
        utf8proc_ssize_t needed =
            utf8proc_decompose((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length,
                               points, room, options);
        if (needed < 0) {
            arena_restore(arena, mark);
            return text; /* malformed text stays as it is */
        }
        if (needed <= room) {
            utf8proc_ssize_t length = utf8proc_reencode(points, needed, options);
            return length < 0 ? text : slice_of((const char *)points, (size_t)length);
        }
        room = needed;
    }
}

struct slice utf8_normalize(struct arena *arena, struct slice text) {
    return is_ascii(text) ? text : mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static struct slice ascii_lower(struct arena *arena, struct slice text) {
    struct slice copy = arena_copy(arena, text);
    char *bytes = arena->last;
    for (size_t i = 0; i < copy.length; i++) {
        if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
        }
    }
    return copy;
}

struct slice utf8_fold(struct arena *arena, struct slice text) {
    return is_ascii(text)
               ? ascii_lower(arena, text)
               : mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

struct slice utf8_lower(struct arena *arena, struct slice text) {
    if (is_ascii(text)) {
        return ascii_lower(arena, text);
    }
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at < text.length;) {
        buffer_append_code_point(
            &out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)utf8_next(text, &at)));
    }
    return buffer_slice(&out);
}

struct slice utf8_plain(struct arena *arena, struct slice text) {
    return is_ascii(text) ? ascii_lower(arena, text)
                          : mapped(arena, text,
                                   UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                       UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
}

/* Ruby's \p{Word}, which GitHub keeps: letters, marks, decimal digits, connectors ("_"). */
static bool is_kept_in_anchor(uint32_t code_point) {
    if (code_point < 0x80) {
        return (code_point >= '0' && code_point <= '9') ||
               ((code_point | 32) >= 'a' && (code_point | 32) <= 'z') || code_point == '_';
    }
    utf8proc_category_t c = category(code_point);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ND) || c == UTF8PROC_CATEGORY_PC;
}

struct slice utf8_anchor(struct arena *arena, struct slice text) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_reserve(&out, text.length + 1);
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_next(text, &at);
        if (code_point == ' ' || code_point == '-') {
            buffer_append_byte(&out, '-');
        } else if (is_kept_in_anchor(code_point)) {
            buffer_append_code_point(&out, utf8_to_lower(code_point));
        }
    }
    return buffer_slice(&out);
}

struct slice utf8_slug(struct arena *arena, struct slice text) {
    if (!is_ascii(text)) {
        text = mapped(arena, text,
                      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
    }
    struct buffer out;
    buffer_init(&out, arena);
    bool dash = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_next(text, &at);
        if (utf8_is_word(code_point)) {
            if (dash && out.length > 0) {
                buffer_append_byte(&out, '-');
            }
            dash = false;
            buffer_append_code_point(&out,
                                     (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point));
        } else if (utf8_is_space(code_point) || code_point == '-' || code_point == '_' ||
                   code_point == '/' ||
                   (utf8_is_punctuation(code_point) && code_point != '\'' && code_point != 0x2019 &&
                    code_point != '.')) {
            dash = true;
        }
    }
    return buffer_slice(&out);
}
