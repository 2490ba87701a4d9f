#include "health/fetch.h"

#include "base/buffer.h"
#include "health/private.h"

#include <curl/curl.h>
#include <idn2.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_KEPT = 64, CONNECT_PART = 2 };

/* The session of one ticket: its cookies last as long as it does. */
struct transfer {
    CURL *handle;
    size_t ticket;
    bool may_be_private;
    bool is_refused; /* it would have gone to a private network */
    bool has_begun;  /* something of the answer came */
};

struct fetcher {
    struct fetch_options options;
    CURLM *multi;
    struct transfer **transfers; /* by ticket; NULL before the first request */
    size_t count;
    struct arena arena; /* of the last answer */
};

static int64_t now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return (int64_t)moment.tv_sec * 1000 + moment.tv_nsec / 1000000;
}

/* What must never happen, and what memory does not suffice for. */
static void must(bool is_good) {
    if (!is_good) {
        machine_failed("asking addresses cannot begin");
    }
}

static struct fetcher *fetch_open(const struct fetch_options *options, size_t tickets) {
    struct fetcher *fetcher = memory_allocate(sizeof *fetcher);
    must(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    *fetcher = (struct fetcher){.options = *options, .count = tickets, .multi = curl_multi_init()};
    must(fetcher->multi != NULL);
    curl_multi_setopt(fetcher->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS_KEPT);
    fetcher->transfers = memory_allocate((tickets + 1) * sizeof *fetcher->transfers);
    memset(fetcher->transfers, 0, (tickets + 1) * sizeof *fetcher->transfers);
    return fetcher;
}

static void end_transfer(struct fetcher *fetcher, size_t ticket) {
    struct transfer *transfer = fetcher->transfers[ticket];
    if (transfer != NULL) {
        curl_multi_remove_handle(fetcher->multi, transfer->handle);
        curl_easy_cleanup(transfer->handle);
        free(transfer);
        fetcher->transfers[ticket] = NULL;
    }
}

static void fetch_close(struct fetcher *fetcher) {
    for (size_t i = 0; i < fetcher->count; i++) {
        end_transfer(fetcher, i);
    }
    curl_multi_cleanup(fetcher->multi);
    curl_global_cleanup();
    arena_release(&fetcher->arena);
    free(fetcher->transfers);
    free(fetcher);
}

/* Of a text the beginning is enough: that it comes. */
static size_t stop_reading(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)size;
    (void)count;
    ((struct transfer *)context)->has_begun = true;
    return 0;
}

/* Where a name leads is known only here: whoever owns it may have it lead anywhere. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address) {
    struct transfer *transfer = context;
    (void)purpose;
    if (!transfer->may_be_private && network_address_is_private(&address->addr)) {
        transfer->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int close_socket(void *context, curl_socket_t descriptor) {
    (void)context; /* without this libcurl asks nobody, but tells it of a socket that is not its */
    return close(descriptor);
}

/* A host may be written in any letters (IDNA 2008); libcurl would take them for the locale's. What
 * is no name stays as it is. */
static struct slice plain_address(struct slice address, struct arena *arena) {
    size_t start = slice_search(address, SLICE("://")) + 3, end = start;
    while (end < address.length && address.data[end] != '/' && address.data[end] != ':') {
        end++;
    }
    struct slice host = arena_copy(arena, slice_between(address, start, end));
    char *plain = NULL;
    if (idn2_to_ascii_8z(host.data, &plain, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK) {
        address = arena_join(arena,
                             (struct slice[]){slice_take(address, start), slice_from(plain),
                                              slice_skip(address, end)},
                             3);
        idn2_free(plain);
    }
    return arena_copy(arena, address);
}

static struct transfer *begin_transfer(struct fetcher *fetcher, size_t ticket) {
    const struct fetch_options *options = &fetcher->options;
    struct transfer *transfer = memory_allocate(sizeof *transfer);
    *transfer = (struct transfer){.handle = curl_easy_init(), .ticket = ticket};
    CURL *handle = transfer->handle;
    must(handle != NULL);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_USERAGENT, options->agent);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_COOKIEFILE, "");
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)options->timeout);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                     (long)(options->timeout / CONNECT_PART + 1));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, stop_reading);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer);
    if (options->authorities != NULL) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, options->authorities);
    }
    if (!options->has_proxy) {
        curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, transfer);
        curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
    }
    fetcher->transfers[ticket] = transfer;
    return transfer;
}

