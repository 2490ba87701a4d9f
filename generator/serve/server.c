#include "serve/server.h"

#include "serve/address.h"
#include "serve/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS = 256, CONNECTION_SECONDS = 60, EVENT_BLOCK = 16 << 10 };

struct server {
    struct MHD_Daemon *daemon;
    struct preview_state *state;
    uint16_t port;
};

/* One stream of events to a page. */
struct events {
    struct preview_state *state;
    struct arena arena;
    struct buffer message;
    size_t sent; /* of the message */
    uint64_t version;
};

/* Gives the next part of the stream, waiting for a message; a comment now and then shows whether
 * the page is still there. */
static ssize_t read_events(void *context, uint64_t position, char *bytes, size_t room) {
    (void)position;
    struct events *events = context;
    if (events->sent == events->message.length) {
        arena_reset(&events->arena);
        buffer_init(&events->message, &events->arena);
        events->sent = 0;
        if (state_is_closing(events->state)) {
            return MHD_CONTENT_READER_END_OF_STREAM;
        }
        buffer_append_text(&events->message, "data: ");
        uint64_t version = state_wait(events->state, events->version, &events->message);
        if (version > 0) {
            events->version = version;
        } else {
            buffer_truncate(&events->message, 0);
            buffer_append_byte(&events->message, ':');
        }
        buffer_append_text(&events->message, "\n\n");
    }
    size_t left = events->message.length - events->sent;
    size_t count = left < room ? left : room;
    memcpy(bytes, events->message.data + events->sent, count);
    events->sent += count;
    return (ssize_t)count;
}

static void end_events(void *context) {
    struct events *events = context;
    arena_release(&events->arena);
    free(events);
}

static struct MHD_Response *events_response(struct preview_state *state) {
    struct events *events = memory_allocate(sizeof *events);
    *events = (struct events){.state = state};
    buffer_init(&events->message, &events->arena);
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, EVENT_BLOCK, read_events, events, end_events);
    if (response == NULL) {
        end_events(events);
        return NULL;
    }
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    return response;
}

/* An answer to one request. */
struct answer {
    unsigned int status;
    const char *type;
    struct slice location; /* of a redirect; NUL after its end */
    struct buffer body;
};

static const char *const HTML = "text/html; charset=utf-8";
static const char *const TEXT = "text/plain; charset=utf-8";

static bool is_html(struct slice address) {
    return slice_ends_with(address, SLICE(".html"));
}

/* The page as it last was when nothing was wrong, if something is now; else as it is. */
static enum warm_found find(struct preview_state *state, struct slice address, struct arena *arena,
                            struct buffer *out) {
    bool broken = state_has_errors(state);
    if (broken && kept_pages_get(&state->kept, address, out)) {
        return WARM_FOUND;
    }
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    enum warm_found found = warm_get(state->warm, address, arena, out, &diagnostics);
    if (found == WARM_FOUND && !broken && is_html(address)) {
        kept_pages_put(&state->kept, address, buffer_slice(out));
    }
    for (size_t i = 0; i < diagnostics.count; i++) {
        diagnostic_append_message(out, diagnostics.entries[i], state->language);
        buffer_append_byte(out, '\n');
    }
    return found;
}

/* A folder without the "/" at its end: its links would lead elsewhere. */
static bool is_folder(const struct warm *warm, struct slice address, struct arena *arena) {
    const struct item *item = NULL;
    struct slice page = arena_format(arena, "%.*s/index.html", slice_width(address), address.data);
    return warm_find(warm, page, &item);
}

static void answer_missing(struct preview_state *state, struct slice address, uint64_t version,
                           struct arena *arena, struct answer *answer) {
    struct buffer page;
    buffer_init(&page, arena);
    if (is_folder(state->warm, address, arena)) {
        answer->status = MHD_HTTP_FOUND;
        answer->location = arena_format(arena, "/%.*s/", slice_width(address), address.data);
        return;
    }
    answer->status = MHD_HTTP_NOT_FOUND;
    answer->type = HTML;
    if (warm_get_not_found(state->warm, address, arena, &page)) {
        client_append_page(&answer->body, buffer_slice(&page), version, NULL, state->language);
    } else {
        client_append_empty(&answer->body, version, state->language);
    }
}

