/* content/: which file is what. */
#include "base/file_diagnostic.h"
#include "base/limits.h"
#include "read/reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct slice CONTENT = SLICE_INIT("content/");

static bool is_below(struct slice path, struct slice folder) {
    return path.length > folder.length && path.data[folder.length] == '/' &&
           slice_starts_with(path, folder);
}

/* The kind in whose folder the path lies: of nested folders the innermost. */
static const struct kind *kind_of(const struct site *site, struct slice path) {
    const struct kind *best = NULL;
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = &site->kinds[i];
        if (is_below(path, kind->folder) &&
            (best == NULL || kind->folder.length > best->folder.length)) {
            best = kind;
        }
    }
    return best;
}

static bool is_image(struct slice path) {
    static const char *const endings[] = {"png", "jpg", "jpeg", "gif", "webp", "svg", "avif"};
    struct slice extension = path_extension(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_equals_folded(extension, slice_from(endings[i]))) {
            return true;
        }
    }
    return false;
}

static void add_asset(struct site *site, struct slice path, uint64_t size) {
    site->assets[site->asset_count++] =
        (struct asset){.path = path,
                       .address = path,
                       .size = size,
                       .is_image = is_image(path),
                       .is_shared = is_below(path, SLICE("assets")),
                       .is_published = is_below(path, SLICE("assets"))};
}

/* Two lower-case letters, perhaps with a region (pt-BR), before the ending are a language. */
static struct slice language_of(struct slice stem) {
    struct slice code = path_extension(stem);
    bool valid = code.length == 2 || (code.length == 5 && code.data[2] == '-');
    for (size_t i = 0; valid && i < 2; i++) {
        valid = code.data[i] >= 'a' && code.data[i] <= 'z';
    }
    for (size_t i = 3; valid && i < code.length; i++) {
        valid = code.data[i] >= 'A' && code.data[i] <= 'Z';
    }
    return valid ? code : slice_of("", 0);
}

static void add_item_file(struct reading *reading, struct slice path, const struct kind *kind,
                          struct slice extension) {
    const struct item_file *known = read_find_file(&reading->known, path);
    if (known != NULL) {
        reading->files.list[reading->files.count++] = *known;
        return;
    }
    if (reading->known.list != NULL) {
        path = arena_copy(reading->site->arena, path); /* the list of this walk will not stay */
    }
    struct slice within = slice_skip(path, CONTENT.length);
    struct slice stem = slice_take(within, within.length - extension.length - 1);
    struct slice language = language_of(stem);
    if (language.length > 0) {
        stem = slice_take(stem, stem.length - language.length - 1);
    }
    struct slice slug = slice_skip(stem, kind->folder.length + 1);
    /* folder/index.md is the item of the folder */
    if (slice_equals(path_name(slug), SLICE("index")) && path_folder(slug).length > 0) {
        slug = path_folder(slug);
    }
    reading->files.list[reading->files.count++] =
        (struct item_file){.path = path,
                           .kind = kind,
                           .is_markdown = slice_equals(extension, SLICE("md")),
                           .slug = slug,
                           .language = language};
}

static struct slice kind_folders(const struct site *site, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < site->kind_count; i++) {
        buffer_format(&out, "%s%.*s/", i == 0 ? "" : ", ", slice_width(site->kinds[i].folder),
                      site->kinds[i].folder.data);
    }
    return buffer_slice(&out);
}

static void sort_file(struct reading *reading, const struct file_entry *entry,
                      struct worker *worker) {
    struct site *site = reading->site;
    struct slice path = slice_skip(entry->path, CONTENT.length);
    if (slice_equals(path, SLICE("site.yaml")) || is_below(path, SLICE("kinds")) ||
        slice_equals(path, SLICE("addresses.txt"))) {
        return;
    }
    if (entry->status == FILE_IS_DIRECTORY) {
        diagnostic_argument_integer(
            diagnostic_add(&worker->diagnostics, MESSAGE_FOLDER_TOO_DEEP, place_file(entry->path)),
            LIMIT_FOLDER_DEPTH);
        return;
    }
    if (entry->status != FILE_OK) {
        diagnostic_add_file(&worker->diagnostics, entry->path, entry->status, 0, 0);
        return;
    }
    if (is_below(path, SLICE("templates"))) {
        site->templates.entries[site->templates.count++] =
            (struct file_entry){slice_skip(path, strlen("templates/")), entry->size, entry->status};
        return;
    }
    struct slice extension = path_extension(path);
    bool is_item = slice_equals(extension, SLICE("md")) || slice_equals(extension, SLICE("yaml")) ||
                   slice_equals(extension, SLICE("yml"));
    if (!is_item || is_below(path, SLICE("assets"))) {
        add_asset(site, path, entry->size);
        return;
    }
    const struct kind *kind = kind_of(site, path);
    if (kind != NULL) {
        add_item_file(reading, entry->path, kind, extension);
        return;
    }
    struct diagnostic *d =
        diagnostic_add(&worker->diagnostics, MESSAGE_FILE_UNKNOWN_KIND, place_file(entry->path));
    diagnostic_argument(d, entry->path);
    diagnostic_argument(d, kind_folders(site, &worker->scratch));
}

static int by_path(const void *path, const void *file) {
    return slice_compare(*(const struct slice *)path, ((const struct item_file *)file)->path);
}

struct item_file *read_find_file(const struct item_files *files, struct slice path) {
    return files->count == 0
               ? NULL
               : bsearch(&path, files->list, files->count, sizeof *files->list, by_path);
}

void read_folder(struct reading *reading, struct arena *arena, struct worker *worker) {
    struct site *site = reading->site;
    struct file_list list;
    enum file_status status = file_walk(reading->options.root, SLICE("content"), arena, &list);
    if (status != FILE_OK) {
        diagnostic_add_file(&worker->diagnostics, SLICE("content"), status, 0, errno);
    }
    reading->known = reading->files;
    reading->files = (struct item_files){arena_new(arena, struct item_file, list.count), 0};
    site->assets = arena_new(arena, struct asset, list.count);
    site->asset_count = 0;
    site->templates.entries = arena_new(arena, struct file_entry, list.count);
    site->templates.count = 0;
    for (size_t i = 0; i < list.count; i++) {
        sort_file(reading, &list.entries[i], worker);
    }
    map_init(&site->asset_paths, arena);
    for (size_t i = 0; i < site->asset_count; i++) {
        *map_place(&site->asset_paths, site->assets[i].path) = &site->assets[i];
    }
    reading->known = (struct item_files){NULL, 0};
    arena_reset(&worker->scratch);
}
