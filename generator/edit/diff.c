/* The unified diff of edits. What changes is known, so no lines need be compared. */
#include "edit/edit.h"

enum { LINES_AROUND = 3 };

/* A run of edits that are shown together: whole lines of the text, from `start` to `end`. */
struct hunk {
    size_t start;
    size_t end;
    size_t around_start; /* with the lines around them */
    size_t around_end;
    size_t count; /* of edits */
};

static size_t line_start(struct slice text, size_t at) {
    while (at > 0 && text.data[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* Behind the line end of the line that `at` is in. */
static size_t line_end(struct slice text, size_t at) {
    while (at < text.length && text.data[at] != '\n') {
        at++;
    }
    return at < text.length ? at + 1 : at;
}

static size_t lines_before(struct slice text, size_t at, size_t count) {
    for (; count > 0 && at > 0; count--) {
        at = line_start(text, at - 1);
    }
    return at;
}

static size_t lines_behind(struct slice text, size_t at, size_t count) {
    for (; count > 0 && at < text.length; count--) {
        at = line_end(text, at);
    }
    return at;
}

/* The lines that an edit touches. A whole line that is put between two touches neither. */
static void find_lines(struct slice text, const struct edit *edit, struct hunk *hunk) {
    bool at_start = line_start(text, edit->start) == edit->start;
    bool is_lines = at_start && line_start(text, edit->end) == edit->end &&
                    (edit->text.length == 0 || slice_ends_with(edit->text, SLICE("\n")));
    bool at_end = edit->start == text.length && at_start;
    hunk->start = line_start(text, edit->start);
    hunk->end = is_lines || at_end ? edit->end : line_end(text, edit->end);
    hunk->count = 1;
}

/* The hunk that begins with the first of the edits. */
static struct hunk find_hunk(struct slice text, const struct edit *edits, size_t count) {
    struct hunk hunk;
    find_lines(text, &edits[0], &hunk);
    while (hunk.count < count) {
        struct hunk next;
        find_lines(text, &edits[hunk.count], &next);
        if (next.start > lines_behind(text, hunk.end, (size_t)LINES_AROUND * 2)) {
            break;
        }
        hunk.end = next.end > hunk.end ? next.end : hunk.end;
        hunk.count++;
    }
    hunk.around_start = lines_before(text, hunk.start, LINES_AROUND);
    hunk.around_end = lines_behind(text, hunk.end, LINES_AROUND);
    return hunk;
}

static size_t count_lines(struct slice text) {
    size_t count = 0;
    struct slice line;
    while (slice_cut(&text, '\n', &line)) {
        count++;
    }
    return count;
}

static void append_lines(struct buffer *out, char mark, struct slice text) {
    while (text.length > 0) {
        size_t end = line_end(text, 0);
        buffer_append_byte(out, mark);
        buffer_append(out, slice_take(text, end));
        if (text.data[end - 1] != '\n') {
            buffer_append_text(out, "\n\\ No newline at end of file\n");
        }
        text = slice_skip(text, end);
    }
}

/* "-12,3", where a range without lines is named by the line before it. */
static void append_range(struct buffer *out, char mark, size_t line, size_t count) {
    buffer_format(out, "%c%zu,%zu", mark, count == 0 ? line - 1 : line, count);
}

/* The old lines of a run of edits, then the new ones; lines that are the same between them stay. */
static void append_changes(struct buffer *out, struct slice text, const struct edit *edits,
                           const struct hunk *hunk) {
    size_t at = hunk->start;
    for (size_t i = 0; i < hunk->count;) {
        struct hunk run;
        find_lines(text, &edits[i], &run);
        size_t last = i + 1;
        struct hunk next;
        while (last < hunk->count &&
               (find_lines(text, &edits[last], &next), next.start <= run.end)) {
            run.end = next.end > run.end ? next.end : run.end;
            last++;
        }
        append_lines(out, ' ', slice_between(text, at, run.start));
        struct edit *moved = arena_new(out->arena, struct edit, last - i);
        for (size_t j = i; j < last; j++) {
            moved[j - i] = edits[j];
            moved[j - i].start -= run.start;
            moved[j - i].end -= run.start;
        }
        struct slice old = slice_between(text, run.start, run.end);
        struct slice new = edits_apply(old, moved, last - i, out->arena);
        struct buffer lines; /* `moved` and `new` came behind it in the arena, which is no harm */
        buffer_init(&lines, out->arena);
        append_lines(&lines, '-', old);
        append_lines(&lines, '+', new);
        buffer_append(out, buffer_slice(&lines));
        at = run.end;
        i = last;
    }
    append_lines(out, ' ', slice_between(text, at, hunk->end));
}

void edits_append_diff(struct buffer *out, struct slice text, const struct edit *edits,
                       size_t count, struct slice path, struct slice renamed) {
    buffer_format(out, "--- %.*s\n+++ %.*s\n", slice_width(path), path.data, slice_width(renamed),
                  renamed.data);
    size_t new_lines = 0, old_lines = 0; /* before the hunk */
    size_t at = 0;
    for (size_t i = 0; i < count;) {
        struct hunk hunk = find_hunk(text, edits + i, count - i);
        struct buffer body;
        buffer_init(&body, out->arena);
        append_lines(&body, ' ', slice_between(text, hunk.around_start, hunk.start));
        append_changes(&body, text, edits + i, &hunk);
        append_lines(&body, ' ', slice_between(text, hunk.end, hunk.around_end));
        size_t skipped = count_lines(slice_between(text, at, hunk.around_start));
        size_t old = 0, new = 0;
        struct slice rest = buffer_slice(&body), line;
        while (slice_cut(&rest, '\n', &line)) {
            old += line.data[0] == ' ' || line.data[0] == '-';
            new += line.data[0] == ' ' || line.data[0] == '+';
        }
        buffer_append_text(out, "@@ ");
        append_range(out, '-', old_lines + skipped + 1, old);
        buffer_append_byte(out, ' ');
        append_range(out, '+', new_lines + skipped + 1, new);
        buffer_append_text(out, " @@\n");
        buffer_append(out, buffer_slice(&body));
        old_lines += skipped + old;
        new_lines += skipped + new;
        at = hunk.around_end;
        i += hunk.count;
    }
}
