#include "formats/markdown_source.h"

#include <string.h>

/* Letters that a construct cannot do without, with those behind them, and the bit of the lines that
 * have them. */
static const struct {
    char byte;
    const char *rest;
    uint32_t bit;
} letters[] = {
    {'[', "", LINE_BRACKET},  {'[', "[", LINE_WIKI},     {'[', "^", LINE_NOTE},
    {'\\', "", LINE_ESCAPE},  {'&', "", LINE_ESCAPE},    {'<', "", LINE_ANGLE},
    {'~', "", LINE_TILDE},    {':', "//", LINE_ADDRESS}, {'@', "", LINE_ADDRESS},
    {'\0', "", LINE_CONTROL},
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

/* Marks the lines that have `byte` with `rest` behind it: one search for the whole text, so that a
 * letter that is rare costs next to nothing. */
static void find_letter(struct markdown_source *source, char byte, struct slice rest,
                        uint32_t bit) {
    if (source->text.length == 0) {
        return; /* perhaps no address at all, which must not be added to */
    }
    const char *start = source->text.data;
    const char *end = start + source->text.length;
    uint32_t line = 0;
    for (const char *at = start; at < end && (at = memchr(at, byte, (size_t)(end - at))) != NULL;) {
        at++;
        if ((size_t)(end - at) < rest.length || memcmp(at, rest.data, rest.length) != 0) {
            continue;
        }
        uint32_t offset = (uint32_t)(at - start) - 1;
        while (source->lines[line].end < offset) {
            line++;
        }
        source->lines[line].bits |= bit;
        source->bits |= bit;
        at = start + source->lines[line].end;
    }
}

/* Marks the lines with "www.": the other addresses have a letter that tells. */
static void find_www(struct markdown_source *source) {
    if (source->text.length == 0) {
        return; /* perhaps no address at all, which must not be added to */
    }
    const char *start = source->text.data;
    const char *end = start + source->text.length;
    uint32_t line = 0;
    for (const char *at = start; at < end && (at = memchr(at, '.', (size_t)(end - at))) != NULL;
         at++) {
        if (at - start < 3 || memcmp(at - 3, "www", 3) != 0) {
            continue;
        }
        uint32_t offset = (uint32_t)(at - start);
        while (source->lines[line].end < offset) {
            line++;
        }
        source->lines[line].bits |= LINE_ADDRESS;
        source->bits |= LINE_ADDRESS;
    }
}

/* Where the line that starts at `at` ends. */
static uint32_t line_end(struct slice text, uint32_t at, bool returns) {
    const char *start = text.data + at;
    const char *feed = memchr(start, '\n', text.length - at);
    size_t length = feed == NULL ? text.length - at : (size_t)(feed - start);
    const char *back = returns ? memchr(start, '\r', length) : NULL;
    return at + (uint32_t)(back == NULL ? length : (size_t)(back - start));
}

void markdown_source_split(struct markdown_source *source, struct slice text,
                           const struct markdown_origin *origin, struct arena *arena) {
    *source = (struct markdown_source){
        .text = text, .straight = origin->lines == NULL, .base = origin->base, .arena = arena};
    const char *bytes = text.data;
    uint32_t length = (uint32_t)text.length;
    bool returns = slice_find(text, '\r') != SLICE_NOT_FOUND;
    size_t feeds = 0;  /* line feeds before this line: lines of the file */
    uint32_t feed = 0; /* where the line of the file begins */
    for (uint32_t at = 0; at < length;) {
        uint32_t start = at;
        uint32_t end = line_end(text, at, returns);
        at = end < length ? end + 1 : end;
        if (returns && end + 1 < length && bytes[end] == '\r' && bytes[end + 1] == '\n') {
            at++;
        }
        struct markdown_line *line = new_line(source);
        uint32_t file = origin->lines != NULL && feeds < origin->line_count ? origin->lines[feeds]
                                                                            : origin->base + feed;
        *line = (struct markdown_line){start, end, file + (start - feed), 0};
        uint32_t first = markdown_source_indent(source, line);
        line->bits = bits_of_start(slice_between(text, first, end));
        source->bits |= line->bits;
        if (bytes[at - 1] == '\n') {
            feeds++;
            feed = at;
        }
    }
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        find_letter(source, letters[i].byte, slice_from(letters[i].rest), letters[i].bit);
    }
    find_www(source);
}

void markdown_source_add(struct markdown_source *source, uint32_t start, uint32_t end,
                         uint32_t file, uint32_t bits) {
    *new_line(source) = (struct markdown_line){start, end, file, bits};
    source->bits |= bits;
}

uint32_t markdown_source_file(const struct markdown_source *source, uint32_t offset) {
    if (source->straight) {
        return source->base + offset;
    }
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
