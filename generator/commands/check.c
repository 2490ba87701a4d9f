#include "check/published.h"

#include "commands/addresses.h"
#include "commands/build.h"
#include "commands/command.h"
#include "commands/confine.h"
#include "commands/external.h"
#include "commands/fix.h"
#include "commands/stale.h"

/* A number of things of each sort, then " checked: no errors". */
struct counted {
    size_t count;
    struct noun noun;
};

static void tell_success(const struct build *build, const struct counted *counted, size_t count) {
    const struct command_line *line = build->line;
    if (!build_may_tell(build)) {
        return;
    }
    struct buffer out;
    buffer_init(&out, line->arena);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&out, i == 0 ? "" : ", ");
        language_append_count(&out, line->language, counted[i].count, &counted[i].noun);
    }
    buffer_append_text(&out, say(line, " checked", " gecontroleerd"));
    build_append_elapsed(&out, build);
    buffer_append_text(&out, say(line, ": no errors", ": geen fouten"));
    fprintf(line->world.out, "%.*s\n", (int)out.length, out.data);
}

/* Mends what can be, in rounds: what was wrong may have hidden more. With --dry-run one is shown.
 */
static int mend(struct command_line *line, const char *path) {
    enum { ROUNDS = 5 };
    size_t total = 0;
    int status = EXIT_DONE;
    for (size_t round = 0; round < ROUNDS && status == EXIT_DONE; round++) {
        struct build build;
        size_t count = 0;
        status = build_begin(&build, line, path);
        if (status != EXIT_DONE) {
            return status;
        }
        build_load(&build);
        build_prepare(&build);
        status = external_check(&build, NULL);
        stages_end(&build.stages);
        diagnostics_sort(&build.diagnostics);
        status = status == EXIT_DONE ? fix_all(&build, &count) : status;
        total += count;
        bool is_done = count == 0 && build_errors(&build) == 0;
        size_t added = 0;
        if (status == EXIT_DONE && is_done && !option_given(line, OPTION_DRY_RUN)) {
            status = addresses_write(&build, &added) ? EXIT_DONE : EXIT_MACHINE;
        }
        theme_close(build.theme);
        site_release(build.site);
        if (count == 0 || option_given(line, OPTION_DRY_RUN)) {
            break;
        }
    }
    bool may_tell = !option_given(line, OPTION_QUIET) && !option_given(line, OPTION_DRY_RUN) &&
                    print_format_is_human(option_value(line, OPTION_FORMAT, NULL));
    if (may_tell && status == EXIT_DONE) {
        fprintf(line->world.out, say(line, "%zu mended\n", "%zu verbeterd\n"), total);
    }
    return status;
}

static int check_content(struct build *build) {
    build_load(build);
    build_prepare(build);
    addresses_warn(build);
    stale_warn(build);
    struct external_summary links = {0};
    int asked = external_check(build, &links);
    int status = build_report(build);
    status = asked == EXIT_DONE ? status : asked;
    const struct counted counted[] = {
        {build->site->item_count, {{"item", "item"}, {"items", "items"}}},
        {links.count,
         {{"link elsewhere", "link naar elders"}, {"links elsewhere", "links naar elders"}}},
    };
    if (status == EXIT_DONE) {
        tell_success(build, counted, option_given(build->line, OPTION_EXTERNAL) ? 2 : 1);
    }
    return status;
}

/* Reads back what was published. Of the site only its address is needed: what is wrong with it now
 * is not asked. */
static int check_output(struct build *build) {
    const char *output = site_folder_output(build->line, &build->folder);
    if (output == NULL) {
        return EXIT_USAGE;
    }
    build_read(build);
    diagnostics_init(&build->diagnostics, build->arena);
    stages_enter(&build->stages, STAGE_CHECK);
    struct published_summary summary = {0};
    check_published(output, build->site->settings.base_url, build->jobs, build->arena,
                    &build->diagnostics, &summary);
    site_folder_change(build->line, output, &build->folder);
    int status = build_report(build);
    const struct counted counted[] = {
        {summary.pages, {{"page", "pagina"}, {"pages", "pagina's"}}},
        {summary.files, {{"file", "bestand"}, {"files", "bestanden"}}},
        {summary.links, {{"link", "verwijzing"}, {"links", "verwijzingen"}}},
        {summary.anchors,
         {{"link to an anchor", "verwijzing naar een anker"},
          {"links to anchors", "verwijzingen naar ankers"}}},
    };
    if (status == EXIT_DONE) {
        tell_success(build, counted, sizeof counted / sizeof *counted);
    }
    return status;
}

int run_check(struct command_line *line) {
    struct build build;
    const char *path = line->argument_count > 0 ? line->arguments[0] : ".";
    bool shows = option_given(line, OPTION_DRY_RUN);
    if (option_given(line, OPTION_EXTERNAL) && option_given(line, OPTION_PUBLISHED)) {
        return usage_wrong(line, "%s",
                           say(line, "--external is about the content; leave out --published",
                               "--external gaat over de inhoud; laat --published weg"));
    }
    int status = option_given(line, OPTION_FIX) || shows ? mend(line, path) : EXIT_DONE;
    if (status == EXIT_DONE) {
        status = build_begin(&build, line, path);
    }
    if (status != EXIT_DONE) {
        return status;
    }
    external_prepare(&build);
    if (!option_given(line, OPTION_PUBLISHED)) {
        confine(&build, NULL);
    }
    status = option_given(line, OPTION_PUBLISHED) ? check_output(&build) : check_content(&build);
    build_end(&build);
    return status;
}
