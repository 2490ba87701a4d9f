#include "formats/json.h"

#include "base/utf8.h"

/* Reading RFC 8259 without keeping anything. The kinds of the brackets that are open are bits. */
struct check {
    struct slice text;
    size_t at;
    size_t depth;
    uint8_t objects[JSON_CHECK_DEPTH / 8]; /* bit d: what is open at depth d is an object */
};

static char byte_at(const struct check *check, size_t at) {
    return at < check->text.length ? check->text.data[at] : '\0';
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_hexadecimal(char byte) {
    return is_digit(byte) || ((byte | 32) >= 'a' && (byte | 32) <= 'f');
}

static void skip_blanks(struct check *check) {
    char byte = byte_at(check, check->at);
    while (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
        byte = byte_at(check, ++check->at);
    }
}

static bool read_text(struct check *check) {
    for (check->at++; check->at < check->text.length; check->at++) {
        char byte = check->text.data[check->at];
        if (byte == '"') {
            check->at++;
            return true;
        }
        if ((unsigned char)byte < 0x20) {
            return false;
        }
        if (byte != '\\') {
            continue;
        }
        char escape = byte_at(check, ++check->at);
        if (escape == 'u') {
            for (int i = 0; i < 4; i++) {
                if (!is_hexadecimal(byte_at(check, ++check->at))) {
                    return false;
                }
            }
        } else if (escape == '\0' || slice_find(SLICE("\"\\/bfnrt"), escape) == SLICE_NOT_FOUND) {
            return false;
        }
    }
    return false;
}

static bool read_digits(struct check *check) {
    size_t start = check->at;
    while (is_digit(byte_at(check, check->at))) {
        check->at++;
    }
    return check->at > start;
}

static bool read_number(struct check *check) {
    check->at += byte_at(check, check->at) == '-';
    bool zero = byte_at(check, check->at) == '0';
    size_t start = check->at;
    if (!read_digits(check) || (zero && check->at > start + 1)) {
        return false;
    }
    if (byte_at(check, check->at) == '.') {
        check->at++;
        if (!read_digits(check)) {
            return false;
        }
    }
    if ((byte_at(check, check->at) | 32) == 'e') {
        check->at++;
        char sign = byte_at(check, check->at);
        check->at += sign == '+' || sign == '-';
        return read_digits(check);
    }
    return true;
}

static bool read_scalar(struct check *check) {
    static const struct slice words[] = {SLICE_INIT("true"), SLICE_INIT("false"),
                                         SLICE_INIT("null")};
    if (byte_at(check, check->at) == '"') {
        return read_text(check);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_starts_with(slice_skip(check->text, check->at), words[i])) {
            check->at += words[i].length;
            return true;
        }
    }
    return read_number(check);
}

static bool in_object(const struct check *check) {
    size_t depth = check->depth - 1;
    return (check->objects[depth / 8] >> (depth % 8) & 1) != 0;
}

/* `"key":` */
static bool read_key(struct check *check) {
    skip_blanks(check);
    if (byte_at(check, check->at) != '"' || !read_text(check)) {
        return false;
    }
    skip_blanks(check);
    bool colon = byte_at(check, check->at) == ':';
    check->at += colon;
    return colon;
}

/* Opens what the bracket at the place begins. `*value` is whether a value follows: not when it is
 * closed at once. */
static bool open_bracket(struct check *check, bool *value) {
    bool object = byte_at(check, check->at) == '{';
    if (check->depth == JSON_CHECK_DEPTH) {
        return false;
    }
    size_t depth = check->depth++;
    uint8_t bit = (uint8_t)(1u << (depth % 8));
    check->objects[depth / 8] =
        (uint8_t)(object ? check->objects[depth / 8] | bit : check->objects[depth / 8] & ~bit);
    check->at++;
    skip_blanks(check);
    *value = byte_at(check, check->at) != (object ? '}' : ']');
    return !*value || !object || read_key(check);
}

/* Behind a value: closes what ends there, up to a comma. `*value` is whether another follows. */
static bool read_ends(struct check *check, bool *value) {
    *value = false;
    while (check->depth > 0) {
        skip_blanks(check);
        char byte = byte_at(check, check->at);
        if (byte == ',') {
            check->at++;
            *value = true;
            return !in_object(check) || read_key(check);
        }
        if (byte != (in_object(check) ? '}' : ']')) {
            return false;
        }
        check->at++;
        check->depth--;
    }
    return true;
}

static bool read_all(struct check *check) {
    bool value = true;
    while (value) {
        skip_blanks(check);
        char byte = byte_at(check, check->at);
        bool bracket = byte == '{' || byte == '[';
        if (bracket ? !open_bracket(check, &value) : !read_scalar(check)) {
            return false;
        }
        if ((!bracket || !value) && !read_ends(check, &value)) {
            return false;
        }
    }
    skip_blanks(check);
    return check->at == check->text.length;
}

bool json_well_formed(struct slice text, size_t *offset) {
    if (!utf8_valid(text, offset)) {
        return false;
    }
    struct check check = {.text = text};
    if (!read_all(&check)) {
        *offset = check.at < text.length ? check.at : text.length;
        return false;
    }
    return true;
}
