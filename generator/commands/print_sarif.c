/* The form of SARIF 2.1.0 (OASIS), which code hosts and editors read: rules are the codes that
 * occur, results the diagnostics, fixes their sure remedies. Columns count code points. */
#include "base/escape.h"
#include "commands/print_form.h"
#include "commands/topics.h"
#include "edit/fix.h"
#include "formats/json.h"

#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static void open_object(struct json *json, const char *key) {
    json_key(json, slice_from(key));
    json_open_object(json);
}

static void open_list(struct json *json, const char *key) {
    json_key(json, slice_from(key));
    json_open_list(json);
}

static void write_message(struct json *json, const char *key, struct slice text) {
    open_object(json, key);
    json_member_text(json, "text", text);
    json_close_object(json);
}

/* An address from the folder in which the program runs. */
static struct slice uri_of(struct print *print, struct slice path) {
    struct buffer out;
    buffer_init(&out, print->arena);
    buffer_append_text(&out, slice_starts_with(path, SLICE("/")) ? "file://" : "");
    escape_percent(&out, path, "/");
    return arena_copy(print->arena, buffer_slice(&out));
}

static void write_artifact(struct print *print, struct json *json, struct place place) {
    open_object(json, "artifactLocation");
    json_member_text(json, "uri", uri_of(print, print_path(print, place)));
    json_close_object(json);
}

static void write_region(struct json *json, const char *key, const struct source *source,
                         size_t from, size_t to) {
    struct position start = line_map_find(&source->lines, from);
    struct position end = line_map_find(&source->lines, to);
    open_object(json, key);
    json_member_integer(json, "startLine", (int64_t)start.line);
    json_member_integer(json, "startColumn", (int64_t)start.column);
    json_member_integer(json, "endLine", (int64_t)end.line);
    json_member_integer(json, "endColumn", (int64_t)end.column);
    json_close_object(json);
}

/* A place in a list of places; `text` may be NULL. */
static void write_location(struct print *print, struct json *json, struct place place,
                           const char *text) {
    if (place.path.length == 0) {
        return;
    }
    json_open_object(json);
    open_object(json, "physicalLocation");
    write_artifact(print, json, place);
    const struct source *source = print_source(print, place);
    if (source != NULL) {
        write_region(json, "region", source, place.start, place.end);
    }
    json_close_object(json);
    if (text != NULL) {
        write_message(json, "message", slice_from(text));
    }
    json_close_object(json);
}

static void write_fix(struct print *print, struct json *json, const struct diagnostic *diagnostic) {
    const struct source *source = print_source(print, diagnostic->place);
    struct edit edit;
    if (source == NULL || !fix_find(diagnostic, source->lines.text, print->arena, &edit)) {
        return;
    }
    open_list(json, "fixes");
    json_open_object(json);
    open_list(json, "artifactChanges");
    json_open_object(json);
    write_artifact(print, json, diagnostic->place);
    open_list(json, "replacements");
    json_open_object(json);
    write_region(json, "deletedRegion", source, edit.start, edit.end);
    write_message(json, "insertedContent", edit.text);
    json_close_object(json);
    json_close_list(json);
    json_close_object(json);
    json_close_list(json);
    json_close_object(json);
    json_close_list(json);
}

static void write_result(struct print *print, struct json *json,
                         const struct diagnostic *diagnostic, size_t rule) {
    const struct message_row *row = message_row(diagnostic->message);
    json_open_object(json);
    json_member_text(json, "ruleId", slice_from(row->code));
    json_member_integer(json, "ruleIndex", (int64_t)rule);
    json_member_text(json, "level",
                     print_is_error(print, diagnostic) ? SLICE("error") : SLICE("warning"));
    struct slice message = printed_message(print, diagnostic);
    struct slice help = printed_help(print, diagnostic);
    if (help.length > 0) {
        message = arena_format(print->arena, "%.*s (%.*s)", slice_width(message), message.data,
                               slice_width(help), help.data);
    }
    write_message(json, "message", message);
    open_list(json, "locations");
    write_location(print, json, diagnostic->place, NULL);
    json_close_list(json);
    if (diagnostic->has_second) {
        open_list(json, "relatedLocations");
        write_location(print, json, diagnostic->second, row->second[print->options->language]);
        json_close_list(json);
    }
    write_fix(print, json, diagnostic);
    json_close_object(json);
}

/* Writes the rules that occur, in the order of their first message in the table; `rules` gets the
 * number of each message's rule. */
static void write_rules(struct print *print, struct json *json, const struct diagnostics *list,
                        size_t *rules) {
    bool *occurs = arena_new(print->arena, bool, MESSAGE_COUNT);
    for (size_t i = 0; i < list->count; i++) {
        occurs[list->entries[i]->message] = true;
    }
    const char **codes = arena_new(print->arena, const char *, MESSAGE_COUNT);
    size_t count = 0;
    enum language language = print->options->language;
    open_list(json, "rules");
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        const struct message_row *row = message_row((enum message)i);
        size_t rule = 0;
        while (occurs[i] && rule < count && strcmp(codes[rule], row->code) != 0) {
            rule++;
        }
        rules[i] = rule;
        if (!occurs[i] || rule < count) {
            continue;
        }
        codes[count++] = row->code;
        json_open_object(json);
        json_member_text(json, "id", slice_from(row->code));
        write_message(json, "shortDescription", topics_text(print->arena, row->text[language]));
        write_message(json, "help", arena_format(print->arena, "knoop explain %s", row->code));
        open_object(json, "defaultConfiguration");
        json_member_text(json, "level",
                         row->severity == SEVERITY_ERROR ? SLICE("error") : SLICE("warning"));
        json_close_object(json);
        json_close_object(json);
    }
    json_close_list(json);
}

void print_sarif(struct print *print, const struct diagnostics *list) {
    struct json json;
    json_init(&json, &print->out, true);
    json_open_object(&json);
    json_member_text(&json, "$schema", SLICE(SCHEMA));
    json_member_text(&json, "version", SLICE("2.1.0"));
    open_list(&json, "runs");
    json_open_object(&json);
    open_object(&json, "tool");
    open_object(&json, "driver");
    json_member_text(&json, "name", SLICE("knoop"));
    json_member_text(&json, "semanticVersion", SLICE(KNOOP_VERSION));
    json_member_text(&json, "language", language_code(print->options->language));
    size_t *rules = arena_new(print->arena, size_t, MESSAGE_COUNT);
    write_rules(print, &json, list, rules);
    json_close_object(&json);
    json_close_object(&json);
    json_member_text(&json, "columnKind", SLICE("unicodeCodePoints"));
    open_list(&json, "results");
    for (size_t i = 0; i < list->count; i++) {
        write_result(print, &json, list->entries[i], rules[list->entries[i]->message]);
    }
    json_close_list(&json);
    json_close_object(&json);
    json_close_list(&json);
    json_close_object(&json);
    buffer_append_byte(&print->out, '\n');
}
