/* New items from what was published elsewhere. */
#include "import/import.h"

#include "base/file_diagnostic.h"
#include "base/limits.h"
#include "base/module.h"
#include "commands/command.h"
#include "commands/new_form.h"
#include "commands/new_place.h"
#include "edit/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct importing {
    struct build *build;
    const struct kind *kind;
    const struct import_module *module;
    struct import *import;
    /* Folders of sources: one that is named twice is one, so that links between its pages hold. */
    struct slice *folders;
    int *roots;
    size_t folder_count;
};

/* The kind that is asked for, else the first one that has dates. */
static const struct kind *choose_kind(const struct build *build) {
    const char *given = option_value(build->line, OPTION_KIND, NULL);
    if (given != NULL) {
        return place_find_kind(build, slice_from(given));
    }
    for (size_t i = 0; i < build->site->kind_count; i++) {
        if (build->site->kinds[i].is_dated) {
            return &build->site->kinds[i];
        }
    }
    usage_wrong(build->line, "%s",
                say(build->line, "say with --kind what the pages are to become",
                    "zeg met --kind wat de pagina's moeten worden"));
    return NULL;
}

/* The fields of --set as YAML; false after saying what is wrong with them. */
static bool read_given(struct importing *importing, struct import_options *options) {
    struct build *build = importing->build;
    struct form form;
    form_init(&form, build, importing->kind);
    if (place_set_given(&form) != EXIT_DONE) {
        return false;
    }
    struct slice(*given)[2] = (struct slice(*)[2])arena_allocate_array(
        build->arena, importing->kind->field_count + 1, sizeof *given);
    for (size_t i = 0; i < importing->kind->field_count; i++) {
        const struct field *field = &importing->kind->fields[i];
        if (form.values[i].length > 0) {
            struct buffer out;
            buffer_init(&out, build->arena);
            form_append_value(&out, field, form.values[i]);
            given[options->given_count][0] = field->name;
            given[options->given_count++][1] = buffer_slice(&out);
        } else if (field->required && field->fallback.type == VALUE_UNDEFINED &&
                   i != importing->kind->title && i != COMMON_DATE) {
            usage_wrong(build->line,
                        say(build->line, "`%.*s` is required: give it with --set %.*s=…",
                            "`%.*s` is verplicht: geef het met --set %.*s=…"),
                        slice_width(field->name), field->name.data, slice_width(field->name),
                        field->name.data);
            return false;
        }
    }
    options->given = (const struct slice(*)[2])given;
    return true;
}

static int complain_of(const struct importing *importing, const char *path) {
    complain(importing->build->line,
             say(importing->build->line, "`%s` cannot be read: %s", "`%s` is niet te lezen: %s"),
             path, strerror(errno));
    return EXIT_MACHINE;
}

/* The descriptor of a folder; -1 with errno. */
static int root_of(struct importing *importing, struct slice folder) {
    for (size_t i = 0; i < importing->folder_count; i++) {
        if (slice_equals(importing->folders[i], folder)) {
            return importing->roots[i];
        }
    }
    int root = folder_open(folder.length > 0 ? folder.data : ".");
    if (root >= 0) {
        importing->folders[importing->folder_count] = folder;
        importing->roots[importing->folder_count++] = root;
    }
    return root;
}

/* How messages name a source: as the user did, or whole when that would not be seen from the site.
 */
static struct slice shown(const struct importing *importing, const char *path) {
    struct arena *arena = importing->build->arena;
    char *whole = importing->build->folder.prefix.length > 0 ? realpath(path, NULL) : NULL;
    struct slice text = arena_copy(arena, slice_from(whole != NULL ? whole : path));
    free(whole);
    return text;
}

/* The same of a file in a folder: the folder whole, the name as it is, which may be that of a link.
 */
static struct slice shown_in(const struct importing *importing, const char *folder,
                             struct slice file) {
    struct slice whole = shown(importing, folder);
    bool slash = slice_ends_with(whole, SLICE("/"));
    return arena_format(importing->build->arena, "%.*s%s%.*s", slice_width(whole), whole.data,
                        slash ? "" : "/", slice_width(file), file.data);
}

static bool is_page(struct slice path) {
    struct slice ending = path_extension(path);
    return slice_equals_folded(ending, SLICE("html")) || slice_equals_folded(ending, SLICE("htm"));
}

static int read_folder(struct importing *importing, const char *path) {
    struct arena *arena = importing->build->arena;
    int root = root_of(importing, arena_copy(arena, slice_from(path)));
    if (root < 0) {
        return complain_of(importing, path);
    }
    struct file_list list;
    file_walk(root, SLICE(""), arena, &list);
    for (size_t i = 0; i < list.count; i++) {
        struct slice file = list.entries[i].path;
        if (is_page(file)) {
            importing->module->html(importing->import, root, file, shown_in(importing, path, file));
        }
    }
    return EXIT_DONE;
}

