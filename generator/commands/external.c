#include "commands/external.h"

#include "base/files.h"
#include "base/limits.h"
#include "commands/today.h"
#include "health/health.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER ".knoop"
#define NAME "links.txt"
#define PART NAME ".part"

enum { SAVE_EVERY = 5000 }; /* milliseconds: what was asked is not lost when somebody stops it */

struct external {
    struct build *build;
    size_t asked; /* known to be in the file */
    double saved; /* when */
    char said[2][64];
    size_t turn;
};

void external_prepare(const struct build *build) {
    if (option_given(build->line, OPTION_EXTERNAL)) {
        mkdirat(build->folder.root, FOLDER, 0777); /* what fails here fails when it is written */
    }
}

/* Beside the file, and then in its place. No link is followed. */
static bool write_below(int folder, struct slice text) {
    int descriptor =
        openat(folder, PART, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return false;
    }
    bool is_good = file_write(descriptor, text) && fsync(descriptor) == 0;
    is_good = close(descriptor) == 0 && is_good && renameat(folder, PART, folder, NAME) == 0;
    int error = errno;
    if (!is_good) {
        unlinkat(folder, PART, 0);
        errno = error;
    }
    return is_good;
}

static bool save(const struct build *build, struct answers *answers) {
    struct arena arena;
    struct buffer out;
    arena_init(&arena);
    buffer_init(&out, &arena);
    answers_write(answers, &out);
    external_prepare(build);
    int folder = folder_open_below(build->folder.root, SLICE(FOLDER));
    bool is_good = folder >= 0 && write_below(folder, buffer_slice(&out));
    int error = errno;
    if (folder >= 0) {
        close(folder);
    }
    arena_release(&arena);
    errno = error;
    return is_good;
}

/* "asking links, 12 of 340" */
static void show(void *context, size_t done, size_t total, struct answers *answers) {
    struct external *external = context;
    const struct command_line *line = external->build->line;
    char *text = external->said[external->turn];
    external->turn = 1 - external->turn;
    snprintf(text, sizeof external->said[0],
             say(line, "asking links, %zu of %zu", "links vragen, %zu van %zu"), done, total);
    stages_say(&external->build->stages, text);
    double now = stages_elapsed(&external->build->stages);
    if (now - external->saved > SAVE_EVERY) {
        external->saved = now;
        (void)save(external->build, answers); /* tried again at the end, where it is told of */
    }
}

static bool has_proxy(const struct command_line *line) {
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = line->world.variable(names[i]);
        if (value != NULL && value[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* Who asks, and about which site: whoever keeps a server may want to know. */
static const char *agent(const struct build *build) {
    struct slice url = build->site->settings.base_url;
    return arena_format(build->arena, "knoop/" KNOOP_VERSION " (checks links%s%.*s)",
                        url.length > 0 ? " of " : "", slice_width(url), url.data)
        .data;
}

/* SSL_CERT_FILE, or NULL. False after saying that it cannot be read. */
static bool find_authorities(const struct command_line *line, const char **path) {
    const char *given = line->world.variable("SSL_CERT_FILE");
    *path = given != NULL && given[0] != '\0' ? given : NULL;
    if (*path != NULL && access(*path, R_OK) != 0) {
        complain(line,
                 say(line, "SSL_CERT_FILE cannot be read: `%s`: %s",
                     "SSL_CERT_FILE is niet te lezen: `%s`: %s"),
                 *path, strerror(errno));
        return false;
    }
    return true;
}

static void ask(struct build *build, const struct outward_links *links, const char *authorities) {
    const struct command_line *line = build->line;
    const struct link_settings *settings = &build->site->settings.links;
    struct external external = {.build = build, .saved = stages_elapsed(&build->stages)};
    struct health_options options = {.settings = settings,
                                     .fetch = {.timeout = (int64_t)(settings->timeout * 1000),
                                               .agent = agent(build),
                                               .authorities = authorities,
                                               .has_proxy = has_proxy(line)},
                                     .progress = show,
                                     .context = &external};
    moment_find(line, &options.moment); /* it has worked once: today is known */
    struct answers known, answers;
    struct slice text;
    answers_init(&known, build->arena);
    answers_init(&answers, build->arena);
    if (file_read(build->folder.root, SLICE(FOLDER "/" NAME), LIMIT_FILE_BYTES, build->arena,
                  &text) == FILE_OK) {
        answers_read(&known, text, options.moment, settings->keep);
    }
    struct health_summary summary = health_ask(links, &options, &known, &answers, build->arena);
    health_report(links, &answers, build->arena, &build->diagnostics);
    stages_end(&build->stages); /* before anything is printed */
    if (summary.asked > 0 && !save(build, &answers) && build_may_tell(build)) {
        complain(line,
                 say(line, "the answers cannot be kept in " FOLDER "/" NAME ": %s",
                     "de antwoorden kunnen niet bewaard worden in " FOLDER "/" NAME ": %s"),
                 strerror(errno));
    }
    if (option_given(line, OPTION_VERBOSE)) {
        fprintf(line->world.error,
                say(line, "addresses elsewhere: %zu asked, %zu asked lately, %zu passed over\n",
                    "adressen elders: %zu gevraagd, %zu kort geleden gevraagd, %zu overgeslagen\n"),
                summary.asked, summary.known, summary.passed);
    }
}

int external_check(struct build *build, struct external_summary *summary) {
    const struct command_line *line = build->line;
    if (!option_given(line, OPTION_EXTERNAL)) {
        return EXIT_DONE;
    }
    if (build_errors(build) > 0) {
        if (build_may_tell(build) && summary != NULL) {
            stages_end(&build->stages);
            complain(line, "%s",
                     say(line, "the links were not asked: mend the errors first",
                         "de links zijn niet gevraagd: verbeter eerst de fouten"));
        }
        return EXIT_DONE;
    }
    const char *authorities = NULL;
    stages_enter(&build->stages, STAGE_HEALTH);
    struct outward_links links = collect_links(build->site, build->arena);
    if (!find_authorities(line, &authorities)) {
        return EXIT_USAGE;
    }
    ask(build, &links, authorities);
    if (summary != NULL) {
        summary->count = links.count;
    }
    return EXIT_DONE;
}
