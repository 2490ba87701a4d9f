#include "check/published_folder.h"

#include "base/escape.h"

static int hexadecimal(char byte) {
    char letter = (char)(byte | 32);
    return byte >= '0' && byte <= '9'       ? byte - '0'
           : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
                                            : -1;
}

static struct slice percent_decoded(struct slice text, struct arena *arena) {
    if (slice_find(text, '%') == SLICE_NOT_FOUND) {
        return text;
    }
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        bool encoded = text.data[i] == '%' && i + 2 < text.length &&
                       hexadecimal(text.data[i + 1]) >= 0 && hexadecimal(text.data[i + 2]) >= 0;
        if (encoded) {
            int byte = hexadecimal(text.data[i + 1]) * 16 + hexadecimal(text.data[i + 2]);
            buffer_append_byte(&out, (char)byte);
            i += 2;
        } else {
            buffer_append_byte(&out, text.data[i]);
        }
    }
    return buffer_slice(&out);
}

/* The number of the file at `path`. */
static bool find_file(const struct published_folder *folder, struct slice path, size_t *number) {
    const struct published_file *file = map_get(&folder->numbers, path);
    if (file != NULL) {
        *number = (size_t)(file - folder->files);
    }
    return file != NULL;
}

/* Whether the path is a folder: the first file in byte order that is not before "path/" begins so.
 */
static bool is_folder(const struct published_folder *folder, struct slice path,
                      struct arena *arena) {
    if (path.length == 0) {
        return true;
    }
    struct slice prefix = arena_format(arena, "%.*s/", slice_width(path), path.data);
    size_t from = 0;
    size_t to = folder->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (slice_compare(folder->files[middle].path, prefix) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < folder->count && slice_starts_with(folder->files[from].path, prefix);
}

/* What stands behind the base_url, without "/" at its start. */
static bool below_base(const struct published_folder *folder, struct slice address,
                       struct slice *rest) {
    struct slice base = folder->base_url;
    if (base.length == 0 || !slice_starts_with(address, base)) {
        return false;
    }
    *rest = slice_skip(address, base.length);
    if (rest->length > 0 && rest->data[0] == '/') {
        *rest = slice_skip(*rest, 1);
        return true;
    }
    return rest->length == 0 || rest->data[0] == '#' || rest->data[0] == '?';
}

static enum published_target resolve_absolute(const struct published_folder *folder,
                                              struct slice path, struct arena *arena,
                                              size_t *target) {
    struct slice decoded = percent_decoded(path, arena);
    if (decoded.length == 0 || slice_ends_with(decoded, SLICE("/"))) {
        decoded = arena_format(arena, "%.*sindex.html", slice_width(decoded), decoded.data);
    }
    return find_file(folder, decoded, target) ? PUBLISHED_FOUND : PUBLISHED_LOST;
}

static enum published_target resolve_relative(const struct published_folder *folder,
                                              const struct published_file *file, struct slice path,
                                              struct arena *arena, size_t *target) {
    if (path.length == 0) {
        *target = (size_t)(file - folder->files);
        return PUBLISHED_FOUND;
    }
    struct slice joined;
    if (path.data[0] == '/') {
        return PUBLISHED_ABSOLUTE;
    }
    if (!path_join(arena, file->path, percent_decoded(path, arena), &joined)) {
        return PUBLISHED_LOST;
    }
    bool folder_form = slice_ends_with(path, SLICE("/"));
    if (!folder_form && find_file(folder, joined, target)) {
        return PUBLISHED_FOUND;
    }
    return is_folder(folder, joined, arena) ? PUBLISHED_ABSOLUTE : PUBLISHED_LOST;
}

enum published_target published_resolve(const struct published_folder *folder,
                                        const struct published_file *file, struct slice address,
                                        bool absolute_only, struct arena *arena, size_t *target,
                                        struct slice *fragment) {
    address = slice_trim(address);
    struct slice rest = address;
    bool absolute = below_base(folder, address, &rest);
    if (!absolute && (absolute_only || address_scheme(address).length > 0)) {
        bool local = slice_equals_folded(address_scheme(address), SLICE("file"));
        return local && !absolute_only ? PUBLISHED_ABSOLUTE : PUBLISHED_OUTSIDE;
    }
    size_t hash = slice_find(rest, '#');
    *fragment = hash == SLICE_NOT_FOUND ? slice_of("", 0) : slice_skip(rest, hash + 1);
    size_t text_directive = slice_search(*fragment, SLICE(":~:"));
    *fragment = percent_decoded(slice_take(*fragment, text_directive), arena);
    struct slice path = slice_take(rest, hash);
    path = slice_take(path, slice_find(path, '?'));
    return absolute ? resolve_absolute(folder, path, arena, target)
                    : resolve_relative(folder, file, path, arena, target);
}
