/* What the forms of printing diagnostics share. */
#ifndef COMMANDS_PRINT_FORM_H
#define COMMANDS_PRINT_FORM_H

#include "base/map.h"
#include "commands/line_map.h"
#include "commands/print.h"

struct print {
    const struct print_options *options;
    struct arena *arena;
    struct buffer out;
    struct map sources; /* path → struct source, made on first use */
};

/* A file, once read; its lines are unknown when it could not be. */
struct source {
    bool is_known;
    struct line_map lines;
};

/* The file of a place, or NULL when the place has no line or its file cannot be read. */
const struct source *print_source(struct print *print, struct place place);
/* The place's path as the user can open it: from the current folder, or absolute for a theme's file
 * outside the site. */
struct slice print_path(struct print *print, struct place place);
/* The same with control characters made visible. */
struct slice printed_path(struct print *print, struct place place);
bool print_is_error(const struct print *print, const struct diagnostic *diagnostic);
/* The message and the help of a diagnostic, with control characters made visible. */
struct slice printed_message(struct print *print, const struct diagnostic *diagnostic);
struct slice printed_help(struct print *print, const struct diagnostic *diagnostic);
/* "3 errors, 1 warning" */
void print_append_counts(struct buffer *out, enum language language, size_t errors,
                         size_t warnings);

/* The rows' functions: append a sorted list to print->out. One file each. */
void print_human(struct print *print, const struct diagnostics *list);
void print_json(struct print *print, const struct diagnostics *list);
void print_sarif(struct print *print, const struct diagnostics *list);
void print_github(struct print *print, const struct diagnostics *list);

#endif
