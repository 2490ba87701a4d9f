#include "serve/address.h"

#include "base/files.h"

static bool part_is_allowed(struct slice part) {
    if (part.length == 0 || slice_equals(part, SLICE(".")) || slice_equals(part, SLICE(".."))) {
        return false;
    }
    for (size_t i = 0; i < part.length; i++) {
        unsigned char byte = (unsigned char)part.data[i];
        if (byte < ' ' || byte == 0x7f || byte == '\\') {
            return false;
        }
    }
    return true;
}

bool address_of_request(struct slice path, struct arena *arena, struct slice *address) {
    if (path.length == 0 || path.data[0] != '/') {
        return false;
    }
    path = slice_skip(path, 1);
    if (path.length == 0 || path.data[path.length - 1] == '/') {
        path = arena_format(arena, "%.*sindex.html", slice_width(path), path.data);
    }
    *address = path;
    for (struct slice rest = path, part; rest.length > 0;) {
        if (!slice_cut(&rest, '/', &part)) {
            part = rest;
            rest = slice_of("", 0);
        }
        if (!part_is_allowed(part)) {
            return false;
        }
    }
    return true;
}

bool address_is_own_host(struct slice host, uint16_t port) {
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice name = slice_from(names[i]);
        if (host.length < name.length ||
            !slice_equals_folded(slice_take(host, name.length), name)) {
            continue;
        }
        struct slice rest = slice_skip(host, name.length);
        int64_t number = 0;
        if (rest.length == 0) {
            return port == 80;
        }
        return rest.data[0] == ':' && slice_to_integer(slice_skip(rest, 1), &number) &&
               number == port;
    }
    return false;
}

bool address_is_own_origin(struct slice origin, uint16_t port) {
    struct slice scheme = SLICE("http://");
    return slice_starts_with(origin, scheme) &&
           address_is_own_host(slice_skip(origin, scheme.length), port);
}

const char *address_type(struct slice address) {
    static const struct {
        const char *ending;
        const char *type;
    } types[] = {
        {"html", "text/html; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"json", "application/json; charset=utf-8"},
        {"webmanifest", "application/manifest+json; charset=utf-8"},
        {"xml", "application/xml; charset=utf-8"},
        {"txt", "text/plain; charset=utf-8"},
        {"svg", "image/svg+xml"},
        {"png", "image/png"},
        {"jpg", "image/jpeg"},
        {"jpeg", "image/jpeg"},
        {"gif", "image/gif"},
        {"webp", "image/webp"},
        {"avif", "image/avif"},
        {"ico", "image/x-icon"},
        {"woff2", "font/woff2"},
        {"woff", "font/woff"},
        {"pdf", "application/pdf"},
        {"epub", "application/epub+zip"},
        {"zip", "application/zip"},
        {"mp4", "video/mp4"},
        {"mp3", "audio/mpeg"},
    };
    struct slice ending = path_extension(address);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (slice_equals_folded(ending, slice_from(types[i].ending))) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}
