/* Addresses on the web, cut into what asking them needs. */
#ifndef HEALTH_ADDRESS_H
#define HEALTH_ADDRESS_H

#include "base/arena.h"

struct web_address {
    struct slice whole; /* to be asked: small letters where they count, what is not allowed in an
                           address percent-encoded, without the fragment and a user's name */
    bool is_secure;     /* https */
    struct slice host;  /* in small letters, without brackets */
    uint32_t port;
    struct slice path; /* with the query; begins with "/" */
};

/* Cuts an address as its author wrote it (WHATWG URL for http and https, without its recovery from
 * mistakes). False when it is no whole address of the web. Lives in `arena`. */
bool web_address_read(struct slice written, struct arena *arena, struct web_address *address);
/* The same page asked by https. */
struct web_address web_address_secured(struct web_address address, struct arena *arena);
/* The fragment of an address with its "#", or the empty slice. */
struct slice web_fragment(struct slice written);
/* Whether the new address of a page that has moved may be written in the place of the old one
 * without anybody looking: the same host (but for www.), not everything to one page, and no query
 * that was not there (to a page for logging in, say). */
bool web_move_is_sure(const struct web_address *old, const struct web_address *moved);
/* Whether an address is one of those that an entry of the settings means: a host, with all below it
 * ("example.org", "localhost:8080"), or the beginning of an address ("https://example.org/a/"). */
bool web_address_matches(const struct web_address *address, struct slice entry);
/* A host that is kept free for examples and is nobody's to ask (RFC 2606, RFC 6761). */
bool web_host_is_example(struct slice host);
/* A host that is never there (RFC 6761). */
bool web_host_is_nowhere(struct slice host);

#endif