static void fetch_start(struct fetcher *fetcher, const struct fetch_request *request) {
    struct transfer *transfer = fetcher->transfers[request->ticket];
    if (transfer == NULL) {
        transfer = begin_transfer(fetcher, request->ticket);
    }
    arena_reset(&fetcher->arena);
    transfer->may_be_private = request->may_be_private;
    transfer->is_refused = transfer->has_begun = false;
    /* libcurl keeps a copy of it */
    curl_easy_setopt(transfer->handle, CURLOPT_URL,
                     plain_address(request->address, &fetcher->arena).data);
    curl_easy_setopt(transfer->handle, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(transfer->handle, CURLOPT_NOBODY, request->is_get ? 0L : 1L);
    must(curl_multi_add_handle(fetcher->multi, transfer->handle) == CURLM_OK);
}

/* What is wrong with the certificate, as OpenSSL tells (X509_V_ERR_…, x509_vfy.h). */
static enum outcome certificate_failure(const struct transfer *transfer) {
    /* libcurl compares the names itself, before it asks for the result: then that is still 1 */
    enum { NOT_ASKED = 1, EXPIRED = 10, SELF_SIGNED = 18, SELF_SIGNED_ABOVE = 19 };
    long result = 0;
    curl_easy_getinfo(transfer->handle, CURLINFO_SSL_VERIFYRESULT, &result);
    switch (result) {
    case EXPIRED:
        return OUTCOME_EXPIRED;
    case SELF_SIGNED:
    case SELF_SIGNED_ABOVE:
        return OUTCOME_SELF_SIGNED;
    case NOT_ASKED:
        return OUTCOME_OTHER_HOST;
    default:
        return OUTCOME_UNTRUSTED;
    }
}

static enum outcome failure_of(const struct transfer *transfer, CURLcode code) {
    switch (code) {
    case CURLE_OK:
        return OUTCOME_UNKNOWN;
    case CURLE_WRITE_ERROR:
        return transfer->has_begun ? OUTCOME_UNKNOWN : OUTCOME_BROKEN;
    case CURLE_URL_MALFORMAT:
        return OUTCOME_FORM;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return OUTCOME_NO_HOST;
    case CURLE_COULDNT_CONNECT: /* of a name with more addresses, all were tried */
        return transfer->is_refused ? OUTCOME_PRIVATE : OUTCOME_REFUSED;
    case CURLE_OPERATION_TIMEDOUT:
        return OUTCOME_SILENT;
    case CURLE_SSL_CONNECT_ERROR:
        return OUTCOME_NO_HANDSHAKE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return certificate_failure(transfer);
    default:
        return OUTCOME_BROKEN;
    }
}

static void read_answer(struct fetcher *fetcher, struct transfer *transfer, CURLcode code,
                        struct fetch_answer *answer) {
    long status = 0;
    curl_off_t wait = 0;
    char *location = NULL;
    curl_easy_getinfo(transfer->handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->handle, CURLINFO_RETRY_AFTER, &wait);
    curl_easy_getinfo(transfer->handle, CURLINFO_REDIRECT_URL, &location);
    *answer = (struct fetch_answer){.ticket = transfer->ticket,
                                    .failure = failure_of(transfer, code),
                                    .status = (int)status,
                                    .wait = wait > 0 ? (int64_t)wait : -1};
    answer->location = arena_copy(&fetcher->arena, slice_from(location));
    if (answer->failure == OUTCOME_UNKNOWN && status < 200) {
        answer->failure = OUTCOME_BROKEN;
    }
    curl_multi_remove_handle(fetcher->multi, transfer->handle);
}

static bool fetch_next(struct fetcher *fetcher, int64_t wait, struct fetch_answer *answer) {
    int64_t until = now() + wait;
    arena_reset(&fetcher->arena);
    for (;;) {
        int running = 0, left = 0;
        curl_multi_perform(fetcher->multi, &running);
        CURLMsg *message = curl_multi_info_read(fetcher->multi, &left);
        if (message != NULL && message->msg == CURLMSG_DONE) {
            char *transfer = NULL;
            CURLcode code = message->data.result;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            read_answer(fetcher, (struct transfer *)(void *)transfer, code, answer);
            return true;
        }
        int64_t rest = until - now();
        if (rest <= 0) {
            return false;
        }
        curl_multi_poll(fetcher->multi, NULL, 0, (int)(rest < 1000 ? rest : 1000), NULL);
    }
}

const struct health_module health_module = {.open = fetch_open,
                                            .now = now,
                                            .start = fetch_start,
                                            .next = fetch_next,
                                            .end = end_transfer,
                                            .close = fetch_close};
