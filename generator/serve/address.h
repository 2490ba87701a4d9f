/* What a request asks for. Inside the room. */
#ifndef SERVE_ADDRESS_H
#define SERVE_ADDRESS_H

#include "base/arena.h"
#include "base/slice.h"

/* The address in the site of a request's path, its percent signs worked out: "/a/" is
 * "a/index.html". False for what no file of a site can be called. */
bool address_of_request(struct slice path, struct arena *arena, struct slice *address);
/* Whether the header Host, or the host in Origin, is this machine, on that port: another site, or
 * another name for this address, must not look into the preview. `origin` begins with "http://". */
bool address_is_own_host(struct slice host, uint16_t port);
bool address_is_own_origin(struct slice origin, uint16_t port);
/* The type of a file by its ending, for the header Content-Type. */
const char *address_type(struct slice address);

#endif
