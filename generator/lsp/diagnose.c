/* What is wrong, as the editor shows it; and the sure remedies, as it offers them. */
#include "edit/fix.h"
#include "lsp/message.h"
#include "lsp/position.h"
#include "lsp/session.h"

static json_t *diagnostic_json(const struct session *session, const struct diagnostic *diagnostic,
                               struct slice text, struct arena *arena) {
    enum { LSP_ERROR = 1, LSP_WARNING = 2 };
    const struct message_row *row = message_row(diagnostic->message);
    struct slice language = session->options->language;
    struct buffer message, help;
    buffer_init(&message, arena);
    buffer_init(&help, arena);
    diagnostic_append_message(&message, diagnostic, language);
    diagnostic_append_help(&help, diagnostic, language);
    if (help.length > 0) {
        buffer_append_text(&message, "\n");
        buffer_append(&message, buffer_slice(&help));
    }
    size_t start = diagnostic->place.whole ? 0 : diagnostic->place.start;
    size_t end = diagnostic->place.whole ? 0 : diagnostic->place.end;
    return json_pack("{s:o, s:i, s:s, s:s, s:o}", "range",
                     position_range(text, start, end, session->in_bytes), "severity",
                     row->severity == SEVERITY_ERROR ? LSP_ERROR : LSP_WARNING, "code", row->code,
                     "source", "knoop", "message", session_string(buffer_slice(&message)));
}

static void send_of(const struct session *session, struct slice path, json_t *list) {
    message_send(session->options->out,
                 json_pack("{s:s, s:s, s:{s:o, s:o}}", "jsonrpc", "2.0", "method",
                           "textDocument/publishDiagnostics", "params", "uri",
                           session_uri(session, path), "diagnostics", list));
}

static bool is_ours(const struct diagnostic *diagnostic) {
    struct slice path = diagnostic->place.path;
    return path.length > 0 && !slice_starts_with(path, SLICE("/"));
}

static bool was_listed(const struct slice *paths, size_t count, struct slice path) {
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(paths[i], path)) {
            return true;
        }
    }
    return false;
}

void session_tell(struct session *session) {
    const struct diagnostics *all = warm_diagnostics(session->warm);
    struct arena arena, kept;
    arena_init(&arena);
    arena_init(&kept);
    struct slice *paths = arena_new(&kept, struct slice, all->count);
    size_t count = 0;
    for (size_t i = 0; i < all->count;) { /* they are sorted by path */
        struct slice path = all->entries[i]->place.path;
        bool ours = is_ours(all->entries[i]);
        json_t *list = json_array();
        struct slice text = ours ? session_text(session, path, &arena) : slice_of("", 0);
        for (; i < all->count && slice_equals(all->entries[i]->place.path, path); i++) {
            json_array_append_new(list, diagnostic_json(session, all->entries[i], text, &arena));
        }
        if (ours) {
            paths[count++] = arena_copy(&kept, path);
            send_of(session, path, list);
        } else {
            json_decref(list);
        }
        arena_reset(&arena);
    }
    for (size_t i = 0; i < session->told_count; i++) {
        if (!was_listed(paths, count, session->told[i])) {
            send_of(session, session->told[i], json_array());
        }
    }
    arena_release(&arena);
    arena_release(&session->told_arena);
    session->told_arena = kept;
    session->told = paths;
    session->told_count = count;
}

/* The sure remedies of what is wrong between the two places. */
json_t *answer_actions(struct request *request) {
    struct session *session = request->session;
    const json_t *range = json_object_get(request->parameters, "range");
    size_t from =
        position_offset(request->text, json_object_get(range, "start"), session->in_bytes);
    size_t to = position_offset(request->text, json_object_get(range, "end"), session->in_bytes);
    const struct diagnostics *all = warm_diagnostics(session->warm);
    json_t *list = json_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct diagnostic *diagnostic = all->entries[i];
        struct edit edit;
        if (!slice_equals(diagnostic->place.path, request->path) || diagnostic->place.end < from ||
            diagnostic->place.start > to ||
            !fix_find(diagnostic, request->text, request->arena, &edit) ||
            !slice_equals(edit.path, request->path)) {
            continue;
        }
        struct buffer title;
        buffer_init(&title, request->arena);
        diagnostic_append_message(&title, diagnostic, session->options->language);
        json_t *change =
            json_pack("{s:o, s:o}", "range",
                      position_range(request->text, edit.start, edit.end, session->in_bytes),
                      "newText", session_string(edit.text));
        json_t *changes = json_object();
        json_t *uri = session_uri(session, request->path);
        json_object_set_new(changes, json_string_value(uri), json_pack("[o]", change));
        json_decref(uri);
        json_array_append_new(
            list, json_pack("{s:o, s:s, s:b, s:[o], s:{s:o}}", "title",
                            session_string(buffer_slice(&title)), "kind", "quickfix", "isPreferred",
                            1, "diagnostics",
                            diagnostic_json(session, diagnostic, request->text, request->arena),
                            "edit", "changes", changes));
    }
    return list;
}
