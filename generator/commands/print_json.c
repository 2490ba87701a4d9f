/* The form for programs: one JSON object, `{"diagnostics": […], "errors": 1, "warnings": 0}`. Lines
 * and columns count from 1, columns in code points, and an end is the first column behind. Texts
 * are in the language of the user, codes are not. */
#include "commands/print_form.h"
#include "formats/json.h"

static void write_place(struct print *print, struct json *json, struct place place) {
    json_key(json, SLICE("path"));
    if (place.path.length == 0) {
        json_write_null(json);
        return;
    }
    json_write_text(json, print_path(print, place));
    const struct source *source = print_source(print, place);
    if (source == NULL) {
        return;
    }
    struct position start = line_map_find(&source->lines, place.start);
    struct position end = line_map_find(&source->lines, place.end);
    json_member_integer(json, "line", (int64_t)start.line);
    json_member_integer(json, "column", (int64_t)start.column);
    json_member_integer(json, "end_line", (int64_t)end.line);
    json_member_integer(json, "end_column", (int64_t)end.column);
}

static void write_diagnostic(struct print *print, struct json *json,
                             const struct diagnostic *diagnostic) {
    const struct message_row *row = message_row(diagnostic->message);
    json_open_object(json);
    write_place(print, json, diagnostic->place);
    bool is_error = print_is_error(print, diagnostic);
    json_member_text(json, "severity", is_error ? SLICE("error") : SLICE("warning"));
    json_member_text(json, "code", slice_from(row->code));
    json_member_text(json, "message", printed_message(print, diagnostic));
    struct slice help = printed_help(print, diagnostic);
    if (help.length > 0) {
        json_member_text(json, "help", help);
    }
    if (diagnostic->suggestion.length > 0) {
        json_member_text(json, "suggestion", diagnostic->suggestion);
    }
    if (diagnostic->has_second) {
        json_key(json, SLICE("second"));
        json_open_object(json);
        write_place(print, json, diagnostic->second);
        json_member_text(json, "message", slice_from(row->second[print->options->language]));
        json_close_object(json);
    }
    json_close_object(json);
}

void print_json(struct print *print, const struct diagnostics *list) {
    struct json json;
    json_init(&json, &print->out, true);
    json_open_object(&json);
    json_key(&json, SLICE("diagnostics"));
    json_open_list(&json);
    for (size_t i = 0; i < list->count; i++) {
        write_diagnostic(print, &json, list->entries[i]);
    }
    json_close_list(&json);
    bool strict = print->options->strict;
    json_member_integer(&json, "errors", (int64_t)diagnostics_errors(list, strict));
    json_member_integer(&json, "warnings", (int64_t)diagnostics_warnings(list, strict));
    json_close_object(&json);
    buffer_append_byte(&print->out, '\n');
}
