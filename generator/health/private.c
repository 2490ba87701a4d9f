#include "health/private.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static const struct range {
    uint32_t from;
    unsigned bits;
} RANGES[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* 10. */
    {0x64400000, 10}, /* 100.64., of a provider */
    {0x7f000000, 8},  /* 127., this machine */
    {0xa9fe0000, 16}, /* 169.254., of a link, and of clouds' own data */
    {0xac100000, 12}, /* 172.16. */
    {0xc0000000, 24}, /* 192.0.0., of protocols */
    {0xc0000200, 24}, /* 192.0.2., for examples, as the next but two and three */
    {0xc0a80000, 16}, /* 192.168. */
    {0xc6120000, 15}, /* 198.18., for measuring */
    {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 4}, /* many at once */
    {0xf0000000, 4},                                     /* for later, and everybody */
};

static bool is_private_4(uint32_t address) {
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        uint32_t mask = UINT32_MAX << (32 - RANGES[i].bits);
        if ((address & mask) == RANGES[i].from) {
            return true;
        }
    }
    return false;
}

static uint32_t last_four(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool is_private_6(const uint8_t bytes[16]) {
    static const uint8_t zeros[12] = {0}, mapped[12] = {[10] = 0xff, [11] = 0xff},
                         translated[12] = {0x00, 0x64, 0xff, 0x9b},
                         example[4] = {0x20, 0x01, 0x0d, 0xb8};
    if (memcmp(bytes, mapped, 12) == 0 || memcmp(bytes, translated, 12) == 0) {
        return is_private_4(last_four(bytes + 12));
    }
    return memcmp(bytes, zeros, 12) == 0 || memcmp(bytes, example, 4) == 0 ||
           (bytes[0] & 0xfe) == 0xfc ||                       /* fc00::/7, private */
           (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80) || /* fe80::/10, of a link */
           bytes[0] == 0xff;                                  /* many at once */
}

bool network_address_is_private(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return is_private_4(ntohl(four.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, address, sizeof six);
        return is_private_6(six.sin6_addr.s6_addr);
    }
    return true;
}

bool host_is_private(struct slice host) {
    char text[INET6_ADDRSTRLEN];
    struct in_addr four;
    struct in6_addr six;
    if (slice_equals(host, SLICE("localhost")) || slice_ends_with(host, SLICE(".localhost"))) {
        return true;
    }
    if (host.length >= sizeof text) {
        return false;
    }
    memcpy(text, host.data, host.length);
    text[host.length] = '\0';
    if (inet_pton(AF_INET, text, &four) == 1) {
        return is_private_4(ntohl(four.s_addr));
    }
    return inet_pton(AF_INET6, text, &six) == 1 && is_private_6(six.s6_addr);
}
