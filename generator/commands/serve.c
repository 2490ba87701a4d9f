#include "base/files.h"
#include "commands/command.h"
#include "commands/confine.h"
#include "commands/documents.h"
#include "commands/print.h"
#include "commands/shared.h"
#include "commands/site_folder.h"
#include "commands/today.h"
#include "serve/preview.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PORT_DEFAULT = 8400, PORT_TRIES = 20, CANNOT_RUN = 127 };

struct serving {
    const struct command_line *line;
    struct site_folder folder;
    struct date today;
    size_t told; /* errors and warnings that were told last */
};

static void print_to(FILE *out, const struct serving *serving, bool color,
                     const struct diagnostics *diagnostics, struct arena *arena) {
    const struct print_options options = {
        .language = serving->line->language,
        .color = color,
        .folder = serving->folder.prefix,
        .reader = {site_folder_read, (void *)(uintptr_t)&serving->folder}};
    struct diagnostics copy;
    diagnostics_init(&copy, arena);
    diagnostics_append(&copy, diagnostics);
    print_diagnostics(out, &options, &copy, arena);
}

/* What is wrong goes to the terminal and, in the same words, to the pages. */
static void tell(void *context, const struct diagnostics *diagnostics, struct buffer *text) {
    struct serving *serving = context;
    const struct command_line *line = serving->line;
    char *bytes = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&bytes, &length);
    if (memory == NULL) {
        machine_failed("out of memory");
    }
    print_to(memory, serving, false, diagnostics, text->arena);
    fclose(memory);
    buffer_append(text, slice_of(bytes, length));
    free(bytes);
    if (diagnostics->count > 0) {
        print_to(line->world.error, serving, option_color(line), diagnostics, text->arena);
    } else if (serving->told > 0) {
        fprintf(line->world.error, "%s\n",
                say(line, "nothing is wrong any more", "er is niets meer mis"));
    }
    fflush(line->world.error);
    serving->told = diagnostics->count;
}

/* A document as a build would make it; what is lost in it, a build tells. */
static bool make_document(void *context, const struct site *site, struct slice address,
                          struct arena *arena, struct slice *bytes) {
    const struct serving *serving = context;
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, arena);
    const struct documents documents = {.site = site,
                                        .root = serving->folder.root,
                                        .moment = documents_moment(serving->line, serving->today),
                                        .arena = arena,
                                        .diagnostics = &diagnostics};
    return documents_at(&documents, address, bytes);
}

static struct preview *open_on_port(const struct command_line *line,
                                    struct preview_options *options) {
    const char *given = option_value(line, OPTION_PORT, NULL);
    if (given != NULL) {
        options->port = (uint16_t)strtoul(given, NULL, 10);
        return preview_open(options);
    }
    struct preview *preview = NULL;
    for (uint16_t i = 0; preview == NULL && i < PORT_TRIES; i++) {
        options->port = (uint16_t)(PORT_DEFAULT + i);
        preview = preview_open(options);
        if (preview == NULL && errno != EADDRINUSE) {
            return NULL;
        }
        if (preview == NULL && i == 0) {
            complain(line,
                     say(line, "port %d is taken; trying the next",
                         "poort %d is bezet; de volgende wordt geprobeerd"),
                     PORT_DEFAULT);
        }
    }
    return preview;
}

static int tell_failure(const struct command_line *line, uint16_t port) {
    if (errno == EADDRINUSE) {
        complain(
            line,
            say(line, "port %d is taken; try --port %d", "poort %d is bezet; probeer --port %d"),
            port, port < UINT16_MAX ? port + 1 : PORT_DEFAULT);
    } else if (errno == ENOSPC) {
        complain(line,
                 say(line, "the system watches no more folders (raise fs.inotify.max_user_watches)",
                     "het systeem volgt niet meer mappen (verhoog fs.inotify.max_user_watches)"));
    } else {
        complain(line, "%s", strerror(errno));
    }
    return EXIT_MACHINE;
}

/* A process that waits for an address and then opens it in the user's own browser, by the desktop's
 * own program for it: the one that reads content may not run programs. */
struct opener {
    pid_t process;
    int address; /* where the address is written to */
};

_Noreturn static void open_what_is_read(int from) {
    char address[64] = "";
    size_t length = 0;
    ssize_t more = 0;
    while (length + 1 < sizeof address &&
           (more = read(from, address + length, sizeof address - length - 1)) > 0) {
        length += (size_t)more;
    }
    if (length > 0) {
        execlp("xdg-open", "xdg-open", address, (char *)NULL);
    }
    _exit(length > 0 ? CANNOT_RUN : EXIT_DONE);
}

/* To be begun before any rights are given up, and any thread is. */
static struct opener opener_begin(void) {
    struct opener opener = {.process = -1, .address = -1};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return opener;
    }
    opener.process = fork();
    if (opener.process == 0) {
        close(ends[1]);
        open_what_is_read(ends[0]);
    }
    close(ends[0]);
    opener.address = ends[1];
    return opener;
}

/* That there is no browser is no reason to stop. */
static void opener_end(const struct opener *opener, const struct command_line *line,
                       const char *address) {
    int status = 0;
    bool is_sent = opener->process > 0 && file_write(opener->address, slice_from(address));
    close(opener->address);
    if (!is_sent || waitpid(opener->process, &status, 0) < 0 ||
        (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_RUN)) {
        complain(line,
                 say(line, "no browser could be opened; go to %s",
                     "er kon geen browser worden geopend; ga naar %s"),
                 address);
    }
}

/* Readable when the user wants to stop. */
static int stop_descriptor(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    return signalfd(-1, &signals, SFD_CLOEXEC);
}

static void give_up_the_rest(const struct command_line *line, int root) {
    const char *given = option_value(line, OPTION_PORT, NULL);
    if (given != NULL) {
        confine_to_ports(line, root, (uint16_t)strtoul(given, NULL, 10), 1);
    } else {
        confine_to_ports(line, root, PORT_DEFAULT, PORT_TRIES);
    }
}

int run_serve(struct command_line *line) {
    struct serving serving = {.line = line};
    struct preview_options options = {.tell = tell, .context = &serving};
    int status = today_find(line, &options.site.today);
    if (status == EXIT_DONE) {
        status = site_folder_open(line, line->argument_count > 0 ? line->arguments[0] : ".",
                                  &serving.folder);
    }
    if (status != EXIT_DONE) {
        return status;
    }
    serving.today = options.site.today;
    options.site.root = serving.folder.root;
    options.site.document = make_document;
    options.site.context = &serving;
    options.site.jobs = option_jobs(line);
    options.site.theme_folder_count = shared_theme_folders(line, &options.site.theme_folders);
    options.language = slice_from(say(line, "en", "nl"));
    struct opener opener = {.process = -1, .address = -1};
    if (option_given(line, OPTION_OPEN)) {
        opener = opener_begin();
    }
    int stop = stop_descriptor();
    give_up_the_rest(line, serving.folder.root);
    struct preview *preview = open_on_port(line, &options);
    if (preview == NULL) {
        return tell_failure(line, options.port);
    }
    char address[64];
    snprintf(address, sizeof address, "http://127.0.0.1:%d/", preview_port(preview));
    fprintf(line->world.out, say(line, "%s (stop with Ctrl+C)\n", "%s (stoppen met Ctrl+C)\n"),
            address);
    fflush(line->world.out);
    if (option_given(line, OPTION_OPEN)) {
        opener_end(&opener, line, address);
    }
    preview_run(preview, stop);
    preview_close(preview);
    close(stop);
    return EXIT_DONE;
}
