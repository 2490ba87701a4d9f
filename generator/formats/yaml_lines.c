#include "formats/yaml.h"

/* The source lines of one scalar, read one after the other. */
struct lines {
    struct slice source; /* up to the end of the scalar */
    size_t next;         /* where the next line begins; behind the end when there is none */
    struct slice line;   /* the line that is read now, without indentation */
    size_t start;        /* where it begins in the source */
    size_t indentation;  /* what every line loses at most */
    bool ended;          /* there was no line any more */
};

static size_t blanks(struct slice line, size_t most) {
    size_t count = 0;
    while (count < line.length && count < most &&
           (line.data[count] == ' ' || line.data[count] == '\t')) {
        count++;
    }
    return count;
}

/* Reads the next line. Behind the last one is an empty one. */
static void advance(struct lines *lines) {
    if (lines->next > lines->source.length) {
        lines->ended = true;
        lines->start = lines->source.length;
        lines->line = slice_of("", 0);
        return;
    }
    struct slice rest = slice_skip(lines->source, lines->next);
    size_t end = slice_find(rest, '\n');
    lines->line = slice_take(rest, end == SLICE_NOT_FOUND ? rest.length : end);
    lines->start = lines->next;
    lines->next = end == SLICE_NOT_FOUND ? lines->source.length + 1 : lines->next + end + 1;
    if (slice_ends_with(lines->line, SLICE("\r"))) {
        lines->line.length--;
    }
    size_t lost = blanks(lines->line, lines->indentation);
    lines->line = slice_skip(lines->line, lost);
    lines->start += lost;
}

static size_t count_lines(struct slice text) {
    size_t count = 1;
    for (size_t i = 0; i < text.length; i++) {
        count += text.data[i] == '\n';
    }
    return count;
}

/* How far a block's lines are indented: what its first line that is not empty has more in the
 * source than in the text. */
static size_t block_indentation(struct lines lines, struct slice text, bool folded) {
    struct slice line = slice_of("", 0);
    for (advance(&lines); !lines.ended; advance(&lines)) {
        size_t all = blanks(lines.line, SIZE_MAX);
        if (all == lines.line.length) {
            continue;
        }
        while (slice_cut_line(&text, &line) && slice_trim(line).length == 0) {
        }
        size_t kept = blanks(line, SIZE_MAX);
        bool measured = !folded && line.length <= lines.line.length;
        return measured ? lines.line.length - line.length : all - (kept < all ? kept : all);
    }
    return 0;
}

/* A literal block: its lines are those of the source. */
static void place_literal(struct lines *lines, uint32_t *offsets, size_t count) {
    for (size_t i = 0; i < count; i++) {
        advance(lines);
        offsets[i] = (uint32_t)lines->start;
    }
}

/* Any other text: a line of it is one or more lines of the source, joined by spaces. */
static void place_folded(struct lines *lines, struct slice text, uint32_t *offsets, size_t count) {
    advance(lines);
    for (size_t i = 0; i < count; i++) {
        struct slice line = slice_of("", 0);
        slice_cut_line(&text, &line);
        while (line.length > 0 && !lines->ended && slice_trim(lines->line).length == 0) {
            advance(lines);
        }
        offsets[i] = (uint32_t)lines->start;
        bool ours = line.length > 0;
        line = slice_trim(line);
        while (ours && !lines->ended) {
            struct slice part = slice_trim(lines->line);
            struct slice rest = slice_skip(line, part.length);
            ours = slice_starts_with(line, part) && rest.length > 0;
            line = slice_starts_with(rest, SLICE(" ")) ? slice_skip(rest, 1) : rest;
            advance(lines);
        }
    }
}

const uint32_t *yaml_lines(struct slice source, struct value value, struct arena *arena,
                           size_t *count) {
    struct slice text = value_slice(value);
    *count = count_lines(text);
    uint32_t *offsets = arena_new(arena, uint32_t, *count);
    bool quoted = (value.flags & VALUE_QUOTED) != 0;
    struct lines lines = {.source = slice_take(source, quoted ? value.end - 1 : value.end),
                          .next = quoted ? value.start + 1 : value.start,
                          .start = value.start};
    if ((value.flags & VALUE_BLOCK) == 0) {
        lines.indentation = SIZE_MAX;
        place_folded(&lines, text, offsets, *count);
        return offsets;
    }
    bool folded = value.start < source.length && source.data[value.start] == '>';
    advance(&lines); /* the line of the indicator */
    lines.indentation = block_indentation(lines, text, folded);
    if (folded) {
        place_folded(&lines, text, offsets, *count);
    } else {
        place_literal(&lines, offsets, *count);
    }
    return offsets;
}
