#include "commands/pack.h"

#include "base/module.h"
#include "formats/archive.h"
#include "publish/publish.h"

#include <errno.h>
#include <string.h>

static int tell_failure(const struct command_line *line, const char *path, struct slice failure) {
    complain(line,
             say(line, "`%s` cannot be written: %.*s", "`%s` kan niet geschreven worden: %.*s"),
             path, slice_width(failure), failure.data);
    return EXIT_MACHINE;
}

/* "124 files packed in site.zip" */
static void tell_success(const struct build *build, const char *path, size_t count) {
    static const struct noun FILES = {{"file", "bestand"}, {"files", "bestanden"}};
    const struct command_line *line = build->line;
    struct buffer out;
    buffer_init(&out, line->arena);
    language_append_count(&out, line->language, count, &FILES);
    buffer_format(&out, say(line, " packed in %s", " ingepakt in %s"), path);
    fprintf(line->world.out, "%.*s\n", (int)out.length, out.data);
}

int pack_site(const struct build *build, const char *output, const char *path) {
    struct slice *paths = NULL, failure = slice_of("", 0);
    size_t count = 0;
    if (!publish_list(output, build->arena, &paths, &count)) {
        return tell_failure(build->line, path, slice_from(strerror(errno)));
    }
    /* A date of today would make other bytes tomorrow. */
    const char *epoch = build->line->world.variable("SOURCE_DATE_EPOCH");
    bool is_dated = epoch != NULL && epoch[0] != '\0';
    struct date date = is_dated ? build->today : (struct date){1980, 1, 1};
    const struct archive_module *module = module_load("archive");
    struct archive *archive = module->begin(path, date, build->arena);
    for (size_t i = 0; i < count; i++) {
        struct slice from =
            arena_format(build->arena, "%s/%.*s", output, slice_width(paths[i]), paths[i].data);
        module->add_file(archive, paths[i], from.data);
    }
    if (!module->finish(archive, &failure)) {
        return tell_failure(build->line, path, failure);
    }
    if (build_may_tell(build)) {
        tell_success(build, path, count);
    }
    return EXIT_DONE;
}
