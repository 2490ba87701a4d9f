#include "formats/image_svg.h"

#include "formats/html_tokens.h"

#include <stdlib.h>

/* No picture is larger; a length of more digits is no length. */
enum { SIDE_MOST = 1000000, DIGITS_MOST = 30 };

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static size_t skip_digits(struct slice text, size_t at) {
    while (at < text.length && is_digit(text.data[at])) {
        at++;
    }
    return at;
}

/* Takes a decimal number off the front of `*text`. */
static bool take_number(struct slice *text, double *number) {
    size_t at = text->length > 0 && (text->data[0] == '+' || text->data[0] == '-') ? 1 : 0;
    size_t start = at;
    at = skip_digits(*text, at);
    if (at < text->length && text->data[at] == '.') {
        at = skip_digits(*text, at + 1);
    }
    if (at == start || at > DIGITS_MOST) {
        return false;
    }
    char digits[DIGITS_MOST + 1] = {0};
    for (size_t i = 0; i < at; i++) {
        digits[i] = text->data[i];
    }
    char *end = NULL;
    *number = strtod(digits, &end);
    *text = slice_skip(*text, at);
    return end != digits;
}

/* A length in CSS pixels; false for percentages and units that depend on a font. */
static bool read_length(struct slice text, double *pixels) {
    static const struct {
        struct slice unit;
        double pixels;
    } units[] = {{SLICE_INIT(""), 1},           {SLICE_INIT("px"), 1},
                 {SLICE_INIT("in"), 96},        {SLICE_INIT("cm"), 96 / 2.54},
                 {SLICE_INIT("mm"), 96 / 25.4}, {SLICE_INIT("pt"), 96 / 72.0},
                 {SLICE_INIT("pc"), 16}};
    text = slice_trim(text);
    if (!take_number(&text, pixels) || !(*pixels > 0)) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (slice_equals_folded(text, units[i].unit)) {
            *pixels *= units[i].pixels;
            return true;
        }
    }
    return false;
}

/* The last two of the four numbers of a viewBox. */
static bool read_view_box(struct slice text, double *width, double *height) {
    double numbers[4];
    for (size_t i = 0; i < 4; i++) {
        text = slice_trim(text);
        if (i > 0 && slice_starts_with(text, SLICE(","))) {
            text = slice_trim(slice_skip(text, 1));
        }
        if (!take_number(&text, &numbers[i])) {
            return false;
        }
    }
    *width = numbers[2];
    *height = numbers[3];
    return *width > 0 && *height > 0;
}

static bool round_side(double side, uint32_t *pixels) {
    if (!(side > 0 && side <= SIDE_MOST)) {
        return false;
    }
    *pixels = side < 1 ? 1 : (uint32_t)(side + 0.5);
    return true;
}

static bool tag_size(struct slice tag, uint32_t *width, uint32_t *height) {
    struct slice name;
    struct slice value;
    double w = 0;
    double h = 0;
    double box_width = 0;
    double box_height = 0;
    bool has_width = false;
    bool has_height = false;
    bool has_box = false;
    while (html_next_attribute(&tag, &name, &value)) {
        if (slice_equals(name, SLICE("width"))) {
            has_width = read_length(value, &w);
        } else if (slice_equals(name, SLICE("height"))) {
            has_height = read_length(value, &h);
        } else if (slice_equals(name, SLICE("viewBox"))) {
            has_box = read_view_box(value, &box_width, &box_height);
        }
    }
    if (has_box && !has_width) {
        w = has_height ? h * box_width / box_height : box_width;
    }
    if (has_box && !has_height) {
        h = has_width ? w * box_height / box_width : box_height;
    }
    return (has_box || (has_width && has_height)) && round_side(w, width) && round_side(h, height);
}

bool image_svg_size(struct slice text, uint32_t *width, uint32_t *height) {
    if (slice_starts_with(text, SLICE("\xEF\xBB\xBF"))) {
        text = slice_skip(text, 3);
    }
    text = slice_trim(text);
    if (!slice_starts_with(text, SLICE("<"))) {
        return false;
    }
    struct html_tokens tokens = {.html = text};
    struct html_token token;
    while (html_next_token(&tokens, &token)) {
        if (token.type == HTML_TOKEN_START) {
            bool svg = slice_equals(token.text, SLICE("svg")) ||
                       slice_ends_with(token.text, SLICE(":svg"));
            return svg && tag_size(token.tag, width, height);
        }
    }
    return false;
}
