/* The language server, for editors' programs. */
#include "lsp/lsp.h"

#include "base/module.h"
#include "commands/command.h"
#include "commands/shared.h"
#include "commands/site_folder.h"
#include "commands/today.h"

#include <signal.h>
#include <unistd.h>

int run_lsp(struct command_line *line) {
    struct site_folder folder;
    struct lsp_options options = {.in = STDIN_FILENO, .out = STDOUT_FILENO};
    int status = today_find(line, &options.site.today);
    options.path = option_value(line, OPTION_SITE, ".");
    if (status == EXIT_DONE) {
        status = site_folder_open(line, options.path, &folder);
    }
    if (status != EXIT_DONE) {
        return status;
    }
    options.site.root = folder.root;
    options.site.jobs = option_jobs(line);
    options.site.theme_folder_count = shared_theme_folders(line, &options.site.theme_folders);
    options.language = slice_from(say(line, "en", "nl"));
    /* A client that is gone shows as the end of its stream. */
    signal(SIGPIPE, SIG_IGN);
    const struct lsp_module *module = module_load("lsp");
    return module->run(&options);
}
