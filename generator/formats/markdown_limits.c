#include "formats/markdown_limits.h"

#include "base/limits.h"

/* What stands before the text of a line. */
struct prefix {
    uint32_t markers; /* ">" and list markers */
    uint32_t columns; /* of white space */
    bool blank;       /* nothing but white space and ">" */
};

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

/* The length of the list marker at the start of `line`, or 0. */
static size_t list_marker(struct slice line) {
    size_t at = 0;
    while (at < line.length && at < 9 && line.data[at] >= '0' && line.data[at] <= '9') {
        at++;
    }
    bool bullet = at == 0 && line.length > 0 &&
                  (line.data[0] == '-' || line.data[0] == '*' || line.data[0] == '+');
    bool number = at > 0 && at < line.length && (line.data[at] == '.' || line.data[at] == ')');
    if (!bullet && !number) {
        return 0;
    }
    at++;
    return at == line.length || is_blank(line.data[at]) ? at : 0;
}

static bool is_thematic_break(struct slice line) {
    size_t marks = 0;
    for (size_t i = 0; i < line.length; i++) {
        if (line.data[i] == line.data[0]) {
            marks++;
        } else if (!is_blank(line.data[i])) {
            return false;
        }
    }
    return marks >= 3;
}

static struct prefix prefix_of(struct slice line) {
    struct prefix prefix = {0, 0, false};
    char known = '\0'; /* no thematic break of this mark is left in the line */
    for (size_t at = 0; prefix.markers <= LIMIT_CONTAINER_DEPTH;) {
        if (at == line.length) {
            prefix.blank = true;
            return prefix;
        }
        char byte = line.data[at];
        if (byte == ' ') {
            prefix.columns++;
            at++;
        } else if (byte == '\t') {
            prefix.columns += 4;
            at++;
        } else if (byte == '>') {
            prefix.markers++;
            at++;
        } else {
            struct slice rest = slice_skip(line, at);
            size_t marker = list_marker(rest);
            if (marker == 0 || (rest.data[0] != known && is_thematic_break(rest))) {
                return prefix;
            }
            known = rest.data[0];
            prefix.markers++;
            at += marker;
        }
    }
    return prefix;
}

/* Brackets, emphasis marks and what else may open something, from `from` up to `to`. */
static uint32_t count_markers(struct slice text, uint32_t from, uint32_t to) {
    uint32_t count = 0;
    for (uint32_t i = from; i < to; i++) {
        char byte = text.data[i];
        count += byte == '[' || byte == ']' || byte == '*' || byte == '_' || byte == '`' ||
                 byte == '<' || byte == '!' || byte == '~';
    }
    return count;
}

static void report(struct diagnostics *diagnostics, enum message message, struct slice path,
                   const struct markdown_line *line, uint32_t limit) {
    struct place place = place_of(path, line->file, line->file + (line->end - line->start));
    diagnostic_argument_integer(diagnostic_add(diagnostics, message, place), limit);
}

/* The lines from the one that `first` is the number of up to `last` are one piece of text without
 * blank lines. */
static bool markers_within(const struct markdown_source *source, uint32_t first, uint32_t last) {
    if (first >= last) {
        return true;
    }
    uint32_t from = source->lines[first].start;
    uint32_t to = source->lines[last - 1].end;
    return to - from <= LIMIT_INLINE_MARKERS ||
           count_markers(source->text, from, to) <= LIMIT_INLINE_MARKERS;
}

bool markdown_within_limits(const struct markdown_source *source, struct slice path,
                            struct diagnostics *diagnostics) {
    uint32_t depth = 0;     /* at most so many containers are open */
    uint32_t blank = 0;     /* blank lines before this one */
    uint32_t paragraph = 0; /* the line after the last blank one */
    for (uint32_t i = 0; i <= source->count && source->count > 0; i++) {
        const struct markdown_line *line = &source->lines[i < source->count ? i : i - 1];
        struct prefix prefix = {0, 0, true};
        if (i < source->count) {
            prefix = prefix_of(slice_between(source->text, line->start, line->end));
        }
        if (prefix.blank) {
            if (!markers_within(source, paragraph, i)) {
                report(diagnostics, MESSAGE_MARKDOWN_TOO_MANY_MARKERS, path,
                       &source->lines[paragraph], LIMIT_INLINE_MARKERS);
                return false;
            }
            paragraph = i + 1;
            blank++;
            if (prefix.markers <= LIMIT_CONTAINER_DEPTH && blank <= LIMIT_BLANK_LINES) {
                continue;
            }
            if (prefix.markers <= LIMIT_CONTAINER_DEPTH && depth == 0) {
                continue;
            }
        }
        /* Two columns of white space continue at most one list item, and only one that is open. */
        uint32_t continued = prefix.columns / 2 < depth ? prefix.columns / 2 : depth;
        uint32_t deep = prefix.markers + continued;
        if (deep > LIMIT_CONTAINER_DEPTH) {
            report(diagnostics, MESSAGE_MARKDOWN_TOO_DEEP, path, line, LIMIT_CONTAINER_DEPTH);
            return false;
        }
        if (prefix.blank) {
            report(diagnostics, MESSAGE_MARKDOWN_BLANK_LINES, path, line, LIMIT_BLANK_LINES);
            return false;
        }
        /* Without a blank line before it, this one may continue a paragraph and leave all open. */
        depth = blank == 0 && depth > deep ? depth : deep;
        blank = 0;
    }
    return true;
}
