#include "formats/markdown_align.h"

#include "base/buffer.h"

#include <string.h>

/* The containers around a block, as far as they show in the prefixes of its lines. */
struct containers {
    int quotes;
    bool items;
};

static struct containers containers_of(cmark_node *block) {
    struct containers around = {0, false};
    for (cmark_node *node = cmark_node_parent(block); node != NULL;
         node = cmark_node_parent(node)) {
        cmark_node_type type = cmark_node_get_type(node);
        around.quotes += type == CMARK_NODE_BLOCK_QUOTE;
        around.items = around.items || type == CMARK_NODE_ITEM;
    }
    return around;
}

static uint32_t skip_blanks(struct slice text, uint32_t at, uint32_t end) {
    while (at < end && (text.data[at] == ' ' || text.data[at] == '\t')) {
        at++;
    }
    return at;
}

/* Where the text of a continuation line begins. A ">" four columns in is no quote mark unless a
 * list item took some of the columns. A tab goes on to the next multiple of four, and a mark takes
 * one column of it. */
static uint32_t skip_prefix(struct slice text, const struct markdown_line *line,
                            struct containers around) {
    uint32_t at = line->start;
    uint32_t column = 0;
    uint32_t inside = 0; /* the column where the innermost quote begins */
    for (int quotes = around.quotes; quotes > 0; quotes--) {
        uint32_t mark = at;
        while (mark < line->end && (text.data[mark] == ' ' || text.data[mark] == '\t')) {
            column += text.data[mark] == '\t' ? 4 - column % 4 : 1;
            mark++;
        }
        bool indented = column > inside + 3;
        if (mark == line->end || text.data[mark] != '>' || (indented && !around.items)) {
            break;
        }
        at = mark + 1;
        column++;
        inside = column;
        if (at < line->end && (text.data[at] == ' ' || text.data[at] == '\t')) {
            inside++;
        }
    }
    return skip_blanks(text, at, line->end);
}

/* The inside of "## Heading ##". */
static void cut_heading(struct slice text, uint32_t *from, uint32_t *to) {
    while (*from < *to && text.data[*from] == '#') {
        (*from)++;
    }
    *from = skip_blanks(text, *from, *to);
    while (*to > *from && markdown_is_white(text.data[*to - 1])) {
        (*to)--;
    }
    uint32_t end = *to;
    while (end > *from && text.data[end - 1] == '#') {
        end--;
    }
    if (end == *from || text.data[end - 1] == ' ' || text.data[end - 1] == '\t') {
        *to = end;
    }
}

/* Of a heading: ==== or ---- */
static bool is_underline(struct slice text, uint32_t from, uint32_t to) {
    uint32_t at = from;
    while (at < to && text.data[at] == text.data[from] &&
           (text.data[from] == '=' || text.data[from] == '-')) {
        at++;
    }
    return at > from && skip_blanks(text, at, to) == to;
}

static bool ends_underlined(struct slice text, const struct markdown_line *line,
                            struct containers around) {
    return is_underline(text, skip_prefix(text, line, around), line->end);
}

void markdown_content_build(struct markdown_content *content, const struct markdown_source *source,
                            cmark_node *block, bool lazy, struct arena *arena) {
    int first = cmark_node_get_start_line(block);
    int last = cmark_node_get_end_line(block);
    bool heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;
    bool underlined = heading && last > first;
    if (last > (int)source->count) {
        last = (int)source->count;
    }
    if (first < 1 || first > last) {
        *content = (struct markdown_content){.text = SLICE("")};
        return;
    }
    const struct markdown_line *lines = source->lines + (first - 1);
    uint32_t count = (uint32_t)(last - first + 1);
    size_t room = lines[count - 1].end - lines[0].start + count;
    char *bytes = arena_bytes(arena, room);
    content->lines = arena_new(arena, struct markdown_content_line, count);
    content->count = count;
    struct containers around = containers_of(block);
    around.items = around.items && !lazy;
    uint32_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = lines[i].start + (uint32_t)cmark_node_get_start_column(block) - 1;
        uint32_t to = lines[i].end;
        if (i > 0) {
            from = skip_prefix(source->text, &lines[i], around);
        } else if (heading && !underlined) {
            cut_heading(source->text, &from, &to);
        }
        if (from > to) {
            from = to;
        }
        /* Where cmark says that a heading ends is its underline, or the line after that. */
        if (underlined && i + 2 >= count && i > 0 && is_underline(source->text, from, to) &&
            (i + 1 == count || !ends_underlined(source->text, &lines[i + 1], around))) {
            content->count = i;
            break;
        }
        content->lines[i].at = length;
        content->lines[i].source = from;
        memcpy(bytes + length, source->text.data + from, to - from);
        length += to - from;
        bytes[length++] = '\n';
    }
    content->text = slice_of(bytes, length);
}

void markdown_content_lines(struct markdown_content *content, const struct markdown_source *source,
                            uint32_t first, struct arena *arena) {
    enum { LINES = 4 };
    struct buffer text;
    buffer_init(&text, arena);
    content->lines = arena_new(arena, struct markdown_content_line, LINES);
    content->count = 0;
    for (uint32_t i = first; i < source->count && i < first + LINES; i++) {
        uint32_t from = markdown_source_indent(source, &source->lines[i]);
        content->lines[content->count++] =
            (struct markdown_content_line){(uint32_t)text.length, from};
        buffer_append(&text, slice_between(source->text, from, source->lines[i].end));
        buffer_append_byte(&text, '\n');
    }
    content->text = buffer_slice(&text);
}

uint32_t markdown_content_source(const struct markdown_content *content, size_t at) {
    uint32_t low = 0;
    uint32_t high = content->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (content->lines[middle].at <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return content->count == 0
               ? 0
               : content->lines[low].source + ((uint32_t)at - content->lines[low].at);
}

size_t markdown_content_definitions(const struct markdown_content *content) {
    size_t at = 0;
    struct markdown_range label;
    struct markdown_range destination;
    while (at < content->text.length && content->text.data[at] == '[') {
        size_t end = markdown_scan_definition(content->text, at, &label, &destination);
        if (end == 0) {
            break;
        }
        at = end;
    }
    return at;
}
