/* The loop: what the client says, and what happens in the folder. */
#include "base/escape.h"
#include "base/limits.h"
#include "lsp/message.h"
#include "lsp/position.h"
#include "lsp/session.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
    SYNC_FULL = 1,
    NOT_FOUND = -32601,
    NOT_READY = -32002,
    NOT_JSON = -32700,
    NOT_DONE = -32803
};

struct server {
    struct session session;
    struct lsp_options options; /* with the texts that are open */
    struct message_input input;
    struct watch *watch; /* NULL where nothing can be watched */
    bool is_shut_down;
    bool has_exited;
};

static char *copy(struct slice text) {
    char *bytes = memory_allocate(text.length + 1);
    memcpy(bytes, text.data, text.length);
    bytes[text.length] = '\0';
    return bytes;
}

/* --- Texts that are open --- */

static struct open_text *find_open(struct session *session, struct slice path) {
    for (size_t i = 0; i < session->open_count; i++) {
        if (slice_equals(session->open[i].path, path)) {
            return &session->open[i];
        }
    }
    return NULL;
}

static bool find_unsaved(void *context, struct slice path, struct slice *text) {
    const struct open_text *open = find_open(context, path);
    if (open != NULL) {
        *text = open->text;
    }
    return open != NULL;
}

static void set_open(struct session *session, struct slice path, struct slice text,
                     int64_t version) {
    struct open_text *open = find_open(session, path);
    if (open == NULL) {
        if (session->open_count == session->open_capacity) {
            session->open_capacity = session->open_capacity == 0 ? 8 : session->open_capacity * 2;
            session->open =
                memory_resize(session->open, session->open_capacity * sizeof *session->open);
        }
        open = &session->open[session->open_count++];
        *open = (struct open_text){.path = slice_of(copy(path), path.length)};
    }
    free((void *)(uintptr_t)open->text.data);
    open->text = slice_of(copy(text), text.length);
    open->version = version;
}

static void drop_open(struct session *session, struct slice path) {
    struct open_text *open = find_open(session, path);
    if (open != NULL) {
        free((void *)(uintptr_t)open->text.data);
        free((void *)(uintptr_t)open->path.data);
        *open = session->open[--session->open_count];
    }
}

/* --- Changes --- */

static void update(struct server *server, struct changes *changes) {
    if (changes->count > 0 || changes->structure || changes->overflow) {
        warm_update(server->session.warm, changes);
        session_tell(&server->session);
    }
}

static void update_path(struct server *server, struct slice path) {
    struct changes changes = {.paths = &path, .count = 1};
    update(server, &changes);
}

static void follow_folder(struct server *server) {
    struct arena arena;
    arena_init(&arena);
    struct changes changes = {.count = 0};
    watch_read(server->watch, &changes, &arena);
    update(server, &changes);
    arena_release(&arena);
}

/* --- Messages --- */

static void reply(const struct server *server, const json_t *id, json_t *result) {
    json_t *message = json_pack("{s:s, s:O, s:o}", "jsonrpc", "2.0", "id", id, "result",
                                result == NULL ? json_null() : result);
    message_send(server->options.out, message);
}

static void refuse(const struct server *server, json_t *id, int code, const char *text) {
    message_send(server->options.out, json_pack("{s:s, s:o, s:{s:i, s:s}}", "jsonrpc", "2.0", "id",
                                                id == NULL ? json_null() : json_incref(id), "error",
                                                "code", code, "message", text));
}

static bool holds_word(const json_t *list, const char *word) {
    size_t i = 0;
    json_t *one = NULL;
    json_array_foreach(list, i, one) {
        if (json_is_string(one) && strcmp(json_string_value(one), word) == 0) {
            return true;
        }
    }
    return false;
}

/* UTF-8 positions need no counting, for those who offer them. */
static bool offers_bytes(const json_t *parameters) {
    const json_t *general = json_object_get(json_object_get(parameters, "capabilities"), "general");
    return holds_word(json_object_get(general, "positionEncodings"), "utf-8");
}

