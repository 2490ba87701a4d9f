/* The form for GitHub's actions: one workflow command a diagnostic, which shows beside the line in
 * a pull request. Source: GitHub's documentation, "Workflow commands for GitHub Actions". */
#include "commands/print_form.h"

#include <string.h>

/* The escapes that GitHub's own toolkit makes; a property may not hold ":" and "," either. */
static void append_escaped(struct buffer *out, struct slice text, bool is_property) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (memchr(is_property ? "%\r\n:," : "%\r\n", byte, is_property ? 5 : 3) != NULL) {
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)byte);
        } else {
            buffer_append_byte(out, byte);
        }
    }
}

static void append_place(struct print *print, struct place place) {
    if (place.path.length == 0) {
        return;
    }
    buffer_append_text(&print->out, "file=");
    append_escaped(&print->out, printed_path(print, place), true);
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
        append_escaped(&print->out, printed_message(print, diagnostic), false);
        struct slice help = printed_help(print, diagnostic);
        if (help.length > 0) {
            buffer_append_text(&print->out, "%0A");
            append_escaped(&print->out, help, false);
        }
        buffer_append_byte(&print->out, '\n');
    }
}
