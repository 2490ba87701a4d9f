/* The form for GitHub's actions: one workflow command a diagnostic, which shows beside the line in
 * a pull request. Source: GitHub's documentation, "Workflow commands for GitHub Actions". */
#include "commands/print_form.h"

/* The escapes that GitHub's own toolkit makes; the last two in a property only. */
static const struct escape_row {
    char byte;
    const char *escaped;
} ESCAPES[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}};

enum { ESCAPES_IN_DATA = 3, ESCAPES_IN_PROPERTY = 5 };

static void append_escaped(struct buffer *out, struct slice text, size_t escapes) {
    for (size_t i = 0; i < text.length; i++) {
        size_t row = 0;
        while (row < escapes && ESCAPES[row].byte != text.data[i]) {
            row++;
        }
        if (row < escapes) {
            buffer_append_text(out, ESCAPES[row].escaped);
        } else {
            buffer_append_byte(out, text.data[i]);
        }
    }
}

static void append_place(struct print *print, struct place place) {
    if (place.path.length == 0) {
        return;
    }
    buffer_append_text(&print->out, "file=");
    append_escaped(&print->out, printed_path(print, place), ESCAPES_IN_PROPERTY);
    buffer_append_byte(&print->out, ',');
    const struct source *source = print_source(print, place);
    if (source != NULL) {
        struct position start = line_map_find(&source->lines, place.start);
        struct position end = line_map_find(&source->lines, place.end);
        buffer_format(&print->out, "line=%zu,endLine=%zu,col=%zu,", start.line, end.line,
                      start.column);
        if (end.line == start.line && end.column > start.column) {
            buffer_format(&print->out, "endColumn=%zu,", end.column - 1);
        }
    }
}

void print_github(struct print *print, const struct diagnostics *list) {
    for (size_t i = 0; i < list->count; i++) {
        const struct diagnostic *diagnostic = list->entries[i];
        buffer_append_text(&print->out,
                           print_is_error(print, diagnostic) ? "::error " : "::warning ");
        append_place(print, diagnostic->place);
        buffer_format(&print->out, "title=%s::", message_row(diagnostic->message)->code);
        append_escaped(&print->out, printed_message(print, diagnostic), ESCAPES_IN_DATA);
        struct slice help = printed_help(print, diagnostic);
        if (help.length > 0) {
            buffer_append_text(&print->out, "%0A");
            append_escaped(&print->out, help, ESCAPES_IN_DATA);
        }
        buffer_append_byte(&print->out, '\n');
    }
}