/* What the editor can do with edits. */
static void read_editing(struct session *session, const json_t *parameters) {
    const json_t *workspace =
        json_object_get(json_object_get(parameters, "capabilities"), "workspace");
    const json_t *editing = json_object_get(workspace, "workspaceEdit");
    session->takes_documents = json_is_true(json_object_get(editing, "documentChanges"));
    session->renames_files = session->takes_documents &&
                             holds_word(json_object_get(editing, "resourceOperations"), "rename");
}

static json_t *initialize(struct server *server, const json_t *parameters) {
    struct session *session = &server->session;
    session->in_bytes = offers_bytes(parameters);
    read_editing(session, parameters);
    if (session->warm == NULL) {
        session->warm = warm_open(&server->options.site);
    }
    return json_pack("{s:{s:s, s:{s:b, s:i}, s:{s:[s, s, s, s, s]}, s:b, s:b, s:b, s:b, "
                     "s:{s:[s]}, s:{s:b}}, s:{s:s, s:s}}",
                     "capabilities", "positionEncoding", session->in_bytes ? "utf-8" : "utf-16",
                     "textDocumentSync", "openClose", 1, "change", SYNC_FULL, "completionProvider",
                     "triggerCharacters", ":", "#", "[", "(", " ", "hoverProvider", 1,
                     "definitionProvider", 1, "referencesProvider", 1, "documentSymbolProvider", 1,
                     "codeActionProvider", "codeActionKinds", "quickfix", "renameProvider",
                     "prepareProvider", 1, "serverInfo", "name", "knoop", "version", KNOOP_VERSION);
}

static const struct method {
    const char *name;
    json_t *(*answer)(struct request *request);
} METHODS[] = {
    {"textDocument/completion", answer_completion},
    {"textDocument/hover", answer_hover},
    {"textDocument/definition", answer_definition},
    {"textDocument/references", answer_references},
    {"textDocument/documentSymbol", answer_symbols},
    {"textDocument/codeAction", answer_actions},
    {"textDocument/prepareRename", answer_prepare_rename},
    {"textDocument/rename", answer_rename},
};

static const char *uri_of(const json_t *parameters) {
    const char *uri =
        json_string_value(json_object_get(json_object_get(parameters, "textDocument"), "uri"));
    return uri == NULL ? "" : uri;
}

static void answer(struct server *server, const struct method *method, json_t *id,
                   const json_t *parameters) {
    struct arena arena;
    arena_init(&arena);
    struct request request = {.session = &server->session,
                              .parameters = parameters,
                              .path = session_path(&server->session, uri_of(parameters), &arena),
                              .arena = &arena};
    request.text = session_text(&server->session, request.path, &arena);
    request.offset = position_offset(request.text, json_object_get(parameters, "position"),
                                     server->session.in_bytes);
    warm_lock(server->session.warm);
    request.site = warm_site(server->session.warm);
    json_t *result = request.path.length == 0 ? NULL : method->answer(&request);
    warm_unlock(server->session.warm);
    if (request.refusal.length > 0) {
        refuse(server, id, NOT_DONE, arena_copy(&arena, request.refusal).data);
        json_decref(result);
    } else {
        reply(server, id, result);
    }
    arena_release(&arena);
}

/* A request gets an answer, whatever it asks for. */
static void take_request(struct server *server, const char *name, json_t *id,
                         const json_t *parameters) {
    if (strcmp(name, "initialize") == 0) {
        reply(server, id, initialize(server, parameters));
        return;
    }
    if (strcmp(name, "shutdown") == 0) {
        server->is_shut_down = true;
        reply(server, id, NULL);
        return;
    }
    if (server->session.warm == NULL) {
        refuse(server, id, NOT_READY, "initialize comes first");
        return;
    }
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        if (strcmp(name, METHODS[i].name) == 0) {
            answer(server, &METHODS[i], id, parameters);
            return;
        }
    }
    refuse(server, id, NOT_FOUND, "there is no such method");
}

