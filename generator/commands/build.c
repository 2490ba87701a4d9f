#include "commands/build.h"

#include "base/escape.h"
#include "check/check.h"
#include "commands/addresses.h"
#include "commands/command.h"
#include "commands/confine.h"
#include "commands/documents.h"
#include "commands/pack.h"
#include "commands/program.h"
#include "commands/shared.h"
#include "commands/today.h"
#include "link/link.h"
#include "outputs/outputs.h"
#include "read/read.h"

#include <sys/ioctl.h>
#include <unistd.h>

int build_begin(struct build *build, const struct command_line *line, const char *path) {
    *build = (struct build){.line = line, .arena = line->arena, .jobs = option_jobs(line)};
    diagnostics_init(&build->diagnostics, build->arena);
    int status = today_find(line, &build->today);
    if (status == EXIT_DONE) {
        status = site_folder_open(line, path, &build->folder);
    }
    if (status == EXIT_DONE) {
        stages_begin(&build->stages, line);
    }
    return status;
}

/* --base-url goes before what site.yaml says; it gets the "/" at its end that settings have. */
static void set_base_url(struct build *build) {
    const char *given = option_value(build->line, OPTION_BASE_URL, NULL);
    if (given != NULL) {
        struct slice url = slice_from(given);
        bool is_closed = url.data[url.length - 1] == '/';
        build->site->settings.base_url =
            arena_format(build->arena, "%s%s", given, is_closed ? "" : "/");
    }
}

void build_read(struct build *build) {
    const struct read_options options = {.root = build->folder.root,
                                         .today = build->today,
                                         .drafts = option_given(build->line, OPTION_DRAFTS),
                                         .jobs = build->jobs,
                                         .spills = build->spills,
                                         .spill_folder = build->spill_folder};
    stages_enter(&build->stages, STAGE_READ);
    build->site = read_site(&options, build->arena, &build->diagnostics);
    set_base_url(build);
}

void build_load(struct build *build) {
    build_read(build);
    stages_enter(&build->stages, STAGE_LINK);
    link_site(build->site, build->jobs, &build->diagnostics);
    stages_enter(&build->stages, STAGE_CHECK);
    check_site(build->site, build->arena, &build->diagnostics);
    const struct documents documents = documents_of(build);
    documents_check(&documents);
}

/* Whether what templates may use is known: the kinds and the settings are as their author meant. */
static bool declarations_are_good(const struct build *build) {
    for (size_t i = 0; i < build->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = build->diagnostics.entries[i];
        struct slice path = diagnostic->place.path;
        bool declares = path.length == 0 || slice_starts_with(path, SLICE("content/kinds/")) ||
                        slice_equals(path, SLICE("content/site.yaml"));
        if (declares && message_row(diagnostic->message)->severity == SEVERITY_ERROR) {
            return false;
        }
    }
    return true;
}

/* What --verbose tells: what was read, and from where. */
static void tell_details(const struct build *build) {
    static const struct noun KINDS = {{"kind", "soort"}, {"kinds", "soorten"}};
    static const struct noun ITEMS = {{"item", "item"}, {"items", "items"}};
    static const struct noun ASSETS = {{"file", "bestand"}, {"files", "bestanden"}};
    static const struct noun THREADS = {{"thread", "draad"}, {"threads", "draden"}};
    const struct command_line *line = build->line;
    const struct site *site = build->site;
    struct buffer out;
    buffer_init(&out, line->arena);
    buffer_format(&out, "%s: ", build->folder.path);
    language_append_count(&out, line->language, site->kind_count, &KINDS);
    buffer_append_text(&out, ", ");
    language_append_count(&out, line->language, site->item_count, &ITEMS);
    buffer_append_text(&out, ", ");
    language_append_count(&out, line->language, site->asset_count, &ASSETS);
    buffer_append_text(&out, say(line, "; today is ", "; vandaag is "));
    date_append_iso(&out, build->today);
    buffer_append_text(&out, "; ");
    language_append_count(&out, line->language, build->jobs, &THREADS);
    buffer_format(&out, say(line, "\ntheme %.*s, from themes/", "\nthema %.*s, uit themes/"),
                  slice_width(site->settings.theme), site->settings.theme.data);
    for (size_t i = 0; i < build->render.theme_folder_count; i++) {
        buffer_append_text(&out, say(line, " or ", " of "));
        buffer_append(&out, build->render.theme_folders[i]);
    }
    fprintf(line->world.error, "%.*s\n", (int)out.length, out.data);
}

