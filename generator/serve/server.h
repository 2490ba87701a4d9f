/* The HTTP server of the preview (libmicrohttpd). Inside the room. */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "serve/state.h"

struct server;

/* Answers on 127.0.0.1, on `port`, or on any free one if it is 0. NULL with errno. */
struct server *server_start(struct preview_state *state, uint16_t port);
uint16_t server_port(const struct server *server);
/* Ends all connections; state_close comes first, so that none of them waits. */
void server_stop(struct server *server);

/* These functions, as the module "server" has them (base/module.h): libmicrohttpd brings GnuTLS. */
struct server_module {
    struct server *(*start)(struct preview_state *state, uint16_t port);
    uint16_t (*port)(const struct server *server);
    void (*stop)(struct server *server);
};
extern const struct server_module server_module;

#endif