static int read_file(struct importing *importing, const char *path) {
    struct arena *arena = importing->build->arena;
    struct slice folder = arena_copy(arena, path_folder(slice_from(path)));
    if (folder.length == 0 && path[0] == '/') {
        folder = SLICE("/");
    }
    int root = root_of(importing, folder);
    if (root < 0) {
        return complain_of(importing, path);
    }
    struct slice name = arena_copy(arena, path_name(slice_from(path)));
    bool stays = importing->build->folder.prefix.length == 0;
    struct slice told = stays ? arena_copy(arena, slice_from(path))
                              : shown_in(importing, folder.length > 0 ? folder.data : ".", name);
    if (is_page(name)) {
        importing->module->html(importing->import, root, name, told);
        return EXIT_DONE;
    }
    struct slice text;
    enum file_status status = file_read(root, name, LIMIT_IMPORT_BYTES, arena, &text);
    if (status != FILE_OK) {
        diagnostic_add_file(&importing->build->diagnostics, told, status, LIMIT_IMPORT_BYTES,
                            errno);
        return EXIT_DONE;
    }
    importing->module->wordpress(importing->import, text, told);
    return EXIT_DONE;
}

static int read_sources(struct importing *importing) {
    const struct command_line *line = importing->build->line;
    int status = EXIT_DONE;
    for (size_t i = 0; i < line->argument_count && status == EXIT_DONE; i++) {
        struct stat found;
        const char *path = line->arguments[i];
        if (stat(path, &found) != 0) {
            return complain_of(importing, path);
        }
        status = S_ISDIR(found.st_mode) ? read_folder(importing, path) : read_file(importing, path);
    }
    return status;
}

static int write_files(const struct importing *importing, const struct import_file *files,
                       size_t count) {
    struct build *build = importing->build;
    struct change *changes = arena_new(build->arena, struct change, count + 1);
    for (size_t i = 0; i < count; i++) {
        changes[i] = (struct change){.path = files[i].path, .text = files[i].bytes, .is_new = true};
    }
    struct slice failure;
    if (count == 0 || option_given(build->line, OPTION_DRY_RUN) ||
        journal_write(build->folder.root, changes, count, build->arena, &failure)) {
        return EXIT_DONE;
    }
    complain(build->line, "%.*s", slice_width(failure), failure.data);
    return EXIT_MACHINE;
}

static void tell(const struct importing *importing, const struct import_file *files, size_t count) {
    struct build *build = importing->build;
    const struct command_line *line = build->line;
    if (!build_may_tell(build)) {
        return;
    }
    bool dry = option_given(line, OPTION_DRY_RUN);
    for (size_t i = 0; i < count; i++) {
        fprintf(line->world.out, "%.*s%.*s\n", slice_width(build->folder.prefix),
                build->folder.prefix.data, slice_width(files[i].path), files[i].path.data);
    }
    static const struct noun PAGES = {{"page", "pagina"}, {"pages", "pagina's"}};
    static const struct noun FILES = {{"file", "bestand"}, {"files", "bestanden"}};
    struct buffer out;
    buffer_init(&out, build->arena);
    language_append_count(&out, line->language, importing->module->count(importing->import),
                          &PAGES);
    buffer_append_text(&out, ", ");
    language_append_count(&out, line->language, count, &FILES);
    buffer_append_text(&out,
                       dry ? say(line, "; nothing was written", "; er is niets geschreven") : "");
    fprintf(line->world.out, "%.*s\n", (int)out.length, out.data);
}

static int make(struct build *build) {
    const struct command_line *line = build->line;
    /* What is wrong with the site already is not what this is about. */
    diagnostics_init(&build->diagnostics, build->arena);
    struct importing importing = {
        .build = build, .kind = choose_kind(build), .module = module_load("import")};
    if (importing.kind == NULL) {
        return EXIT_USAGE;
    }
    const char *uploads = option_value(line, OPTION_UPLOADS, NULL);
    struct import_options options = {.site = build->site,
                                     .kind = importing.kind,
                                     .today = build->today,
                                     .in_years = place_is_in_years(build, importing.kind),
                                     .uploads = uploads == NULL ? -1 : folder_open(uploads)};
    if (uploads != NULL && options.uploads < 0) {
        return complain_of(&importing, uploads);
    }
    if (!read_given(&importing, &options)) {
        return EXIT_USAGE;
    }
    importing.folders = arena_new(build->arena, struct slice, line->argument_count);
    importing.roots = arena_new(build->arena, int, line->argument_count);
    importing.import = importing.module->begin(&options, build->arena, &build->diagnostics);
    int status = read_sources(&importing);
    size_t count = 0;
    const struct import_file *files = importing.module->end(importing.import, &count);
    for (size_t i = 0; i < importing.folder_count; i++) {
        close(importing.roots[i]);
    }
    if (status == EXIT_DONE) {
        status = build_report(build);
    }
    status = status == EXIT_DONE ? write_files(&importing, files, count) : status;
    if (status == EXIT_DONE) {
        tell(&importing, files, count);
    }
    return status;
}

int run_import(struct command_line *line) {
    struct build build;
    int status = build_begin(&build, line, option_value(line, OPTION_SITE, "."));
    if (status != EXIT_DONE) {
        return status;
    }
    build_load(&build);
    status = make(&build);
    build_end(&build);
    return status;
}