void build_prepare(struct build *build) {
    build->render = (struct render_options){.root = build->folder.root,
                                            .jobs = build->jobs,
                                            .program = build->program,
                                            .fresh = option_given(build->line, OPTION_FRESH)};
    build->render.theme_folder_count =
        shared_theme_folders(build->line, &build->render.theme_folders);
    if (option_given(build->line, OPTION_VERBOSE)) {
        tell_details(build);
    }
    if (!declarations_are_good(build)) {
        return;
    }
    stages_enter(&build->stages, STAGE_RENDER);
    build->theme = render_prepare(build->site, &build->render, build->arena, &build->diagnostics);
    if (build->theme != NULL && !theme_searches(build->theme)) {
        build->site->settings.search = false;
    }
}

size_t build_errors(const struct build *build) {
    return diagnostics_errors(&build->diagnostics, option_given(build->line, OPTION_STRICT));
}

/* The columns of the terminal, or 0 if standard error is none. */
static size_t terminal_width(const struct command_line *line) {
    struct winsize size;
    bool is_known =
        line->world.error_is_terminal && ioctl(fileno(line->world.error), TIOCGWINSZ, &size) == 0;
    return is_known ? size.ws_col : 0;
}

struct print_options build_print_options(struct build *build) {
    const struct command_line *line = build->line;
    return (struct print_options){.format = option_value(line, OPTION_FORMAT, NULL),
                                  .language = line->language,
                                  .strict = option_given(line, OPTION_STRICT),
                                  .color = option_color(line),
                                  .width = terminal_width(line),
                                  .folder = build->folder.prefix,
                                  .reader = {site_folder_read, &build->folder}};
}

int build_report(struct build *build) {
    stages_end(&build->stages);
    const struct print_options options = build_print_options(build);
    print_diagnostics(build->line->world.error, &options, &build->diagnostics, build->arena);
    return build_errors(build) > 0 ? EXIT_CONTENT : EXIT_DONE;
}

size_t build_item_count(const struct build *build) {
    size_t count = 0;
    for (size_t i = 0; i < build->site->item_count; i++) {
        const struct item *item = build->site->items[i];
        bool is_published = item->state == ITEM_PUBLISHED || build->site->drafts;
        count += is_published;
    }
    return count;
}

void build_append_elapsed(struct buffer *out, const struct build *build) {
    if (build->line->world.out_is_terminal) {
        buffer_append_text(out, " (");
        language_append_number(out, build->line->language, stages_elapsed(&build->stages) / 1e3, 2);
        buffer_append_text(out, " s)");
    }
}

bool build_may_tell(const struct build *build) {
    return !option_given(build->line, OPTION_QUIET) &&
           print_format_is_human(option_value(build->line, OPTION_FORMAT, NULL));
}

void build_end(struct build *build) {
    stages_end(&build->stages);
    if (option_given(build->line, OPTION_TIMINGS)) {
        stages_print(&build->stages, build->line->world.error);
    }
    theme_close(build->theme);
    if (build->site != NULL) {
        site_release(build->site);
    }
}

/* What lies in the output folder and is not ours: it stays, and its owner should know. */
static void tell_foreign(const struct build *build, const char *output,
                         const struct publish_report *report) {
    enum { FOREIGN_SHOWN = 10 };
    const struct command_line *line = build->line;
    size_t shown = report->foreign_count;
    if (shown > FOREIGN_SHOWN && !option_given(line, OPTION_VERBOSE)) {
        shown = FOREIGN_SHOWN;
    }
    for (size_t i = 0; i < shown; i++) {
        struct buffer path;
        buffer_init(&path, line->arena);
        escape_terminal(&path, slice_from(output));
        buffer_append_byte(&path, '/');
        escape_terminal(&path, report->foreign[i]);
        fprintf(line->world.error, "%.*s: %s\n", (int)path.length, path.data,
                say(line, "note: this file is not part of the site; it was left alone",
                    "let op: dit bestand hoort niet bij de site; het is blijven staan"));
    }
    if (shown < report->foreign_count) {
        fprintf(line->world.error, say(line, "… and %zu more\n", "… en nog %zu\n"),
                report->foreign_count - shown);
    }
}

