/* A new site: the default kinds, and the first pages that come with the default theme. Those pages
 * are files like any other (themes/standaard/start/LANGUAGE/), so that they can be read, translated
 * and changed without a compiler. */
#include "base/files.h"
#include "base/limits.h"
#include "commands/command.h"
#include "commands/shared.h"
#include "commands/today.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define START_FOLDER "standaard/start"
#define TODAY_MARK "@today@"

struct start {
    const struct command_line *line;
    const char *folder; /* of the new site */
    struct slice today; /* as YYYY-MM-DD */
    int status;
};

static void failed(struct start *start, const char *path) {
    complain(start->line,
             say(start->line, "`%s` cannot be written: %s", "`%s` kan niet geschreven worden: %s"),
             path, strerror(errno));
    start->status = EXIT_MACHINE;
}

/* Makes every folder on the way to `path`, up to its last "/". */
static bool make_folders(struct start *start, const char *path) {
    char *copy = arena_bytes(start->line->arena, strlen(path) + 1);
    memcpy(copy, path, strlen(path) + 1);
    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
            failed(start, copy);
            return false;
        }
        *slash = '/';
    }
    return true;
}

/* Writes a file of the new site; one that is there already stays as it is. */
static void write_new(struct start *start, const char *name, struct slice bytes) {
    const char *path = arena_format(start->line->arena, "%s/%s", start->folder, name).data;
    if (start->status != EXIT_DONE || !make_folders(start, path)) {
        return;
    }
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno == EEXIST) {
        return;
    }
    bool is_written = descriptor >= 0 && file_write(descriptor, bytes);
    int error = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && is_written) {
        is_written = false;
        error = errno;
    }
    if (!is_written) {
        errno = error;
        failed(start, path);
    }
}

/* The text with today's date where a first page asks for it. */
static struct slice dated(const struct start *start, struct slice text) {
    struct buffer out;
    buffer_init(&out, start->line->arena);
    size_t mark = 0;
    while ((mark = slice_search(text, SLICE(TODAY_MARK))) != SLICE_NOT_FOUND) {
        buffer_append(&out, slice_take(text, mark));
        buffer_append(&out, start->today);
        text = slice_skip(text, mark + strlen(TODAY_MARK));
    }
    buffer_append(&out, text);
    return buffer_slice(&out);
}

/* Copies every file below the installed folder `from` to the folder `to` of the new site (empty for
 * the site itself). Returns how many there were. */
static size_t copy_folder(struct start *start, struct slice from, const char *to) {
    struct arena *arena = start->line->arena;
    int root = folder_open(arena_copy(arena, from).data);
    struct file_list list = {NULL, 0};
    if (root < 0 || file_walk(root, SLICE(""), arena, &list) != FILE_OK) {
        return 0;
    }
    for (size_t i = 0; i < list.count && start->status == EXIT_DONE; i++) {
        struct slice path = list.entries[i].path, text;
        if (file_read(root, path, LIMIT_FILE_BYTES, arena, &text) != FILE_OK) {
            complain(start->line,
                     say(start->line, "`%.*s/%.*s` cannot be read", "`%.*s/%.*s` is niet te lezen"),
                     slice_width(from), from.data, slice_width(path), path.data);
            start->status = EXIT_MACHINE;
            break;
        }
        write_new(start, arena_format(arena, "%s%.*s", to, slice_width(path), path.data).data,
                  dated(start, text));
    }
    close(root);
    return list.count;
}

/* Whether nothing but hidden files (.git) is in the folder, or there is no folder yet. */
static bool is_free(const struct command_line *line, const char *folder, int *status) {
    DIR *directory = opendir(folder);
    if (directory == NULL && errno == ENOENT) {
        return true;
    }
    if (directory == NULL) {
        complain(line,
                 say(line, "the folder `%s` cannot be opened: %s",
                     "de map `%s` kan niet geopend worden: %s"),
                 folder, strerror(errno));
        *status = errno == ENOTDIR ? EXIT_USAGE : EXIT_MACHINE;
        return false;
    }
    const struct dirent *entry = NULL;
    bool is_empty = true;
    while ((entry = readdir(directory)) != NULL) {
        is_empty = is_empty && entry->d_name[0] == '.';
    }
    closedir(directory);
    if (!is_empty) {
        complain(line,
                 say(line, "`%s` is not empty; a new site needs a folder of its own",
                     "`%s` is niet leeg; een nieuwe site heeft een eigen map nodig"),
                 folder);
        *status = EXIT_USAGE;
    }
    return is_empty;
}

/* Copies the folder of the first theme folder that has it, or of the first folder of kinds. */
static void copy_installed(struct start *start) {
    const struct command_line *line = start->line;
    const struct slice *kinds = NULL, *themes = NULL;
    size_t kind_folders = shared_kind_folders(line, &kinds);
    size_t theme_folders = shared_theme_folders(line, &themes);
    size_t copied = 0;
    for (size_t i = 0; i < kind_folders && copied == 0; i++) {
        copied = copy_folder(start, kinds[i], "content/kinds/");
    }
    size_t pages = 0;
    struct slice language = language_code(line->language);
    for (size_t i = 0; i < theme_folders && pages == 0; i++) {
        struct slice from =
            arena_format(line->arena, "%.*s/" START_FOLDER "/%.*s", slice_width(themes[i]),
                         themes[i].data, slice_width(language), language.data);
        pages = copy_folder(start, from, "");
    }
    if ((copied == 0 || pages == 0) && start->status == EXIT_DONE) {
        complain(line,
                 say(line, "the default %s are not installed beside the program",
                     "de standaard-%s zijn niet bij het programma geïnstalleerd"),
                 copied == 0 ? say(line, "kinds", "soorten")
                             : say(line, "first pages", "beginpagina's"));
        start->status = EXIT_MACHINE;
    }
}

int run_init(struct command_line *line) {
    struct start start = {.line = line, .folder = line->arguments[0], .status = EXIT_DONE};
    struct date today;
    start.status = today_find(line, &today);
    if (start.status != EXIT_DONE || !is_free(line, start.folder, &start.status)) {
        return start.status;
    }
    struct buffer date;
    buffer_init(&date, line->arena);
    date_append_iso(&date, today);
    start.today = buffer_slice(&date);
    copy_installed(&start);
    write_new(&start, ".gitignore", SLICE("/output/\n/.output.knoop-*\n"));
    if (start.status == EXIT_DONE) {
        fprintf(line->world.out,
                say(line,
                    "A new site is in %s. Next:\n\n    knoop build %s\n\nand open "
                    "%s/output/index.html in a browser.\n",
                    "In %s staat een nieuwe site. Nu:\n\n    knoop build %s\n\nen open dan "
                    "%s/output/index.html in een browser.\n"),
                start.folder, start.folder, start.folder);
    }
    return start.status;
}
