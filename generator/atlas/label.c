#include "atlas/label.h"

#include "base/utf8.h"

#include <string.h>

/* Thousandths of the font's size; measured in DejaVu Sans and Verdana, the widest of the usual. */
static int character_width(uint32_t character) {
    if (character < 0x80) {
        return strchr("ijl.,:;'|!()[]Ift -/", (int)character) != NULL ? 400
               : strchr("mwMW@%", (int)character) != NULL             ? 980
               : character >= 'A' && character <= 'Z'                 ? 760
                                                                      : 640;
    }
    return character < 0x1100 ? 700 : 1000;
}

int label_width(struct slice text, int size) {
    int64_t width = 0;
    for (size_t at = 0; at < text.length;) {
        width += character_width(utf8_next(text, &at));
    }
    return (int)((width * size + 999) / 1000);
}

/* How many bytes of `text` make the next line. */
static size_t line_length(struct slice text, int size, int width) {
    size_t fits = 0, good = 0;
    int64_t used = 0;
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t character = utf8_next(text, &at);
        if (character == ' ') {
            good = start;
        }
        used += character_width(character);
        if (used * size > (int64_t)width * 1000) {
            return good > 0 ? good : fits > 0 ? fits : at;
        }
        if (character == '-') {
            good = at;
        }
        fits = at;
    }
    return text.length;
}

/* How wide the widest word is. */
static int widest_word(struct slice text, int size) {
    int widest = 0;
    struct slice word;
    while (slice_cut(&text, ' ', &word)) {
        int own = label_width(word, size);
        widest = own > widest ? own : widest;
    }
    return widest;
}

struct label label_wrap(struct slice text, int size, int width, int most, struct arena *arena) {
    struct label label = {.count = 0};
    struct slice rest = slice_trim(text);
    int widest = widest_word(rest, size);
    width = widest <= width ? width : widest < most ? widest : most;
    while (rest.length > 0) {
        size_t length = line_length(rest, size, width);
        struct slice line = slice_take(rest, length);
        rest = slice_trim(slice_skip(rest, length));
        if (label.count + 1 == LABEL_LINES_MAXIMUM && rest.length > 0) {
            struct slice cut = slice_take(line, line_length(line, size, width - size));
            line = arena_format(arena, "%.*s…", slice_width(cut), cut.data);
            rest = slice_of("", 0);
        }
        int own = label_width(line, size);
        label.width = own > label.width ? own : label.width;
        label.lines[label.count++] = line;
    }
    return label;
}
