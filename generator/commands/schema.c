/* Schemas for editors' programs. */
#include "schema/schema.h"

#include "commands/build.h"
#include "commands/command.h"
#include "commands/whole_file.h"
#include "read/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define FOLDER ".knoop/schema/"

struct schemas {
    const struct build *build;
    size_t count;
};

static int write_one(struct schemas *schemas, const char *name, struct slice text) {
    const struct build *build = schemas->build;
    const struct command_line *line = build->line;
    const char *path = arena_format(build->arena, "%s/%s", build->folder.path, name).data;
    if (!whole_file_make_folders(path, build->arena) ||
        !whole_file_write(path, text, build->arena)) {
        complain(line,
                 say(line, "`%s` cannot be written: %s", "`%s` kan niet geschreven worden: %s"),
                 path, strerror(errno));
        return EXIT_MACHINE;
    }
    schemas->count++;
    return EXIT_DONE;
}

static int write_items(struct schemas *schemas, struct slice language) {
    const struct build *build = schemas->build;
    int status = EXIT_DONE;
    for (size_t i = 0; i < build->site->kind_count && status == EXIT_DONE; i++) {
        const struct kind *kind = &build->site->kinds[i];
        struct slice name = arena_format(build->arena, FOLDER "items/%.*s.json",
                                         slice_width(kind->name), kind->name.data);
        status = write_one(schemas, name.data, schema_item(kind, language, build->arena));
    }
    return status;
}

/* Which schema is of which files, for the YAML plug-in of VS Code. */
static struct slice vscode_settings(const struct build *build) {
    struct buffer out;
    buffer_init(&out, build->arena);
    buffer_append_text(&out, "{\n  \"yaml.schemas\": {\n"
                             "    \"" FOLDER "site.json\": \"content/site.yaml\",\n"
                             "    \"" FOLDER "kind.json\": \"content/kinds/*.yaml\",\n"
                             "    \"" FOLDER "theme.json\": \"themes/*/theme.yaml\"");
    for (size_t i = 0; i < build->site->kind_count; i++) {
        const struct kind *kind = &build->site->kinds[i];
        buffer_format(&out, ",\n    \"" FOLDER "items/%.*s.json\": \"content/%.*s/**/*.yaml\"",
                      slice_width(kind->name), kind->name.data, slice_width(kind->folder),
                      kind->folder.data);
    }
    buffer_append_text(&out, "\n  }\n}\n");
    return buffer_slice(&out);
}

/* Settings that are there stay as they are: what belongs in them is printed. */
static int write_vscode(struct schemas *schemas) {
    const struct build *build = schemas->build;
    const struct command_line *line = build->line;
    struct slice settings = vscode_settings(build);
    const char *path =
        arena_format(build->arena, "%s/.vscode/settings.json", build->folder.path).data;
    if (access(path, F_OK) != 0) {
        return write_one(schemas, ".vscode/settings.json", settings);
    }
    fprintf(line->world.error,
            say(line, "%s is there already; add this to it:\n", "%s is er al; zet dit erbij:\n"),
            path);
    fprintf(line->world.out, "%.*s", (int)settings.length, settings.data);
    return EXIT_DONE;
}

static int write_all(struct build *build) {
    const struct schema_tables tables = {settings_keys(), settings_menu_keys(),
                                         settings_document_keys(), settings_links_keys(),
                                         theme_keys()};
    const struct command_line *line = build->line;
    struct slice language = slice_from(line->language == LANGUAGE_DUTCH ? "nl" : "en");
    struct schemas schemas = {.build = build};
    int status = write_items(&schemas, language);
    if (status == EXIT_DONE) {
        status = write_one(&schemas, FOLDER "site.json",
                           schema_settings(&tables, language, build->arena));
    }
    if (status == EXIT_DONE) {
        status = write_one(&schemas, FOLDER "kind.json", schema_kind(language, build->arena));
    }
    if (status == EXIT_DONE) {
        status =
            write_one(&schemas, FOLDER "theme.json", schema_theme(&tables, language, build->arena));
    }
    if (status == EXIT_DONE && option_given(line, OPTION_VSCODE)) {
        status = write_vscode(&schemas);
    }
    if (status == EXIT_DONE && build_may_tell(build)) {
        fprintf(line->world.out,
                say(line, "%zu files in %s/" FOLDER "\n", "%zu bestanden in %s/" FOLDER "\n"),
                schemas.count, build->folder.path);
    }
    return status;
}

/* Only kinds matter: mistakes in items do not. */
static bool kinds_are_good(const struct build *build) {
    for (size_t i = 0; i < build->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = build->diagnostics.entries[i];
        if (slice_starts_with(diagnostic->place.path, SLICE("content/kinds/")) &&
            message_row(diagnostic->message)->severity == SEVERITY_ERROR) {
            return false;
        }
    }
    return true;
}

int run_schema(struct command_line *line) {
    struct build build;
    int status = build_begin(&build, line, option_value(line, OPTION_SITE, "."));
    if (status != EXIT_DONE) {
        return status;
    }
    build_read(&build);
    status = kinds_are_good(&build) ? EXIT_DONE : build_report(&build);
    stages_end(&build.stages);
    if (status == EXIT_DONE) {
        status = write_all(&build);
    }
    build_end(&build);
    return status;
}
