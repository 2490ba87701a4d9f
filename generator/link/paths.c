/* Files, as authors name them: by a path from their own file, or below /assets/. */
#include "base/escape.h"
#include "base/nearest.h"
#include "link/linking.h"

static int hex_digit(char byte) {
    return byte >= '0' && byte <= '9'                 ? byte - '0'
           : (byte | 32) >= 'a' && (byte | 32) <= 'f' ? (byte | 32) - 'a' + 10
                                                      : -1;
}

/* %20 is a space: decoded once, before the parts of the path are looked at. */
static struct slice percent_decoded(struct slice text, struct arena *arena) {
    if (slice_find(text, '%') == SLICE_NOT_FOUND) {
        return text;
    }
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        int high = i + 2 < text.length ? hex_digit(text.data[i + 1]) : -1;
        int low = i + 2 < text.length ? hex_digit(text.data[i + 2]) : -1;
        if (text.data[i] == '%' && high >= 0 && low >= 0) {
            buffer_append_byte(&out, (char)(high * 16 + low));
            i += 2;
        } else {
            buffer_append_byte(&out, text.data[i]);
        }
    }
    return buffer_slice(&out);
}

/* The nearest name of a file in the folder that was meant; as the author would write it. */
static struct slice nearest_file(const struct site *site, struct slice wanted, struct slice written,
                                 struct arena *arena) {
    struct nearest nearest;
    nearest_init(&nearest, path_name(wanted));
    struct slice folder = path_folder(wanted);
    for (size_t i = 0; i < site->asset_count; i++) {
        struct slice path = arena_format(arena, "content/%.*s", slice_width(site->assets[i].path),
                                         site->assets[i].path.data);
        if (slice_equals(path_folder(path), folder)) {
            nearest_offer(&nearest, path_name(path));
        }
    }
    for (size_t i = 0; i < site->item_count; i++) {
        if (slice_equals(path_folder(site->items[i]->path), folder)) {
            nearest_offer(&nearest, path_name(site->items[i]->path));
        }
    }
    if (nearest.best.length == 0) {
        return nearest.best;
    }
    struct slice before = slice_take(written, written.length - path_name(written).length);
    return arena_format(arena, "%.*s%.*s", slice_width(before), before.data,
                        slice_width(nearest.best), nearest.best.data);
}

static void report(enum message message, struct slice written, struct place at,
                   struct linker *linker) {
    diagnostic_argument(diagnostic_add(&linker->diagnostics, message, at), written);
}

struct target link_path(const struct site *site, struct slice from, struct slice written,
                        struct place at, struct linker *linker) {
    struct target none = {.type = TARGET_NONE};
    struct slice path = percent_decoded(written, &linker->scratch), joined;
    if (slice_starts_with(path, SLICE("/assets/"))) {
        path = slice_skip(path, 1);
        from = SLICE("content/site.yaml");
    } else if (path.length > 0 && path.data[0] == '/') {
        report(MESSAGE_ADDRESS_ABSOLUTE, written, at, linker);
        return none;
    }
    if (!path_join(&linker->scratch, from, path, &joined) ||
        !slice_starts_with(joined, SLICE("content/"))) {
        report(MESSAGE_FILE_OUTSIDE, written, at, linker);
        return none;
    }
    struct item *item = map_get(&site->item_paths, joined);
    if (item != NULL) {
        return (struct target){.type = TARGET_ITEM, .to.item = item};
    }
    struct asset *asset = site_asset(site, slice_skip(joined, SLICE("content/").length));
    if (asset != NULL) {
        return (struct target){.type = TARGET_ASSET, .to.asset = asset};
    }
    struct diagnostic *d = diagnostic_add(&linker->diagnostics, MESSAGE_FILE_NOT_FOUND, at);
    diagnostic_argument(d, written);
    diagnostic_argument(d, joined);
    diagnostic_suggest(d, nearest_file(site, joined, written, &linker->scratch));
    return none;
}
