#include "render/assets.h"

#include "base/file_diagnostic.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "render/stylesheet.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* Imports of style sheets go this deep at most. */
enum { IMPORT_DEPTH = 16 };

struct naming {
    struct theme *theme;
    struct diagnostics *diagnostics;
    size_t depth;
};

/* What the style sheet `asset` refers to: the new address goes to `out`, in place of the old. */
struct referring {
    struct naming *naming;
    const struct theme_asset *asset;
    struct buffer *out;
};

/* "theme/site.5f1c09ab.css": the hash goes before the ending. */
static struct slice published_address(struct arena *arena, struct slice name, struct slice bytes) {
    size_t ending = path_extension(name).length;
    struct slice stem = slice_take(name, name.length - (ending > 0 ? ending + 1 : 0));
    return arena_format(arena, "theme/%.*s.%08" PRIx64 "%.*s", slice_width(stem), stem.data,
                        hash_bytes(bytes) >> 32, slice_width(slice_skip(name, stem.length)),
                        slice_skip(name, stem.length).data);
}

static void name_asset(struct naming *naming, struct theme_asset *asset);

/* Appends what stands in a url(): the published address of the asset that it names. Addresses with
 * a scheme, and those from the site's root, are not the theme's. */
static void append_reference(void *context, struct slice written, uint32_t start) {
    struct referring *referring = context;
    struct naming *naming = referring->naming;
    struct theme *theme = naming->theme;
    const struct theme_asset *asset = referring->asset;
    size_t end = 0;
    while (end < written.length && strchr("?#", written.data[end]) == NULL) {
        end++;
    }
    struct slice path = slice_take(written, end), name;
    bool is_outside = path.length == 0 || path.data[0] == '/' ||
                      slice_find(path, ':') != SLICE_NOT_FOUND ||
                      slice_find(path, '\\') != SLICE_NOT_FOUND;
    if (is_outside) {
        buffer_append(referring->out, written);
        return;
    }
    bool is_inside = path_join(theme->arena, asset->name, path, &name);
    struct theme_asset *target = is_inside ? map_get(&theme->assets, name) : NULL;
    if (target == NULL || target->state == ASSET_NAMING || naming->depth >= IMPORT_DEPTH) {
        enum message message =
            target == NULL ? MESSAGE_THEME_ASSET_MISSING : MESSAGE_THEME_ASSET_CIRCLE;
        struct diagnostic *diagnostic =
            diagnostic_add(naming->diagnostics, message,
                           place_of(asset->path, start, start + (uint32_t)path.length));
        diagnostic_argument(diagnostic, path);
        if (target == NULL && is_inside) {
            struct slice near = theme_asset_near(theme, name);
            diagnostic_suggest(diagnostic, near.length == 0
                                               ? near
                                               : path_relative(theme->arena, asset->name, near));
        }
        return;
    }
    name_asset(naming, target);
    struct slice own =
        arena_format(theme->arena, "theme/%.*s", slice_width(asset->name), asset->name.data);
    buffer_append(referring->out, path_relative(theme->arena, own, target->address));
    buffer_append(referring->out, slice_skip(written, end));
}

/* Recursion, through style sheets that import others, ends at IMPORT_DEPTH. */
static void name_asset(struct naming *naming, struct theme_asset *asset) {
    struct theme *theme = naming->theme;
    if (asset->state == ASSET_NAMED) {
        return;
    }
    asset->state = ASSET_NAMING;
    if (slice_equals(path_extension(asset->name), SLICE("css"))) {
        struct buffer out;
        struct referring referring = {naming, asset, &out};
        buffer_init(&out, theme->arena);
        naming->depth++;
        stylesheet_rewrite(asset->bytes, append_reference, &referring, &out);
        naming->depth--;
        asset->bytes = buffer_slice(&out);
    }
    asset->address = published_address(theme->arena, asset->name, asset->bytes);
    asset->state = ASSET_NAMED;
}

static void read_layer_assets(struct theme *theme, const struct layer *layer,
                              struct diagnostics *diagnostics) {
    for (size_t i = 0; i < layer->assets.count; i++) {
        const struct file_entry *entry = &layer->assets.entries[i];
        struct slice name = slice_skip(entry->path, strlen("assets/"));
        void **place = map_place(&theme->assets, name);
        if (*place != NULL) {
            continue;
        }
        struct theme_asset *asset = &theme->asset_list[theme->asset_count];
        struct slice bytes = slice_of("", 0);
        enum file_status status = entry->status;
        errno = 0;
        if (status == FILE_OK) {
            status = file_read(layer->folder, entry->path, LIMIT_FILE_BYTES, theme->arena, &bytes);
        }
        *asset = (struct theme_asset){.name = name, .bytes = bytes};
        asset->path = arena_format(theme->arena, "%.*s/%.*s", slice_width(layer->path),
                                   layer->path.data, slice_width(entry->path), entry->path.data);
        if (status != FILE_OK) {
            diagnostic_add_file(diagnostics, asset->path, status, LIMIT_FILE_BYTES, errno);
        }
        theme->asset_count++;
        *place = asset;
    }
}

/* Under a name of its own, since others link to it; a theme may have one too, and that goes before.
 */
static void add_webmanifest(struct theme *theme) {
    void **place = map_place(&theme->assets, SLICE("site.webmanifest"));
    if (*place == NULL) {
        struct theme_asset *asset = &theme->asset_list[theme->asset_count++];
        *asset = (struct theme_asset){.name = SLICE("site.webmanifest"),
                                      .address = SLICE("site.webmanifest"),
                                      .state = ASSET_NAMED};
        *place = asset;
        asset->bytes = webmanifest_text(theme);
    }
}

void theme_read_assets(struct theme *theme, struct diagnostics *diagnostics) {
    size_t most = 1;
    for (size_t i = 1; i < theme->layer_count; i++) {
        most += theme->layers[i].assets.count;
    }
    map_init(&theme->assets, theme->arena);
    theme->asset_list = arena_new(theme->arena, struct theme_asset, most);
    for (size_t i = 1; i < theme->layer_count; i++) {
        read_layer_assets(theme, &theme->layers[i], diagnostics);
    }
    struct naming naming = {theme, diagnostics, 0};
    for (size_t i = 0; i < theme->asset_count; i++) {
        name_asset(&naming, &theme->asset_list[i]);
    }
    add_webmanifest(theme);
}

const struct theme_asset *theme_asset(const struct theme *theme, struct slice name) {
    return map_get(&theme->assets, name);
}

struct slice theme_asset_near(const struct theme *theme, struct slice name) {
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < theme->asset_count; i++) {
        nearest_offer(&nearest, theme->asset_list[i].name);
    }
    return nearest.best;
}
