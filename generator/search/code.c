#include "search/code.h"

#include <assert.h>

char code_digit(uint32_t digit) {
    assert(digit < CODE_DIGITS);
    uint32_t character = ' ' + digit;
    character += character >= '"';
    character += character >= '\\';
    return (char)character;
}

/* `count` digits of `number`, the most significant first. */
static void append_digits(struct buffer *out, uint32_t number, int count) {
    static const uint32_t powers[] = {1, 93, 93 * 93, 93 * 93 * 93};
    for (int i = count - 1; i >= 0; i--) {
        buffer_append_byte(out, code_digit(number / powers[i] % CODE_DIGITS));
    }
}

void code_append_number(struct buffer *out, uint32_t number) {
    if (number < CODE_ONE) {
        buffer_append_byte(out, code_digit(number));
    } else if (number < CODE_TWO) {
        number -= CODE_ONE;
        buffer_append_byte(out, code_digit(70 + number / CODE_DIGITS));
        append_digits(out, number, 1);
    } else if (number < CODE_THREE) {
        number -= CODE_TWO;
        buffer_append_byte(out, code_digit(88 + number / (CODE_DIGITS * CODE_DIGITS)));
        append_digits(out, number, 2);
    } else if (number < CODE_FOUR) {
        buffer_append_byte(out, code_digit(91));
        append_digits(out, number - CODE_THREE, 3);
    } else {
        buffer_append_byte(out, code_digit(92));
        append_digits(out, number - CODE_FOUR, 4);
    }
}

void code_append_string(struct buffer *out, struct slice text) {
    buffer_reserve(out, text.length + text.length / 16 + 2);
    buffer_append_byte(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool is_control = (unsigned char)byte < ' ';
        if (byte != '"' && byte != '\\' && !is_control) {
            continue;
        }
        buffer_append(out, slice_between(text, from, i));
        if (is_control) { /* what authors wrote may hold one; its place is that of a space */
            buffer_append_byte(out, ' ');
        } else {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, byte);
        }
        from = i + 1;
    }
    buffer_append(out, slice_skip(text, from));
    buffer_append_byte(out, '"');
}

size_t code_length(struct slice text) {
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        length += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    return length;
}

void code_append_front(struct buffer *out, struct slice before, struct slice word) {
    uint32_t shared = 0;
    while (shared < before.length && shared < word.length && shared < CODE_DIGITS - 1 &&
           before.data[shared] == word.data[shared] && (unsigned char)word.data[shared] < 0x80) {
        shared++;
    }
    buffer_append_byte(out, code_digit(shared));
    buffer_append(out, slice_skip(word, shared));
}

void code_begin_file(struct buffer *out, struct slice language, struct slice name) {
    buffer_append_text(out, "knoopSearch(");
    code_append_string(out, language);
    buffer_append_byte(out, ',');
    code_append_string(out, name);
    buffer_append_byte(out, ',');
}

void code_end_file(struct buffer *out) {
    buffer_append_text(out, ");\n");
}
