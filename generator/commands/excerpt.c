#include "commands/excerpt.h"

#include "base/escape.h"
#include "base/utf8.h"

enum {
    TAB_WIDTH = 4,
    SHOWN_MINIMUM = 20, /* columns of the line, however narrow the terminal */
    /* Code points of a line that are looked at on each side of the caret: more cannot be shown. */
    REACH = 1000
};

/* A code point as it is shown. */
struct cell {
    struct slice text;
    size_t width;
    bool marked; /* a caret stands below it */
};

struct cells {
    struct cell *cells;
    size_t count;
    size_t caret; /* the cell below which the carets begin; `count` when that is the line's end */
    bool cut_before; /* the line goes on to the left, or to the right */
    bool cut_after;
};

/* The offset `count` code points before or after `offset`, as far as the text goes. */
static size_t step(struct slice text, size_t offset, size_t count, bool forward) {
    for (size_t i = 0; i < count; i++) {
        if (forward ? offset >= text.length : offset == 0) {
            break;
        }
        if (forward) {
            utf8_next(text, &offset);
        } else {
            offset = utf8_previous(text, offset);
        }
    }
    return offset;
}

static struct cells make_cells(const struct excerpt *excerpt, struct arena *arena) {
    struct slice text = excerpt->text;
    size_t from = step(text, excerpt->start, REACH, false);
    size_t to = step(text, excerpt->start, REACH, true);
    struct cells line = {.cells = arena_new(arena, struct cell, to - from + 1),
                         .cut_before = from > 0,
                         .cut_after = to < text.length};
    size_t column = 0;
    for (size_t at = from; at < to;) {
        size_t start = at;
        uint32_t code_point = utf8_next(text, &at);
        struct buffer shown;
        buffer_init(&shown, arena);
        if (code_point == '\t') {
            for (size_t width = TAB_WIDTH - column % TAB_WIDTH; width > 0; width--) {
                buffer_append_byte(&shown, ' ');
            }
        } else {
            escape_terminal(&shown, slice_between(text, start, at));
        }
        struct cell *cell = &line.cells[line.count++];
        *cell = (struct cell){buffer_slice(&shown), utf8_width(buffer_slice(&shown)),
                              start < excerpt->end && at > excerpt->start};
        column += cell->width;
        line.caret += at <= excerpt->start;
    }
    return line;
}

static size_t width_of(const struct cells *line) {
    size_t width = 0;
    for (size_t i = 0; i < line->count; i++) {
        width += line->cells[i].width;
    }
    return width;
}

/* Cuts the line to `room` columns around the cell `caret`: two thirds of them, if there are that
 * many, come after where the carets begin. */
static void fit(struct cells *line, size_t room) {
    if (width_of(line) + line->cut_before + line->cut_after <= room) {
        return;
    }
    room -= 2; /* for the two "…" */
    size_t before = 0, first = line->caret;
    while (first > 0 && before + line->cells[first - 1].width <= room / 3) {
        before += line->cells[--first].width;
    }
    size_t used = before, last = line->caret;
    while (last < line->count && used + line->cells[last].width <= room) {
        used += line->cells[last++].width;
    }
    while (first > 0 && used + line->cells[first - 1].width <= room) {
        used += line->cells[--first].width;
    }
    line->cut_before |= first > 0;
    line->cut_after |= last < line->count;
    line->cells += first;
    line->count = last - first;
    line->caret -= first;
}

static void append_spaces(struct buffer *out, size_t count) {
    for (; count > 0; count--) {
        buffer_append_byte(out, ' ');
    }
}

static void append_carets(struct buffer *out, const struct cells *line) {
    size_t column = line->cut_before;
    for (size_t i = 0; i < line->caret; i++) {
        column += line->cells[i].width;
    }
    append_spaces(out, column);
    size_t carets = 0;
    for (size_t i = line->caret; i < line->count && line->cells[i].marked; i++) {
        carets += line->cells[i].width;
    }
    for (size_t i = 0; i < (carets == 0 ? 1 : carets); i++) {
        buffer_append_byte(out, '^');
    }
}

void excerpt_append(struct buffer *out, const struct excerpt *excerpt) {
    struct cells line = make_cells(excerpt, out->arena);
    size_t taken = 4 + excerpt->gutter; /* "  12 | " */
    size_t room = excerpt->width < taken + SHOWN_MINIMUM ? SHOWN_MINIMUM : excerpt->width - taken;
    fit(&line, room);
    buffer_format(out, " %*zu |%s%s", (int)excerpt->gutter, excerpt->line,
                  line.count > 0 ? " " : "", line.cut_before ? "…" : "");
    for (size_t i = 0; i < line.count; i++) {
        buffer_append(out, line.cells[i].text);
    }
    buffer_append_text(out, line.cut_after ? "…\n" : "\n");
    buffer_format(out, " %*s | %s", (int)excerpt->gutter, "", excerpt->colour);
    append_carets(out, &line);
    buffer_format(out, "%s\n", excerpt->plain);
}