/* The text of a message that has one; else NULL. */
static const json_t *new_text(const char *name, const json_t *parameters) {
    const json_t *holder = json_object_get(parameters, "textDocument");
    if (strcmp(name, "textDocument/didOpen") != 0) {
        const json_t *list = json_object_get(parameters, "contentChanges");
        holder = json_array_get(list, json_array_size(list) - 1);
    }
    const json_t *text = json_object_get(holder, "text");
    return json_is_string(text) ? text : NULL;
}

static void take_notification(struct server *server, const char *name, const json_t *parameters) {
    struct session *session = &server->session;
    server->has_exited = server->has_exited || strcmp(name, "exit") == 0;
    if (session->warm == NULL) {
        return;
    }
    if (strcmp(name, "initialized") == 0) {
        session_tell(session);
        return;
    }
    struct arena arena;
    arena_init(&arena);
    struct slice path = session_path(session, uri_of(parameters), &arena);
    bool opens = strcmp(name, "textDocument/didOpen") == 0;
    if (path.length > 0 && (opens || strcmp(name, "textDocument/didChange") == 0)) {
        const json_t *text = new_text(name, parameters);
        if (text != NULL) {
            const json_t *number =
                json_object_get(json_object_get(parameters, "textDocument"), "version");
            /* it may hold a NUL, which is told of */
            set_open(session, path, slice_of(json_string_value(text), json_string_length(text)),
                     json_integer_value(number));
            update_path(server, path);
        }
    } else if (path.length > 0 && strcmp(name, "textDocument/didClose") == 0) {
        drop_open(session, path);
        update_path(server, path);
    }
    arena_release(&arena);
}

static void take(struct server *server, json_t *message) {
    const char *name = json_string_value(json_object_get(message, "method"));
    json_t *id = json_object_get(message, "id");
    const json_t *parameters = json_object_get(message, "params");
    if (message == NULL) {
        refuse(server, NULL, NOT_JSON, "this is no JSON");
    } else if (name != NULL && id != NULL) {
        take_request(server, name, id, parameters);
    } else if (name != NULL) {
        take_notification(server, name, parameters);
    }
    json_decref(message);
}

static void serve(struct server *server) {
    struct pollfd waiting[] = {
        {.fd = server->options.in, .events = POLLIN},
        {.fd = server->watch == NULL ? -1 : watch_descriptor(server->watch), .events = POLLIN}};
    while (!server->has_exited && !server->input.ended) {
        if (poll(waiting, 2, -1) < 0 && errno != EINTR) {
            return;
        }
        if (waiting[1].revents != 0 && server->session.warm != NULL) {
            follow_folder(server);
            waiting[1].fd = watch_descriptor(server->watch);
        }
        if (waiting[0].revents != 0) {
            message_fill(&server->input);
        }
        json_t *message = NULL;
        while (!server->has_exited && message_take(&server->input, &message)) {
            take(server, message);
        }
    }
}

static char *root_uri(const char *path) {
    char real[PATH_MAX];
    struct arena arena;
    arena_init(&arena);
    struct buffer uri;
    buffer_init(&uri, &arena);
    buffer_append_text(&uri, "file://");
    escape_percent(&uri, slice_from(realpath(path, real) == NULL ? path : real), "/");
    buffer_append_byte(&uri, '/');
    char *root = copy(buffer_slice(&uri));
    arena_release(&arena);
    return root;
}

static int lsp_run(const struct lsp_options *options) {
    static const char *const watched[] = {"content", "themes"};
    struct server server = {.options = *options};
    struct session *session = &server.session;
    session->options = &server.options;
    session->root = root_uri(options->path);
    server.options.site.unsaved = (struct read_unsaved){find_unsaved, session};
    server.watch = watch_open(options->site.root, watched, 2);
    message_input_init(&server.input, options->in);
    serve(&server);
    while (session->open_count > 0) {
        drop_open(session, session->open[0].path);
    }
    free(session->open);
    free(session->root);
    arena_release(&session->told_arena);
    if (session->warm != NULL) {
        warm_close(session->warm);
    }
    if (server.watch != NULL) {
        watch_close(server.watch);
    }
    message_input_release(&server.input);
    return server.is_shut_down ? 0 : 1;
}

const struct lsp_module lsp_module = {.run = lsp_run};
