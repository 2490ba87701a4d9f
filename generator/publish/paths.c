#include "publish/paths.h"

#include "base/files.h"

void paths_init(struct paths *paths, struct arena *arena, size_t most) {
    *paths = (struct paths){arena_new(arena, struct slice, most), 0};
}

void paths_add(struct paths *paths, struct slice path) {
    paths->list[paths->count++] = path;
}

static bool is_inside(struct slice path, struct slice folder) {
    return path.length > folder.length && path.data[folder.length] == '/' &&
           slice_starts_with(path, folder);
}

/* Whether `path` comes before everything inside `folder`, that is, before `folder` with a slash. */
static bool is_before_inside(struct slice path, struct slice folder) {
    int order = slice_compare(slice_take(path, folder.length), folder);
    if (order != 0) {
        return order < 0;
    }
    return path.length == folder.length || (unsigned char)path.data[folder.length] < '/';
}

static bool is_before(struct slice path, struct slice other) {
    return slice_compare(path, other) < 0;
}

/* The index of the first path that is not before. */
static size_t find(const struct paths *paths, struct slice path,
                   bool (*before)(struct slice, struct slice)) {
    size_t low = 0, high = paths->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before(paths->list[middle], path)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool paths_has(const struct paths *paths, struct slice path) {
    size_t at = find(paths, path, is_before);
    return at < paths->count && slice_equals(paths->list[at], path);
}

bool paths_has_inside(const struct paths *paths, struct slice folder) {
    size_t at = find(paths, folder, is_before_inside);
    return at < paths->count && is_inside(paths->list[at], folder);
}

bool paths_has_above(const struct paths *paths, struct slice path) {
    for (struct slice above = path_folder(path); above.length > 0; above = path_folder(above)) {
        if (paths_has(paths, above)) {
            return true;
        }
    }
    return false;
}
