#include "commands/site_folder.h"

#include "base/files.h"
#include "base/limits.h"
#include "edit/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEVELS_UP = 8 };

static bool is_site(int root) {
    return file_stat(root, SLICE("content/site.yaml"), NULL, NULL) == FILE_OK;
}

/* The nearest folder above `path` that is a site, or NULL. */
static const char *site_above(const struct command_line *line, const char *path) {
    for (size_t i = 0; i < LEVELS_UP; i++) {
        path = arena_format(line->arena, "%s/..", path).data;
        int root = folder_open(path);
        if (root < 0) {
            return NULL;
        }
        bool found = is_site(root);
        close(root);
        if (found) {
            return strncmp(path, "./", 2) == 0 ? path + 2 : path;
        }
    }
    return NULL;
}

static struct slice prefix_of(const struct command_line *line, const char *path) {
    struct slice name = slice_from(path);
    while (name.length > 1 && name.data[name.length - 1] == '/') {
        name.length--;
    }
    if (slice_equals(name, SLICE("."))) {
        return SLICE("");
    }
    bool is_top = slice_equals(name, SLICE("/"));
    return arena_format(line->arena, "%.*s%s", slice_width(name), name.data, is_top ? "" : "/");
}

int site_folder_open(const struct command_line *line, const char *path,
                     struct site_folder *folder) {
    *folder = (struct site_folder){path, folder_open(path), prefix_of(line, path)};
    if (folder->root < 0) {
        int status =
            errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? EXIT_USAGE : EXIT_MACHINE;
        complain(line,
                 say(line, "the folder `%s` cannot be opened: %s",
                     "de map `%s` kan niet geopend worden: %s"),
                 path, strerror(errno));
        return status;
    }
    struct slice failure;
    if (!journal_finish(folder->root, line->arena, &failure)) {
        complain(line,
                 say(line, "an earlier change of the content was not finished: %.*s",
                     "een eerdere wijziging van de inhoud is niet afgemaakt: %.*s"),
                 slice_width(failure), failure.data);
        return EXIT_MACHINE;
    }
    const char *above = is_site(folder->root) ? NULL : site_above(line, path);
    if (above != NULL) {
        return usage_wrong(line,
                           say(line, "`%s` is a folder within a site; name the site's folder: `%s`",
                               "`%s` is een map binnen een site; noem de map van de site: `%s`"),
                           path, above);
    }
    return EXIT_DONE;
}

void site_folder_change(const struct command_line *line, const char *path,
                        struct site_folder *folder) {
    close(folder->root);
    *folder = (struct site_folder){path, folder_open(path), prefix_of(line, path)};
}

bool site_folder_read(void *context, struct slice path, struct arena *arena, struct slice *text) {
    const struct site_folder *folder = context;
    if (path.length == 0 || path.data[0] != '/') {
        return file_read(folder->root, path, LIMIT_FILE_BYTES, arena, text) == FILE_OK;
    }
    int top = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC); /* it need not be readable */
    bool is_read =
        top >= 0 && file_read(top, slice_skip(path, 1), LIMIT_FILE_BYTES, arena, text) == FILE_OK;
    if (top >= 0) {
        close(top);
    }
    return is_read;
}

/* The real path of a folder that may not exist yet (then its parent must), or NULL. */
static const char *real_path(const struct command_line *line, const char *path) {
    char real[PATH_MAX];
    if (realpath(path, real) != NULL) {
        return arena_copy(line->arena, slice_from(real)).data;
    }
    struct slice parent = path_folder(slice_from(path)), name = path_name(slice_from(path));
    const char *above = parent.length > 0 ? arena_copy(line->arena, parent).data
                        : path[0] == '/'  ? "/"
                                          : ".";
    if (realpath(above, real) == NULL) {
        return NULL;
    }
    return arena_format(line->arena, "%s/%.*s", real, slice_width(name), name.data).data;
}

/* Whether `path` is `folder` or lies below it. */
static bool lies_in(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 &&
           (path[length] == '\0' || path[length] == '/' || length == 1);
}

const char *site_folder_output(const struct command_line *line, const struct site_folder *folder) {
    struct slice output = slice_from(option_value(line, OPTION_OUTPUT, ""));
    if (output.length == 0) {
        output = arena_format(line->arena, "%.*soutput", slice_width(folder->prefix),
                              folder->prefix.data);
    }
    while (output.length > 1 && output.data[output.length - 1] == '/') {
        output.length--;
    }
    const char *path = arena_copy(line->arena, output).data;
    const char *real = real_path(line, path), *site = real_path(line, folder->path);
    if (real == NULL || site == NULL) {
        return path; /* publishing will say what is wrong with it */
    }
    const char *content = arena_format(line->arena, "%s/content", site).data;
    const char *themes = arena_format(line->arena, "%s/themes", site).data;
    if (lies_in(site, real) || lies_in(real, content) || lies_in(real, themes)) {
        usage_wrong(line,
                    say(line, "the site cannot be published in `%s`: its sources are there",
                        "de site kan niet in `%s` gepubliceerd worden: daar staan haar bronnen"),
                    path);
        return NULL;
    }
    return path;
}
