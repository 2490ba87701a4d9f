/* Which addresses of the network are not for everybody. */
#ifndef HEALTH_PRIVATE_H
#define HEALTH_PRIVATE_H

#include "base/slice.h"

#include <sys/socket.h>

/* Whether it is an address that only machines nearby can reach, or none at all: this machine, a
 * private network, a link, many at once, and those kept for tests and later use (the registries of
 * special-purpose addresses of IANA). Families other than IPv4 and IPv6 are private. */
bool network_address_is_private(const struct sockaddr *address);
/* The same for a host written as an address ("127.0.0.1", "::1"), and for localhost. */
bool host_is_private(struct slice host);

#endif
