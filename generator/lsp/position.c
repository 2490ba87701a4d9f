#include "lsp/position.h"

#include "base/utf8.h"

static size_t units(uint32_t code_point) {
    return code_point >= 0x10000 ? 2 : 1;
}

static size_t number(const json_t *position, const char *key) {
    json_int_t value = json_integer_value(json_object_get(position, key));
    return value < 0 ? 0 : (size_t)value;
}

size_t position_offset(struct slice text, const json_t *position, bool in_bytes) {
    size_t line = number(position, "line"), character = number(position, "character");
    size_t at = 0;
    while (line > 0 && at < text.length) {
        size_t end = slice_find(slice_skip(text, at), '\n');
        at = end == SLICE_NOT_FOUND ? text.length : at + end + 1;
        line--;
    }
    while (line == 0 && character > 0 && at < text.length && text.data[at] != '\n' &&
           text.data[at] != '\r') {
        size_t start = at;
        size_t step = units(utf8_next(text, &at));
        step = in_bytes ? at - start : step;
        character -= step < character ? step : character;
    }
    return at;
}

json_t *position_of(struct slice text, size_t offset, bool in_bytes) {
    json_int_t line = 0, character = 0;
    size_t start = 0;
    offset = offset > text.length ? text.length : offset;
    for (size_t i = 0; i < offset; i++) {
        if (text.data[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    for (size_t at = start; at < offset;) {
        size_t before = at;
        size_t step = units(utf8_next(text, &at));
        character += (json_int_t)(in_bytes ? at - before : step);
    }
    return json_pack("{s:I, s:I}", "line", line, "character", character);
}

json_t *position_range(struct slice text, size_t start, size_t end, bool in_bytes) {
    return json_pack("{s:o, s:o}", "start", position_of(text, start, in_bytes), "end",
                     position_of(text, end < start ? start : end, in_bytes));
}
