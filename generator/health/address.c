#include "health/address.h"

#include "base/buffer.h"
#include "base/escape.h"

#include <string.h>

enum { PORT_HTTP = 80, PORT_HTTPS = 443, PORT_LARGEST = 65535 };

static struct slice lower(struct slice text, struct arena *arena) {
    char *copy = arena_bytes(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        copy[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
    copy[text.length] = '\0';
    return slice_of(copy, text.length);
}

/* The first of these signs, or the end. */
static size_t find_any(struct slice text, const char *signs) {
    size_t at = 0;
    while (at < text.length && strchr(signs, text.data[at]) == NULL) {
        at++;
    }
    return at;
}

static bool read_port(struct slice digits, uint32_t *port) {
    int64_t number = 0;
    if (digits.length == 0) {
        return true; /* "example.org:" */
    }
    if (digits.data[0] == '-' || digits.data[0] == '+' || !slice_to_integer(digits, &number) ||
        number < 1 || number > PORT_LARGEST) {
        return false;
    }
    *port = (uint32_t)number;
    return true;
}

/* A name in any letters, or an address of IPv6, which had brackets around it. */
static bool host_is_good(struct slice host, bool is_literal) {
    for (size_t i = 0; i < host.length; i++) {
        unsigned char byte = (unsigned char)host.data[i];
        bool is_wrong = is_literal
                            ? strchr("0123456789abcdef:.", byte) == NULL || byte == '\0'
                            : byte <= ' ' || byte == 0x7f || strchr("\"<>\\^`{|}%[]", byte) != NULL;
        if (is_wrong) {
            return false;
        }
    }
    return is_literal ? slice_find(host, ':') != SLICE_NOT_FOUND : host.length > 0;
}

/* "user@[2001:db8::1]:8080" */
static bool read_authority(struct slice authority, struct arena *arena,
                           struct web_address *address) {
    size_t user = slice_find_last(authority, '@');
    authority = user == SLICE_NOT_FOUND ? authority : slice_skip(authority, user + 1);
    bool is_literal = slice_starts_with(authority, SLICE("["));
    size_t end = slice_find(authority, is_literal ? ']' : ':');
    if (end == SLICE_NOT_FOUND && is_literal) {
        return false;
    }
    struct slice rest = slice_skip(authority, is_literal ? end + 1 : end);
    address->host = lower(slice_between(authority, is_literal ? 1 : 0, end), arena);
    return host_is_good(address->host, is_literal) &&
           (rest.length == 0 ||
            (rest.data[0] == ':' && read_port(slice_skip(rest, 1), &address->port)));
}

static void write_whole(struct web_address *address, struct arena *arena) {
    bool is_literal = slice_find(address->host, ':') != SLICE_NOT_FOUND;
    uint32_t usual = address->is_secure ? PORT_HTTPS : PORT_HTTP;
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append_text(&out, address->is_secure ? "https://" : "http://");
    buffer_append_text(&out, is_literal ? "[" : "");
    buffer_append(&out, address->host);
    buffer_append_text(&out, is_literal ? "]" : "");
    if (address->port != usual) {
        buffer_format(&out, ":%u", (unsigned)address->port);
    }
    buffer_append(&out, address->path);
    address->whole = arena_copy(arena, buffer_slice(&out));
}

bool web_address_read(struct slice written, struct arena *arena, struct web_address *address) {
    struct slice marks = SLICE("://");
    struct slice scheme = address_scheme(written), rest = slice_skip(written, scheme.length);
    *address = (struct web_address){.is_secure = slice_equals_folded(scheme, SLICE("https"))};
    if ((!address->is_secure && !slice_equals_folded(scheme, SLICE("http"))) ||
        !slice_starts_with(rest, marks)) {
        return false;
    }
    rest = slice_skip(rest, marks.length);
    rest = slice_take(rest, find_any(rest, "#"));
    size_t end = find_any(rest, "/?");
    address->port = address->is_secure ? PORT_HTTPS : PORT_HTTP;
    if (!read_authority(slice_take(rest, end), arena, address)) {
        return false;
    }
    struct buffer path;
    buffer_init(&path, arena);
    buffer_append_text(&path, end < rest.length && rest.data[end] == '/' ? "" : "/");
    escape_percent(&path, slice_skip(rest, end), "!$%&'()*+,/:;=?@[]~");
    address->path = arena_copy(arena, buffer_slice(&path));
    write_whole(address, arena);
    return true;
}

struct web_address web_address_secured(struct web_address address, struct arena *arena) {
    address.is_secure = true;
    address.port = address.port == PORT_HTTP ? PORT_HTTPS : address.port;
    write_whole(&address, arena);
    return address;
}

struct slice web_fragment(struct slice written) {
    return slice_skip(written, find_any(written, "#"));
}

static struct slice without_www(struct slice host) {
    return slice_starts_with(host, SLICE("www.")) ? slice_skip(host, 4) : host;
}

bool web_move_is_sure(const struct web_address *old, const struct web_address *moved) {
    bool is_collapsed = moved->path.length == 1 && old->path.length > 1;
    bool has_query = slice_find(moved->path, '?') != SLICE_NOT_FOUND &&
                     slice_find(old->path, '?') == SLICE_NOT_FOUND;
    return slice_equals(without_www(old->host), without_www(moved->host)) &&
           old->is_secure <= moved->is_secure && !is_collapsed && !has_query;
}

static bool host_is_below(struct slice host, struct slice domain) {
    return slice_equals(host, domain) ||
           (host.length > domain.length && slice_ends_with(host, domain) &&
            host.data[host.length - domain.length - 1] == '.');
}

/* "example.org", "example.org:8080", "[::1]:8080", "::1" */
static bool host_matches(const struct web_address *address, struct slice entry) {
    size_t colon = slice_find_last(entry, ':');
    bool is_literal = slice_starts_with(entry, SLICE("["));
    size_t close = is_literal ? slice_find(entry, ']') : SLICE_NOT_FOUND;
    bool has_port =
        colon != SLICE_NOT_FOUND &&
        (is_literal ? close != SLICE_NOT_FOUND && colon > close : slice_find(entry, ':') == colon);
    int64_t port = 0;
    if (has_port && (!slice_to_integer(slice_skip(entry, colon + 1), &port) ||
                     port != (int64_t)address->port)) {
        return false;
    }
    struct slice host = has_port ? slice_take(entry, colon) : entry;
    if (is_literal && close != SLICE_NOT_FOUND) {
        host = slice_between(host, 1, close);
    }
    return host.length > 0 && host_is_below(address->host, host);
}

bool web_address_matches(const struct web_address *address, struct slice entry) {
    if (slice_starts_with(entry, SLICE("https://")) || slice_starts_with(entry, SLICE("http://"))) {
        return slice_starts_with(address->whole, entry);
    }
    return host_matches(address, entry);
}

bool web_host_is_example(struct slice host) {
    static const char *const names[] = {"example", "example.com", "example.net", "example.org"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (host_is_below(host, slice_from(names[i]))) {
            return true;
        }
    }
    return false;
}

bool web_host_is_nowhere(struct slice host) {
    return host_is_below(host, SLICE("invalid"));
}