static void answer_site(struct preview_state *state, struct slice address, uint64_t version,
                        struct arena *arena, struct answer *answer) {
    struct buffer page;
    buffer_init(&page, arena);
    const struct item *item = NULL;
    warm_lock(state->warm);
    answer->type = address_type(address);
    switch (find(state, address, arena, &page)) {
    case WARM_FOUND:
        if (is_html(address)) {
            warm_find(state->warm, address, &item);
            client_append_page(&answer->body, buffer_slice(&page), version, item, state->language);
        } else {
            answer->body = page;
        }
        break;
    case WARM_FAILED:
        answer->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
        answer->type = TEXT;
        answer->body = page;
        break;
    case WARM_NOTHING:
        answer_missing(state, address, version, arena, answer);
        break;
    }
    warm_unlock(state->warm);
}

static enum MHD_Result send_bytes(struct MHD_Connection *connection, const struct answer *answer) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->body.length, answer->body.data, MHD_RESPMEM_MUST_COPY);
    if (response == NULL) {
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", answer->type);
    if (answer->location.length > 0) {
        MHD_add_response_header(response, "Location", answer->location.data);
    }
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result send_events(struct MHD_Connection *connection, struct preview_state *state) {
    struct MHD_Response *response = events_response(state);
    if (response == NULL) {
        return MHD_NO;
    }
    MHD_add_response_header(response, "Cache-Control", "no-store");
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

static struct slice header(struct MHD_Connection *connection, const char *name) {
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value == NULL ? slice_of("", 0) : slice_from(value);
}

/* Whether the request comes from this machine's own browser, from the preview itself. */
static bool is_own(struct MHD_Connection *connection, uint16_t port) {
    struct slice origin = header(connection, "Origin");
    return address_is_own_host(header(connection, "Host"), port) &&
           (origin.length == 0 || address_is_own_origin(origin, port));
}

static enum MHD_Result answer_request(struct server *server, struct MHD_Connection *connection,
                                      struct slice path, struct arena *arena) {
    struct answer answer = {.status = MHD_HTTP_OK, .type = TEXT};
    struct slice address, file;
    buffer_init(&answer.body, arena);
    if (!is_own(connection, server->port)) {
        answer.status = MHD_HTTP_FORBIDDEN;
        buffer_append_text(&answer.body, "This preview is for this machine alone.\n");
        return send_bytes(connection, &answer);
    }
    if (!address_of_request(path, arena, &address)) {
        answer.status = MHD_HTTP_NOT_FOUND;
        return send_bytes(connection, &answer);
    }
    if (slice_equals(address, SLICE(CLIENT_FOLDER "events"))) {
        return send_events(connection, server->state);
    }
    file = client_file(address);
    if (file.data != NULL) {
        answer.type = address_type(address);
        buffer_append(&answer.body, file);
        return send_bytes(connection, &answer);
    }
    uint64_t version = state_settle(server->state);
    answer_site(server->state, address, version, arena, &answer);
    return send_bytes(connection, &answer);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **request) {
    (void)version;
    (void)upload;
    (void)upload_size;
    struct server *server = context;
    if (*request == NULL) {
        *request = server; /* the first call is about the headers alone */
        return MHD_YES;
    }
    struct arena arena;
    arena_init(&arena);
    enum MHD_Result result = MHD_NO;
    if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0) {
        result = answer_request(server, connection, slice_from(url), &arena);
    } else {
        struct answer answer = {.status = MHD_HTTP_METHOD_NOT_ALLOWED, .type = TEXT};
        buffer_init(&answer.body, &arena);
        result = send_bytes(connection, &answer);
    }
    arena_release(&arena);
    return result;
}

struct server *server_start(struct preview_state *state, uint16_t port) {
    struct server *server = memory_allocate(sizeof *server);
    *server = (struct server){.state = state, .port = port};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    errno = 0;
    server->daemon = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, port, NULL,
        NULL, handle, server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned int)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned int)CONNECTION_SECONDS, MHD_OPTION_END);
    if (server->daemon == NULL) {
        int error = errno == 0 ? EADDRINUSE : errno;
        free(server);
        errno = error;
        return NULL;
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info != NULL) {
        server->port = info->port;
    }
    return server;
}

uint16_t server_port(const struct server *server) {
    return server->port;
}

void server_stop(struct server *server) {
    MHD_stop_daemon(server->daemon);
    free(server);
}

const struct server_module server_module = {
    .start = server_start, .port = server_port, .stop = server_stop};
