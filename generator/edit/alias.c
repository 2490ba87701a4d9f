#include "edit/alias.h"

#include <string.h>

static const struct slice KEY = SLICE_INIT("aliases:");

/* Where the fields of a file stand. */
struct fields {
    size_t start;
    size_t end; /* the line that closes them begins here, or the file ends */
    const char *line_end;
};

static size_t next_line(struct slice text, size_t at) {
    size_t end = slice_find(slice_skip(text, at), '\n');
    return end == SLICE_NOT_FOUND ? text.length : at + end + 1;
}

static struct fields find_fields(struct slice path, struct slice text) {
    struct fields fields = {.start = slice_starts_with(text, SLICE("\xEF\xBB\xBF")) ? 3 : 0,
                            .end = text.length};
    size_t first = next_line(text, fields.start);
    bool has_cr = first >= 2 && text.data[first - 2] == '\r';
    fields.line_end = has_cr ? "\r\n" : "\n";
    if (!slice_ends_with(path, SLICE(".md"))) {
        return fields;
    }
    fields.start = first;
    for (size_t at = first; at < text.length; at = next_line(text, at)) {
        struct slice line = slice_trim(slice_between(text, at, next_line(text, at)));
        if (slice_equals(line, SLICE("---")) || slice_equals(line, SLICE("..."))) {
            fields.end = at;
            break;
        }
    }
    return fields;
}

/* In a list between brackets, quoted when it must be. */
static struct slice written(struct slice alias, struct arena *arena) {
    bool is_plain = true;
    for (size_t i = 0; i < alias.length; i++) {
        is_plain = is_plain && strchr(" ,[]{}\"'\\:", alias.data[i]) == NULL;
    }
    if (is_plain) {
        return alias;
    }
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append_byte(&out, '"');
    for (size_t i = 0; i < alias.length; i++) {
        if (alias.data[i] == '"' || alias.data[i] == '\\') {
            buffer_append_byte(&out, '\\');
        }
        buffer_append_byte(&out, alias.data[i]);
    }
    buffer_append_byte(&out, '"');
    return buffer_slice(&out);
}

static struct edit insertion(size_t at, struct slice text) {
    return (struct edit){.start = at, .end = at, .text = text};
}

/* What stands behind the key up to a comment. */
static struct slice value_of(struct slice text, size_t at) {
    struct slice line = slice_between(text, at, next_line(text, at));
    size_t comment = slice_search(line, SLICE(" #"));
    return slice_trim(slice_take(line, comment == SLICE_NOT_FOUND ? line.length : comment));
}

/* Puts the alias in front of those that are there; `at` is behind the key. */
static struct edit prepend(struct slice text, size_t at, const struct fields *fields,
                           struct slice alias, struct arena *arena) {
    struct slice value = value_of(text, at);
    int width = slice_width(alias);
    if (value.length == 0) {
        size_t line = next_line(text, at), dash = line;
        while (dash < fields->end && text.data[dash] == ' ') {
            dash++;
        }
        bool is_list = dash + 1 < fields->end && text.data[dash] == '-' &&
                       (text.data[dash + 1] == ' ' || text.data[dash + 1] == '\n');
        return is_list ? insertion(line, arena_format(arena, "%.*s- %.*s%s", (int)(dash - line),
                                                      text.data + line, width, alias.data,
                                                      fields->line_end))
                       : insertion(at, arena_format(arena, " [%.*s]", width, alias.data));
    }
    size_t start = (size_t)(value.data - text.data);
    if (value.data[0] == '[') {
        size_t next = start + 1;
        while (next < fields->end && strchr(" \t\r\n", text.data[next]) != NULL) {
            next++;
        }
        bool is_empty = next < fields->end && text.data[next] == ']';
        return insertion(start + 1,
                         arena_format(arena, "%.*s%s", width, alias.data, is_empty ? "" : ", "));
    }
    return (struct edit){.start = start,
                         .end = start + value.length,
                         .text = arena_format(arena, "[%.*s, %.*s]", width, alias.data,
                                              slice_width(value), value.data)};
}

struct edit edit_alias(struct slice path, struct slice text, struct slice alias,
                       struct arena *arena) {
    const struct fields fields = find_fields(path, text);
    struct edit edit;
    alias = written(alias, arena);
    for (size_t at = fields.start; at < fields.end; at = next_line(text, at)) {
        if (slice_starts_with(slice_skip(text, at), KEY)) {
            edit = prepend(text, at + KEY.length, &fields, alias, arena);
            edit.path = path;
            return edit;
        }
    }
    bool is_closed = fields.end == 0 || text.data[fields.end - 1] == '\n';
    edit = insertion(fields.end,
                     arena_format(arena, "%saliases: [%.*s]%s", is_closed ? "" : fields.line_end,
                                  slice_width(alias), alias.data, fields.line_end));
    edit.path = path;
    return edit;
}

void edits_add_alias(struct edits *edits, struct edit edit) {
    struct edit *last = edits->count > 0 ? &edits->entries[edits->count - 1] : NULL;
    size_t open = slice_search(edit.text, SLICE("aliases: ["));
    size_t close = slice_find_last(edit.text, ']');
    if (last == NULL || open == SLICE_NOT_FOUND || last->start != edit.start ||
        last->end != edit.end || !slice_equals(last->path, edit.path) ||
        slice_search(last->text, SLICE("aliases: [")) != open) {
        edits_add(edits, edit);
        return;
    }
    size_t from = open + SLICE("aliases: [").length;
    struct slice added = slice_between(edit.text, from, close);
    size_t end = slice_find_last(last->text, ']');
    last->text = arena_join(edits->arena,
                            (struct slice[]){slice_take(last->text, end), SLICE(", "), added,
                                             slice_skip(last->text, end)},
                            4);
}
