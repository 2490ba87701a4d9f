/* A run of the stages: what the commands that need a site share. build.c is the one place where all
 * stages are named. */
#ifndef COMMANDS_BUILD_H
#define COMMANDS_BUILD_H

#include "base/diagnostic.h"
#include "commands/print.h"
#include "commands/site_folder.h"
#include "commands/stages.h"
#include "render/render.h"

struct build {
    const struct command_line *line;
    struct arena *arena; /* the site's; lives as long as the program runs */
    struct site_folder folder;
    struct stages stages;
    struct diagnostics diagnostics;
    struct date today;
    size_t jobs;
    uint64_t program;    /* which one this is, when pages may be those of the last build; else 0 */
    bool spills;         /* a large site may lie partly in files of … */
    int spill_folder;    /* … this folder */
    struct site *site;   /* once loaded */
    struct theme *theme; /* once prepared; NULL if there is none */
    struct render_options render;
};

/* Opens the site at `path`, with the options of the command line. Returns EXIT_DONE, or the exit
 * status after saying what is wrong. */
int build_begin(struct build *build, const struct command_line *line, const char *path);
/* Reads the site. */
void build_read(struct build *build);
/* Reads, links and checks the site. */
void build_load(struct build *build);
/* Compiles the templates, unless kinds or settings have errors (then nothing is known of what
 * templates may use). */
void build_prepare(struct build *build);
/* How many errors there are, with --strict warnings too. */
size_t build_errors(const struct build *build);
/* Ends the stages and prints all diagnostics. Returns EXIT_DONE, or EXIT_CONTENT when there are
 * errors. */
int build_report(struct build *build);
/* How diagnostics are to be printed. */
struct print_options build_print_options(struct build *build);
/* The number of published items. */
size_t build_item_count(const struct build *build);
/* Appends " (0.08 s)", on a terminal: elsewhere the same work says the same. */
void build_append_elapsed(struct buffer *out, const struct build *build);
/* Whether a line may tell that all went well: not with --quiet, nor in a form for programs. */
bool build_may_tell(const struct build *build);
/* Prints the timings, if they are asked for, after everything else, and gives back what the site
 * took. */
void build_end(struct build *build);

#endif