/* "142 items, 170 files in output/ (0.08 s): 3 changed, 1 removed" */
static void tell_success(const struct build *build, const char *output,
                         const struct publish_report *report, size_t added) {
    static const struct noun ITEMS = {{"item", "item"}, {"items", "items"}};
    static const struct noun FILES = {{"file", "bestand"}, {"files", "bestanden"}};
    static const struct noun ADDRESSES = {{"address", "adres"}, {"addresses", "adressen"}};
    const struct command_line *line = build->line;
    struct buffer out;
    buffer_init(&out, line->arena);
    language_append_count(&out, line->language, build_item_count(build), &ITEMS);
    buffer_append_text(&out, ", ");
    language_append_count(&out, line->language, report->written + report->unchanged, &FILES);
    buffer_format(&out, " in %s/", output);
    build_append_elapsed(&out, build);
    buffer_append_text(&out, ": ");
    if (report->written == 0 && report->removed == 0) {
        buffer_append_text(&out, say(line, "nothing changed", "niets veranderd"));
    } else {
        buffer_format(&out, say(line, "%zu changed", "%zu gewijzigd"), report->written);
    }
    if (report->removed > 0) {
        buffer_format(&out, say(line, ", %zu removed", ", %zu verwijderd"), report->removed);
    }
    if (added > 0) {
        buffer_append_text(&out, "; ");
        language_append_count(&out, line->language, added, &ADDRESSES);
        buffer_append_text(&out, say(line, " more in " ADDRESSES_PATH ": commit that file too",
                                     " meer in " ADDRESSES_PATH ": leg ook dat bestand vast"));
    }
    fprintf(line->world.out, "%.*s\n", (int)out.length, out.data);
}

static int tell_failure(const struct build *build, const char *output,
                        const struct publish_report *report) {
    const struct command_line *line = build->line;
    if (report->locked) {
        complain(line,
                 say(line, "another build is publishing into `%s`; wait until it is done",
                     "een andere opdracht publiceert al in `%s`; wacht tot die klaar is"),
                 output);
    } else {
        complain(line,
                 say(line, "%.*s; the published site stayed as it was",
                     "%.*s; de gepubliceerde site bleef zoals zij was"),
                 slice_width(report->failure), report->failure.data);
    }
    return EXIT_MACHINE;
}

/* What --verbose tells: how many pages the last build had made already. */
static void tell_held(const struct build *build, size_t held) {
    static const struct noun PAGES = {{"page", "pagina"}, {"pages", "pagina's"}};
    struct buffer out;
    buffer_init(&out, build->arena);
    language_append_count(&out, build->line->language, held, &PAGES);
    fprintf(build->line->world.error, "%.*s %s\n", (int)out.length, out.data,
            say(build->line, "held from the last build", "van de vorige keer klopten nog"));
}

/* Makes the pages and publishes them; or nothing, when making them brings errors to light. */
static int publish(struct build *build, const char *output, struct publication *publication) {
    stages_enter(&build->stages, STAGE_RENDER);
    size_t held = render_site(build->site, build->theme, &build->render, publication, build->arena,
                              &build->diagnostics);
    if (option_given(build->line, OPTION_VERBOSE)) {
        tell_held(build, held);
    }
    if (build_errors(build) > 0) {
        publish_abort(publication);
        return build_report(build);
    }
    stages_enter(&build->stages, STAGE_OUTPUTS);
    write_outputs(build->site, publication, build->jobs, build->arena);
    const struct documents documents = documents_of(build);
    documents_publish(&documents, publication);
    stages_enter(&build->stages, STAGE_PUBLISH);
    const struct publish_report report = publish_finish(publication);
    build_report(build);
    if (report.failed || report.locked) {
        return tell_failure(build, output, &report);
    }
    size_t added = 0;
    bool is_kept = addresses_write(build, &added);
    if (build_may_tell(build)) {
        tell_foreign(build, output, &report);
        tell_success(build, output, &report, is_kept ? added : 0);
    }
    const char *zip = option_value(build->line, OPTION_ZIP, NULL);
    return !is_kept ? EXIT_MACHINE : zip == NULL ? EXIT_DONE : pack_site(build, output, zip);
}

/* The publication begins first: once it is known where it writes, all other rights are given up,
 * before any content is read. */
static int check_and_publish(struct build *build, const char *output) {
    struct publication *publication = publish_begin(output, build->arena);
    confine(build, publication);
    build->spill_folder = publish_folders(publication).stage;
    build->spills = build->spill_folder >= 0;
    build_load(build);
    build_prepare(build);
    if (build_errors(build) > 0 || build->theme == NULL) {
        publish_abort(publication);
        return build_report(build);
    }
    return publish(build, output, publication);
}

int run_build(struct command_line *line) {
    struct build build;
    int status = build_begin(&build, line, line->argument_count > 0 ? line->arguments[0] : ".");
    if (status != EXIT_DONE) {
        return status;
    }
    build.program = program_identity();
    const char *output = site_folder_output(line, &build.folder);
    status = output == NULL ? EXIT_USAGE : check_and_publish(&build, output);
    build_end(&build);
    return status;
}
