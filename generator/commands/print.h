/* Printing diagnostics: the only place where they become text.
 *
 * A form (`--format`) is one row of the table in print.c and one function in a file of its own. */
#ifndef COMMANDS_PRINT_H
#define COMMANDS_PRINT_H

#include "base/diagnostic.h"
#include "commands/language.h"

#include <stdio.h>

/* Gives the text of a file of the site, so that its lines can be shown: from disk, or from wherever
 * a test or an editor keeps it. The text lives as long as `arena`. False if there is none. */
struct source_reader {
    bool (*read)(void *context, struct slice path, struct arena *arena, struct slice *text);
    void *context;
};

struct print_options {
    const char *format; /* the name of a row; NULL for the first */
    enum language language;
    bool strict; /* warnings are printed as errors */
    bool color;
    size_t width;        /* columns for an excerpt; 0 for the usual number */
    struct slice folder; /* stands before every path ("../site/"); empty for none */
    struct source_reader reader;
};

/* Sorts the list, drops equals, and prints it to `out` in the form that the options ask for. An
 * empty list prints nothing, but for forms that programs read. */
void print_diagnostics(FILE *out, const struct print_options *options, struct diagnostics *list,
                       struct arena *arena);
/* Whether there is a form of that name, and whether people read it (programs do, otherwise). */
bool print_format_exists(const char *name);
bool print_format_is_human(const char *name);

#endif
