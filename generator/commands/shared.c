#include "commands/shared.h"

#include "base/files.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS = 4, LEVELS_UP = 4 };

struct search {
    const struct command_line *line;
    struct slice *folders; /* FOLDERS of them */
    size_t count;
};

static bool is_folder(struct slice path) {
    struct stat status;
    return stat(path.data, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Adds the folder if it exists and was not found before. */
static void offer(struct search *search, struct slice path) {
    for (size_t i = 0; i < search->count; i++) {
        if (slice_equals(search->folders[i], path)) {
            return;
        }
    }
    if (is_folder(path)) {
        search->folders[search->count++] = path;
    }
}

/* The folder of the program, or the empty slice where the system does not tell. */
static struct slice program_folder(const struct command_line *line) {
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || (size_t)length == sizeof path) {
        return SLICE("");
    }
    return path_folder(arena_copy(line->arena, slice_of(path, (size_t)length)));
}

/* The source tree above `folder` that has themes and default kinds, or the empty slice. */
static struct slice source_tree(const struct command_line *line, struct slice folder) {
    for (size_t i = 0; i < LEVELS_UP && folder.length > 0; i++) {
        folder = path_folder(folder);
        struct slice kinds =
            arena_format(line->arena, "%.*s/content/kinds", slice_width(folder), folder.data);
        struct slice themes =
            arena_format(line->arena, "%.*s/themes", slice_width(folder), folder.data);
        if (is_folder(kinds) && is_folder(themes)) {
            return folder;
        }
    }
    return SLICE("");
}

/* `installed` is the folder's name in share/knoop/, `source` its path in the source tree. */
static size_t find(const struct command_line *line, const char *installed, const char *source,
                   const struct slice **folders) {
    struct arena *arena = line->arena;
    struct search search = {.line = line, .folders = arena_new(arena, struct slice, FOLDERS)};
    const char *given = line->world.variable("KNOOP_SHARE");
    if (given != NULL && given[0] != '\0') {
        offer(&search, arena_format(arena, "%s/%s", given, installed));
    }
    struct slice program = program_folder(line);
    if (program.length > 0) {
        struct slice above = path_folder(program);
        offer(&search, arena_format(arena, "%.*s/share/knoop/%s", slice_width(above), above.data,
                                    installed));
    }
    struct slice tree = source_tree(line, program);
    if (tree.length > 0) {
        offer(&search, arena_format(arena, "%.*s/%s", slice_width(tree), tree.data, source));
    }
    offer(&search, arena_format(arena, "%s/share/knoop/%s", KNOOP_PREFIX, installed));
    *folders = search.folders;
    return search.count;
}

size_t shared_theme_folders(const struct command_line *line, const struct slice **folders) {
    return find(line, "themes", "themes", folders);
}

size_t shared_kind_folders(const struct command_line *line, const struct slice **folders) {
    return find(line, "kinds", "content/kinds", folders);
}
