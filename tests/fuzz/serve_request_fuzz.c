/* The preview's answer to any bytes that somebody sends it: it stays up, what it answers is HTTP,
 * and nothing of the site goes to who asks for another host. */
#include "fuzz_site.h"
#include "serve/server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

enum { ANSWER_BYTES = 1 << 20 };

static uint16_t port;

/* The server answers on threads of its own, over a small site, for as long as this program runs. */
static void begin(void) {
    static struct preview_state state;
    static const char *const watched[] = {"content"};
    const struct fuzz_site *site = fuzz_site_begin();
    struct warm_options options = {.root = site->root, .today = {2026, 3, 1}, .jobs = 1};
    state_init(&state, watch_open(site->root, watched, 1), SLICE("nl"));
    state.warm = warm_open(&options);
    struct server *server = server_start(&state, 0);
    assert(server != NULL);
    port = server_port(server);
    state_close(&state); /* a stream of events ends at once */
}

static int connect_to_server(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int one = 1;
    const struct linger reset = {.l_onoff = 1}; /* else ports are used up by thousands a second */
    const struct timeval patience = {.tv_sec = 20};
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    /* Ports may be used up for a moment. */
    for (int tries = 0; tries < 100; tries++) {
        if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) {
            return connection;
        }
        usleep(10000);
    }
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char answer[ANSWER_BYTES];
    if (port == 0) {
        begin();
    }
    int connection = connect_to_server();
    for (size_t sent = 0; sent < size;) {
        ssize_t count = send(connection, data + sent, size - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            break; /* it had enough */
        }
        sent += (size_t)count;
    }
    shutdown(connection, SHUT_WR);
    size_t length = 0;
    ssize_t count = 0;
    while (length < sizeof answer &&
           (count = recv(connection, answer + length, sizeof answer - length, 0)) > 0) {
        length += (size_t)count;
    }
    struct slice text = slice_of(answer, length), request = slice_of((const char *)data, size);
    assert(length == 0 || slice_starts_with(text, SLICE("HTTP/1.")));
    /* Who is answered with the site has named this machine. */
    bool named = slice_search(request, SLICE("127.0.0.1")) != SLICE_NOT_FOUND ||
                 slice_search(request, SLICE("::1")) != SLICE_NOT_FOUND;
    for (size_t i = 0; !named && i + 9 <= request.length; i++) {
        named = slice_equals_folded(slice_between(request, i, i + 9), SLICE("localhost"));
    }
    assert(named || !slice_starts_with(slice_skip(text, 9), SLICE("200")));
    close(connection);
    return 0;
}
