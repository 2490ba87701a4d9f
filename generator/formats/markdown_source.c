#include "formats/markdown_source.h"

/* Letters that matter, by class. All others are 0. */
static const uint8_t classes[256] = {
    [0] = LINE_CONTROL,   [1] = LINE_CONTROL,   [2] = LINE_CONTROL,  [3] = LINE_CONTROL,
    [4] = LINE_CONTROL,   [5] = LINE_CONTROL,   [6] = LINE_CONTROL,  [7] = LINE_CONTROL,
    [8] = LINE_CONTROL,   [11] = LINE_CONTROL,  [12] = LINE_CONTROL, [14] = LINE_CONTROL,
    [15] = LINE_CONTROL,  [16] = LINE_CONTROL,  [17] = LINE_CONTROL, [18] = LINE_CONTROL,
    [19] = LINE_CONTROL,  [20] = LINE_CONTROL,  [21] = LINE_CONTROL, [22] = LINE_CONTROL,
    [23] = LINE_CONTROL,  [24] = LINE_CONTROL,  [25] = LINE_CONTROL, [26] = LINE_CONTROL,
    [27] = LINE_CONTROL,  [28] = LINE_CONTROL,  [29] = LINE_CONTROL, [30] = LINE_CONTROL,
    [31] = LINE_CONTROL,  ['\n'] = LINE_END,    ['\r'] = LINE_END,   ['['] = LINE_BRACKET,
    ['\\'] = LINE_ESCAPE, ['&'] = LINE_ESCAPE,  ['<'] = LINE_ANGLE,  ['~'] = LINE_TILDE,
    [':'] = LINE_ADDRESS, ['@'] = LINE_ADDRESS, ['|'] = LINE_PIPE,
};

static struct markdown_line *new_line(struct markdown_source *source) {
    if (source->count == source->capacity) {
        uint32_t capacity = source->capacity * 2 + 32;
        source->lines =
            arena_grow(source->arena, source->lines, source->capacity * sizeof *source->lines,
                       capacity * sizeof *source->lines);
        source->capacity = capacity;
    }
    return &source->lines[source->count++];
}

/* A table's second row: |, -, : and white space, at least one dash and a pipe or colon. */
static bool is_delimiter_row(struct slice line) {
    bool dash = false;
    bool mark = false;
    for (size_t i = 0; i < line.length; i++) {
        switch (line.data[i]) {
        case '-':
            dash = true;
            break;
        case '|':
        case ':':
            mark = true;
            break;
        case ' ':
        case '\t':
            break;
        default:
            return false;
        }
    }
    return dash && mark;
}

static bool is_label_byte(char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') ||
           (unsigned char)byte >= 0x80 || byte == '-' || byte == '_' || byte == '.' ||
           byte == ':' || byte == '/' || byte == '+';
}

/* [^label]: */
static bool is_footnote(struct slice line) {
    size_t at = 2;
    while (at < line.length && is_label_byte(line.data[at])) {
        at++;
    }
    return at > 2 && line.data[2] != '_' && at + 1 < line.length && line.data[at] == ']' &&
           line.data[at + 1] == ':';
}

static uint32_t bits_of_start(struct slice line) {
    switch (line.length == 0 ? '\0' : line.data[0]) {
    case '[':
        if (line.length > 4 && line.data[1] == '^' && is_footnote(line)) {
            return LINE_FOOTNOTE;
        }
        return slice_search(line, SLICE("]:")) == SLICE_NOT_FOUND ? 0 : LINE_DEFINITION;
    case ':':
        if (line.length > 2 && (line.data[1] == ' ' || line.data[1] == '\t')) {
            return LINE_DETAIL;
        }
        return is_delimiter_row(line) ? LINE_DELIMITER : 0;
    case '|':
    case '-':
        return is_delimiter_row(line) ? LINE_DELIMITER : 0;
    default:
        return 0;
    }
}

uint32_t markdown_source_indent(const struct markdown_source *source,
                                const struct markdown_line *line) {
    uint32_t at = line->start;
    while (at < line->end && (source->text.data[at] == ' ' || source->text.data[at] == '\t' ||
                              source->text.data[at] == '>')) {
        at++;
    }
    return at;
}

void markdown_source_split(struct markdown_source *source, struct slice text,
                           const struct markdown_origin *origin, struct arena *arena) {
    *source = (struct markdown_source){.text = text, .arena = arena};
    const unsigned char *bytes = (const unsigned char *)text.data;
    uint32_t length = (uint32_t)text.length;
    size_t feeds = 0;  /* line feeds before this line: lines of the file */
    uint32_t feed = 0; /* where the line of the file begins */
    for (uint32_t at = 0; at < length;) {
        uint32_t start = at;
        uint32_t bits = 0;
        while (at < length && (bits & LINE_END) == 0) {
            bits |= classes[bytes[at++]];
        }
        uint32_t end = (bits & LINE_END) != 0 ? at - 1 : at;
        if (end < at && bytes[end] == '\r' && at < length && bytes[at] == '\n') {
            at++;
        }
        struct markdown_line *line = new_line(source);
        uint32_t file = origin->lines != NULL && feeds < origin->line_count ? origin->lines[feeds]
                                                                            : origin->base + feed;
        *line = (struct markdown_line){start, end, file + (start - feed), bits};
        uint32_t first = markdown_source_indent(source, line);
        line->bits |= bits_of_start(slice_between(text, first, end));
        source->bits |= line->bits;
        if (at > 0 && bytes[at - 1] == '\n') {
            feeds++;
            feed = at;
        }
    }
}

void markdown_source_add(struct markdown_source *source, uint32_t start, uint32_t end,
                         uint32_t file, uint32_t bits) {
    *new_line(source) = (struct markdown_line){start, end, file, bits};
    source->bits |= bits;
}

uint32_t markdown_source_file(const struct markdown_source *source, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = source->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle].start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    if (source->count == 0) {
        return offset;
    }
    return source->lines[low].file + (offset - source->lines[low].start);
}

uint32_t markdown_source_bits(const struct markdown_source *source, int first, int last) {
    uint32_t bits = 0;
    for (int i = first < 1 ? 1 : first; i <= last && (uint32_t)i <= source->count; i++) {
        bits |= source->lines[i - 1].bits;
    }
    return bits;
}
